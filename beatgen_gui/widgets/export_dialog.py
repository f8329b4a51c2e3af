"""What to export, and how."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from beatgen_gui.language import tr
from beatgen_gui.theme import UNIT
from beatgen_gui.widgets.buttons import Button
from beatgen_gui.widgets.chooser import Chooser
from beatgen_gui.widgets.menu_rows import add_choice
from beatgen_gui.words import counted, name_in_words
from core.export import AUDIO_SUFFIXES, Exported, What
from core.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Sequence

    from beatgen_gui.document import Document
    from beatgen_gui.services.files import Files
    from beatgen_gui.theme import Theme
    from core.export import ExportOptions
    from core.project import Project
    from core.take import Take

_WIDTH = 110 * UNIT
_FORMATS = ((".mid", "MIDI"), (".wav", "WAV"), (".flac", "FLAC"))
_FEELS = (
    (Exported.FULL, Wording("As it sounds: velocity, timing and swing")),
    (Exported.VELOCITY, Wording("On the grid, velocities kept")),
    (Exported.NONE, Wording("On the grid, one velocity")),
)
_ENDS = ((True, Wording("Let the last notes ring out")), (False, Wording("Just the bars, to be looped")))


class ExportDialog(QDialog):
    """Lets the user choose, and then where to; gone for good once it is closed.

    Args:
        document: Whose beats.
        files: Exports them.
        theme: Its colours.
        takes: Those that are chosen in the tray.
        parent: The window.
    """

    def __init__(
        self,
        document: Document,
        files: Files,
        theme: Theme,
        takes: Sequence[Take] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        options = files.options
        self._files, self._takes, self._options = files, tuple(takes), options
        self.setWindowTitle(tr("Export"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.what = Choice(theme, tr("What"), tr("What to export."), _offers(document.project, takes), self)
        self.what.choose(What.TAKES if takes else What.BEAT)
        self.format = Choice(theme, tr("Format"), tr("Notes as MIDI, or sound as WAV or FLAC."), _FORMATS, self)
        self.format.choose(options.suffix)
        hint = tr("How much of the velocities and of the timing to export.")
        self.feel = Choice(theme, tr("Feel"), hint, _said(_FEELS), self)
        self.feel.choose(options.feel)
        kits = [(kit, kit.name) for kit in files.maps]
        self.kit = Choice(theme, tr("Drum map"), tr("Whose notes a MIDI file gets."), kits, self)
        self.kit.choose(options.kit)
        self.end = Choice(theme, tr("End"), tr("How audio ends."), _said(_ENDS), self)
        self.end.choose(options.tail)
        self.export = Button(theme, tr("Export…"), tr("Choose where to (Enter)."), primary=True, parent=self)
        self.cancel = Button(theme, tr("Cancel"), tr("Export nothing (Esc)."), parent=self)
        self._lay_out()
        self.format.changed.connect(self._show_fitting)
        self.export.clicked.connect(self._on_export)
        self.cancel.clicked.connect(self.reject)
        self._show_fitting()
        self.export.setFocus()

    @property
    def options(self) -> ExportOptions:
        """What is chosen."""
        return replace(
            self._options,
            feel=self.feel.value,
            kit=self.kit.value,
            tail=self.end.value,
            suffix=self.format.value,
        )

    def _lay_out(self) -> None:
        rows, foot, whole = QGridLayout(), QHBoxLayout(), QVBoxLayout(self)
        for row, choice in enumerate((self.what, self.format, self.feel, self.kit, self.end)):
            rows.addWidget(QLabel(choice.text(), self), row, 0)
            rows.addWidget(choice, row, 1)
        rows.setColumnStretch(1, 1)
        rows.setHorizontalSpacing(4 * UNIT)
        rows.setVerticalSpacing(2 * UNIT)
        foot.addStretch(1)
        foot.addWidget(self.cancel)
        foot.addWidget(self.export)
        whole.setContentsMargins(4 * UNIT, 4 * UNIT, 4 * UNIT, 4 * UNIT)
        whole.setSpacing(4 * UNIT)
        whole.addLayout(rows)
        whole.addLayout(foot)
        self.setMinimumWidth(_WIDTH)

    def _show_fitting(self) -> None:
        """Offer only what means something to the format."""
        audio = self.format.value in AUDIO_SUFFIXES
        self.kit.setEnabled(not audio)
        self.end.setEnabled(audio)

    def _on_export(self) -> None:
        self.accept()
        self._files.ask_where(self.what.value, self.options, self._takes if self.what.value is What.TAKES else ())


class Choice(Chooser):
    """A button that shows one of a few values in words and offers the others.

    Signals:
        changed(): Another one was chosen.
    """

    changed = Signal()

    def __init__(
        self, theme: Theme, name: str, hint: str, choices: Sequence[tuple[Any, str]], parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, name, hint, parent=parent)
        self._choices = tuple(choices)
        self.menu.aboutToShow.connect(self._fill)
        self.choose(choices[0][0])

    @property
    def value(self) -> Any:
        """What is chosen."""
        return self._value

    def choose(self, value: object) -> None:
        """Choose a value; the first one in the place of one that isn't offered."""
        self._value, words = next((choice for choice in self._choices if choice[0] == value), self._choices[0])
        self.show_choice(words)
        self.changed.emit()

    def _fill(self) -> None:
        self.menu.clear()
        for value, words in self._choices:
            add_choice(self.menu, words, value == self._value, partial(self.choose, value))


def _offers(project: Project, takes: Sequence[Take]) -> list[tuple[What, str]]:
    """Return what there is to export."""
    offers = [(What.BEAT, tr("This beat: {name}", name=name_in_words(project.beat)))]
    if takes:
        offers.append((What.TAKES, _chosen_in_words(takes)))
    if starred := [take for take in project.takes if take.starred]:
        offers.append((What.STARRED, _starred_in_words(starred)))
    if (chain := project.chain_pattern) is not None:
        offers.append((What.CHAIN, tr("Chain ({length})", length=counted(chain.bar_count, "bar"))))
        if len(project.chain) > 1:
            words = tr("Chain, a file for each of its {count} beats", count=len(project.chain))
            offers.append((What.ENTRIES, words))
    return offers


def _said(choices: Sequence[tuple[Any, str]]) -> list[tuple[Any, str]]:
    """Return choices in the language of the interface."""
    return [(value, tr(words)) for value, words in choices]


def _chosen_in_words(takes: Sequence[Take]) -> str:
    if len(takes) == 1:
        return tr("Chosen take: {name}", name=takes[0].name)
    return tr("Chosen takes ({count})", count=len(takes))


def _starred_in_words(takes: Sequence[Take]) -> str:
    if len(takes) == 1:
        return tr("Starred take: {name}", name=takes[0].name)
    return tr("Starred takes ({count})", count=len(takes))
