"""A setting, and how each kind of it is made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from beatgen_gui.language import tr
from beatgen_gui.widgets.settings_controls import Amount, Door, Pick, Toggle

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QWidget

    from beatgen_gui.theme import Theme
    from beatgen_gui.widgets.settings_controls import Control


@dataclass(frozen=True, slots=True)
class Setting:
    """One choice.

    Attributes:
        section: Under which heading it stands.
        name: What is set.
        hint: What that means, in a sentence.
        control: Shows and sets it.
        state: Says how things are, such as why a port is missing; nothing where all is well.
        words: Others that it may be looked for by, in English; they count in the user's language, too.
    """

    section: str
    name: str
    hint: str
    control: Control
    state: Callable[[], str] = str
    words: str = ""

    @property
    def widget(self) -> QWidget:
        """The control as what is laid out."""
        return cast("QWidget", self.control)

    def answers(self, asked: str) -> bool:
        """Return whether each of the words that were asked for is in what it says."""
        said = f"{self.section} {self.name} {self.hint} {self.words} {tr(self.words)}".casefold()
        return all(word in said for word in asked.casefold().split())


@dataclass(frozen=True, slots=True)
class Section:
    """Makes the settings that stand under one heading; the arguments are those of the controls and of ``Setting``."""

    name: str
    theme: Theme

    def pick(
        self,
        name: str,
        hint: str,
        offers: Callable[[], Sequence[tuple[Any, str]]],
        current: Callable[[], Any],
        choose: Callable[[Any], object],
        *,
        unknown: Callable[[Any], str] = str,
        more: tuple[str, Callable[[], object]] | None = None,
        state: Callable[[], str] = str,
        words: str = "",
    ) -> Setting:
        """Return one of several values."""
        control = Pick(self.theme, name, hint, offers, current, choose, unknown, more)
        return Setting(self.name, name, hint, control, state, words)

    def toggle(
        self,
        name: str,
        hint: str,
        current: Callable[[], bool],
        choose: Callable[[bool], object],
        *,
        state: Callable[[], str] = str,
        words: str = "",
    ) -> Setting:
        """Return what is on or off."""
        return Setting(self.name, name, hint, Toggle(self.theme, name, hint, current, choose), state, words)

    def amount(
        self,
        name: str,
        hint: str,
        span: tuple[float, float, float],
        suffix: str,
        current: Callable[[], float],
        choose: Callable[[float], object],
        *,
        words: str = "",
    ) -> Setting:
        """Return a number; ``span`` is its least, its greatest and its usual value."""
        control = Amount(self.theme, name, hint, span, suffix, current, choose)
        return Setting(self.name, name, hint, control, words=words)

    def door(self, name: str, hint: str, button: str, do: Callable[[], object], *, words: str = "") -> Setting:
        """Return what is set elsewhere, with the words on the button that leads there."""
        return Setting(self.name, name, hint, Door(self.theme, button, hint, do), words=words)
