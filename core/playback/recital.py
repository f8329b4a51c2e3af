"""A beat played through a number of times, from its first note to the last one's ring."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from core.errors import OutputError
from core.note_events import TICKS_PER_BEAT, EventList
from core.pattern import BEATS_PER_BAR
from core.playback.states import Condition, DeviceChanged, DeviceKind, PlayerDied, SwitchAt
from core.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Callable

    from core.playback.client import Player

_LOOK_S = 0.02
_OPEN_S = 30.0  # a SoundFont of a gigabyte takes that long
_RING_S = 2.5
_BAR_TICKS = TICKS_PER_BEAT * BEATS_PER_BAR


class Recital:
    """Plays a beat, then ends. Used from one thread, which it keeps until the end."""

    def __init__(
        self,
        player: Player,
        events: EventList,
        loops: int,
        show: Callable[[str], None],
        complain: Callable[[str], None],
    ) -> None:
        """Prepare; nothing sounds yet.

        Args:
            player: One that hasn't been started and knows which outputs are wanted.
            events: The beat.
            loops: How often to play it; 0 for ever.
            show: Is told where the music is, such as ``bar 3 of 8``, and an empty line at the end.
            complain: Is told the sentence of an output that goes missing meanwhile.
        """
        self._player = player
        self._events = events
        self._loops = loops
        self._show = show
        self._complain = complain
        self._shown = ""
        self._open: dict[DeviceKind, bool] = {}

    def run(self) -> None:
        """Play to the end, and silence everything however that comes about.

        Raises:
            OutputError: An output can't be had at the start, or the player died.
        """
        try:
            self._player.start()
            self._wait(self._ready, _OPEN_S)
            if not self._ready():
                raise OutputError(Wording("the output doesn't open; choose another"))
            self._player.load(self._events)
            self._player.play()
            self._wait(self._in_last_loop)
            self._player.load(EventList((), _BAR_TICKS, self._events.bpm), SwitchAt.LOOP)
            self._wait(self._over)
            self._wait(lambda: False, _RING_S if self._open.get(DeviceKind.SYNTH) else 0.0)
        finally:
            self._player.close()
            if self._shown:
                self._show("")

    def _wait(self, condition: Callable[[], bool], timeout_s: float | None = None) -> None:
        """Attend to the player until the condition holds or the time is up."""
        end_s = None if timeout_s is None else time.monotonic() + timeout_s
        while not condition() and (end_s is None or time.monotonic() < end_s):
            self._attend()
            time.sleep(_LOOK_S)

    def _attend(self) -> None:
        for report in self._player.poll():
            match report:
                case PlayerDied(sentence):
                    raise OutputError(sentence.rstrip("."))
                case DeviceChanged(state):
                    if state.condition is Condition.MISSING:
                        self._miss(OutputError(state.sentence.rstrip(".")))
                    if state.condition is not Condition.OFF:
                        self._open[state.kind] = state.condition is Condition.READY
        self._show_place()

    def _miss(self, error: OutputError) -> None:
        """Give up where nothing has been played yet; later, go on, for the output may come back."""
        if not self._player.playhead().playing:
            raise error
        self._complain(str(error))

    def _ready(self) -> bool:
        return bool(self._open) and all(self._open.values())

    def _in_last_loop(self) -> bool:
        playhead = self._player.playhead()
        return self._loops > 0 and playhead.playing and playhead.loop_count >= self._loops - 1

    def _over(self) -> bool:
        return self._player.playhead().loop_count >= self._loops

    def _show_place(self) -> None:
        playhead = self._player.playhead()
        if not playhead.playing or (self._loops and playhead.loop_count >= self._loops):
            return
        bar, bars = int(playhead.tick) // _BAR_TICKS + 1, self._events.length_ticks // _BAR_TICKS
        line = f"bar {bar} of {bars}"
        if self._loops != 1:
            line += f", round {playhead.loop_count + 1}" + (f" of {self._loops}" if self._loops else "")
        if line != self._shown:
            self._shown = line
            self._show(line)
