"""The bar at the top: play, tempo, swing, metronome, history, outputs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from beatgen_gui import icons
from beatgen_gui.language import tr
from beatgen_gui.theme import CONTROL_HEIGHT, UNIT
from beatgen_gui.tray.words import tip_of
from beatgen_gui.widgets.buttons import Button
from beatgen_gui.widgets.chooser import Dot, paint_dot
from beatgen_gui.widgets.metronome import MetronomeButton
from beatgen_gui.widgets.number_field import NumberField
from beatgen_gui.widgets.port_chooser import PortChooser
from beatgen_gui.widgets.switch_chooser import SwitchChooser
from beatgen_gui.widgets.synth_chooser import SynthChooser
from beatgen_gui.widgets.tempo_field import TempoField
from core.note_events import MAX_SWING, STRAIGHT

if TYPE_CHECKING:
    from collections.abc import Hashable

    from beatgen_gui.document import Document
    from beatgen_gui.services.generation import Generation
    from beatgen_gui.services.playback import Playback
    from beatgen_gui.theme import Theme
    from core.beat import Beat

_SWING_WIDTH = 88


class TransportBar(QWidget):
    """Play and stop, tempo, swing, the click, undo and redo, the outputs, and what the model computes on."""

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
        self._devices = playback.devices
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._make_transport(playback, theme)
        self._make_tempo(playback, theme)
        self._make_history(theme)
        self.synth = SynthChooser(playback.devices, theme, self)
        self.port = PortChooser(playback.devices, theme, self)
        self.device = DeviceLabel(theme, self)
        self._lay_out()
        document.beat_changed.connect(self._on_beat_changed)
        playback.playing_changed.connect(self._on_playing)
        self._devices.chosen.connect(self._on_chosen)
        self._on_chosen()
        generation.device_known.connect(self.device.show_device)

    def _make_transport(self, playback: Playback, theme: Theme) -> None:
        self.play = Button(theme, tr("Play"), tr("Play and stop (Space)."), icons.PLAY, parent=self)
        self.play.setCheckable(True)
        self.play.clicked.connect(playback.toggle)
        hint = tr("Go to the start of the beat (Home).")
        self.rewind = Button(theme, tr("To the start"), hint, icons.TO_START, parent=self)
        self.rewind.clicked.connect(playback.rewind)

    def _make_tempo(self, playback: Playback, theme: Theme) -> None:
        self.bpm = TempoField(self._document, playback, theme, self)
        self.tap = Button(theme, tr("Tap"), tr("Tap the tempo: press this, or T, on every beat."), parent=self)
        self.tap.pressed.connect(self.bpm.tap)  # not when it is let go: the finger keeps time on its way down
        self.swing = NumberField(
            theme,
            tr("Swing"),
            tr("Where the second sixteenth of each eighth falls: 50 % is straight, 67 % a triplet, 75 % dotted."),
            low=STRAIGHT,
            high=MAX_SWING,
            default=STRAIGHT,
            suffix=" %",
            parent=self,
        )
        self.swing.setPrefix(tr("Swing") + " ")
        self.swing.setFixedWidth(_SWING_WIDTH)
        self.swing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.swing.changed.connect(self._on_swing)
        self.metronome = MetronomeButton(playback, theme, self)
        self.switch_at = SwitchChooser(playback.devices, theme, self)

    def _make_history(self, theme: Theme) -> None:
        stack = self._document.undo_stack
        self.undo = Button(theme, tr("Undo"), tr("Undo (Ctrl+Z)."), icons.UNDO, parent=self)
        self.redo = Button(theme, tr("Redo"), tr("Redo (Ctrl+Y)."), icons.REDO, parent=self)
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
        groups: tuple[tuple[QWidget, ...], ...] = (
            (self.play, self.rewind),
            (self.bpm, self.tap, self.swing, self.metronome, self.switch_at),
            (self.undo, self.redo),
        )
        for group in groups:
            for widget in group:
                layout.addWidget(widget)
            layout.addSpacing(UNIT)
        layout.addStretch(1)
        for output in (self.synth, self.port, self.device):
            layout.addWidget(output)

    def _on_chosen(self) -> None:
        self.tap.setEnabled(self.bpm.settable)

    def _on_swing(self, swing: float, gesture: Hashable) -> None:
        self._document.set_swing(swing, gesture)

    def _on_beat_changed(self, _before: Beat, after: Beat) -> None:
        self.swing.show_value(after.swing)

    def _on_playing(self, playing: bool) -> None:
        self.play.setChecked(playing)
        self.play.set_icon_path(icons.STOP if playing else icons.PLAY)
        self.play.setAccessibleName(tr("Stop" if playing else "Play"))

    def _on_undo_text(self, words: str) -> None:
        self.undo.setToolTip(tip_of(tr("Undo: {command} (Ctrl+Z).", command=words) if words else tr("Undo (Ctrl+Z).")))

    def _on_redo_text(self, words: str) -> None:
        self.redo.setToolTip(tip_of(tr("Redo: {command} (Ctrl+Y).", command=words) if words else tr("Redo (Ctrl+Y).")))


class DeviceLabel(QWidget):
    """What the model computes on, once that is known."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._device = ""
        self.setFixedHeight(CONTROL_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("Device"))
        self.setToolTip(tr("What the model computes on; known once it is loaded."))

    @property
    def device(self) -> str:
        """What is shown."""
        return self._device

    def show_device(self, device: str) -> None:
        """Show a device, such as ``cpu`` or ``cuda:0``."""
        self._device = device.partition(":")[0].upper()
        words = tr("The model computes on {device}.", device=self._device)
        self.setAccessibleDescription(words)
        self.setToolTip(words)
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
