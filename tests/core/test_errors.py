"""What a file says can stand in a sentence, and a wording in it can still be said in another language."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from core.errors import BeatgenError, brief
from core.json_file import read_object
from core.preferences import load
from core.user_maps import read_map
from core.wording import Wording

if TYPE_CHECKING:
    from pathlib import Path


def test_brief_keeps_the_wording_of_an_error() -> None:
    inner = Wording("{key} is missing", key="notes")

    said = brief(ValueError(inner))

    assert isinstance(said, Wording)
    assert said.values == {"key": "notes"}


@pytest.mark.parametrize("key", ["two\nlines", "k" * 200])
def test_brief_makes_a_wording_that_cannot_stand_in_a_sentence_mere_text(key: str) -> None:
    said = brief(ValueError(Wording("{key} is missing", key=key)))

    assert not isinstance(said, Wording)
    assert said.isprintable()
    assert len(said) <= 160


def test_brief_says_what_an_error_is_about_though_its_wording_does_not() -> None:
    assert brief(BeatgenError(Wording("is missing"), "beat.mid")) == "beat.mid: is missing"


def test_a_damaged_map_says_why_as_a_wording_within_a_wording(tmp_path: Path) -> None:
    path = tmp_path / "map.json"
    path.write_text("{", encoding="utf-8")

    with pytest.raises(BeatgenError) as caught:
        read_map(path)

    sentence = caught.value.sentence
    assert isinstance(sentence, Wording)
    assert isinstance(sentence.values["reason"], Wording)


def test_settings_that_are_no_object_are_told_of_as_a_wording_to_the_innermost(tmp_path: Path) -> None:
    path = tmp_path / "preferences.json"
    path.write_text("[]", encoding="utf-8")

    with pytest.raises(ValueError, match="the file is not an object"):
        read_object(path)
    sentence = load(path)[1]

    assert isinstance(sentence, Wording)
    reason = sentence.values["reason"]
    assert isinstance(reason, Wording)
    assert isinstance(reason.values["name"], Wording)
