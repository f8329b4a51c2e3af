"""What becomes of the morph's path: the point follows it in time with the music, and its beats can be the chain."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from beatgen_gui.language import tr
from beatgen_gui.words import counted
from core.beat import EDITED
from core.morph import SQUARE_PLACES, nearest_place
from core.morph_path import TICKS_PER_BAR, BarCount, MorphPath, due_ticks
from core.morph_takes import with_chain
from core.note_events import TICKS_PER_BEAT, TICKS_PER_STEP
from core.playback.states import SwitchAt

if TYPE_CHECKING:
    from beatgen_gui.document import Document
    from beatgen_gui.services.morpher import Morpher
    from beatgen_gui.services.playback import Playback
    from core.morph_path import Place

# A beat that waits for the loop's end may be another one at each bar: the last one counts.
_GRID_TICKS = {SwitchAt.STEP: TICKS_PER_STEP, SwitchAt.BEAT: TICKS_PER_BEAT}


class PathPlayer(QObject):
    """Moves the point along the path, once in ``path_bars`` bars, again and again.

    Each beat of the square is asked for just before the border at which beats are switched, so that it comes in there.
    Whoever moves the point otherwise, such as the user, a controller or Undo, ends it.

    Signals:
        following_changed(following): It was switched on or off.
        travelled(place): The music has come to another place (x, y) of the path; None: it follows none.
        said(sentence): What happens now, or what is missing.
    """

    following_changed = Signal(bool)
    travelled = Signal(object)
    said = Signal(str)

    def __init__(self, document: Document, playback: Playback, morpher: Morpher, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._playback = playback
        self._morpher = morpher
        self._following = False
        self._moving = False
        self._path: MorphPath | None = None
        self._place: Place = (0.0, 0.0)  # where the point was put
        self._count: BarCount | None = None  # None until the music of this run is heard
        self._led_bpm: float | None = None
        self._gesture = object()
        self._owed_path: tuple[Place, ...] = ()  # the one whose beats are to be the chain when they are made
        playback.playing_changed.connect(self._on_playing)
        playback.moved.connect(self._on_moved)
        playback.led.connect(self._on_led)
        document.morphing_changed.connect(self._on_morphing)
        document.opened.connect(self._on_opened)
        morpher.drawn.connect(self._on_drawn)

    @property
    def following(self) -> bool:
        """Whether the point follows the path whenever the music plays."""
        return self._following

    def set_following(self, following: bool) -> None:
        """Let the point follow the path, or leave it where it is."""
        if following == self._following:
            return
        if following and (lack := self._lack()):
            self.said.emit(lack)
            self.following_changed.emit(False)  # the button that was pressed comes up again
            return
        self._following = following
        self.following_changed.emit(following)
        if following:
            self.said.emit(self._words())
            self._begin()
        else:
            self.travelled.emit(None)

    def make_chain(self) -> None:
        """Put beats at equal distances along the path into the tray, and make them the chain.

        Where some aren't made yet, that is done as soon as they are, unless the path is another one by then.
        """
        self._owed_path = ()
        if lack := self._lack():
            self.said.emit(lack)
        elif not self._chained():
            self._owed_path = self._morpher.morphing.path
            self.said.emit(tr("The beats along the path are still being made; they will be the chain in a moment."))

    def _chained(self) -> bool:
        """Make the chain; return whether all its beats were there."""
        morphing, morpher = self._morpher.morphing, self._morpher
        takes = [morpher.take_at(x, y) for x, y in MorphPath(morphing.path).spread(morphing.steps)]
        known = [take for take in takes if take is not None]
        if len(known) < len(takes):
            return False
        beats = counted(len(known), "beat")
        self._document.change(
            with_chain(self._document.project, known, tr(EDITED)), tr("Make a chain of {beats}", beats=beats)
        )
        self.said.emit(tr("{beats} along the path are the chain (P plays it).", beats=beats))
        return True

    def _on_drawn(self) -> None:
        owed = self._owed_path
        if owed and (owed != self._morpher.morphing.path or self._morpher.missing or self._chained()):
            self._owed_path = ()

    def _lack(self) -> str:
        """Return what the user has to do first; empty where nothing is missing."""
        if not self._morpher.morphing.square:
            self._morpher.set_square(True)
        if not self._morpher.morphing.path:
            return tr("There is no path to follow: draw one on the pad.")
        return self._morpher.missing

    def _words(self) -> str:
        bars = counted(self._morpher.morphing.path_bars, "bar")
        if self._playback.chained:
            return tr("The chain is played, which doesn't follow the path: P plays the beat on screen.")
        if self._playback.playing:
            return tr("The point follows the path in {bars}.", bars=bars)
        return tr("The point follows the path in {bars}, as soon as Space plays it.", bars=bars)

    def _begin(self) -> None:
        """Go to the start of the path, from where the point leaves when the music begins, or the next bar does."""
        self._path = MorphPath(self._morpher.morphing.path)
        self._count = None
        self._gesture = object()
        self._go(self._path.at(0.0))
        self.travelled.emit(self._place)

    def _on_playing(self, playing: bool) -> None:
        if self._following and playing and not self._playback.rehearsing:
            self._begin()

    def _on_moved(self, tick: float) -> None:
        path = self._path
        if not self._following or not self._playback.playing or self._playback.chained or path is None:
            return
        self._count = BarCount.from_tick(tick) if self._count is None else self._count.moved(tick)
        grid_ticks = _GRID_TICKS.get(self._playback.devices.preferences.switch_at, TICKS_PER_BAR)
        total_ticks = self._morpher.morphing.path_bars * TICKS_PER_BAR
        due = path.place_after(due_ticks(self._count.ticks, grid_ticks, self._bpm), total_ticks, grid_ticks)
        if _beat_at(due) != _beat_at(self._place):
            self._go(due)
        self.travelled.emit(path.place_after(self._count.ticks, total_ticks, grid_ticks))

    def _go(self, place: Place) -> None:
        self._place = place
        self._moving = True
        self._morpher.move(*place, self._gesture)
        self._moving = False

    def _on_morphing(self) -> None:
        """Follow another path that was drawn; stop where there is none, or where somebody else has moved the point."""
        if not self._following or self._moving:
            return
        morphing = self._morpher.morphing
        if not morphing.path or not morphing.square or (morphing.x, morphing.y) != self._place:
            self.set_following(False)
        elif self._path is None or morphing.path != self._path.points:
            self._path = MorphPath(morphing.path)

    def _on_opened(self) -> None:
        self._owed_path = ()
        self.set_following(False)

    def _on_led(self, bpm: float) -> None:
        self._led_bpm = bpm

    @property
    def _bpm(self) -> float:
        led = self._playback.devices.leader is not None
        return self._led_bpm if led and self._led_bpm is not None else self._document.beat.bpm


def _beat_at(place: Place) -> tuple[int, int]:
    """Return which of the square's beats is shown at a place: its row and its turn in that."""
    x, y = place
    return nearest_place(y, SQUARE_PLACES), nearest_place(x, SQUARE_PLACES)
