"""What is recorded is what was heard: held against the player's own scheduler."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.note_events import STRAIGHT, TICKS_PER_STEP, Section, note_events
from core.pattern import Pattern
from core.playback.schedule.scheduler import Scheduler
from core.playback.sinks import Strike
from core.playback.states import SwitchAt
from core.recording import MAX_RECORDED_BARS, Recorder, Sounding
from core.take import GenerationRequest, Recipe, Take

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

BAR = 1920
FRAME_S = 0.016
BPM = 120.0
TICKS_PER_S = 960.0


def beat(seed: int, bars: int = 4, feel: float = 0.0) -> Pattern:
    random = np.random.default_rng(seed)
    hits = random.random((16 * bars, 9)) < 0.25
    return Pattern(hits * random.integers(1, 128, hits.shape), random.uniform(-feel, feel * 0.99, hits.shape))


def whole(take: Take, swing: float = STRAIGHT, silent: frozenset[int] = frozenset()) -> Sounding:
    return Sounding(take, Section(0, take.pattern.step_count * TICKS_PER_STEP), swing, silent)


def heard_by(recorder: Recorder, sounding: Sounding, from_tick: float, to_tick: float) -> None:
    """Let a recorder hear a beat as the window's frames do; both ticks are the music's, which never wraps."""
    loop = sounding.loop
    for tick in np.arange(from_tick, to_tick, FRAME_S * TICKS_PER_S):
        recorder.hear(loop.start_tick + (tick - loop.start_tick) % sounding.loop_ticks, sounding)


def joined(parts: Iterable[Take]) -> Pattern:
    patterns = [part.pattern for part in parts]
    return Pattern(np.concatenate([p.velocity for p in patterns]), np.concatenate([p.offset for p in patterns]))


def test_nothing_is_recorded_before_a_whole_bar() -> None:
    recorder = Recorder()
    assert (recorder.bar_count, recorder.parts()) == (0, [])
    heard_by(recorder, whole(Take(beat(1), "A")), 300.0, BAR + BAR - 100)
    assert (recorder.bar_count, recorder.parts()) == (0, [])


def test_a_beat_that_is_heard_round_and_round_stays_the_take_it_is() -> None:
    recipe = Recipe("fake", "0" * 16, GenerationRequest(1), 0, (0.0,))
    take = Take(beat(1, feel=0.4), "A", recipe, 7)
    recorder = Recorder()
    heard_by(recorder, whole(take), 0.0, 12 * BAR + 20)
    assert recorder.bar_count == 12
    assert recorder.parts() == [take] * 3
    assert recorder.parts([Take(take.pattern, "The same")])[0].name == "The same"


def test_recording_begins_with_the_next_bar_line_and_parts_with_the_beats_start() -> None:
    take, recorder = Take(beat(1), "A", number=1), Recorder()
    heard_by(recorder, whole(take), 2 * BAR + 500, 12 * BAR + 20)
    first, *others = recorder.parts()
    assert first.pattern == Pattern(take.pattern.velocity[48:], take.pattern.offset[48:])
    assert (first.name, first.recipe) == ("Recorded bar 1", None)
    assert others == [take, take]


def test_a_bar_line_that_was_just_reached_is_not_missed() -> None:
    take, recorder = Take(beat(1), "A", number=1), Recorder()
    heard_by(recorder, whole(take), 100.0, 4 * BAR + 20)
    assert recorder.parts() == [take]


def test_a_switch_at_a_step_is_found_though_it_is_looked_at_later() -> None:
    a, b = Take(beat(1), "A"), Take(beat(2), "B")
    recorder = Recorder()
    heard_by(recorder, whole(a), 0.0, 20 * 120 + 1)
    heard_by(recorder, whole(b), 20 * 120 + 11, 4 * BAR + 20)
    (part,) = recorder.parts()
    assert np.array_equal(part.pattern.velocity[:20], a.pattern.velocity[:20])
    assert np.array_equal(part.pattern.velocity[20:], b.pattern.velocity[20:])
    assert part.name == "Recorded bars 1-4"


def test_takes_of_other_lengths_stay_themselves() -> None:
    long, short = Take(beat(1, bars=8), "Long"), Take(beat(2, bars=1), "Short")
    recorder = Recorder()
    heard_by(recorder, whole(long), 0.0, 8 * BAR)
    heard_by(recorder, whole(short), 8 * BAR, 10 * BAR + 20)
    assert recorder.parts() == [long, short, short]


def test_a_long_stretch_that_is_no_take_is_cut_into_parts_of_four_bars() -> None:
    take, recorder = Take(beat(1, bars=16), "Long"), Recorder()
    heard_by(recorder, whole(take), BAR - 100, 11 * BAR + 20)
    assert [part.pattern.bar_count for part in recorder.parts()] == [4, 4, 2]
    assert joined(recorder.parts()) == Pattern(take.pattern.velocity[16:176], take.pattern.offset[16:176])


def test_a_loop_is_recorded_as_often_as_it_comes_round() -> None:
    take, recorder = Take(beat(1), "A"), Recorder()
    heard_by(recorder, Sounding(take, Section(BAR, 2 * BAR)), float(BAR), 4 * BAR + 20)
    bar = take.pattern.velocity[16:32]
    assert np.array_equal(joined(recorder.parts()).velocity, np.concatenate([bar] * 3))


def test_a_voice_that_was_silent_for_a_while_is_left_out_there_unless_it_still_is() -> None:
    take, recorder = Take(beat(1), "A"), Recorder()
    heard_by(recorder, whole(take), 0.0, 2 * BAR)
    heard_by(recorder, whole(take, silent=frozenset([0])), 2 * BAR, 4 * BAR + 20)
    assert recorder.parts(silent=[0]) == [take]
    (part,) = recorder.parts()
    assert not part.pattern.hits[32:, 0].any()
    assert np.array_equal(part.pattern.hits[:32, 0], take.pattern.hits[:32, 0])


def test_a_step_at_which_another_beat_takes_over_is_that_beats_however_early_the_hit_before_was() -> None:
    early = Take(Pattern.empty(1).with_hit(8, 0, 90, -0.4), "Early")
    for strength in (80, 100):
        recorder = Recorder()
        heard_by(recorder, whole(early), 0.0, 8 * 120)
        heard_by(recorder, whole(Take(Pattern.empty(1).with_hit(8, 0, strength), "On")), 8 * 120, BAR + 20)
        assert recorder.parts()[0].pattern == Pattern.empty(1).with_hit(8, 0, strength)


def test_a_playhead_that_was_moved_is_followed() -> None:
    take, recorder = Take(beat(1), "A"), Recorder()
    heard_by(recorder, whole(take), 0.0, BAR)
    heard_by(recorder, whole(take), 3 * BAR, 4 * BAR + 20)
    assert np.array_equal(joined(recorder.parts()).velocity, np.delete(take.pattern.velocity, slice(16, 48), 0))


def test_no_more_than_256_bars_are_recorded() -> None:
    take, recorder = Take(beat(1, bars=1), "A"), Recorder()
    for step in range(16 * (MAX_RECORDED_BARS + 2)):
        recorder.hear(step % 16 * 120.0, whole(take))
    assert recorder.bar_count == MAX_RECORDED_BARS
    assert recorder.parts() == [take] * MAX_RECORDED_BARS


@dataclass
class Concert:
    """A scheduler with a recorder that looks at its playhead some 60 times a second, and what was struck."""

    scheduler: Scheduler
    recorder: Recorder
    loads: list[Sounding]

    def load(self, sounding: Sounding, at: SwitchAt) -> None:
        events = note_events(sounding.take.pattern, BPM, sounding.swing, sounding.silent)
        self.loads.append(sounding)
        self.scheduler.load(events, at, sounding.loop)

    def play(self, changes: Sequence[tuple[int, Sounding, SwitchAt]], frames: int) -> list[tuple[int, int, int]]:
        """Play from the start, load at these frames, and return tick, note and velocity of what was struck."""
        struck: list[tuple[int, int, int]] = []
        due = {frame: (sounding, at) for frame, sounding, at in changes}
        self.scheduler.start(0, 0.0)
        start_s = 0.01
        for frame in range(frames):
            now_s = frame * FRAME_S
            if frame in due:
                self.load(*due[frame])
            struck += [
                (round((one.time_s - start_s) * TICKS_PER_S), one.note, one.velocity)
                for one in self.scheduler.advance(now_s)
                if isinstance(one, Strike) and one.velocity
            ]
            head = self.scheduler.position(now_s).playhead_at(now_s + 0.005)  # the window reads it a little later
            self.recorder.hear(head.tick, self.loads[head.load_count - 1])
        return struck


@st.composite
def performances(draw: st.DrawFn, feel: float) -> tuple[Sounding, list[tuple[int, Sounding, SwitchAt]]]:
    swing = draw(st.sampled_from([50.0, 62.0]))
    beats = [
        whole(Take(beat(draw(st.integers(0, 10**6)), draw(st.sampled_from([1, 2, 4])), feel), f"Beat {index}"), swing)
        for index in range(6)
    ]
    frames = sorted(draw(st.sets(st.integers(1, 480), min_size=5, max_size=5)))
    at = [draw(st.sampled_from([SwitchAt.STEP, SwitchAt.BEAT, SwitchAt.BAR])) for _ in frames]
    return beats[0], list(zip(frames, beats[1:], at, strict=True))


@settings(max_examples=40, deadline=None)
@given(performances(feel=0.0))
def test_the_recorded_notes_are_the_notes_that_were_struck(
    performance: tuple[Sounding, list[tuple[int, Sounding, SwitchAt]]],
) -> None:
    first, changes = performance
    concert = Concert(Scheduler(), Recorder(), [])
    concert.load(first, SwitchAt.STEP)
    struck = concert.play(changes, 520)
    recorded = note_events(joined(concert.recorder.parts()), BPM, first.swing)
    assert concert.recorder.bar_count == 4
    heard = sorted(note for note in struck if note[0] < recorded.length_ticks)
    assert [(event.tick, event.note, event.velocity) for event in recorded.events] == heard


@settings(max_examples=40, deadline=None)
@given(performances(feel=0.45))
def test_notes_with_a_feel_are_recorded_where_they_were_struck(
    performance: tuple[Sounding, list[tuple[int, Sounding, SwitchAt]]],
) -> None:
    first, changes = performance
    concert = Concert(Scheduler(), Recorder(), [])
    concert.load(first, SwitchAt.STEP)
    struck = {note for note in concert.play(changes, 520) if 60 <= note[0] < 4 * BAR - 60}
    recorded = note_events(joined(concert.recorder.parts()), BPM, first.swing)
    events = {(event.tick, event.note, event.velocity) for event in recorded.events if 60 <= event.tick < 4 * BAR - 60}
    # What is early for the start of a beat sounds at its start; written inside of a longer one, it is early.
    assert all(-tick % BAR <= 60 for tick, *_ in events - struck)
    assert all(tick % BAR == 0 for tick, *_ in struck - events)


@pytest.mark.parametrize("feel", [0.0, 0.49])
def test_a_single_beat_with_any_feel_is_recorded_as_it_is(feel: float) -> None:
    take = whole(Take(beat(3, 2, feel), "A"), 75.0)
    concert = Concert(Scheduler(), Recorder(), [])
    concert.load(take, SwitchAt.STEP)
    concert.play([], 520)
    assert [part.name for part in concert.recorder.parts()] == ["A", "A"]
