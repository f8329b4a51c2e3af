"""A language in which no text stands by chance, and the search for what is shown but isn't in it.

It knows the texts that are collected for translation, and writes each letter of them as a full-width one. An ASCII
letter on screen then is a name, a key, or a text that the translators never get to see: one that doesn't go through
``tr``, that isn't found by ``packaging/translations.py``, or that was put into another one's brace as it is.
"""

from __future__ import annotations

import html
import re
import runpy
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractItemModel, QObject, Qt, QTranslator
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QTabBar, QWidget

from beatgen_gui.language import CONTEXT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from PySide6.QtGui import QAction

_COLLECTOR = Path(__file__).resolve().parents[2] / "packaging" / "translations.py"
_TO_FULL_WIDTH = {ord(letter): ord(letter) + 0xFEE0 for letter in map(chr, range(128)) if letter.isalpha()}
_KEPT = re.compile(r"(\{[^}]*\}|<[^>]*>)")  # the names of values, and HTML
_PROPERTIES = (
    "windowTitle",
    "toolTip",
    "statusTip",
    "whatsThis",
    "accessibleName",
    "accessibleDescription",
    "text",
    "plainText",
    "title",
    "placeholderText",
    "prefix",
    "suffix",
    "specialValueText",
)
_ROLES = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.StatusTipRole,
    Qt.ItemDataRole.AccessibleTextRole,
    Qt.ItemDataRole.AccessibleDescriptionRole,
)
_MODIFIED = r"(?:(?:Ctrl|Alt|Shift|Meta)\+)+(?:\w+|[^\w\s<])"
_PLAIN = r"(?:Space|Enter|Return|Esc|Del|Backspace|Home|End|Ins|PgUp|PgDown|Tab|F\d\d?|[A-Z])"
_KEY = rf"(?:{_MODIFIED}|{_PLAIN})"
# Keys stand by themselves at the end of a menu's entry and in the help; elsewhere one is what can be nothing else.
_KEYS = re.compile(rf"\t{_KEY}$|<b>{_KEY}(?:[;,]? (?:[^\x00-\x7f]+ )?{_KEY})*</b>|{_MODIFIED}|(?<!\w)[A-Za-z](?!\w)")
_NOTE = re.compile(r"(?<!\w)[A-G]♯?-?\d(?!\w)")
_CUT = re.compile(r"(\w+)…(\w*)")
_TAG = re.compile(r"<[^>]*>")
_FOREIGN = re.compile(r"[^\x00-\x7f]")
_LETTER = re.compile(r"[A-Za-z]")


class Foreign(QTranslator):
    """Knows every text that is collected for translation."""

    def isEmpty(self) -> bool:  # noqa: N802 - Qt's name
        """Say that there are texts in it."""
        return False

    def translate(self, context: str, text: str, _remark: str | None = None, _count: int = -1) -> str:
        """Return the texts collected in full-width letters, and all others, Qt's own among them, as they are."""
        return in_foreign(text) if context == CONTEXT and text in collected() else text


class Search:
    """Looks at windows for texts that aren't translated.

    Attributes:
        names: What is called so in every language.
        found: The texts, each with where it stands.
        count: How many texts were looked at.
    """

    def __init__(self, names: Iterable[str]) -> None:
        self.names = tuple(names)
        self.found: list[str] = []
        self.count = 0

    def look(self, *windows: QWidget) -> None:
        """Look at windows or menus and all that is in them, which paints them as well."""
        for window in windows:
            window.grab()
            for where, text in shown(window):
                self.note(where, text)

    def note(self, where: str, text: str) -> None:
        """Look at a text."""
        self.count += 1
        told = f"{where}: {_as_seen(text)}"
        if is_native(text, self.names) and told not in self.found:
            self.found.append(told)


@cache
def collected() -> frozenset[str]:
    """Return the texts that are collected for translation."""
    return frozenset(runpy.run_path(str(_COLLECTOR), run_name="translations")["texts"]())


def in_foreign(text: str) -> str:
    """Return a text in full-width letters, the names of its values left as they are."""
    return "".join(piece if _KEPT.fullmatch(piece) else piece.translate(_TO_FULL_WIDTH) for piece in _KEPT.split(text))


def is_native(text: str, names: Iterable[str]) -> bool:
    """Return whether anything in a text isn't translated.

    Args:
        text: What is shown, maybe HTML.
        names: What is called so in every language.
    """
    rest = _as_seen(_KEYS.sub(" ", text))
    for name in sorted((" ".join(name.split()) for name in names), key=len, reverse=True):
        rest = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", " ", rest)
    for cut in _CUT.finditer(rest):  # and be without the letters that there was no room for
        first, last = (_FOREIGN.sub("", part) for part in cut.groups())
        if any(name.startswith(first) and name.endswith(last) for name in names):
            rest = rest.replace(cut[0], " ")
    return _LETTER.search(_NOTE.sub(" ", rest)) is not None


def shown(window: QWidget) -> Iterator[tuple[str, str]]:
    """Yield all texts of a window and what is in it, each with where it stands."""
    for widget in (window, *window.findChildren(QWidget)):
        yield from _properties(widget)
        for action in widget.actions():
            yield from _properties(action)
        if isinstance(widget, QAbstractItemView | QComboBox):
            yield from _items(widget, widget.model())
        elif isinstance(widget, QTabBar):
            yield from ((_where(widget, "tab"), widget.tabText(index)) for index in range(widget.count()))


def _as_seen(text: str) -> str:
    """Return a text without its HTML, in one line."""
    return " ".join(html.unescape(_TAG.sub(" ", text)).split())


def _properties(thing: QWidget | QAction) -> Iterator[tuple[str, str]]:
    for name in _PROPERTIES:
        if isinstance(text := thing.property(name), str) and text:
            yield _where(thing, name), text


def _items(widget: QWidget, model: QAbstractItemModel | None) -> Iterator[tuple[str, str]]:
    if model is None:
        return
    for row in range(model.rowCount()):
        for role in _ROLES:
            if isinstance(text := model.index(row, 0).data(role), str):
                yield _where(widget, role.name), text


def _where(thing: QObject, what: str) -> str:
    """Return what shows a text, with the first of those around it that is BeatGen's own."""
    around = thing
    while around.parent() is not None and not type(around).__module__.startswith("beatgen_gui"):
        around = around.parent()
    return f"{type(around).__module__}.{type(around).__name__}: {type(thing).__name__}.{what}"
