"""Which BeatGen this is: versions, licences, where things lie, and diagnostics to send along with a question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QFrame, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from beatgen_gui.about import LICENCES, places, versions
from beatgen_gui.language import tr
from beatgen_gui.theme import UNIT
from beatgen_gui.widgets.buttons import Button
from beatgen_gui.widgets.rows import label, row
from core.doctor import in_words
from core.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Sequence

    from beatgen_gui.about import Rows
    from beatgen_gui.services.diagnostics import Diagnostics
    from beatgen_gui.theme import Theme
    from core.doctor import Finding

_FIRST_SIZE = (160 * UNIT, 140 * UNIT)
_SMALLEST = (100 * UNIT, 60 * UNIT)
_NAMES_WIDTH = 26 * UNIT
_FLUIDSYNTH = "FluidSynth"
_LOOKING = Wording("Looking at this computer…")
_READY = Wording("Copy diagnostics has what beatgen doctor finds.")
_COPY_HINT = Wording(
    "Copy the versions and what beatgen doctor finds on this computer, to be sent along with a question."
)
_READABLE = Qt.TextInteractionFlag.TextSelectableByMouse


class AboutDialog(QDialog):
    """Tells what this BeatGen is made of; gone for good once it is closed.

    Args:
        diagnostics: Finds what is to be copied, and FluidSynth's version.
        theme: Its colours.
        parent: The window.
    """

    def __init__(self, diagnostics: Diagnostics, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("About BeatGen"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._versions = versions()
        self._findings: Sequence[Finding] = ()
        self.fluidsynth = _value("…")
        self.page = self._scrolled(self._made_page())
        self.remark = label(tr(_LOOKING), self)
        self.copy = Button(theme, tr("Copy diagnostics"), tr(_COPY_HINT), parent=self)
        self.copy.setEnabled(False)
        self.copy.clicked.connect(self._on_copy)
        self.close_button = Button(theme, tr("Close"), tr("Close the page (Esc)."), parent=self)
        self.close_button.clicked.connect(self.close)
        self._lay_out()
        self.page.setFocus()
        diagnostics.found.connect(self._on_found)
        diagnostics.examine()

    @property
    def diagnostics_text(self) -> str:
        """What is copied: the versions, and what the doctor finds."""
        told = "\n".join(f"{name}: {words}" for name, words in self._versions)
        return f"{told}\n\n{in_words(self._findings)}\n"

    def _made_page(self) -> QWidget:
        page = QWidget()
        page.setObjectName("panel")
        grid = QGridLayout(page)
        grid.setContentsMargins(4 * UNIT, 3 * UNIT, 4 * UNIT, 4 * UNIT)
        grid.setHorizontalSpacing(4 * UNIT)
        grid.setVerticalSpacing(2 * UNIT)
        grid.setColumnMinimumWidth(0, _NAMES_WIDTH)
        grid.setColumnStretch(1, 1)
        _add_rows(grid, tr("VERSIONS"), self._versions)
        _add_row(grid, _FLUIDSYNTH, self.fluidsynth)
        _add_rows(grid, tr("LICENCES"), LICENCES)
        _add_rows(grid, tr("ON THIS COMPUTER"), places())
        grid.setRowStretch(grid.rowCount(), 1)
        return page

    def _scrolled(self, page: QWidget) -> QScrollArea:
        area = QScrollArea(self)
        area.setWidget(page)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        area.setAccessibleName(tr("About BeatGen"))
        return area

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * UNIT, 3 * UNIT, 3 * UNIT, 3 * UNIT)
        layout.setSpacing(3 * UNIT)
        layout.addWidget(self.page, 1)
        foot = row(self.remark, None, self.copy, self.close_button)
        foot.setSpacing(2 * UNIT)
        layout.addLayout(foot)
        self.setMinimumSize(*_SMALLEST)
        self.resize(*_FIRST_SIZE)

    def _on_found(self, findings: Sequence[Finding]) -> None:
        self._findings = findings
        found = next((finding for finding in findings if finding.name == _FLUIDSYNTH), None)
        if found is not None and found.ok:
            self.fluidsynth.setText(tr(found.detail))
        else:
            self.fluidsynth.setText(tr("unknown" if found is None else "not found"))
        self.copy.setEnabled(True)
        self.remark.setText(tr(_READY))

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.diagnostics_text)
        self.remark.setText(tr("Copied."))


def _add_rows(grid: QGridLayout, heading: str, rows: Rows) -> None:
    title = QLabel(heading)
    title.setObjectName("heading")
    title.setContentsMargins(0, 2 * UNIT, 0, 0)
    grid.addWidget(title, grid.rowCount(), 0, 1, 2)
    for name, words in rows:
        _add_row(grid, tr(name), _value(tr(words)))


def _add_row(grid: QGridLayout, name: str, value: QLabel) -> None:
    line = grid.rowCount()
    quiet = QLabel(name)
    quiet.setObjectName("quiet")
    quiet.setTextFormat(Qt.TextFormat.PlainText)
    value.setAccessibleName(f"{name}: {value.text()}")
    grid.addWidget(quiet, line, 0, Qt.AlignmentFlag.AlignTop)
    grid.addWidget(value, line, 1, Qt.AlignmentFlag.AlignTop)


def _value(words: str) -> QLabel:
    made = QLabel(words)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(True)
    made.setTextInteractionFlags(_READABLE)
    return made
