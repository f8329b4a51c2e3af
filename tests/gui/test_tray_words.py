"""What the tray says of a take."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import pytest

from beatgen_gui.tray.words import copy_mark, take_in_words
from core.copy_check import Likeness
from core.feel import Playing
from core.pattern import Pattern
from core.take import GenerationRequest, Recipe, Take


@pytest.mark.parametrize(("cells", "mark"), [(0, "="), (1, "≈"), (8, "≈"), (9, ""), (200, "")])
def test_copies_and_near_copies_are_marked_and_new_beats_not(cells: int, mark: str) -> None:
    assert copy_mark(Likeness(cells, "rock")) == mark


def test_what_is_not_known_is_not_marked() -> None:
    assert copy_mark(None) == ""


def test_a_take_is_told_with_all_that_decided_it() -> None:
    request = GenerationRequest(count=8, seed=4711, temperature=0.9, style="hiphop")
    take = Take(Pattern.empty(2).with_hit(0, 0), "Take", Recipe("drummer", "0" * 16, request, 2, ()))
    assert take_in_words(take, Likeness(0, "hiphop")).splitlines() == [
        "2 bars, 1 hit",
        "Hip-hop, drummer",
        "Seed 4711, temperature 0.9, number 3 of 8",
        "A copy of a Hip-hop beat it was trained on",
    ]


def test_a_take_is_told_with_who_played_it_or_whose_groove_it_has() -> None:
    request = GenerationRequest(count=8, style="jazz", playing=Playing(93.0, "drummer3"))
    take = Take(Pattern.empty(2).with_hit(0, 0), "Take", Recipe("drummer", "0" * 16, request, 2, ()))
    assert take_in_words(take).splitlines()[-1] == "Played at 93 bpm, Jazz, Drummer 3"
    lazy = replace(take, own_feel=take.feel.redrawn(take.pattern, None, "lazy"))
    assert take_in_words(lazy).splitlines()[-1] == "Groove of lazy"


def test_a_take_of_the_user_has_no_recipe() -> None:
    assert take_in_words(Take(Pattern.empty(1), "Mine")) == "1 bar, 0 hits\nPlayed or edited by hand"


def test_the_window_does_not_wait_for_what_checks_copies() -> None:
    asks = "import sys, beatgen_gui.widgets.tray; sys.exit('core.copy_check' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", asks], check=False, timeout=60).returncode == 0
