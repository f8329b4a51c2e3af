"""An end of the morph: the take that is there, to see, to hear and to exchange."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QMenu, QWidget

from beatgen_gui.language import tr
from beatgen_gui.services.morpher import KEYS
from beatgen_gui.theme import CONTROL_HEIGHT, RADIUS, SMALL_SIZE, UNIT
from beatgen_gui.tray.painter import paint_badge
from beatgen_gui.tray.words import tip_of
from beatgen_gui.widgets.buttons import Button
from beatgen_gui.widgets.end_drop import answer, is_for_end, put_into_end

if TYPE_CHECKING:
    from PySide6.QtGui import (
        QContextMenuEvent,
        QDragEnterEvent,
        QDragLeaveEvent,
        QDragMoveEvent,
        QDropEvent,
        QPaintEvent,
    )

    from beatgen_gui.document import Document
    from beatgen_gui.services.morpher import Morpher
    from beatgen_gui.theme import Theme
    from beatgen_gui.tray.thumbnails import Thumbnails
    from core.take import Take

SLOT_HEIGHT = 2 * CONTROL_HEIGHT + UNIT
SLOT_WIDTH, WIDEST_SLOT = 21 * UNIT, 40 * UNIT
LETTERS = "ABCD"
_BADGE = 14
_NAME_HEIGHT = 4 * UNIT


class MorphSlot(Button):
    """Shows an end's letter always, and its beat where there is one; a click loads it.

    Takes of the tray and MIDI files can be dropped here.

    Signals:
        load_wanted(index): The end's take is to be the current beat.
        files_dropped(index, paths): The end is to be what this list of files holds.
    """

    load_wanted = Signal(int)
    files_dropped = Signal(int, list)

    def __init__(
        self,
        index: int,
        document: Document,
        morpher: Morpher,
        thumbnails: Thumbnails,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        """Show one of the morph's ends.

        Args:
            index: 0 for A to 3 for D.
            document: Holds the ends.
            morpher: Changes them.
            thumbnails: Their pictures.
            theme: The colours.
            parent: Qt's.
        """
        super().__init__(theme, LETTERS[index], "", parent=parent)
        self.index = index
        self.letter = LETTERS[index]
        self._document = document
        self._morpher = morpher
        self._thumbnails = thumbnails
        self._compact = False
        self._shown_loaded = False
        self._held = False  # something that can be dropped is over it
        self.setAcceptDrops(True)
        self.set_compact(False)
        self.clicked.connect(self._on_clicked)
        document.takes_changed.connect(self._show)
        document.beat_changed.connect(self._on_beat)
        self._show()

    @property
    def take(self) -> Take | None:
        """The end's take."""
        number = self._document.project.ends.numbers[self.index]
        return None if number is None else self._document.project.take(number)

    def set_compact(self, compact: bool) -> None:
        """Show the letter alone, in a single row, or the beat with it."""
        self._compact = compact
        self.setFixedSize(CONTROL_HEIGHT if compact else SLOT_WIDTH, CONTROL_HEIGHT if compact else SLOT_HEIGHT)

    def set_width(self, width: int) -> None:
        """Take more room or less, where the beat is shown."""
        if not self._compact:
            self.setFixedWidth(min(max(width, SLOT_WIDTH), WIDEST_SLOT))

    def use_beat(self) -> None:
        """Make the current beat this end."""
        self._morpher.set_end_to_beat(self.index)

    def empty(self) -> None:
        """Leave this end to be chosen."""
        self._morpher.set_end(self.index, None)

    def menu(self) -> QMenu:
        """Return what can be done with this end, as a menu that is gone when it is closed."""
        menu, filled = QMenu(self), self.take is not None
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(f"{tr('Use this beat')}\t{KEYS[self.index]}").triggered.connect(self.use_beat)
        for words, use in ((f"{tr('Load')}\tEnter", self._on_clicked), (tr("Empty"), self.empty)):
            action = menu.addAction(words)
            action.setEnabled(filled)
            action.triggered.connect(use)
        return menu

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the size that it has."""
        return self.minimumSize()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802 - Qt's name
        """Offer what can be done."""
        keyboard = event.reason() == event.Reason.Keyboard
        self.menu().popup(self.mapToGlobal(self.rect().center()) if keyboard else event.globalPos())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        """Take takes and files."""
        self._hold(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:  # noqa: N802 - Qt's name
        """Take takes and files, wherever they are held."""
        self._hold(event)

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:  # noqa: N802 - Qt's name
        """Look as usual again."""
        self._set_held(False)

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        """Make what was dropped this end."""
        if not self._hold(event):
            return
        self._set_held(False)
        if files := put_into_end(event.mimeData(), self.index, self._document, self._morpher):
            self.files_dropped.emit(self.index, files)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the letter, and the beat or an outline where it goes."""
        painter, take = QPainter(self), self.take
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_plate(painter, take)
        if take is not None and not self._compact:
            self._paint_take(painter, take)
        elif not self._compact:
            self._paint_invitation(painter)
        self._paint_letter(painter, take is not None)

    def _on_clicked(self) -> None:
        if self.take is None:
            self.use_beat()
        else:
            self.load_wanted.emit(self.index)

    @property
    def _loaded(self) -> bool:
        number = self._document.project.ends.numbers[self.index]
        return number is not None and number == self._document.beat.source.number

    def _on_beat(self, *_signalled: object) -> None:
        if self._loaded is not self._shown_loaded:
            self.update()

    def _show(self) -> None:
        letter, take, key = self.letter, self.take, KEYS[self.index]
        if take is None:
            self.setAccessibleName(tr("{letter}: empty", letter=letter))
            hint = tr(
                "{letter} is empty: drop a take or a MIDI file here, or press {key} to use the beat on screen.",
                letter=letter,
                key=key,
            )
        else:
            self.setAccessibleName(f"{letter}: {take.name}")
            hint = tr("Click loads it; drop another take or a MIDI file here ({key}).", key=key)
            hint = f"{letter}: {take.name}\n{hint}"
        self.setToolTip(tip_of(hint))
        self.update()

    def _hold(self, event: QDropEvent) -> bool:
        """Accept a drag that brings takes or files."""
        welcome = is_for_end(event.mimeData())
        self._set_held(welcome)
        return answer(event, welcome)

    def _set_held(self, held: bool) -> None:
        if held != self._held:
            self._held = held
            self.update()

    def _paint_plate(self, painter: QPainter, take: Take | None) -> None:
        theme, hovered = self._theme, self.underMouse() or self._held
        loaded = self._shown_loaded = self._loaded
        if self.hasFocus() or self._held or loaded:
            painter.setPen(QPen(QColor(theme.accent), 1.5 if loaded or self._held else 1))
        elif take is None:
            painter.setPen(QPen(QColor(theme.bar_line), 1, Qt.PenStyle.DashLine))
        else:
            painter.setPen(Qt.PenStyle.NoPen)
        filled = QColor(theme.control_hover if hovered else theme.control)
        painter.setBrush(filled if take is not None or hovered else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), RADIUS, RADIUS)
        if self.hasFocus():
            painter.setPen(QPen(QColor(theme.accent), 1, Qt.PenStyle.DotLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(3.5, 3.5, -3.5, -3.5), RADIUS - 1, RADIUS - 1)

    def _paint_letter(self, painter: QPainter, filled: bool) -> None:
        theme, font = self._theme, painter.font()
        font.setPixelSize(SMALL_SIZE)
        painter.setFont(font)
        side = float(_BADGE)
        area = QRectF(6, 6, side, side)
        if self._compact:
            area.moveCenter(QRectF(self.rect()).center())
        plate, ink = (theme.accent, theme.on_accent) if filled else (theme.control, theme.text_quiet)
        paint_badge(painter, area, self.letter, plate, ink)

    def _paint_take(self, painter: QPainter, take: Take) -> None:
        place = QRect(6 + _BADGE + UNIT, 6, self.width() - _BADGE - 12 - UNIT, SLOT_HEIGHT - _NAME_HEIGHT - 12)
        picture = self._thumbnails.picture(take.pattern, place.size(), self.devicePixelRatioF())
        painter.drawPixmap(place.topLeft(), picture)
        self._paint_foot(painter, take.name)

    def _paint_invitation(self, painter: QPainter) -> None:
        self._paint_foot(painter, tr("drop a take"))

    def _paint_foot(self, painter: QPainter, words: str) -> None:
        font = painter.font()
        font.setPixelSize(SMALL_SIZE)
        painter.setFont(font)
        painter.setPen(QColor(self._theme.text_quiet))
        area = QRect(6, self.height() - _NAME_HEIGHT - 4, self.width() - 12, _NAME_HEIGHT)
        shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideMiddle, area.width())
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
