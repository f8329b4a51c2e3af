"""Tapped rhythms: taps at their steps, which of them count, what is kept of them, and what files say of them."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.cells import Cells
from core.errors import ProjectFileError
from core.kit import GENERAL_MIDI, VOICE_COUNT
from core.locks import Locks
from core.note_events import TICKS_PER_STEP, note_events, step_tick
from core.pattern import Pattern
from core.project import Project
from core.project_file import load_project, save_project
from core.subject import kept_cells
from core.take import GenerationRequest, Recipe, Take, Task
from core.tapping import CORE_VOICES, Tap, TappedHit, Taps, beat_at, hits_of

if TYPE_CHECKING:
    from pathlib import Path

KICK, SNARE, HAT = 0, 1, 2

taps = st.builds(
    Tap,
    st.floats(-0.5, 40.0, allow_nan=False),
    st.integers(1, 127),
    st.none() | st.integers(0, VOICE_COUNT - 1),
)


def test_a_tap_goes_to_its_nearest_step_and_keeps_how_late_it_was() -> None:
    assert Taps.of([Tap(1.03125, 90, KICK), Tap(2.21875, 70)], 1).hits == (
        TappedHit(4, KICK, 90, 0.125),
        TappedHit(9, None, 70, -0.125),
    )


@pytest.mark.parametrize("beat", [-0.1, 7.9, 15.9])
def test_a_tap_that_is_early_for_a_round_belongs_to_its_first_step(beat: float) -> None:
    (hit,) = Taps.of([Tap(beat, 90, KICK)], 2).hits
    assert (hit.step, hit.offset) == (0, pytest.approx(-0.4))


def test_of_taps_on_one_cell_the_hardest_counts_and_of_equal_ones_the_first() -> None:
    hard, soft = Tap(1.0625, 110, KICK), Tap(0.96875, 80, KICK)
    assert hits_of([soft, hard, replace(hard, beat=1.01)], 1) == (TappedHit(4, KICK, 110, 0.25),)


def test_taps_of_several_voices_on_one_step_all_count() -> None:
    assert [hit.voice for hit in hits_of([Tap(1, 90, SNARE), Tap(1, 90), Tap(1, 90, KICK)], 1)] == [None, KICK, SNARE]


def test_a_pad_says_its_voice_by_the_drum_map_and_an_unknown_note_says_none() -> None:
    assert Tap.of_note(0.0, 90, 40, GENERAL_MIDI).voice == SNARE
    assert Tap.of_note(0.0, 90, 2, GENERAL_MIDI).voice is None


def test_latency_is_taken_off_in_the_tempo_of_the_music() -> None:
    assert beat_at(480, 120) == 1.0
    assert beat_at(480, 120, latency_ms=50) == pytest.approx(0.9)
    assert beat_at(0, 60, latency_ms=-50) == pytest.approx(0.05)


@given(st.lists(taps, min_size=1, max_size=30), st.integers(1, 4), st.floats(50, 75))
def test_every_tap_is_within_half_a_step_of_where_its_hit_sounds(tapped: list[Tap], bars: int, swing: float) -> None:
    rhythm = Taps.of(tapped, bars, swing)
    assert Taps.from_dict(json.loads(json.dumps(rhythm.to_dict()))) == rhythm
    moments = np.array([[tap.beat * 4, -1 if tap.voice is None else tap.voice] for tap in tapped])
    for hit in rhythm.hits:
        sounds = hit.step + hit.step % 2 * (swing - 50) / 50 + hit.offset
        same = moments[moments[:, 1] == hit.cell[1], 0]
        away = np.abs((same - sounds + 8 * bars) % (16 * bars) - 8 * bars)
        # Between a swung sixteenth and the step before it, a hit can't be told more exactly.
        assert away.min() <= 0.5 / TICKS_PER_STEP + 1e-6 + (swing - 50) / 100


@given(st.integers(0, 63), st.floats(-0.49, 0.49), st.floats(50, 60))
def test_what_was_tapped_with_a_swing_is_played_when_it_was_tapped(step: int, late: float, swing: float) -> None:
    moment = max((step + late) / 4, 0.0)
    hit = Taps.of([Tap(moment, 90, KICK)], 4, swing).hits[0]
    if hit.offset not in (-0.5, 59 / 120) and not (hit.step == 0 and hit.offset < 0):
        assert abs(step_tick(hit.step, hit.offset, swing) - moment * 480) <= 1


@pytest.mark.parametrize(
    ("bars", "hits"),
    [
        (0, (TappedHit(0, KICK, 90),)),
        (17, (TappedHit(0, KICK, 90),)),
        (1, ()),
        (1, (TappedHit(16, KICK, 90),)),
        (1, (TappedHit(-1, KICK, 90),)),
        (1, (TappedHit(4, KICK, 90), TappedHit(4, KICK, 80))),
        (1, (TappedHit(4, SNARE, 90), TappedHit(4, KICK, 80))),
    ],
)
def test_a_rhythm_refuses_what_cannot_be(bars: int, hits: tuple[TappedHit, ...]) -> None:
    with pytest.raises(ValueError, match="tapped"):
        Taps(bars, hits)


@pytest.mark.parametrize("values", [(0, 9, 90, 0.0), (0, -1, 90, 0.0), (0, 0, 0, 0.0), (0, 0, 128, 0.0)])
def test_a_hit_refuses_what_cannot_be(values: tuple[int, int, int, float]) -> None:
    with pytest.raises(ValueError, match="is not in"):
        TappedHit(*values)


@pytest.mark.parametrize("offset", [0.5, 0.499999999, -0.51, 1e300, float("nan")])
def test_a_hit_refuses_an_offset_that_no_pattern_can_hold(offset: float) -> None:
    with pytest.raises(ValueError, match="offset"):
        TappedHit(0, KICK, 90, offset)


def test_all_of_a_voice_that_was_tapped_by_name_is_kept_and_what_was_locked_of_the_others() -> None:
    before = Pattern.empty(1).with_hit(3, KICK).with_hit(2, HAT, 50)
    locks = Locks(before, Cells.of(16, [(2, HAT), (3, KICK)]).mask)
    rhythm = Taps.of([Tap(1, 90, KICK)], 1)
    kept = rhythm.locks_over(locks)
    assert kept is not None
    assert kept.pattern == Pattern.empty(1).with_hit(4, KICK, 90).with_hit(2, HAT, 50)
    assert Cells(kept.cells) == Cells.of_voice(16, KICK) | Cells.of(16, [(2, HAT)])
    assert rhythm.locks_over(None) == Locks(rhythm.pattern, Cells.of_voice(16, KICK).mask)


def test_taps_without_a_voice_lock_nothing() -> None:
    assert Taps.of([Tap(1, 90)], 1).locks_over(None) is None


def test_what_was_made_to_a_tap_without_a_voice_is_as_hard_and_late_as_the_tap() -> None:
    rhythm = Taps.of([Tap(1.05, 111)], 1)
    made = Pattern.empty(1).with_hit(4, SNARE, 80).with_hit(4, HAT, 70).with_hit(5, SNARE, 60)
    assert rhythm.applied_to(made) == made.with_hit(4, SNARE, 111, 0.2)
    assert kept_cells(GenerationRequest(taps=rhythm), made) == Cells.of(16, [(4, SNARE)])


def test_a_voice_that_was_tapped_by_name_takes_no_other_tap() -> None:
    rhythm = Taps.of([Tap(1, 111), Tap(2, 90, SNARE)], 1)
    made = Pattern.empty(1).with_hit(4, KICK, 80).with_hit(8, SNARE, 90)
    assert rhythm.applied_to(made) == made.with_velocity(4, KICK, 111)


@given(st.lists(taps, min_size=1, max_size=20), st.integers(0, 10_000))
def test_the_tapped_hits_of_a_beat_are_kept_and_no_others(tapped: list[Tap], seed: int) -> None:
    rhythm = Taps.of(tapped, 1)
    random = np.random.default_rng(seed)
    made = Pattern(random.integers(0, 2, (16, VOICE_COUNT)) * 77)
    locks = rhythm.locks_over(None)
    made = made if locks is None else locks.applied_to(made)
    kept = kept_cells(GenerationRequest(taps=rhythm), made).mask
    assert (rhythm.pattern.hits <= kept).all()
    core = np.isin(range(VOICE_COUNT), CORE_VOICES) | np.isin(range(VOICE_COUNT), rhythm.voices)
    assert not kept[:, ~core].any()
    applied = rhythm.applied_to(made)
    assert (applied.velocity[~kept] == made.velocity[~kept]).all()
    assert (applied.hits == made.hits).all()
    velocities = {hit.step: hit.velocity for hit in rhythm.of_no_voice}
    for step, voice in np.argwhere(kept & ~rhythm.pattern.hits):
        assert applied.velocity[step, voice] == velocities[step]


def test_what_was_there_before_a_variation_is_kept_and_what_follows_a_beat_is_not() -> None:
    subject = Pattern.empty(1).with_hit(0, KICK, 90).with_hit(4, SNARE, 90)
    made = Pattern.empty(1).with_hit(0, KICK, 90).with_hit(8, HAT, 60).with_hit(2, HAT, 30)
    locks = Locks(Pattern.empty(1).with_hit(2, HAT, 30), Cells.of(16, [(2, HAT), (3, HAT)]).mask)
    vary = GenerationRequest(task=Task.VARY, subject=subject, locks=locks)
    assert kept_cells(vary, made) == Cells.of(16, [(0, KICK), (2, HAT)])
    assert not kept_cells(GenerationRequest(task=Task.CONTINUE, subject=subject), made)


def test_a_request_holds_its_rhythm_and_says_so_in_its_recipe() -> None:
    request = GenerationRequest(taps=Taps.of([Tap(1.01, 90, KICK), Tap(2, 80)], 2), bars=2)
    assert GenerationRequest.from_dict(json.loads(json.dumps(request.to_dict()))) == request


def test_a_rhythm_is_for_new_beats_of_its_own_length_only() -> None:
    rhythm = Taps.of([Tap(0, 90)], 1)
    with pytest.raises(ValueError, match="new beats"):
        GenerationRequest(task=Task.VARY, subject=Pattern.empty(1), taps=rhythm)
    with pytest.raises(ValueError, match="1 bars"):
        GenerationRequest(bars=2, taps=rhythm)
    with pytest.raises(ValueError, match="1 bars"):
        GenerationRequest(locks=Locks(Pattern.empty(2), Cells.of_voice(32, HAT).mask), taps=rhythm)


def test_what_is_played_of_a_rhythm_is_what_was_tapped() -> None:
    tapped = [Tap(0.5 * number + 0.02, 60 + number, KICK if number % 2 else SNARE) for number in range(8)]
    events = note_events(Taps.of(tapped, 1).pattern, 120).events
    assert [(event.tick / 480, event.velocity) for event in events] == [
        (pytest.approx(tap.beat, abs=1 / 480), tap.velocity) for tap in tapped
    ]


def test_a_take_that_is_not_as_long_as_its_rhythm_holds_nothing() -> None:
    rhythm = Taps.of([Tap(1, 90, KICK)], 1)
    recipe = Recipe("drummer", "0" * 16, GenerationRequest(taps=rhythm), 0, ())
    assert Take(rhythm.pattern, "Tapped", recipe).feel.held == Cells.of(16, [(4, KICK)])
    assert not Take(Pattern.empty(2).with_hit(4, KICK), "Another", recipe).feel.held


def tapped_project() -> Project:
    taps = Taps.of([Tap(1.03125, 90, KICK), Tap(2, 80)], 1)
    recipe = Recipe("drummer", "0" * 16, GenerationRequest(2, 7, taps=taps), 1, (0.5,))
    return Project.of(Take(taps.pattern, "Tapped", recipe, 1))


def test_a_project_keeps_the_rhythm_that_a_take_was_made_to(tmp_path: Path) -> None:
    project = tapped_project()
    save_project(project, tmp_path / "tapped.beatgen")
    assert load_project(tmp_path / "tapped.beatgen") == project


@pytest.mark.parametrize(
    "taps",
    [
        7,
        {"bars": 1},
        {"bars": 1, "hits": {}},
        {"bars": 1, "hits": [7]},
        {"bars": 1, "hits": [[0, 0, 90]]},
        {"bars": 1, "hits": [[0, "0", 90, 0.0]]},
        {"bars": 1, "hits": [[0, True, 90, 0.0]]},
        {"bars": 1, "hits": [[0, 0, 90.5, 0.0]]},
        {"bars": 1, "hits": [[0, 0, 90, "0"]]},
        {"bars": 1, "hits": [[0, 0, 90, 0.5]]},
        {"bars": 1, "hits": [[16, 0, 90, 0.0]]},
        {"bars": 1, "hits": []},
        {"bars": 99, "hits": [[0, 0, 90, 0.0]]},
        {"bars": "1", "hits": [[0, 0, 90, 0.0]]},
    ],
)
def test_a_project_with_a_rhythm_that_cannot_be_is_refused(tmp_path: Path, taps: object) -> None:
    path = tmp_path / "tapped.beatgen"
    save_project(tapped_project(), path)
    values = json.loads(path.read_text())
    values["takes"][0]["recipe"]["taps"] = taps
    path.write_text(json.dumps(values))
    with pytest.raises(ProjectFileError):
        load_project(path)
