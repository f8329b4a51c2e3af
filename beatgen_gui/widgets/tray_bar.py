"""What the tray shows and in which order, in a line over it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLineEdit, QSizePolicy, QWidget

from beatgen_gui.language import tr
from beatgen_gui.theme import CONTROL_HEIGHT, RADIUS, UNIT
from beatgen_gui.tray.order import Order, Sort
from beatgen_gui.tray.painter import star_icon
from beatgen_gui.widgets.buttons import Button
from beatgen_gui.widgets.chooser import Chooser
from beatgen_gui.widgets.menu_rows import add_choice
from beatgen_gui.words import name_in_words, style_in_words
from core.wording import Wording

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from beatgen_gui.document import Document
    from beatgen_gui.theme import Theme
    from beatgen_gui.widgets.tray import Tray

_ONE_LINE_FROM = 100 * UNIT  # pixels
_ANY, _ANY_IN_SHORT = Wording("All styles"), Wording("All")
_COMPARE = Wording(
    "Compare A and B: X turns from one to the other, Shift+X ends it. What differs is shown: "
    "+ is only in the one on screen, dashed is only in the other one."
)


class TrayBar(QWidget):
    """Choosers of the order and the style, a switch for starred takes, one for comparing, and a field to find names.

    In a narrow place it is two lines.
    """

    def __init__(self, tray: Tray, document: Document, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tray = tray
        self._document = document
        self._theme = theme
        self.sort = Chooser(theme, tr("Order of the tray"), tr("What the takes are ordered by."), parent=self)
        style_hint = tr("Show takes of one style only.")
        self.style_filter = Chooser(theme, tr("Style shown in the tray"), style_hint, parent=self)
        star_hint = tr("Show only takes with a star (* stars the selected ones).")
        self.starred = self._switch(tr("Only starred takes"), star_hint)
        self.starred.set_icon_path(star_icon())
        self.compare = self._switch("A|B", tr(_COMPARE))
        self.text = _Finder(theme, tray, self)
        self._lay_out()
        self._connect()
        self._show()

    def repaint_all(self) -> None:
        """Paint everything anew: the theme has other colours."""
        self.text.take_colours(self._theme)

    def start_finding(self) -> None:
        """Let the user write what the names have to contain."""
        self.text.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.text.selectAll()

    def show_all(self) -> None:
        """Hide nothing."""
        self.text.clear()
        self._set(replace(self._order, style=None, starred_only=False))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Take a second line where one is too short."""
        super().resizeEvent(event)
        wide = self.width() >= _ONE_LINE_FROM
        self._lines.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)

    @property
    def _order(self) -> Order:
        return self._tray.takes.order

    def _switch(self, name: str, hint: str) -> Button:
        button = Button(self._theme, name, hint, parent=self)
        button.setCheckable(True)
        return button

    def _lay_out(self) -> None:
        choosers, rest = QHBoxLayout(), QHBoxLayout()
        for chooser in (self.sort, self.style_filter):
            chooser.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            chooser.setMinimumWidth(16 * UNIT)
            choosers.addWidget(chooser, 1)
        rest.addWidget(self.text, 1)
        rest.addWidget(self.starred)
        rest.addWidget(self.compare)
        self._lines = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.addLayout(choosers)
        self._lines.addLayout(rest)
        for layout in (choosers, rest, self._lines):
            layout.setSpacing(UNIT)

    def _connect(self) -> None:
        self.sort.menu.aboutToShow.connect(self._fill_sorts)
        self.style_filter.menu.aboutToShow.connect(self._fill_styles)
        self.starred.clicked.connect(self._on_starred)
        self.compare.clicked.connect(self._on_compare)
        self.text.textChanged.connect(self._on_text)
        self._tray.compared.connect(self._on_compared)
        self._document.opened.connect(self.show_all)  # another project has other styles and names

    def _fill_sorts(self) -> None:
        self.sort.menu.clear()
        for sort in Sort:
            words = tr(sort.value)
            if sort is Sort.NEAREST:
                words = tr("Most alike to {name}", name=name_in_words(self._document.beat))
            add_choice(self.sort.menu, words, sort is self._order.sort, partial(self._choose_sort, sort))

    def _fill_styles(self) -> None:
        self.style_filter.menu.clear()
        styles = sorted({take.style for take in self._document.takes if take.style is not None})
        for style in (None, *styles):
            words = tr(_ANY) if style is None else style_in_words(style)
            add_choice(self.style_filter.menu, words, style == self._order.style, partial(self._choose_style, style))

    def _choose_sort(self, sort: Sort) -> None:
        self._set(replace(self._order, sort=sort, like=self._document.pattern if sort is Sort.NEAREST else None))

    def _choose_style(self, style: str | None) -> None:
        self._set(replace(self._order, style=style))

    def _on_starred(self, starred_only: bool) -> None:
        self._set(replace(self._order, starred_only=starred_only))

    def _on_text(self, text: str) -> None:
        self._set(replace(self._order, text=text))

    def _on_compare(self, wanted: bool) -> None:
        if wanted:
            self._tray.toggle_compare()
        else:
            self._tray.stop_compare()
        self.compare.setChecked(self._tray.comparison.on)

    def _on_compared(self, _pattern: object) -> None:
        self.compare.setChecked(self._tray.comparison.on)

    def _set(self, order: Order) -> None:
        self._tray.takes.set_order(order)
        self._show()

    def _show(self) -> None:
        order = self._order
        self.sort.show_choice(tr(order.sort.value))
        self.style_filter.show_choice(tr(_ANY_IN_SHORT) if order.style is None else style_in_words(order.style))
        self.starred.setChecked(order.starred_only)


class _Finder(QLineEdit):
    """Enter and Down lead from the field to what was found, Esc to all takes."""

    def __init__(self, theme: Theme, tray: Tray, parent: QWidget) -> None:
        super().__init__(parent)
        self._tray = tray
        self.setPlaceholderText(tr("Find"))
        self.setClearButtonEnabled(True)
        self.setFixedHeight(CONTROL_HEIGHT)
        self.setMinimumWidth(12 * UNIT)
        self.setAccessibleName(tr("Find takes by name"))
        hint = tr("Show only takes whose name contains this. Enter goes to them, Esc shows all and goes there.")
        self.setToolTip(hint)
        self.take_colours(theme)

    def take_colours(self, theme: Theme) -> None:
        """Paint the field in a theme's colours."""
        self.setStyleSheet(
            f"QLineEdit {{ background: {theme.control}; color: {theme.text}; border: 1px solid {theme.control}; "
            f"border-radius: {RADIUS}px; padding: 0 6px; }} QLineEdit:focus {{ border-color: {theme.accent}; }}"
        )

    def event(self, event: QEvent) -> bool:
        """Claim Esc from the window while there is something to clear."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.ShortcutOverride and self._clears(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Go to the takes, or show them all."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            self._tray.setFocus(Qt.FocusReason.TabFocusReason)
        elif self._clears(event):
            self.clear()
            self._tray.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)

    def _clears(self, event: QKeyEvent) -> bool:
        return event.key() == Qt.Key.Key_Escape and bool(self.text())
