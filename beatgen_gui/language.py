"""The language of the interface: which it is, and how its words are found."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from beatgen_gui.particles import settled
from core.preferences import SYSTEM_LANGUAGE
from core.shipped import RESOURCES
from core.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Sequence

ENGLISH, KOREAN = "en", "ko"
NAMES = {ENGLISH: "English", KOREAN: "한국어"}  # as their speakers know them
CONTEXT = "BeatGen"  # all texts are in one: the same English text is the same thing everywhere
_FOLDER = RESOURCES / "translations"
_SPOKEN = "beatgen_language"  # a property of the application


def tr(text: str, /, **values: object) -> str:
    """Return a text in the language of the interface.

    Args:
        text: A literal, which may hold the names of values in braces, or a ``Wording``, which may have values
            with it. A text that no catalogue has, such as a name from a file, comes back as it is.
        values: What to put in the braces; wordings among them are said in the same language.
    """
    template = text
    if isinstance(text, Wording):
        template, values = text.template, {**text.values, **values}
    said = _looked_up(template)
    if not values:
        return said
    said_values = {name: tr(value) if isinstance(value, Wording) else value for name, value in values.items()}
    return settled(said.format(**said_values))


def _looked_up(template: str) -> str:
    try:
        return QCoreApplication.translate(CONTEXT, template)
    except UnicodeEncodeError:  # a file's name in another encoding, which Python keeps as halves of characters
        return template


def wanted_language(choice: str, of_system: Sequence[str] | None = None) -> str:
    """Return the language to speak, a key of ``NAMES``.

    Args:
        choice: What the user chose: such a key or ``system``.
        of_system: The languages that the system asks for, best first, such as ``ko-KR``; asked if not given.
    """
    if choice in NAMES:
        return choice
    for asked in QLocale.system().uiLanguages() if of_system is None else of_system:
        language = asked.replace("_", "-").partition("-")[0]
        if language in NAMES:
            return language
    return ENGLISH


def speak(qt: QCoreApplication, choice: str) -> None:
    """Let the window, and Qt's own dialogs, speak a language from now on; what is on screen already stays as it is."""
    language = wanted_language(choice)
    qt.setProperty(_SPOKEN, language)
    if language != wanted_language(SYSTEM_LANGUAGE):
        QLocale.setDefault(QLocale(language))  # dates are written as the words around them
    if language == ENGLISH:
        return
    of_qt = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    for catalogue in (of_qt / f"qtbase_{language}.qm", _FOLDER / f"beatgen_{language}.qm"):
        with suppress(OSError):  # without it, its words stay English
            qt.installTranslator(_Catalogue(catalogue.read_bytes(), qt))


class _Catalogue(QTranslator):
    """A catalogue that is in memory: Qt would map the file, and crash where an update writes another one over it."""

    def __init__(self, data: bytes, parent: QCoreApplication) -> None:
        super().__init__(parent)
        self._data = data  # Qt reads it in place
        self.load(data)


def spoken() -> str:
    """Return the language that the window speaks, a key of ``NAMES``."""
    qt = QCoreApplication.instance()
    return str(qt.property(_SPOKEN) or ENGLISH) if qt is not None else ENGLISH
