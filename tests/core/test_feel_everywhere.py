"""What is heard of a feel is in the one list of events, and so in every file: as in the beat, not a tick beside."""

from __future__ import annotations

import sys
from ctypes.util import find_library
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import mido
import numpy as np
import pytest

from core.export import Exported, ExportOptions, What, export
from core.feel import Amounts
from core.kit import GENERAL_MIDI
from core.mix import Mix
from core.note_events import TICKS_PER_BEAT, TICKS_PER_STEP
from core.pattern import DEFAULT_VELOCITY
from core.playback.states import SynthChoice
from core.project import Project

sys.path.insert(0, str(Path(__file__).parent))

from felt import HAT, KICK, SNARE, SWING, felt_beat

if TYPE_CHECKING:
    from core.beat import Beat

RATE, BLOCK = 48_000, 64
DRY = SynthChoice(reverb=0.0)
needs_synth = pytest.mark.skipif(find_library("fluidsynth") is None, reason="libfluidsynth is not installed")


def exported(beat: Beat, path: Path, feel: Exported = Exported.FULL) -> Path:
    """Export a beat as a file."""
    whole = replace(Project.of(beat.source), beat=beat)
    return export(whole, What.BEAT, path, ExportOptions(feel, synth=DRY, tail=True))[0].path


def written(path: Path) -> list[tuple[int, int, int]]:
    """Return tick, note and velocity of each note of a ``.mid`` file."""
    found, tick = [], 0
    for message in mido.MidiFile(path).tracks[1]:
        tick += message.time
        if message.type == "note_on" and message.velocity:
            found.append((tick, message.note, message.velocity))
    return found


def strokes(beat: Beat) -> list[tuple[int, int, int]]:
    return [(event.tick, event.note, event.velocity) for event in beat.events.events]


def test_half_of_a_feel_and_the_swing_are_in_the_events() -> None:
    beat = felt_beat()
    played, levels = beat.feel.played, np.array(beat.feel.levels)
    late = (np.arange(beat.pattern.step_count) % 2 * (SWING - 50.0) / 50.0)[:, None]
    places = (np.arange(beat.pattern.step_count)[:, None] + late + 0.5 * played.offset) * TICKS_PER_STEP
    loud = levels + 0.5 * (played.velocity - levels.astype(float))
    for event in beat.events.events:
        of_voice = np.where(beat.pattern.hits[:, event.voice], places[:, event.voice], np.inf)
        step = int(np.abs(of_voice - event.tick).argmin())
        assert event.tick == pytest.approx(max(of_voice[step], 0.0), abs=0.51)
        assert event.velocity == pytest.approx(loud[step, event.voice], abs=0.51)
    assert len(beat.events.events) == beat.pattern.hits.sum()
    assert any(event.tick % (TICKS_PER_STEP // 4) for event in beat.events.events)


def test_a_midi_file_has_the_events_ticks_and_velocities(tmp_path: Path) -> None:
    beat = felt_beat()
    assert written(exported(beat, tmp_path / "felt.mid")) == strokes(beat)


@needs_synth
@pytest.mark.parametrize("voice", [KICK, SNARE, HAT])
def test_a_sound_file_has_the_events_moments_and_levels(tmp_path: Path, voice: int) -> None:
    soundfile = pytest.importorskip("soundfile")
    beat = replace(felt_beat(), mix=Mix().with_solo(voice, True))
    samples, rate_hz = soundfile.read(exported(beat, tmp_path / "felt.wav"))
    assert rate_hz == RATE
    sound = np.abs(samples.sum(axis=1))
    meant = np.array([event.tick * 60.0 / beat.bpm / TICKS_PER_BEAT * RATE for event in beat.events.events])
    onsets, levels = _read(sound, meant)
    attacks = onsets - meant
    assert np.ptp(attacks) < 1.5 * BLOCK  # each begins with a block, and rises as the others do
    assert 0 < np.median(attacks) < 2 * BLOCK
    velocity = np.array([event.velocity for event in beat.events.events])
    assert len(set(velocity.tolist())) > 3
    assert np.corrcoef(velocity, np.sqrt(levels))[0, 1] > 0.99  # a synthesizer's level goes by the velocity's square


def _read(sound: np.ndarray, meant: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return where each hit rises to a tenth of its own peak, in samples, and this peak.

    It is looked for in the time that the hit has for itself, from well before the moment meant.
    """
    onsets, peaks = [], []
    for moment in np.rint(meant).astype(int):
        start = max(moment - 10 * BLOCK, 0)
        heard = sound[start : moment + 40 * BLOCK]
        peaks.append(heard.max())
        onsets.append(start + int(np.flatnonzero(heard > heard.max() / 10)[0]))
    return np.array(onsets), np.array(peaks)


@pytest.mark.parametrize("amount", [0.0, 0.5, 1.5])
def test_on_the_grid_leaves_the_velocities_as_they_are_heard_or_none(tmp_path: Path, amount: float) -> None:
    beat = felt_beat().with_amounts(Amounts(amount, amount))
    sounding = beat.pattern
    for feel in (Exported.VELOCITY, Exported.NONE):
        notes = written(exported(beat, tmp_path / "grid.mid", feel))
        assert len(notes) == sounding.hits.sum()
        for tick, note, velocity in notes:
            step, rest = divmod(tick, TICKS_PER_STEP)
            heard = int(sounding.velocity[step, GENERAL_MIDI.voice_of[note]])
            assert rest == 0
            assert velocity == (heard if feel is Exported.VELOCITY else DEFAULT_VELOCITY)
            assert heard > 0


def test_what_is_exported_as_it_sounds_goes_with_the_amounts(tmp_path: Path) -> None:
    files = [
        exported(felt_beat().with_amounts(Amounts(amount, amount)), tmp_path / "felt.mid").read_bytes()
        for amount in (0.0, 0.5, 1.0, 0.5)
    ]
    assert files[1] == files[3]
    assert len(set(files)) == 3
