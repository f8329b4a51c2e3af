"""An hour of playing in which everything is changed at random: nothing may hang, get lost or grow.

Usage: ``python tests/soak/playing.py [MINUTES] [SEED]`` (60). Every fraction of a second it does one of what ``Hands``
knows: another pattern, loop, tempo, mix or metronome; a jump, a stop, a panic; the synthesizer off, on, with another
kit, loudness or SoundFont; the MIDI port closed, opened, or an own port in its place. In the first half it also kills
the player now and then; in the second half the player must stay as large as it was.

An ear on JACK counts: notes still sounding a tenth of a second after a stop or after the port was closed, and steps
lost or doubled wherever nothing was switched. It prints a line a minute and a table at the end, also after Ctrl+C.
"""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import signal
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "bench"))

from playback.accounts import Account
from playback.counted import BAR_TICKS, BARS, NOTE_OFF, NOTE_ON, NOTES, PATTERNS, Fault, pattern, read
from playback.ears import JackEar
from playback.figures import line, say
from playback.servers import jack_server
from playback.session import Session, argument

from core.mix import Mix
from core.note_events import TICKS_PER_STEP, Section
from core.playback.client import DeviceKind, Metronome, PlayerDied, PortChoice, SwitchAt, SynthChoice
from core.playback.synth.soundfont import default_soundfont

MEAN_PAUSE_S, SILENT_AFTER_S, SETTLED_S, KILL_EVERY_S = 0.4, 0.1, 0.5, 120.0
GROWTH_MB = 5.0


@dataclass
class Seen:
    """What the soak has found so far."""

    actions: dict[str, int] = field(default_factory=dict)
    stuck: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    steps: int = 0
    deaths: int = 0
    accounts: list[Account] = field(default_factory=list)


class Hands:
    """Somebody who plays with everything. Each method is one action; those in ``SWITCHES`` interrupt the notes."""

    SWITCHES = ("seek", "stop", "panic", "own_port", "close_port", "kill")

    def __init__(self, session: Session, ear: JackEar, chance: random.Random, soundfonts: list[str]) -> None:
        self.session, self.player, self.ear, self.chance = session, session.player, ear, chance
        self.seen = Seen()
        self._soundfonts = soundfonts
        self._bpm = 120.0
        self._since_s = self._died_s = time.perf_counter()

    def begin(self) -> None:
        """Open everything and play."""
        self.player.set_synth(SynthChoice(driver="jack"))
        self.player.set_port(PortChoice(self.ear.port, notes=NOTES))
        self.session.wait_ready(DeviceKind.MIDI_OUT, DeviceKind.SYNTH)
        self.beat()
        self._go_on()

    def act(self, may_kill: bool) -> None:
        """Wait a little and do one thing."""
        self._wait(self.chance.expovariate(1 / MEAN_PAUSE_S))
        names = ["beat"] * 8 + ["tempo"] * 4 + ["mix", "metronome", "synth"] * 2 + ["seek", "stop"] * 2
        name = self.chance.choice([*names, "panic", "own_port", "close_port"])
        if may_kill and time.perf_counter() - self._died_s > KILL_EVERY_S:
            name, self._died_s = "kill", time.perf_counter()
        if name in self.SWITCHES:
            self._hear_out()
        getattr(self, name)()
        self.seen.actions[name] = self.seen.actions.get(name, 0) + 1
        if name in self.SWITCHES:
            self._go_on()

    def beat(self) -> None:
        """Take another pattern, in a loop or whole."""
        first, last = sorted(self.chance.sample(range(BARS + 1), 2))
        loop = Section(first * BAR_TICKS, last * BAR_TICKS) if self.chance.random() < 0.5 else None
        number = self.chance.randrange(PATTERNS)
        self.player.load(pattern(number, self._bpm), self.chance.choice(list(SwitchAt)), loop)

    def tempo(self) -> None:
        """Change the tempo."""
        self._bpm = round(self.chance.uniform(40.0, 300.0), 1)
        self.player.set_bpm(self._bpm)

    def mix(self) -> None:
        """Move faders."""
        volumes = tuple(self.chance.randrange(128) for _ in NOTES)
        self.player.set_mix(Mix(volumes=volumes, pans=tuple(self.chance.randrange(-63, 64) for _ in NOTES)))

    def metronome(self) -> None:
        """Turn the click on or off, louder or softer."""
        self.player.set_metronome(Metronome(on=self.chance.random() < 0.5, velocity=self.chance.randrange(1, 128)))

    def synth(self) -> None:
        """Turn the synthesizer off, or on with another kit, loudness or SoundFont."""
        if self.chance.random() < 0.3:
            self.player.set_synth(None)
            return
        kit, gain = self.chance.choice((0, 8, 16, 25, 40)), self.chance.uniform(0.1, 1.0)
        self.player.set_synth(SynthChoice(self.chance.choice(self._soundfonts), kit, gain, driver="jack"))

    def seek(self) -> None:
        """Jump."""
        self.player.seek(self.chance.randrange(64) * TICKS_PER_STEP)

    def stop(self) -> None:
        """Stop; nothing may sound soon after."""
        self.player.stop()
        self._must_be_silent("stop")

    def panic(self) -> None:
        """Panic; likewise."""
        self.player.panic()
        self._must_be_silent("panic")

    def close_port(self) -> None:
        """Close the port; likewise."""
        self.player.set_port(None)
        self._must_be_silent("closing the port")

    def own_port(self) -> None:
        """Open an own port in its place; likewise."""
        self.player.set_port(PortChoice("BeatGen", virtual=True))
        self._must_be_silent("changing the port")

    def kill(self) -> None:
        """Kill the player; the next one ends what it left."""
        os.kill(self.session.pid, signal.SIGKILL)
        self._wait(SETTLED_S)

    def _go_on(self) -> None:
        """Open the port where it was left, and play; from when that has settled, the steps count."""
        self.player.set_port(PortChoice(self.ear.port, notes=NOTES))
        self._wait(0.05)
        self.session.wait_ready(DeviceKind.MIDI_OUT)
        self.player.play(self.chance.randrange(64) * TICKS_PER_STEP)
        self._wait(SETTLED_S)
        self._since_s = time.perf_counter()

    def _wait(self, seconds: float) -> None:
        self.seen.deaths += sum(isinstance(report, PlayerDied) for report in self.session.wait(seconds))

    def _must_be_silent(self, after: str) -> None:
        self._wait(SILENT_AFTER_S)
        sounding: dict[int, int] = {}
        for _, message in self.ear.messages:
            if message[0] in (NOTE_ON, NOTE_OFF):
                sounding[message[1]] = message[0]
        left = [note for note, status in sounding.items() if status == NOTE_ON]
        self.seen.stuck += [f"note {note} after {after}" for note in left]
        self.ear.messages.clear()

    def _hear_out(self) -> None:
        """Look whether the steps heard since the last switch are all there."""
        until_s = time.perf_counter()
        heard = [item for item in list(self.ear.messages) if self._since_s < item[0] < until_s]
        steps, faults = read([item for item in heard if item[1][0] == NOTE_ON][2:-2])
        self.seen.steps += steps
        self.seen.faults += faults


def main() -> None:
    """Play, and print."""
    minutes, seed = argument(1, 60.0), int(argument(2, time.time_ns() % 1_000_000))
    print(f"{minutes:g} minutes, seed {seed}", flush=True)
    with tempfile.TemporaryDirectory() as folder, jack_server(256), JackEar() as ear, Session() as session:
        copy = Path(folder) / "other.sf2"
        shutil.copy(default_soundfont(), copy)
        hands = Hands(session, ear, random.Random(seed), [str(default_soundfont()), str(copy)])
        with contextlib.suppress(KeyboardInterrupt):
            play(hands, minutes)
        seen = hands.seen
    say(summary(seen, ear))


def play(hands: Hands, minutes: float) -> None:
    """Play for some minutes; print a line a minute."""
    hands.begin()
    begin_s = told_s = time.perf_counter()
    while (passed_s := time.perf_counter() - begin_s) < minutes * 60:
        second_half = passed_s > minutes * 30
        hands.act(may_kill=not second_half)
        if time.perf_counter() - told_s >= 60:
            told_s = time.perf_counter()
            tell(hands, passed_s, keep=second_half)


def tell(hands: Hands, passed_s: float, *, keep: bool) -> None:
    """Print the line of the minute."""
    seen, account = hands.seen, Account.of(hands.session.pid)
    seen.accounts += [account] * keep
    size = f"{account.memory_mb:.1f} MB, {account.threads} threads, {account.files} files"
    found = f"{len(seen.stuck)} stuck, {len(seen.faults)} wrong of {seen.steps} steps"
    print(f"minute {passed_s / 60:.0f}: {sum(seen.actions.values())} actions, {found}, {size}", flush=True)


def summary(seen: Seen, ear: JackEar) -> list[str]:
    """Return the table."""
    actions = ", ".join(f"{count} {name}" for name, count in sorted(seen.actions.items()))
    memory = [account.memory_mb for account in seen.accounts] or [0.0]
    faults = [fault for fault in seen.faults if not ear.was_deaf(fault.time_s)]
    wrong = f"{len(faults)} of {seen.steps}, and {len(seen.faults) - len(faults)} where the ear was deaf"
    spread = {what: sorted({getattr(account, what) for account in seen.accounts}) for what in ("threads", "files")}
    return [
        line("did", actions),
        line("the ear missed", f"{ear.missing} of {ear.blocks} blocks in {len(ear.gaps_s)} places"),
        line("stuck notes", len(seen.stuck), "0", not seen.stuck),
        line("steps lost or doubled where nothing switched", wrong, "0", not faults),
        line("players that died", f"{seen.deaths}, killed {seen.actions.get('kill', 0)}"),
        line("memory in the second half", f"{min(memory):.1f} to {max(memory):.1f} MB"),
        line("its growth", f"{_growth_mb(memory):+.1f} MB", "± 5", abs(_growth_mb(memory)) <= GROWTH_MB),
        line("threads, files in the second half", f"{spread['threads']}, {spread['files']}"),
        *(f"  {fault}" for fault in [*seen.stuck, *faults][:10]),
    ]


def _growth_mb(memory_mb: list[float]) -> float:
    """Return by how much memory has grown from the first third to the last; in between two SoundFonts come and go."""
    third = max(1, len(memory_mb) // 3)
    return statistics.median(memory_mb[-third:]) - statistics.median(memory_mb[:third])


if __name__ == "__main__":
    main()
