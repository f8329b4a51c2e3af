"""The map: the takes among the styles that the model learnt, to see, hear and morph."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import QWidget

from beatgen_gui.language import tr
from beatgen_gui.services.mapping import MAX_TAKES
from beatgen_gui.theme import UNIT
from beatgen_gui.tray.lines import WRAPPED, balanced
from beatgen_gui.tray.map_painter import MapPainter, Marks
from beatgen_gui.tray.map_places import AHEAD, Spot, Spots
from beatgen_gui.tray.thumbnails import Thumbnails
from beatgen_gui.tray.words import marks_in_words
from beatgen_gui.words import style_in_words
from core.wording import Wording

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QHideEvent, QMouseEvent, QPaintEvent, QResizeEvent, QShowEvent

    from beatgen_gui.document import Document
    from beatgen_gui.services.mapping import Mapping
    from beatgen_gui.theme import Theme
    from core.beat import Beat
    from core.take import Take

_NAME = Wording("Map of the takes")
_HINT = Wording(
    "Takes that are alike lie close together, among the styles that the model learnt. Click one to load it; Shift with "
    "a click on two makes them A and B. With the focus here the arrow keys walk, Enter loads, Shift+Enter picks."
)
_WAITS, _NO_TAKES = Wording("The map is being loaded."), Wording("No takes. G makes new beats.")
_SMALLEST = QSize(240, 160)
_USUAL = QSize(480, 240)
_ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_MODIFIER = Qt.KeyboardModifier


class SpaceMapView(QWidget):
    """Takes as dots on a map of styles; a click loads one, two with Shift are morphed.

    Signals:
        said(sentence): What was done.
        morph_asked(): Two takes were made A and B, to be morphed.
        hearing_asked(): A take was clicked, to be heard.
    """

    said = Signal(str)
    morph_asked = Signal()
    hearing_asked = Signal()

    def __init__(
        self,
        document: Document,
        mapping: Mapping,
        theme: Theme,
        parent: QWidget | None = None,
        thumbnails: Thumbnails | None = None,
    ) -> None:
        """Show a document's takes.

        Args:
            document: Holds the takes.
            mapping: Says where they lie; told whether the map is on screen.
            theme: The colours.
            parent: Qt's.
            thumbnails: The tray's pictures, to share them; own ones where none are given.
        """
        super().__init__(parent)
        self._document = document
        self._mapping = mapping
        self._theme = theme
        self._thumbnails = thumbnails or Thumbnails(theme)
        self._painter = MapPainter(self._thumbnails, theme)
        self._room = self.rect()
        self._spots = Spots((), self._room)
        self._marks = Marks()
        self.setMinimumSize(_SMALLEST)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setToolTip(tr(_HINT))
        self.setAccessibleName(tr(_NAME))
        mapping.placed.connect(self._rebuild)
        document.takes_changed.connect(self._rebuild)
        document.beat_changed.connect(self._on_beat_changed)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the size at which some dozens of takes are told apart easily."""
        return _USUAL

    def repaint_all(self) -> None:
        """Paint everything anew: the theme has other colours."""
        self._thumbnails.forget()
        self._painter.forget()
        self.update()

    @property
    def marks(self) -> Marks:
        """What is hovered, picked and has the focus."""
        return self._marks

    def point_of(self, take: Take) -> QPointF | None:
        """Return the pixel on which a take lies; None where it isn't on the map, or not yet."""
        spot = self._spots.of(take.number)
        return None if spot is None else self._spots.point(spot.place)

    def load(self, take: Take) -> None:
        """Make a take the current beat; the one that is on screen stays with its edits."""
        if take.number != self._document.beat.source.number:
            self._document.load_take(take)

    def pick(self, take: Take) -> None:
        """Pick a take as A or, where one is picked, as B: the two are then to be morphed. Picked again it is let go."""
        first = self._spots.of(self._marks.picked)
        if first is None or first.take.number == take.number:
            self._mark(picked=take.number if first is None else None)
            invitation = tr("{name} is picked: pick another one to morph with it.", name=take.name)
            self.said.emit(invitation if first is None else tr("Let go."))
            return
        self._mark(picked=None)
        project, names = self._document.project, {"a": first.take.name, "b": take.name}
        ends = replace(project.ends, a=first.take.number, b=take.number)
        self._document.change(replace(project, ends=ends), tr("Morph {a} and {b}", **names))
        self.said.emit(tr("A is {a} and B is {b} now.", **names))
        self.morph_asked.emit()

    def event(self, event: QEvent) -> bool:
        """Claim the keys that mean something here; over a take, its card says more than the tooltip."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _means(event):
            event.accept()
            return True
        if event.type() == QEvent.Type.ToolTip and self._marks.hovered is not None:
            event.ignore()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Walk, load or pick."""
        if not _means(event):
            event.ignore()
        elif event.key() in _ENTERS:
            self._enter(event)
        else:
            self._walk(AHEAD[Qt.Key(event.key())])

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Tell of the take under the mouse."""
        self._hover(self._spots.at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Tell of no take any longer."""
        super().leaveEvent(event)
        self._hover(None)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Load the take that was clicked, or pick it with Shift."""
        spot = self._spots.at(event.position())
        if event.button() != Qt.MouseButton.LeftButton or spot is None:
            super().mousePressEvent(event)
            return
        self._mark(focused=spot.take.number)
        if event.modifiers() & _MODIFIER.ShiftModifier:
            self.pick(spot.take)
        else:
            self.load(spot.take)
            self.hearing_asked.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Show where the arrow keys are: at first on the beat on screen."""
        super().focusInEvent(event)
        if self._spots.of(self._marks.focused) is None:
            self._focus_first()
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Show no longer where the arrow keys are."""
        super().focusOutEvent(event)
        if not self.underMouse():
            self._mark(hovered=None)
        self.update()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Have the takes placed."""
        super().showEvent(event)
        self._mapping.set_shown(True)
        self._rebuild()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """Have nothing placed while nobody looks."""
        super().hideEvent(event)
        self._mapping.set_shown(False)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Spread the takes over the new size."""
        super().resizeEvent(event)
        self._rebuild()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the map, or a sentence where there is none."""
        painter, space_map, document = QPainter(self), self._mapping.space_map, self._document
        if space_map is None:
            painter.fillRect(self.rect(), QColor(self._theme.lane))
        else:
            marks = self._marks if self.hasFocus() else self._marks._replace(focused=None)
            here = self._mapping.place(document.pattern)
            self._painter.paint(painter, space_map, self._spots, document.project, here, marks)
        if words := self._words():
            painter.setFont(self.font())
            painter.setPen(QColor(self._theme.text_quiet))
            area = self.rect().adjusted(4 * UNIT, UNIT, -4 * UNIT, -UNIT)
            painter.drawText(balanced(words, self.fontMetrics(), area), WRAPPED, words)
        painter.end()

    def _words(self) -> str:
        """Return what is said where there is nothing to see, or what went wrong."""
        if self._mapping.problem or self._mapping.space_map is None:
            return self._mapping.problem or tr(_WAITS)
        return "" if self._document.takes else tr(_NO_TAKES)

    def _enter(self, event: QKeyEvent) -> None:
        spot = self._spots.of(self._marks.focused)
        if spot is not None and event.modifiers() & _MODIFIER.ShiftModifier:
            self.pick(spot.take)
        elif spot is not None:
            self.load(spot.take)

    def _walk(self, ahead: tuple[float, float]) -> None:
        """Move the focus to the nearest take in a direction, and tell of it."""
        spot = self._spots.of(self._marks.focused)
        if spot is None:
            self._focus_first()
        elif found := self._spots.beside(spot.take.number, ahead):
            self._mark(focused=found.take.number, hovered=found.take.number)

    def _focus_first(self) -> None:
        loaded = self._spots.of(self._document.beat.source.number)
        first = loaded or next(iter(self._spots.spots), None)
        self._mark(focused=None if first is None else first.take.number)

    def _hover(self, spot: Spot | None) -> None:
        number = None if spot is None else spot.take.number
        if number != self._marks.hovered:
            self.setCursor(Qt.CursorShape.ArrowCursor if spot is None else Qt.CursorShape.PointingHandCursor)
            self._mark(hovered=number)

    def _mark(self, **marks: int | None) -> None:
        self._marks = self._marks._replace(**marks)
        self._name()
        self.update()

    def _name(self) -> None:
        """Tell the screen reader of the take with the focus."""
        spot = self._spots.of(self._marks.focused)
        words = tr(_NAME) if spot is None else f"{tr(_NAME)}: {self._in_words(spot.take)}"
        if words != self.accessibleName():
            self.setAccessibleName(words)

    def _in_words(self, take: Take) -> str:
        marks = marks_in_words(take, self._document.project)
        style = "" if take.style is None else style_in_words(take.style)
        picked = tr("picked") if take.number == self._marks.picked else ""
        return ", ".join(filter(None, (marks, style, picked)))

    def _rebuild(self) -> None:
        """Place the takes anew; what is marked and no longer there is let go."""
        takes = self._document.takes[:MAX_TAKES]
        placed = ((take, self._mapping.place(take.pattern)) for take in takes)
        spots = tuple(Spot(take, place) for take, place in placed if place is not None)
        if spots != self._spots.spots or self.rect() != self._room:  # else the beat on screen alone has moved
            self._room = self.rect()
            self._spots = Spots(spots, self._room)
        numbers = {take.number for take in takes}
        self._marks = Marks(*(number if number in numbers else None for number in self._marks))
        if self.hasFocus() and self._marks.focused is None:
            self._focus_first()
        self._name()
        self.update()

    def _on_beat_changed(self, before: Beat, after: Beat) -> None:
        """Bring the focus to another take that was loaded, wherever that was done."""
        number = after.source.number
        if number != before.source.number and self._spots.of(number) is not None:
            self._mark(focused=number)
        self._name()
        self.update()


def _means(event: QKeyEvent) -> bool:
    modifiers = event.modifiers() & ~_MODIFIER.KeypadModifier
    if event.key() in _ENTERS:
        return modifiers in (_MODIFIER.NoModifier, _MODIFIER.ShiftModifier)
    return event.key() in AHEAD and modifiers == _MODIFIER.NoModifier
