"""What the synthesizer makes of an audio output that takes a while to begin, or never does."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from core.errors import OutputError
from core.playback.states import SynthChoice
from core.playback.synth import synth_sink
from core.playback.synth.synth_sink import SynthSink

if TYPE_CHECKING:
    from collections.abc import Callable

FILLED_TICKS = 9
NEVER_S = 1e9


class Output:
    """Stands in for FluidSynth on an audio driver: buffers fill at once, and time goes on from ``begins_s``."""

    name, late_count, rate_hz, presets = "Font", 0, 48_000, ()

    def __init__(self, begins_s: float, block_s: float = 0.011) -> None:
        self.now_s = 0.0
        self.ended = False
        self._begins_s, self._block_s, self._stops_s = begins_s, block_s, NEVER_S

    def clock(self) -> float:
        return self.now_s

    def sleep(self, seconds: float) -> None:
        self.now_s += seconds

    @property
    def tick(self) -> int:
        blocks = max(0.0, min(self.now_s, self._stops_s) - self._begins_s) // self._block_s
        return FILLED_TICKS + int(blocks * self._block_s * 1000)

    def stop(self) -> None:
        self._stops_s = self.now_s

    def open_driver(self, _driver: object) -> bool:
        return True

    def tend(self) -> None:
        pass

    def close(self) -> None:
        self.ended = True


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> Callable[[Output], SynthSink]:
    def open_it(output: Output) -> SynthSink:
        monkeypatch.setattr(synth_sink, "DrumSynth", lambda *_choice, **_settings: output)
        monkeypatch.setattr(synth_sink, "time", SimpleNamespace(sleep=output.sleep))
        return SynthSink(SynthChoice(driver="pulseaudio"), output.clock)

    return open_it


@pytest.mark.parametrize("begins_s", [0.0, 0.4, 1.3, 1.99, 2.1])
def test_an_output_that_computed_silence_ahead_is_waited_for_and_then_known(
    opened: Callable[[Output], SynthSink], begins_s: float
) -> None:
    output = Output(begins_s)
    sink = opened(output)
    assert begins_s <= output.now_s < begins_s + 0.5
    ahead_s = sink._clock_map.to_device(output.now_s) - output.tick / 1000
    assert 0.0 <= ahead_s < 0.012  # within a block


def test_an_output_that_never_begins_is_given_up_and_let_go(opened: Callable[[Output], SynthSink]) -> None:
    output = Output(NEVER_S)
    with pytest.raises(OutputError, match="stopped"):
        opened(output)
    assert output.ended
    assert output.now_s < 3.0


def test_an_output_that_goes_in_leaps_is_taken_after_a_while(opened: Callable[[Output], SynthSink]) -> None:
    output = Output(0.0, block_s=0.4)
    opened(output)
    assert output.now_s < 4.5


def test_an_output_that_stops_later_is_missed_after_a_second(opened: Callable[[Output], SynthSink]) -> None:
    output = Output(1.0)
    sink = opened(output)
    stopped_s = output.now_s
    output.stop()
    with pytest.raises(OutputError, match="stopped"):
        play_on(sink, output)
    assert output.now_s - stopped_s < 1.1


def play_on(sink: SynthSink, output: Output) -> None:
    end_s = output.now_s + 3.0
    while output.now_s < end_s:
        output.sleep(0.01)
        sink.send_due(output.now_s)
