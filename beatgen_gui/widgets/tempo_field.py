"""The tempo: the beat's own, or that of the clock which leads."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from beatgen_gui.language import tr
from beatgen_gui.tray.words import tip_of
from beatgen_gui.widgets.number_field import NumberField
from core.beat import DEFAULT_BPM
from core.note_events import MAX_BPM, MIN_BPM
from core.playback.states import DeviceKind
from core.tap_tempo import TapTempo
from core.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from PySide6.QtWidgets import QWidget

    from beatgen_gui.document import Document
    from beatgen_gui.services.playback import Playback
    from beatgen_gui.theme import Theme
    from core.beat import Beat

_WIDTH = 88
_HINT = Wording("Tempo in beats a minute.")
_UNIT = " bpm"
_LEADERS = {
    DeviceKind.MIDI_IN: ("MIDI ", Wording("a MIDI clock")),
    DeviceKind.LINK: ("Link ", Wording("Ableton Link")),
}


class TempoField(NumberField):
    """Shows and sets the tempo; while an external clock leads it shows that one's.

    A MIDI clock's can't be set; in a Link session everybody's tempo is one, and may be set here as well.

    Args:
        document: Holds the beat's tempo.
        playback: Knows who leads.
        theme: Its colours.
        clock: Seconds on a steady clock, for taps.
    """

    def __init__(
        self,
        document: Document,
        playback: Playback,
        theme: Theme,
        parent: QWidget | None = None,
        clock: Callable[[], float] = time.perf_counter,
    ) -> None:
        super().__init__(
            theme,
            tr("Tempo"),
            tr(_HINT),
            MIN_BPM,
            MAX_BPM,
            default=DEFAULT_BPM,
            decimals=1,
            suffix=_UNIT,
            parent=parent,
        )
        self._document = document
        self._playback = playback
        self._devices = playback.devices
        self._clock = clock
        self._taps = TapTempo()
        self._tapping: Hashable = None
        self._own_hint = self.toolTip()
        self.setFixedWidth(_WIDTH)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.changed.connect(self._on_changed)
        document.beat_changed.connect(self._on_beat_changed)
        playback.led.connect(self._on_led)
        self._devices.chosen.connect(self._show_leader)
        self._devices.changed.connect(self._show_leader)
        self._show_leader()

    @property
    def settable(self) -> bool:
        """Whether the tempo may be set here: not that of a MIDI clock."""
        leader = self._devices.leader
        return leader is None or leader.kind is DeviceKind.LINK

    def tap(self) -> None:
        """Take the tempo from the hand that taps; the taps of one tempo are undone together."""
        if not self.isEnabled():
            return
        self._taps = self._taps.tapped(self._clock())
        if self._taps.bpm is None:
            self._tapping = object()  # the first tap of another tempo
        else:
            self._playback.set_bpm(round(self._taps.bpm, 1), self._tapping)

    def _on_changed(self, bpm: float, gesture: Hashable) -> None:
        self._playback.set_bpm(bpm, gesture)

    def _on_beat_changed(self, _before: Beat, after: Beat) -> None:
        if self._devices.leader is None:
            self.show_value(after.bpm)

    def _on_led(self, bpm: float) -> None:
        if not self.hasFocus():  # not under the fingers that type another
            self.show_value(bpm)

    def _show_leader(self) -> None:
        leader = self._devices.leader
        self.setEnabled(self.settable)
        if leader is None:
            self._show_prefix("")
            self.setToolTip(self._own_hint)
            self.show_value(self._document.beat.bpm)
            return
        prefix, who = _LEADERS[leader.kind]
        self._show_prefix(prefix)
        named = f"{tr(who)} ({leader.name})" if leader.name else who
        follows = tr("The tempo follows {leader}; choose another leader in the MIDI menu.", leader=named)
        self.setToolTip(tip_of(tr(leader.sentence) if leader.sentence else follows))

    def _show_prefix(self, prefix: str) -> None:
        self.setPrefix(prefix)
        self.setFixedWidth(_WIDTH + self.fontMetrics().horizontalAdvance(prefix))
