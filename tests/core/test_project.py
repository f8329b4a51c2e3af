"""The project as a value: takes, chain, ends, and what is on screen."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from core.beat import Beat
from core.cells import Cells
from core.density import Density
from core.mix import Mix
from core.note_events import note_events
from core.pattern import Pattern
from core.project import Ends, Project
from core.take import Take


def beat_of(voice: int, bars: int = 4) -> Pattern:
    return Pattern.empty(bars).with_hit(0, voice)


@pytest.fixture
def project() -> Project:
    """Three takes, C (2 bars) newest, A loaded."""
    made = Project.of(Take(beat_of(0), "A"))
    return made.with_takes([Take(beat_of(2, bars=2), "C"), Take(beat_of(1), "B")])


def numbers(project: Project) -> dict[str, int]:
    return {take.name: take.number for take in project.takes}


def test_takes_get_numbers_of_their_own_the_newest_the_highest(project: Project) -> None:
    assert [take.name for take in project.takes] == ["C", "B", "A"]
    assert numbers(project) == {"C": 3, "B": 2, "A": 1}


def test_a_deleted_take_leaves_the_chain_and_the_ends_but_not_the_screen(project: Project) -> None:
    full = replace(project, chain=(1, 2, 1), ends=Ends(1, 2))
    without = full.without_takes({1})
    assert (without.chain, without.ends) == ((2,), Ends(None, 2))
    assert without.beat == full.beat
    assert without.with_takes([Take(beat_of(4), "D")]).takes[0].number == 4  # never that of the beat's lost take


def test_a_renamed_take_is_renamed_on_screen_too(project: Project) -> None:
    renamed = project.with_take(replace(project.takes[-1], name="Verse"))
    assert renamed.beat.name == "Verse"
    assert renamed.takes[-1].name == "Verse"


def test_an_edited_beat_is_kept_once_and_takes_its_place_in_the_chain(project: Project) -> None:
    chained = replace(project, chain=(1, 2, 1), beat=project.beat.with_pattern(beat_of(8)))
    kept = chained.with_edits_kept()
    assert [take.name for take in kept.takes] == ["C", "B", "A", "A, edited"]  # beside what it came from
    assert kept.take(4).pattern == beat_of(8)  # type: ignore[union-attr]
    assert kept.chain == (4, 2, 4)
    assert kept.chain_pattern == chained.chain_pattern
    assert not kept.beat.edited
    assert kept.with_edits_kept() is kept


def test_the_chain_plays_its_takes_in_order_with_the_edits_on_screen(project: Project) -> None:
    edited = replace(project, chain=(1, 3, 1), beat=project.beat.with_pattern(beat_of(8)))
    pattern = edited.chain_pattern
    assert pattern is not None
    assert np.argwhere(pattern.hits).tolist() == [[0, 8], [64, 2], [96, 8]]
    assert edited.chain_starts == (0, 64, 96)
    assert edited.chain_events == note_events(pattern)


def test_an_empty_chain_plays_nothing(project: Project) -> None:
    assert project.chain_pattern is None
    assert project.chain_events is None
    assert project.chain_starts == ()


@pytest.mark.parametrize("wrong", [{"chain": (9,)}, {"ends": Ends(a=9)}])
def test_what_refers_to_a_missing_take_is_refused(project: Project, wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="names a take"):
        replace(project, **wrong)  # type: ignore[arg-type]


def test_takes_that_cannot_be_told_apart_are_refused(project: Project) -> None:
    with pytest.raises(ValueError, match="number each"):
        replace(project, takes=(project.takes[0], project.takes[0]))


def test_another_take_keeps_tempo_mix_and_locks_and_loses_the_density(project: Project) -> None:
    beat = replace(project.beat, bpm=97.0, mix=Mix().with_mute(0, True), locked=Cells.of_voice(64, 1))
    dense = beat.with_density(beat_of(5), Density(everywhere=1))
    loaded = dense.with_take(project.takes[0])  # two bars long
    assert (loaded.bpm, loaded.mix, loaded.density) == (97.0, beat.mix, Density())
    assert loaded.locked == Cells.of_voice(32, 1)
    assert loaded.base == loaded.pattern == project.takes[0].pattern


def test_parts_of_different_lengths_are_no_beat() -> None:
    beat = Beat.of(Take(beat_of(0), "A", number=1))
    with pytest.raises(ValueError, match="one length"):
        replace(beat, locked=Cells.none(16))


def test_several_takes_are_changed_at_once(project: Project) -> None:
    starred = project.with_changed([replace(take, starred=True) for take in project.takes[1:]])
    assert [take.starred for take in starred.takes] == [False, True, True]
    assert starred.beat.source.starred
