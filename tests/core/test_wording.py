"""A wording is its English text, and remembers what it was made of."""

from __future__ import annotations

import pickle

from core.errors import BeatgenError
from core.wording import Wording


def test_a_wording_is_the_text_that_its_template_makes() -> None:
    assert Wording("{name} is a folder", name="a.mid") == "a.mid is a folder"


def test_braces_of_a_wording_without_values_are_just_braces() -> None:
    assert Wording("press { or {x}") == "press { or {x}"


def test_values_with_braces_in_them_are_left_alone() -> None:
    assert Wording("{name} is a folder", name="{0}{name}") == "{0}{name} is a folder"


def test_a_wording_keeps_its_template_and_values_through_another_process() -> None:
    sent = pickle.loads(pickle.dumps(Wording("bar {bar} of {name}", bar=3, name="{x}")))  # noqa: S301 - our own

    assert (sent, sent.template, sent.values) == ("bar 3 of {x}", "bar {bar} of {name}", {"bar": 3, "name": "{x}"})


def test_an_error_keeps_its_wording() -> None:
    error = BeatgenError(Wording("can't be read ({why})", why="no such file"), "a.mid")

    assert str(error) == "a.mid: can't be read (no such file)"
    assert isinstance(error.sentence, Wording)
