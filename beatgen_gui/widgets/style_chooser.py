"""The style that the beats are in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from beatgen_gui.language import tr
from beatgen_gui.widgets.chooser import Chooser
from beatgen_gui.words import style_in_words
from core.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from beatgen_gui.theme import Theme

_HINT = Wording("The style of the beats that Generate makes.")
_ANY = Wording("Any style")


class StyleChooser(Chooser):
    """Shows the style that Generate asks for, and offers the others; hidden while the model knows none.

    Signals:
        changed(): Another style is chosen.
    """

    changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, tr("Style"), tr(_HINT), parent=parent)
        self._wanted: str | None = None
        self._styles: tuple[str, ...] = ()
        self.menu.aboutToShow.connect(self._fill)
        self.offer(())

    @property
    def wanted(self) -> str | None:
        """The style that was chosen last, which the model may not know."""
        return self._wanted

    @property
    def chosen(self) -> str | None:
        """The style that is chosen; None for any, as where the model doesn't know the one that is wanted."""
        return self._wanted if self._wanted in self._styles else None

    def offer(self, styles: Sequence[str]) -> None:
        """Offer a model's styles; the choice stays where the model knows it."""
        self._styles = tuple(styles)
        self.show_choice(_in_words(self.chosen))
        self.setVisible(bool(self._styles))

    def choose(self, style: str | None) -> None:
        """Choose a style; None for any."""
        self._wanted = style
        self.show_choice(_in_words(self.chosen))

    def _pick(self, style: str | None) -> None:
        self.choose(style)
        self.changed.emit()

    def _fill(self) -> None:
        self.menu.clear()
        for style in (None, *self._styles):
            action = self._add_choice(_in_words(style), style == self.chosen)
            action.triggered.connect(lambda _checked=False, style=style: self._pick(style))
            if style is None:
                self.menu.addSeparator()


def _in_words(style: str | None) -> str:
    return tr(_ANY) if style is None else style_in_words(style)
