from __future__ import annotations

import pytest

from core.hold_option import read_holds
from core.kit import VOICES


def test_a_voice_is_held_at_an_end_or_between_them() -> None:
    held = read_holds(["kick=A", "Snare = b", "closed hi-hat=0.5", "crash=1"])
    assert held == (0.0, 1.0, 0.5, None, None, None, None, 1.0, None)


def test_no_voice_is_held_unless_it_is_named() -> None:
    assert read_holds([]) == (None,) * len(VOICES)


def test_of_several_places_of_a_voice_the_last_one_holds() -> None:
    assert read_holds(["ride=A", "ride=B"])[8] == 1.0


@pytest.mark.parametrize("name", [name for voice in VOICES for name in (voice.key, voice.label)])
def test_voices_are_called_as_in_files_or_as_on_screen(name: str) -> None:
    assert read_holds([f"{name}=B"]).count(1.0) == 1


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("kick", "not VOICE=PLACE"),
        ("clap=A", "the voices are kick, snare"),
        ("kick=C", "not at 'C'"),
        ("kick=", "not at ''"),
        ("kick=1.5", "from 0 to 1"),
        ("kick=-0.1", "from 0 to 1"),
        ("kick=nan", "from 0 to 1"),
    ],
)
def test_what_names_no_voice_or_place_is_refused(text: str, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        read_holds([text])
