"""The bar at the top: play, tempo, history, outputs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from beatgen_gui import icons
from beatgen_gui.document import DEFAULT_BPM
from beatgen_gui.theme import CONTROL_HEIGHT, UNIT
from beatgen_gui.widgets.buttons import Button
from beatgen_gui.widgets.chooser import Dot, paint_dot
from beatgen_gui.widgets.number_field import NumberField
from beatgen_gui.widgets.output_choosers import PortChooser, SynthChooser
from core.note_events import MAX_BPM, MIN_BPM

if TYPE_CHECKING:
    from collections.abc import Hashable

    from beatgen_gui.document import Beat, Document
    from beatgen_gui.services.generation import Generation
    from beatgen_gui.services.playback import Playback
    from beatgen_gui.theme import Theme

_BPM_WIDTH = 96


class TransportBar(QWidget):
    """Play and stop, tempo, undo and redo, the outputs, and what the model computes on."""

    def __init__(
        self,
        document: Document,
        playback: Playback,
        generation: Generation,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._document = document
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._make_transport(playback, theme)
        self._make_history(theme)
        self.synth = SynthChooser(playback, theme, self)
        self.port = PortChooser(playback, theme, self)
        self.device = DeviceLabel(theme, self)
        self._lay_out()
        document.beat_changed.connect(self._on_beat_changed)
        playback.playing_changed.connect(self._on_playing)
        generation.device_known.connect(self.device.show_device)

    def _make_transport(self, playback: Playback, theme: Theme) -> None:
        self.play = Button(theme, "Play", "Play and stop (Space).", icons.PLAY, parent=self)
        self.play.setCheckable(True)
        self.play.clicked.connect(playback.toggle)
        self.rewind = Button(theme, "To the start", "Go to the start of the beat (Home).", icons.TO_START, parent=self)
        self.rewind.clicked.connect(playback.rewind)
        self.bpm = NumberField(
            theme,
            "Tempo",
            "Tempo in beats a minute.",
            low=MIN_BPM,
            high=MAX_BPM,
            default=DEFAULT_BPM,
            decimals=1,
            suffix=" bpm",
            parent=self,
        )
        self.bpm.setFixedWidth(_BPM_WIDTH)
        self.bpm.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.bpm.changed.connect(self._on_bpm)

    def _make_history(self, theme: Theme) -> None:
        stack = self._document.undo_stack
        self.undo = Button(theme, "Undo", "Undo (Ctrl+Z).", icons.UNDO, parent=self)
        self.redo = Button(theme, "Redo", "Redo (Ctrl+Y).", icons.REDO, parent=self)
        self.undo.setEnabled(False)
        self.redo.setEnabled(False)
        stack.canUndoChanged.connect(self.undo.setEnabled)
        stack.canRedoChanged.connect(self.redo.setEnabled)
        stack.undoTextChanged.connect(self._on_undo_text)
        stack.redoTextChanged.connect(self._on_redo_text)

    def _lay_out(self) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(3 * UNIT, 2 * UNIT, 3 * UNIT, 2 * UNIT)
        layout.setSpacing(UNIT)
        for widget in (self.play, self.rewind):
            layout.addWidget(widget)
        layout.addSpacing(2 * UNIT)
        layout.addWidget(self.bpm)
        layout.addSpacing(2 * UNIT)
        for widget in (self.undo, self.redo):
            layout.addWidget(widget)
        layout.addStretch(1)
        for output in (self.synth, self.port, self.device):
            layout.addWidget(output)
            layout.addSpacing(UNIT)

    def _on_bpm(self, bpm: float, gesture: Hashable) -> None:
        self._document.set_bpm(bpm, gesture)

    def _on_beat_changed(self, _before: Beat, after: Beat) -> None:
        self.bpm.show_value(after.bpm)

    def _on_playing(self, playing: bool) -> None:
        self.play.setChecked(playing)
        self.play.set_icon_path(icons.STOP if playing else icons.PLAY)
        self.play.setAccessibleName("Stop" if playing else "Play")

    def _on_undo_text(self, words: str) -> None:
        self.undo.setToolTip(f"Undo: {words} (Ctrl+Z)." if words else "Undo (Ctrl+Z).")

    def _on_redo_text(self, words: str) -> None:
        self.redo.setToolTip(f"Redo: {words} (Ctrl+Y)." if words else "Redo (Ctrl+Y).")


class DeviceLabel(QWidget):
    """What the model computes on, once that is known."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._device = ""
        self.setFixedHeight(CONTROL_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Device")
        self.setToolTip("What the model computes on; known once it is loaded.")

    @property
    def device(self) -> str:
        """What is shown."""
        return self._device

    def show_device(self, device: str) -> None:
        """Show a device, such as ``cpu`` or ``cuda:0``."""
        self._device = device.partition(":")[0].upper()
        self.setAccessibleDescription(f"The model computes on {self._device}.")
        self.setToolTip(f"The model computes on {self._device}.")
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return room for the longest name, so that nothing moves when it comes."""
        return QSize(self.fontMetrics().horizontalAdvance("CUDA") + 5 * UNIT, CONTROL_HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the dot and the name."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        centre = QPointF(2 * UNIT, self.height() / 2)
        paint_dot(painter, centre, Dot.FILLED if self._device else Dot.WAITING, self._theme)
        painter.setPen(QColor(self._theme.text if self._device else self._theme.text_quiet))
        room = self.rect().adjusted(4 * UNIT, 0, 0, 0)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, self._device or "…")
