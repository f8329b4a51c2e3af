"""Opening, watching, trying again and closing outputs."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from core.errors import OutputError
from core.mix import Mix
from core.playback.outputs import Choice, Outputs
from core.playback.sinks import CLICK, NEVER_S, Strike
from core.playback.slot import Workshop
from core.playback.states import Condition, DeviceKind, DeviceState, DrumPreset, PortChoice, SynthChoice

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


def named(choice: Choice) -> str:
    return choice.name if isinstance(choice, PortChoice) else str(choice.soundfont)


@dataclass
class ScriptedSink:
    """An output that does as the test says."""

    choice: Choice
    log: list[str]
    broken: bool = False
    strikes: list[Strike] = field(default_factory=list)
    mix: Mix | None = None
    late_count: int = 0

    @property
    def name(self) -> str:
        return named(self.choice)

    def adapt(self, choice: Choice) -> bool:
        return choice == self.choice

    def schedule(self, strike: Strike) -> None:
        self.strikes.append(strike)

    def send_due(self, _now_s: float) -> float:
        if self.broken:
            raise OutputError("it is gone; plug it in", self.name)
        return NEVER_S

    def silence(self) -> None:
        self.log.append(f"silence {self.name}")
        if self.broken:
            raise OutputError("it is gone", self.name)

    def panic(self) -> None:
        self.log.append(f"panic {self.name}")

    def close(self) -> None:
        self.log.append(f"close {self.name}")

    def set_mix(self, mix: Mix) -> None:
        self.mix = mix

    @property
    def presets(self) -> tuple[DrumPreset, ...]:
        return ()


class Desk:
    """Outputs with a scripted opener."""

    def __init__(self) -> None:
        self.states: list[DeviceState] = []
        self.log: list[str] = []
        self.sinks: list[ScriptedSink] = []
        self.missing: set[str] = set()
        self.bad_files: set[str] = set()
        self.go_on = threading.Event()
        self.go_on.set()
        self.workshop = Workshop("devices")
        self.outputs = Outputs(self._open, self.workshop, self.workshop, self.states.append)

    def _open(self, choice: Choice) -> ScriptedSink:
        name = named(choice)
        self.log.append(f"open {name}")
        assert self.go_on.wait(5)
        if name in self.missing:
            raise OutputError("this port isn't there; plug it in", name)
        if name in self.bad_files:
            raise OutputError("this file is not a SoundFont; choose another", Path(name))
        if name == "buggy":
            raise RuntimeError("driver bug")
        self.sinks.append(ScriptedSink(choice, self.log))
        return self.sinks[-1]

    def want(self, name: str | None) -> None:
        self.outputs.want(DeviceKind.MIDI_OUT, None if name is None else PortChoice(name))

    def want_synth(self, soundfont: str) -> None:
        self.outputs.want(DeviceKind.SYNTH, SynthChoice(soundfont))

    @property
    def condition(self) -> Condition | None:
        return self.states[-1].condition if self.states else None


@pytest.fixture
def desk() -> Iterator[Desk]:
    desk = Desk()
    yield desk
    desk.go_on.set()
    desk.outputs.close()
    desk.workshop.close()


def settle(desk: Desk, until: Callable[..., None], condition: Condition, now_s: float = 0.0) -> None:
    def look() -> bool:
        desk.outputs.poll(now_s)
        return desk.condition is condition

    until(look)


def test_an_output_starts_and_is_ready(desk: Desk, until: Callable[..., None]) -> None:
    desk.want("a")
    assert desk.condition is Condition.STARTING
    settle(desk, until, Condition.READY)
    assert desk.states[-1] == DeviceState(DeviceKind.MIDI_OUT, Condition.READY, "a")


def test_nothing_is_sent_before_an_output_is_ready(desk: Desk, until: Callable[..., None]) -> None:
    desk.want("a")
    desk.outputs.schedule(Strike(0.0, 36, 100, 0, 0))
    settle(desk, until, Condition.READY)
    desk.outputs.schedule(Strike(1.0, 38, 100, 1, 1))
    assert [strike.note for strike in desk.sinks[0].strikes] == [38]


def test_the_old_port_is_silent_and_closed_before_the_new_one_is_tried(desk: Desk, until: Callable[..., None]) -> None:
    desk.want("a")
    settle(desk, until, Condition.READY)
    desk.want("b")
    settle(desk, until, Condition.READY)
    assert desk.log == ["open a", "silence a", "close a", "open b"]


def test_the_same_choice_again_opens_nothing(desk: Desk, until: Callable[..., None]) -> None:
    desk.want("a")
    settle(desk, until, Condition.READY)
    desk.want("a")
    assert len(desk.states) == 2
    assert desk.log == ["open a"]


def test_what_is_missing_is_tried_again_and_found_later(desk: Desk, until: Callable[..., None]) -> None:
    desk.missing.add("a")
    desk.want("a")
    settle(desk, until, Condition.MISSING, now_s=10.0)
    assert desk.states[-1].sentence == "a: this port isn't there; plug it in."
    desk.missing.clear()
    desk.outputs.poll(11.9)
    assert desk.log == ["open a"]
    settle(desk, until, Condition.READY, now_s=12.0)


def test_a_device_that_goes_away_in_use_is_missing_and_reopened(desk: Desk, until: Callable[..., None]) -> None:
    desk.want("a")
    settle(desk, until, Condition.READY)
    desk.missing.add("a")
    desk.sinks[0].broken = True
    assert desk.outputs.send_due(5.0) == NEVER_S
    assert desk.states[-1].sentence == "a: it is gone; plug it in."
    desk.missing.clear()
    settle(desk, until, Condition.READY, now_s=5.0)
    assert desk.log == ["open a", "close a", "open a"]


def test_a_device_that_fails_to_fall_silent_is_missing_too(desk: Desk, until: Callable[..., None]) -> None:
    desk.want("a")
    settle(desk, until, Condition.READY)
    desk.sinks[0].broken = True
    desk.outputs.silence()
    assert desk.condition is Condition.MISSING


def test_an_output_that_nobody_wants_any_more_is_closed_again(desk: Desk, until: Callable[..., None]) -> None:
    desk.go_on.clear()
    desk.want("a")
    until(lambda: desk.log == ["open a"])
    desk.want("b")
    desk.go_on.set()
    settle(desk, until, Condition.READY)
    assert desk.log == ["open a", "close a", "open b"]
    assert desk.states[-1].name == "b"


def test_off_is_off_even_while_it_is_being_opened(desk: Desk, until: Callable[..., None]) -> None:
    desk.go_on.clear()
    desk.want("a")
    until(lambda: desk.log == ["open a"])
    desk.want(None)
    desk.go_on.set()
    until(lambda: desk.log == ["open a", "close a"])
    desk.outputs.poll(0.0)
    assert desk.condition is Condition.OFF


def test_a_bug_in_a_driver_is_a_state_like_any_other(desk: Desk, until: Callable[..., None]) -> None:
    desk.want("buggy")
    settle(desk, until, Condition.MISSING)
    assert desk.states[-1].sentence == "MIDI output: this device failed to open (driver bug); choose another."


def test_closing_silences_and_closes_everything(desk: Desk, until: Callable[..., None]) -> None:
    desk.want("a")
    settle(desk, until, Condition.READY)
    desk.outputs.close()
    desk.workshop.close()
    assert desk.log == ["open a", "silence a", "close a"]


def test_a_soundfont_is_changed_without_a_gap_and_the_old_one_rings_out(desk: Desk, until: Callable[..., None]) -> None:
    desk.want_synth("a.sf2")
    settle(desk, until, Condition.READY)
    desk.go_on.clear()
    desk.want_synth("b.sf2")
    until(lambda: desk.log == ["open a.sf2", "open b.sf2"])
    desk.outputs.schedule(Strike(0.0, 36, 100, 0, 0))
    desk.go_on.set()
    settle(desk, until, Condition.READY)
    desk.outputs.schedule(Strike(1.0, 38, 100, 1, 1))
    assert [[strike.note for strike in sink.strikes] for sink in desk.sinks] == [[36], [38]]
    assert desk.log == ["open a.sf2", "open b.sf2"]
    desk.outputs.poll(60.0)
    until(lambda: desk.log == ["open a.sf2", "open b.sf2", "close a.sf2"])


def test_a_bad_soundfont_is_said_while_the_old_one_plays_on(desk: Desk, until: Callable[..., None]) -> None:
    desk.want_synth("a.sf2")
    settle(desk, until, Condition.READY)
    desk.bad_files.add("b.sf2")
    desk.want_synth("b.sf2")
    settle(desk, until, Condition.READY)
    assert desk.states[-1].name == "a.sf2"
    assert desk.states[-1].sentence == "b.sf2: this file is not a SoundFont; choose another."
    desk.outputs.schedule(Strike(0.0, 36, 100, 0, 0))
    assert [strike.note for strike in desk.sinks[0].strikes] == [36]
    desk.outputs.poll(60.0)
    assert desk.log == ["open a.sf2", "open b.sf2"]


def test_a_device_that_lets_no_other_in_goes_first(desk: Desk, until: Callable[..., None]) -> None:
    desk.want_synth("a.sf2")
    settle(desk, until, Condition.READY)
    desk.missing.add("b.sf2")
    desk.want_synth("b.sf2")
    settle(desk, until, Condition.MISSING)
    assert desk.log == ["open a.sf2", "open b.sf2", "silence a.sf2", "close a.sf2", "open b.sf2"]


def test_a_new_output_gets_the_mix_that_there_is(desk: Desk, until: Callable[..., None]) -> None:
    mix = Mix().with_volume(1, 5)
    desk.outputs.set_mix(mix)
    desk.want_synth("a.sf2")
    settle(desk, until, Condition.READY)
    assert desk.sinks[0].mix == mix


def test_clicks_go_to_the_port_only_where_that_is_wanted(desk: Desk, until: Callable[..., None]) -> None:
    desk.want("a")
    settle(desk, until, Condition.READY)
    desk.outputs.schedule(Strike(0.0, 76, 90, 0, CLICK))
    desk.outputs.clicks_to_port = True
    desk.outputs.schedule(Strike(1.0, 77, 90, 1, CLICK))
    desk.outputs.clicks_to_port = False
    desk.outputs.schedule(Strike(1.1, 77, 0, 1, CLICK))  # the end of a click that was heard
    assert [(strike.note, strike.velocity) for strike in desk.sinks[0].strikes] == [(77, 90), (77, 0)]


def test_panic_reaches_a_synthesizer_that_rings_out(desk: Desk, until: Callable[..., None]) -> None:
    desk.want_synth("a.sf2")
    settle(desk, until, Condition.READY)
    desk.want_synth("b.sf2")
    until(lambda: desk.outputs.poll(0.0) or len(desk.states) == 4)
    desk.outputs.panic()
    assert desk.log[-2:] == ["panic b.sf2", "panic a.sf2"]


def test_late_notes_are_counted_once_whatever_is_changed(desk: Desk, until: Callable[..., None]) -> None:
    desk.want("port")
    settle(desk, until, Condition.READY)
    desk.sinks[0].late_count = 5
    for number, font in enumerate(("a.sf2", "b.sf2", "c.sf2"), start=1):
        desk.want_synth(font)
        until(lambda number=number: desk.outputs.poll(0.0) or len(desk.sinks) == number + 1)
        settle(desk, until, Condition.READY)
    assert desk.outputs.late_count == 5
    desk.want(None)
    assert desk.outputs.late_count == 5


@pytest.mark.logs
def test_a_device_that_fails_to_close_keeps_no_other_from_opening(
    desk: Desk, until: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ScriptedSink, "close", lambda _: 1 // 0)
    desk.want("a")
    settle(desk, until, Condition.READY)
    desk.want("b")
    settle(desk, until, Condition.READY)
    assert desk.states[-1].name == "b"
