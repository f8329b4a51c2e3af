"""What playback costs in processor time and memory.

Usage: ``python tests/bench/cost.py [SECONDS]``: for SECONDS (30) each, the player and the whole of BeatGen, with its
window on a screen, stand idle and play sixteenths at 140 bpm. Through the synthesizer and a MIDI port on JACK with
blocks of 256 samples. In percent of one core.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from playback.accounts import Account
from playback.ears import JackEar
from playback.figures import line, say
from playback.programs import beatgen
from playback.servers import jack_server, screen
from playback.session import Session, argument, pattern

from core.playback.client import DeviceKind, PortChoice, SynthChoice

if TYPE_CHECKING:
    from collections.abc import Collection

BPM, STEPS, FRAMES = 140.0, 64, 256
IDLE_GOAL, PLAYING_GOAL = 1.0, 6.0
SETTLE_S = 3.0


def main() -> None:
    """Measure and print."""
    seconds = argument(1, 30.0)
    with jack_server(FRAMES), JackEar() as ear:
        measure_player(ear.port, seconds)
        with screen():
            for play in (False, True):
                with beatgen(BPM, STEPS, play=play) as app:
                    time.sleep(SETTLE_S)
                    pids = {"window": app.pid, "player": app.player_pid}
                    for name, pid in pids.items():
                        say([cost_line(f"BeatGen's {name}", play, [pid], seconds, judged=name == "player")])


def measure_player(port: str, seconds: float) -> None:
    """Measure a player alone."""
    with Session() as session:
        session.player.set_synth(SynthChoice(driver="jack"))
        session.player.set_port(PortChoice(port))
        session.player.load(pattern(range(STEPS), STEPS, BPM))
        session.wait_ready(DeviceKind.SYNTH, DeviceKind.MIDI_OUT)
        session.wait(SETTLE_S)
        say([cost_line("player alone", False, [session.pid], seconds, judged=True)])
        session.player.play()
        session.wait(SETTLE_S)
        say([cost_line("player alone", True, [session.pid], seconds, judged=True)])


def cost_line(name: str, playing: bool, pids: Collection[int], seconds: float, *, judged: bool) -> str:
    """Watch processes for some time and return the line about them."""
    before = [Account.of(pid) for pid in pids]
    began_s = time.perf_counter()
    time.sleep(seconds)
    after = [Account.of(pid) for pid in pids]
    passed_s = time.perf_counter() - began_s
    percent = 100 * sum(b.cpu_s - a.cpu_s for a, b in zip(before, after, strict=True)) / passed_s
    figures = f"{percent:6.2f} % of a core, {sum(account.memory_mb for account in after):6.1f} MB"
    words = f"{name}, {'playing' if playing else 'idle'}"
    goal = PLAYING_GOAL if playing else IDLE_GOAL
    return line(words, figures, f"≤ {goal:g} %", percent <= goal) if judged else line(words, figures)


if __name__ == "__main__":
    main()
