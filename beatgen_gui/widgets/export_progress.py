"""The line that shows how far an export is, while it takes long."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from beatgen_gui.language import tr
from beatgen_gui.theme import CONTROL_HEIGHT, UNIT
from beatgen_gui.widgets.buttons import Button

if TYPE_CHECKING:
    from beatgen_gui.services.exporter import Exporter
    from beatgen_gui.theme import Theme

_SHOWN_AFTER_MS = 250  # most exports are done by then
_BAR_WIDTH, _BAR_HEIGHT = 40 * UNIT, UNIT


class ExportProgress(QWidget):
    """A sentence, a bar and Cancel; hidden unless an export takes long."""

    def __init__(self, exporter: Exporter, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(CONTROL_HEIGHT)
        self._sentence = QLabel(self)
        self._sentence.setTextFormat(Qt.TextFormat.PlainText)  # a file's name may look like HTML
        self._sentence.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._sentence.setAccessibleName(tr("What is being exported"))
        self.bar = ShareBar(theme, self)
        self.cancel = Button(theme, tr("Cancel"), tr("Stop the export; nothing is written."), parent=self)
        self._delay = QTimer(self)
        self._delay.setSingleShot(True)
        self._delay.setInterval(_SHOWN_AFTER_MS)
        self._lay_out()
        self._delay.timeout.connect(self.show)
        self.cancel.clicked.connect(exporter.cancel)
        exporter.began.connect(self._on_began)
        exporter.progressed.connect(self.bar.show_share)
        exporter.ended.connect(self._on_ended)
        self.hide()

    @property
    def sentence(self) -> str:
        """What is shown."""
        return self._sentence.text()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(3 * UNIT, 0, 0, 0)
        row.setSpacing(3 * UNIT)
        row.addWidget(self._sentence, 1)
        row.addWidget(self.bar)
        row.addWidget(self.cancel)

    def _on_began(self, sentence: str) -> None:
        self._sentence.setText(sentence)
        self.bar.show_share(0.0)
        self._delay.start()

    def _on_ended(self) -> None:
        self._delay.stop()
        self.hide()


class ShareBar(QWidget):
    """A thin bar that fills up, with the percentage in its name."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._share = 0.0
        self.setFixedSize(_BAR_WIDTH, CONTROL_HEIGHT)
        self.show_share(0.0)

    @property
    def share(self) -> float:
        """How full it is, 0..1."""
        return self._share

    def show_share(self, share: float) -> None:
        """Fill it up to ``share``, 0..1."""
        self._share = share
        percent = f"{share:.0%}"
        self.setAccessibleName(tr("Progress: {percent}", percent=percent))
        self.setToolTip(tr("{percent} is done.", percent=percent))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the whole in a hairline's colour, and what is done in the accent."""
        painter = QPainter(self)
        top = (self.height() - _BAR_HEIGHT) / 2
        for width, colour in ((self.width(), self._theme.beat_line), (self.width() * self._share, self._theme.accent)):
            painter.fillRect(QRectF(0, top, width, _BAR_HEIGHT), QColor(colour))
