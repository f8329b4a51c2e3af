"""FluidSynth as a drum machine, computed faster than it could be heard."""

from __future__ import annotations

from ctypes.util import find_library
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import OutputError
from core.kit import GENERAL_MIDI, voice_index
from core.mix import Mix
from core.playback.render_process import list_presets
from core.playback.sinks import CLICK, Strike
from core.playback.states import DrumPreset, SynthChoice
from core.playback.synth.drum_synth import DrumSynth
from core.playback.synth.fluid import block_tick
from core.playback.synth.soundfont import default_soundfont

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from numpy.typing import NDArray

pytestmark = pytest.mark.skipif(find_library("fluidsynth") is None, reason="libfluidsynth is not installed")

RATE, BLOCK = 48_000, 64
DRY = SynthChoice(reverb=0.0)
KICK, SNARE, CLOSED, OPEN = (voice_index(key) for key in ("kick", "snare", "closed_hat", "open_hat"))


@pytest.fixture
def synth() -> Iterator[DrumSynth]:
    """A synthesizer without a room."""
    synth = DrumSynth(DRY)
    yield synth
    synth.close()


def strike(synth: DrumSynth, time_s: float, voice: int, velocity: int = 127, note: int | None = None) -> None:
    """Strike a voice, and end that after a sixteenth of a second."""
    hit = Strike(time_s, GENERAL_MIDI.out_notes[voice] if note is None else note, velocity, int(time_s * 1e6), voice)
    synth.schedule(hit, time_s)
    synth.schedule(hit.ended(time_s + 1 / 16), time_s + 1 / 16)


def sound(synth: DrumSynth, seconds: float) -> NDArray[np.float32]:
    """Return what the synthesizer computes next, [N, 2]."""
    samples = np.zeros((round(seconds * RATE), 2), np.float32)
    synth.read_into(samples)
    return samples


def level_db(samples: NDArray[np.float32], start_s: float, end_s: float) -> float:
    """Return how loud a part is, in decibels below full scale."""
    part = samples[round(start_s * RATE) : round(end_s * RATE)]
    return float(20 * np.log10(np.sqrt((part**2).mean()) + 1e-9))


@given(st.floats(0.0, 1e5), st.sampled_from([44_100, 48_000]))
def test_a_tick_picks_out_the_nearest_block(time_s: float, rate_hz: int) -> None:
    tick = block_tick(time_s, rate_hz)
    first_block = -(-tick * rate_hz // (BLOCK * 1000))  # the first that begins in this millisecond or later
    first_block -= (first_block - 1) * BLOCK * 1000 // rate_hz >= tick
    assert abs(first_block * BLOCK / rate_hz - time_s) <= BLOCK / rate_hz / 2 + 1e-9


@pytest.mark.parametrize("read_samples", [64, 441, 1024])
def test_every_note_starts_within_half_a_block_of_its_moment(synth: DrumSynth, read_samples: int) -> None:
    moments_s = [0.05 + 0.0937 * n for n in range(30)]
    for moment_s in moments_s:
        strike(synth, moment_s, CLOSED)
    parts = [sound(synth, read_samples / RATE) for _ in range(3 * RATE // read_samples)]
    loud = np.abs(np.concatenate(parts)[:, 0])
    late_s = []
    for moment_s in moments_s:
        first = round(moment_s * RATE) - BLOCK
        late_s.append(np.argmax(loud[first : first + 1000] > loud.max() * 0.05) / RATE + first / RATE - moment_s)
    assert max(late_s) - min(late_s) < (BLOCK + 8) / RATE


def test_notes_that_fall_into_one_block_all_sound(synth: DrumSynth) -> None:
    for voice in range(len(GENERAL_MIDI.out_notes)):
        strike(synth, 0.1, voice)
    sound(synth, 0.11)
    assert synth.voice_count >= len(GENERAL_MIDI.out_notes)
    assert synth.late_count == 0


def test_a_note_whose_block_is_long_computed_counts_as_late_and_still_sounds(synth: DrumSynth) -> None:
    sound(synth, 1.0)
    strike(synth, 0.5, KICK)
    assert synth.late_count == 1
    assert level_db(sound(synth, 0.1), 0.0, 0.1) > -60


def test_kits_have_their_names(synth: DrumSynth) -> None:
    names = [preset.name for preset in synth.presets]
    assert names == ["Standard", "Room", "Power", "Electronic", "TR 808", "Jazz", "Brush", "Orchestra"]
    assert synth.presets[4] == DrumPreset(25, "TR 808")
    assert list_presets(DRY) == synth.presets


def test_another_kit_sounds_different_and_an_unknown_one_like_the_first(synth: DrumSynth) -> None:
    def kick(program: int) -> NDArray[np.float32]:
        synth.adapt(SynthChoice(program=program, reverb=0.0))
        strike(synth, synth.tick / 1000 + 0.1, KICK)
        samples = sound(synth, 2.0)
        assert synth.voice_count == 0
        return np.abs(np.fft.rfft(samples[:, 0]))

    first, tr_808, unknown = kick(0), kick(25), kick(99)
    assert np.abs(tr_808 - first).max() > first.max() / 10
    assert np.abs(unknown - first).max() < first.max() / 100


def test_a_change_of_kit_lets_what_sounds_ring_on(synth: DrumSynth) -> None:
    strike(synth, 0.0, OPEN)
    before = sound(synth, 0.2)
    synth.adapt(SynthChoice(program=25, reverb=0.0))
    assert level_db(sound(synth, 0.05), 0.0, 0.05) > level_db(before, 0.15, 0.2) - 6


def test_an_open_hat_rings_alone_and_is_ended_by_a_closed_one(synth: DrumSynth) -> None:
    strike(synth, 0.0, OPEN)
    alone = sound(synth, 2.0)
    assert level_db(alone, 0.4, 0.5) > level_db(alone, 0.05, 0.15) - 20
    strike(synth, 2.0, OPEN)
    strike(synth, 2.2, CLOSED, velocity=1)
    choked = sound(synth, 1.0)
    assert level_db(choked, 0.1, 0.2) > -60
    assert level_db(choked, 0.23, 0.26) < level_db(choked, 0.1, 0.2) - 30
    strike(synth, 3.0, CLOSED, velocity=1)
    strike(synth, 3.1, OPEN)
    assert level_db(sound(synth, 1.0), 0.4, 0.5) == pytest.approx(level_db(alone, 0.3, 0.4), abs=3)


def test_an_open_hat_that_nothing_ends_is_ended_in_the_end(synth: DrumSynth) -> None:
    strike(synth, 0.0, OPEN)
    sound(synth, 1.0)
    synth.tend()
    sound(synth, 0.3)
    assert synth.voice_count > 0
    sound(synth, 5.0)
    synth.tend()
    sound(synth, 3.0)
    assert synth.voice_count == 0


def test_volume_and_pan_are_each_voice_s_own(synth: DrumSynth) -> None:
    mix = Mix().with_volume(KICK, 0).with_pan(SNARE, -63)
    synth.set_mix(mix)
    strike(synth, 0.0, KICK)
    assert level_db(sound(synth, 1.0), 0.0, 0.2) < -100
    strike(synth, 1.0, SNARE)
    left, right = np.abs(sound(synth, 1.0)).max(axis=0)
    assert left > 4 * right
    synth.set_mix(Mix())
    strike(synth, 2.0, SNARE)
    left, right = np.abs(sound(synth, 1.0)).max(axis=0)
    assert left == pytest.approx(right, rel=0.2)


def test_the_metronome_sounds_whatever_the_mix_and_the_kit(synth: DrumSynth) -> None:
    def click() -> float:
        strike(synth, synth.tick / 1000 + 0.1, CLICK, note=76)
        return float(np.abs(sound(synth, 1.0)).max())

    before = click()
    synth.set_mix(Mix(volumes=(0,) * 9))
    synth.adapt(SynthChoice(program=48, reverb=0.0))
    assert click() == pytest.approx(before, rel=0.02)


def test_more_reverb_rings_longer(synth: DrumSynth) -> None:
    def ring_db(reverb: float) -> float:
        synth.adapt(SynthChoice(reverb=reverb))
        strike(synth, synth.tick / 1000, SNARE)
        return level_db(sound(synth, 3.0), 0.3, 0.6)

    none, some, much = ring_db(0.0), ring_db(0.2), ring_db(1.0)
    assert none < -100
    assert none + 20 < some < much - 6


def test_silence_takes_back_what_is_queued_and_lets_the_rest_ring_out(synth: DrumSynth) -> None:
    strike(synth, 0.0, OPEN)
    strike(synth, 0.2, KICK)
    before = sound(synth, 0.1)
    synth.silence()
    after = sound(synth, 0.4)
    assert level_db(after, 0.0, 0.1) > level_db(before, 0.05, 0.1) - 12
    assert np.abs(after[round(0.1 * RATE) :]).max() < 0.05
    sound(synth, 6.0)
    assert synth.voice_count == 0


def test_panic_ends_every_sound_at_once(synth: DrumSynth) -> None:
    for voice in range(len(GENERAL_MIDI.out_notes)):
        strike(synth, 0.0, voice)
    sound(synth, 0.1)
    synth.panic()
    sound(synth, 0.01)
    assert synth.voice_count == 0


def test_a_burst_of_hits_overruns_no_voices(synth: DrumSynth) -> None:
    for number in range(1000):
        synth.schedule(Strike(0.1, 35 + number % 47, 100, number, number % 9), 0.1)
    sound(synth, 0.2)
    assert 0 < synth.voice_count < 100
    synth.panic()
    sound(synth, 0.1)
    assert synth.voice_count == 0


def test_no_more_than_64_hits_are_started_in_a_large_audio_block(
    synth: DrumSynth, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[int] = []
    monkeypatch.setattr(synth._sequencer, "note_on", lambda tick, *_others, **_more: started.append(tick))
    for number in range(1000):  # within a block of 1,024 samples, then within the next one but one
        synth.schedule(Strike(0.1, 35 + number % 47, 100, number, number % 9), 0.1 if number < 500 else 0.15)
    assert [started.count(tick) for tick in sorted(set(started))] == [64, 64]


@pytest.mark.parametrize("block_samples", [BLOCK, 1024])
def test_bursts_on_both_sides_of_a_border_leave_no_voice_that_nothing_frees(
    synth: DrumSynth, block_samples: int
) -> None:
    for number in range(10 * 300):
        time_s = 0.1 + 0.25 * (number // 300) + (0.001 if number % 2 else -0.001)
        synth.schedule(Strike(time_s, 35 + number % 47, 100, number, number % 9), time_s)
    block = np.zeros((block_samples, 2), np.float32)
    for _ in range(3 * RATE // block_samples):
        synth.read_into(block)
    assert synth.voice_count > 0
    synth.panic()
    for _ in range(RATE // 10 // block_samples):
        synth.read_into(block)
    assert synth.voice_count == 0


def test_a_soundfont_without_drums_plays_its_first_sound(tmp_path: Path) -> None:
    melodic = tmp_path / "melodic.sf2"
    melodic.write_bytes(_without_drums(default_soundfont().read_bytes()))
    synth = DrumSynth(SynthChoice(str(melodic), program=25, reverb=0.0))
    try:
        assert (synth.name, synth.presets) == ("melodic", ())
        strike(synth, 0.0, KICK)
        assert level_db(sound(synth, 0.2), 0.0, 0.2) > -60
    finally:
        synth.close()


def _without_drums(font: bytes) -> bytes:
    """Return the SoundFont with the presets of bank 128 moved to bank 1; a preset's header is 38 bytes."""
    start = font.index(b"phdr") + 8
    table = bytearray(font)
    for at in range(start, start + int.from_bytes(font[start - 4 : start], "little"), 38):
        if table[at + 22 : at + 24] == b"\x80\x00":
            table[at + 22 : at + 24] = b"\x01\x00"
    return bytes(table)


@pytest.mark.parametrize("kept", [12, 5000])
def test_a_broken_soundfont_is_refused(tmp_path: Path, kept: int) -> None:
    broken = tmp_path / "broken.sf2"
    broken.write_bytes(default_soundfont().read_bytes()[:kept])
    with pytest.raises(OutputError, match="can't load this SoundFont"):
        DrumSynth(SynthChoice(str(broken)))
