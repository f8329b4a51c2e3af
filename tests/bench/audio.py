"""How exact the synthesizer's sound is, and how soon it comes.

Usage: ``python tests/bench/audio.py [SECONDS] [WHERE…]``: plays a closed hat eight times a bar at 120 bpm for SECONDS
(30) and records it, at each WHERE in turn: a number is JACK's block size (64, 256 and 1024 are the default, with
``pulse``), ``pulse`` is PulseAudio with a null sink, recorded by ``parec``. Then it presses Play twenty times and
strikes a voice twenty times, and takes the time from the call to the sound: to when JACK plays it or ``parec`` hands
it over.

An onset's error is that of its distance from the moment meant, without what is common to all. The detector finds the
same sample of each attack: its own error is measured on an offline render, whose notes begin at blocks of 64 samples.
"""

from __future__ import annotations

import random
import sys
import time
from contextlib import ExitStack

import numpy as np
from playback.ears import RATE, JackEar, PulseEar, Sound
from playback.figures import line, quantiles_line, say
from playback.onsets import VOICE, hats, onsets, rendered
from playback.punctuality import Punctuality
from playback.servers import jack_server, pulse_server
from playback.session import Session, argument
from playback.witness import Witness

from core.playback.client import DeviceKind, SynthChoice

BPM, EVERY_STEPS, STEPS, TRIES = 120.0, 2, 64, 20
INTERVAL_S = 60 / BPM / 4 * EVERY_STEPS
BLOCK = 64
PLAY_GOAL_MS, AUDITION_GOAL_MS = 30.0, 15.0


def main() -> None:
    """Measure and print."""
    seconds, places = argument(1, 30.0), sys.argv[2:] or ["64", "256", "1024", "pulse"]
    offline = rendered(hats(EVERY_STEPS, STEPS, BPM))
    found = onsets(offline)
    within = found % BLOCK
    attack_s, peak = found[0] / RATE, float(np.abs(offline).max())
    say(
        [
            line(
                "the detector's own error, on a render",
                f"{np.ptp(within) / RATE * 1000:.3f} ms over {len(found)} onsets",
            )
        ]
    )
    for place in places:
        measure(place, seconds, attack_s, peak)


def measure(place: str, seconds: float, attack_s: float, peak: float) -> None:
    """Measure at one place and print."""
    with ExitStack() as stack:
        stack.enter_context(pulse_server() if place == "pulse" else jack_server(int(place)))
        witness, session = stack.enter_context(Witness()), stack.enter_context(Session())
        ear = stack.enter_context(PulseEar() if place == "pulse" else JackEar(audio_s=seconds + 80.0))
        session.player.set_synth(SynthChoice(reverb=0.0, driver="pulseaudio" if place == "pulse" else "jack"))
        session.player.load(hats(EVERY_STEPS, STEPS, BPM))
        session.wait_ready(DeviceKind.SYNTH)
        session.wait(1.0)
        session.player.play()
        session.wait(0.5)
        start_s, from_s = session.start_s, time.perf_counter()
        session.wait(seconds)
        session.player.stop()
        until_s = time.perf_counter()
        session.wait(1.0)
        pressed_s = [press(session) for _ in range(TRIES)]
        struck_s = [strike(session) for _ in range(TRIES)]
    heard_s = times(ear.sound, peak)
    even_s = heard_s[(heard_s > from_s) & (heard_s < until_s)]
    name = "PulseAudio" if place == "pulse" else f"JACK {place}"
    say(
        [
            line(f"{name}: the machine stood still", witness.stops),
            *Punctuality.of(list(even_s), start_s, INTERVAL_S).lines(f"{name}: onsets", witness.stops, 1.0, 1.0),
            interval_line(f"{name}: onsets, from one to the next", even_s),
            delay_line(f"{name}: from Play to the first sample", pressed_s, heard_s - attack_s, PLAY_GOAL_MS),
            delay_line(f"{name}: from a strike to its sound", struck_s, heard_s - attack_s, AUDITION_GOAL_MS),
            *gap_lines(name, ear),
        ]
    )


def times(sound: Sound, peak: float) -> np.ndarray:
    """Return when the sound was heard."""
    return sound.time_of(onsets(sound.samples, peak))


def press(session: Session) -> float:
    """Play for a moment from a stop; return when that was asked for."""
    session.wait(0.4 + random.random() / 10)
    asked_s = time.perf_counter()
    session.player.play(0)
    session.wait(0.15)
    session.player.stop()
    return asked_s


def strike(session: Session) -> float:
    """Strike the voice once; return when that was asked for."""
    session.wait(0.4 + random.random() / 10)
    asked_s = time.perf_counter()
    session.player.audition(VOICE, 127)
    return asked_s


def interval_line(name: str, heard_s: np.ndarray) -> str:
    """Return the line of the errors between neighbours, which a dropped block upsets only once."""
    return quantiles_line(name, np.abs(np.diff(heard_s) - INTERVAL_S) * 1000, 1.0)


def delay_line(name: str, asked_s: list[float], heard_s: np.ndarray, goal_ms: float) -> str:
    """Return the line of how long it took until something was heard."""
    asked = np.array(asked_s)
    next_heard = np.searchsorted(heard_s, asked)
    answered = next_heard < len(heard_s)
    delays_ms = (heard_s[next_heard[answered]] - asked[answered]) * 1000
    return quantiles_line(name, delays_ms[delays_ms < 300], max_goal_ms=goal_ms)


def gap_lines(name: str, ear: JackEar | PulseEar) -> list[str]:
    """Return how much of the sound the ear missed, where it can tell."""
    if isinstance(ear, PulseEar):
        return []
    return [line(f"{name}: the ear missed", f"{ear.missing} of {ear.blocks} blocks in {len(ear.gaps_s)} places")]


if __name__ == "__main__":
    main()
