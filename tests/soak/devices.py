"""Devices that are taken away while the real application plays, and given back: the window must not stand still.

Usage: ``python tests/soak/devices.py [--rounds 20] [--starts 100] [--only NAME ...] [--seed 1]``. It takes away, one
after the other: a JACK server by SIGTERM and by SIGKILL (the beat goes to the synthesizer and to a MIDI port on it), a
PulseAudio server likewise, PulseAudio's only sink, and the file of the SoundFont. That one plays on, with another kit,
too, until the file is needed again: by the synthesizer, which is turned off and on, or by a player that was killed.
After each return the beat has to be heard by an ear at the server; then it is stopped, and nothing may go on sounding.
At the end it starts and quits the application, with devices, without, and with a SoundFont whose file is gone.

It prints a table, and ends with status 1 where anything crashed, stood still, came too late or hung.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import statistics
import sys
import tempfile
import time
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))

from taken import PORT, Font, Jack, Pulse, Stage
from watched import START_S, App, application

from core.playback.states import PortChoice, SynthChoice
from core.playback.synth.soundfont import default_soundfont
from core.preferences import Preferences, save

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PAUSE_S, MESSAGE_S, BACK_S, QUIET_S, HANGING_S = 0.5, 2.0, 5.0, 10.0, 0.1
PLAYS_S, AWAY_S, STARTED_S = (0.3, 1.5), (0.2, 2.0), (0.0, 2.5)


@dataclass
class Loss:
    """A device that is taken away and given back; each returns when it was, ``give`` when it could be played to."""

    name: str
    take: Callable[[], float]
    give: Callable[[], float]


@dataclass
class Seen:
    """What the rounds of a loss brought. Times in seconds."""

    name: str
    pauses: list[float] = field(default_factory=list)
    messages: list[float] = field(default_factory=list)
    backs: list[float] = field(default_factory=list)
    sentences: set[str] = field(default_factory=set)
    stuck: int = 0
    crashes: int = 0
    player_deaths: int = 0

    @property
    def misses(self) -> int:
        """How many rounds were not as promised, for whichever reason."""
        rounds = zip(self.pauses, self.messages, self.backs, strict=True)
        late = sum(pause > PAUSE_S or said > MESSAGE_S or back > BACK_S for pause, said, back in rounds)
        return late + self.stuck + self.crashes


def play_rounds(app: App, stage: Stage, loss: Loss, rounds: int, chance: random.Random) -> Seen:
    """Take the device away and give it back again and again, while the application plays."""
    seen, deaths = Seen(loss.name), app.player_deaths
    for number in range(rounds):
        app.tell("play")
        if not app.wait(stage.hears) or app.died:
            seen.crashes += 1
            print(f"{loss.name}, round {number + 1}: nothing is heard to begin with", flush=True)
            break
        time.sleep(chance.uniform(*PLAYS_S))
        play_round(app, stage, loss, seen, chance)
        print(f"{loss.name}, round {number + 1}: {latest(seen)}", flush=True)
    seen.player_deaths = app.player_deaths - deaths
    return seen


def play_round(app: App, stage: Stage, loss: Loss, seen: Seen, chance: random.Random) -> None:
    """Take the device away and give it back once; stop in the end."""
    app.pause_s()
    taken_s = loss.take()
    app.wait(lambda: app.message_s(taken_s) is not None)
    seen.messages.append((app.message_s(taken_s) or float("inf")) - taken_s)
    time.sleep(chance.uniform(*AWAY_S))
    returned_s = loss.give()
    app.wait(lambda: stage.hears() and app.shown["synth"] == "ready")
    time.sleep(0.5)
    app.tell("stop")
    time.sleep(HANGING_S)
    seen.stuck += not app.wait(stage.quiet, QUIET_S if isinstance(stage, Pulse) else 0.0)
    seen.backs.append(max(0.0, stage.first_heard_s() - returned_s))
    seen.pauses.append(app.pause_s())
    seen.sentences |= app.messages(taken_s)
    seen.crashes += app.died


def latest(seen: Seen) -> str:
    """Return the figures of the last round."""
    figures = f"message {seen.messages[-1]:.2f} s, back {seen.backs[-1]:.2f} s, pause {seen.pauses[-1] * 1000:.0f} ms"
    return f"{figures}, {seen.stuck} stuck, {seen.crashes} crashed so far"


def jack_losses(rounds: int, chance: random.Random) -> Iterator[Seen]:
    """Take JACK away."""
    wanted = Preferences(synth=SynthChoice(driver="jack"), port=PortChoice(PORT))
    with closing(Jack()) as stage, application(wanted) as app:
        for how in (signal.SIGTERM, signal.SIGKILL):
            loss = Loss(f"JACK, {how.name}", lambda how=how: stage.end(how), stage.start)
            yield play_rounds(app, stage, loss, rounds, chance)


def pulse_losses(folder: Path, rounds: int, chance: random.Random) -> Iterator[Seen]:
    """Take PulseAudio and its sink away."""
    with closing(Pulse(folder)) as stage, application(Preferences(synth=SynthChoice(driver="pulseaudio"))) as app:
        for how in (signal.SIGTERM, signal.SIGKILL):
            loss = Loss(f"PulseAudio, {how.name}", lambda how=how: stage.end(how), stage.start)
            yield play_rounds(app, stage, loss, rounds, chance)
        yield play_rounds(app, stage, Loss("sink removed", stage.take_sink, stage.give_sink), rounds, chance)


def font_losses(folder: Path, rounds: int, chance: random.Random) -> Iterator[Seen]:
    """Take the SoundFont away."""
    path = folder / "other.sf2"
    shutil.copy(default_soundfont(), path)
    wanted = Preferences(synth=SynthChoice(str(path), driver="pulseaudio"))
    with closing(Pulse(folder)) as stage, application(wanted) as app:
        for how in ("reopen", "kill"):
            font = Font(path, app.tell, stage, how)
            yield play_rounds(app, stage, Loss(f"SoundFont, {how}", font.take, font.give), rounds, chance)


def start_and_quit(preferences: Preferences, starts: int, chance: random.Random) -> dict[str, int]:
    """Start and quit the application, at any moment from its first picture on; return how often it ended how."""
    ends: dict[str, int] = {}
    for number in range(starts):
        save(preferences)
        app = App()
        shown = app.wait(lambda app=app: bool(app.shown.get("shown")), START_S)
        time.sleep(chance.uniform(*STARTED_S))
        end = f"exit status {app.quit()}" if shown else "never shown"
        ends[end] = ends.get(end, 0) + 1
        print(f"start {number + 1}: {end}", flush=True)
    return ends


def starts_with_devices(starts: int, chance: random.Random) -> dict[str, int]:
    """Start and quit with JACK for the synthesizer and for an own MIDI port."""
    with closing(Jack()):
        return start_and_quit(Preferences(port=PortChoice("BeatGen", virtual=True)), starts, chance)


def starts_without_font(folder: Path, starts: int) -> dict[str, int]:
    """Start with a SoundFont whose file is gone, wait until that is said, and quit."""
    path = folder / "gone.sf2"
    ends: dict[str, int] = {}
    for number in range(starts):
        save(Preferences(synth=SynthChoice(str(path))))
        app = App()
        said = app.wait(lambda app=app: path.name in str(app.shown.get("message")), START_S)
        end = f"exit status {app.quit()}" if said else "nothing said"
        ends[end] = ends.get(end, 0) + 1
        print(f"start {number + 1} without the SoundFont: {end}; {app.shown.get('message')}", flush=True)
    return ends


def table(losses: list[Seen], starts: dict[str, dict[str, int]]) -> list[str]:
    """Return the lines of the table."""
    head = f"{'':22}{'rounds':>7}{'pause ms':>10}{'message s':>14}{'back s':>14}{'stuck':>7}{'crash':>7}{'player':>8}"
    goals = f"{'may be':22}{'':7}{PAUSE_S * 1000:>10g}{MESSAGE_S:>14g}{BACK_S:>14g}{0:>7}{0:>7}"
    lines = [head, goals, *map(row, losses)] if losses else []
    lines += [f"{seen.name} said: {sentence!r}" for seen in losses for sentence in sorted(seen.sentences)]
    for name, ends in starts.items():
        lines.append(f"start and quit, {name}: " + ", ".join(f"{count} times {end}" for end, count in ends.items()))
    return lines


def row(seen: Seen) -> str:
    """Return the line of a loss: the longest pause; the median and the longest of the others."""
    if not seen.pauses:
        return f"{seen.name:22}{0:>7}  MISSED"
    said, back = (f"{statistics.median(all_s):.2f}, {max(all_s):.2f}" for all_s in (seen.messages, seen.backs))
    figures = f"{len(seen.pauses):>7}{max(seen.pauses) * 1000:>10.0f}{said:>14}{back:>14}"
    verdict = "MISSED" if seen.misses else "met"
    return f"{seen.name:22}{figures}{seen.stuck:>7}{seen.crashes:>7}{seen.player_deaths:>8}  {verdict}"


def main() -> int:
    """Take devices away, start and quit; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=20, help="how often each device is taken away")
    parser.add_argument("--starts", type=int, default=100, help="how often to start and quit, with devices and without")
    every = ("jack", "pulse", "soundfont", "starts", "bare-starts", "fontless-starts")
    parser.add_argument("--only", nargs="+", choices=every, default=every, help="what to do")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    chance, losses, starts = random.Random(options.seed), list[Seen](), dict[str, dict[str, int]]()
    with tempfile.TemporaryDirectory(prefix="beatgen-soak-") as name:
        os.environ.update(HOME=name, XDG_CONFIG_HOME=f"{name}/config", XDG_DATA_HOME=f"{name}/data")
        os.environ.update(XDG_RUNTIME_DIR=name)
        if "jack" in options.only:
            losses += jack_losses(options.rounds, chance)
        if "pulse" in options.only:
            losses += pulse_losses(Path(name), options.rounds, chance)
        if "soundfont" in options.only:
            losses += font_losses(Path(name), options.rounds, chance)
        if "starts" in options.only:
            starts["with JACK"] = starts_with_devices(options.starts, chance)
        if "bare-starts" in options.only:
            starts["no device"] = start_and_quit(Preferences(), options.starts, chance)
        if "fontless-starts" in options.only:
            starts["no SoundFont"] = starts_without_font(Path(name), options.rounds)
    print(*table(losses, starts), sep="\n")
    clean = all(set(ends) == {"exit status 0"} for ends in starts.values())
    return int(not clean or any(seen.misses or len(seen.pauses) < options.rounds for seen in losses))


if __name__ == "__main__":
    sys.exit(main())
