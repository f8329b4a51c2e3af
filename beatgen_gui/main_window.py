"""The window: puts the parts together and lets them hear of each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QMainWindow, QWidget

from beatgen_gui.actions import add_menus
from beatgen_gui.announcer import Announcer
from beatgen_gui.geometry import LANES
from beatgen_gui.language import tr
from beatgen_gui.layout import Layout
from beatgen_gui.menus import help_of, menus_of, silent_acts
from beatgen_gui.roll.piano_roll import PianoRoll
from beatgen_gui.services.controllers import Controllers
from beatgen_gui.services.diagnostics import Diagnostics
from beatgen_gui.services.dispatcher import error_in_words
from beatgen_gui.services.drag_out import DragOut, dragged_files, dragged_numbers
from beatgen_gui.services.feeler import Feeler
from beatgen_gui.services.files import Files
from beatgen_gui.services.likelihood import Likelihood
from beatgen_gui.services.maker import Maker
from beatgen_gui.services.morpher import Morpher
from beatgen_gui.services.path_player import PathPlayer
from beatgen_gui.services.projects import Projects
from beatgen_gui.services.recorder import MorphRecorder
from beatgen_gui.services.remote import Remote
from beatgen_gui.services.tapper import Tapper
from beatgen_gui.widgets.chain_strip import ChainStrip
from beatgen_gui.widgets.corners_page import CornersPage
from beatgen_gui.widgets.density_panel import DensityPanel
from beatgen_gui.widgets.drum_map_dialog import DrumMapDialog
from beatgen_gui.widgets.export_dialog import ExportDialog
from beatgen_gui.widgets.export_progress import ExportProgress
from beatgen_gui.widgets.feel_panel import FeelPanel
from beatgen_gui.widgets.feel_voices import FeelVoices
from beatgen_gui.widgets.generate_panel import GeneratePanel
from beatgen_gui.widgets.groove_drop import GrooveDrop
from beatgen_gui.widgets.help_overlay import HelpOverlay
from beatgen_gui.widgets.message_bar import MessageBar
from beatgen_gui.widgets.morph_panel import MorphPanel
from beatgen_gui.widgets.morph_tools import View
from beatgen_gui.widgets.project_dialogs import ProjectDialogs
from beatgen_gui.widgets.space_map import SpaceMapView
from beatgen_gui.widgets.status_line import StatusLine
from beatgen_gui.widgets.tap_bar import TapBar
from beatgen_gui.widgets.transport_bar import TransportBar
from beatgen_gui.widgets.tray import Tray
from beatgen_gui.widgets.tray_bar import TrayBar
from beatgen_gui.widgets.velocity_range_dialog import VelocityRangeDialog
from beatgen_gui.widgets.voice_menu import VoiceMenu
from beatgen_gui.words import name_in_words
from core.cells import Cells
from core.errors import BeatgenError
from core.export import What

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QPoint
    from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QPaintEvent, QResizeEvent

    from beatgen_gui.appearance import Appearance
    from beatgen_gui.document import Document
    from beatgen_gui.services.autosave import Autosave
    from beatgen_gui.services.generation import Generation
    from beatgen_gui.services.likenesses import Likenesses
    from beatgen_gui.services.mapping import Mapping
    from beatgen_gui.services.playback import Playback
    from core.take import Take

_SMALLEST = (960, 640)


class MainWindow(QMainWindow):
    """BeatGen's window.

    Signals:
        shown(): The window's first picture is being painted: what is slow to load may begin.
    """

    shown = Signal()

    def __init__(
        self,
        document: Document,
        playback: Playback,
        generation: Generation,
        autosave: Autosave,
        likenesses: Likenesses,
        mapping: Mapping,
        appearance: Appearance,
    ) -> None:
        super().__init__()
        self.document = document
        self.playback = playback
        self.generation = generation
        self.appearance = appearance
        self._painted = self._told_of_export = False
        self.ghosts_shown = True
        self.setMinimumSize(*_SMALLEST)
        self.setAcceptDrops(True)
        self._make_services(generation, autosave)
        self._make_parts(generation, likenesses)
        self._announcer = Announcer(document, playback, self.controllers, self.status, self.messages, self)
        self._make_morph(mapping)
        self._layout = Layout(self)
        self._dialogs = ProjectDialogs(self.projects, autosave, appearance.theme, self)
        self._connect(generation)
        autosave.failed.connect(self.messages.show_error)
        self._make_menus()
        self._show_name()
        self.roll.setFocus()
        self.status.say(tr("Space plays this beat. G makes new ones. F1 shows every key."))

    def undo(self) -> None:
        """Undo the last step and say which."""
        words = self.document.undo_stack.undoText()
        if words:
            self.document.undo_stack.undo()
            self.status.say(tr("Undone: {step}.", step=words))

    def redo(self) -> None:
        """Redo the step that was undone last and say which."""
        words = self.document.undo_stack.redoText()
        if words:
            self.document.undo_stack.redo()
            self.status.say(tr("Redone: {step}.", step=words))

    def keep_beat(self) -> None:
        """Make a take of the beat as it is."""
        take = self.document.keep_beat()
        self.status.say(tr("{take} is in the tray.", take=take.name))

    def toggle_chained(self) -> None:
        """Play the chain, or the beat on screen alone."""
        if self.document.project.chain:
            self.play_chain(not self.playback.chained)
        else:
            self.status.say(tr("The chain is empty. N adds this beat to it."))

    def play_chain(self, chained: bool) -> None:
        """Play the chain from now on, and begin if nothing plays; or go on with the beat on screen alone."""
        self.playback.set_chained(chained)
        if self.playback.chained and not self.playback.playing:
            self.playback.play()

    def silence(self) -> None:
        """Stop whatever sounds, leave what is being learnt, and put the voices' feel away."""
        self.feel_voices.put_away()
        self.controllers.cancel()
        self.playback.panic()

    def toggle_ghosts(self) -> None:
        """Show what the model would play where there is no hit, or don't."""
        self.ghosts_shown = not self.ghosts_shown
        self.roll.grid.set_ghosts_visible(self.ghosts_shown)
        shown = self.ghosts_shown
        self.status.say(tr("Ghosts show what the model finds likely." if shown else "No ghosts are shown."))

    def toggle_velocity_lane(self) -> None:
        """Show the velocities under the grid, or don't."""
        self.roll.set_velocities_visible(not self.roll.velocities_visible)

    def release_feel(self) -> None:
        """Let the selected hits that were set by hand go with the feel again, or the one at the cursor, or else all."""
        grid = self.roll.grid
        cursor = Cells.of(self.document.pattern.step_count, [grid.cursor_cell]) if grid.hasFocus() else None
        self.feeler.release(self.roll.selection.cells, cursor)

    def toggle_feel_voices(self) -> None:
        """Show the voices' own amounts of feel over the grid, or put them away."""
        shown = self.feel_voices.isHidden()
        self.feel_voices.setVisible(shown)
        self.feel.voices.setChecked(shown)
        (self.feel_voices.rows[LANES[0]].dynamics if shown else self.roll.grid).setFocus()

    def tap_beat(self) -> None:
        """Let a rhythm be tapped, and make drums to it."""
        self.feel_voices.put_away()  # they would cover what is tapped on
        self.tapper.start(self.panel.bars.longest)

    def ask_export_options(self) -> None:
        """Let the user choose what to export, the selected takes among it."""
        chosen = self.tray.chosen if self.tray.hasFocus() else []
        self.export_takes(chosen if len(chosen) > 1 else ())

    def export_takes(self, takes: Sequence[Take]) -> None:
        """Let the user choose how to export takes, or something else."""
        ExportDialog(self.document, self.files, self.appearance.theme, takes, self).open()

    def ask_velocity_range(self) -> None:
        """Let the user choose between which velocities to draw."""
        dialog = VelocityRangeDialog(self.appearance.theme, self)
        dialog.wanted.connect(self._on_velocity_range)
        dialog.open()

    def edit_map(self) -> None:
        """Let the user make or change a drum map."""
        DrumMapDialog(self.playback, self.appearance.theme, self).open()

    def show_settings(self) -> None:
        """Show every lasting choice in a window of its own, beside which the beat can be heard."""
        from beatgen_gui.settings import settings_of  # the start does without
        from beatgen_gui.widgets.settings_dialog import SettingsDialog

        _show(self.findChild(SettingsDialog) or settings_of(self))

    def show_guide(self) -> None:
        """Show the user guide in a window of its own, beside which the beat can be worked on."""
        from beatgen_gui.widgets.guide_window import GuideWindow  # the start does without

        guide = self.findChild(GuideWindow)
        if guide is None:
            guide = GuideWindow(self.appearance.theme, self)
            guide.play_wanted.connect(self.playback.toggle)
            self.appearance.changed.connect(guide.repaint_all)
        _show(guide)

    def show_about(self) -> None:
        """Show versions, licences and where things lie."""
        from beatgen_gui.widgets.about_dialog import AboutDialog  # the start does without

        AboutDialog(self.diagnostics, self.appearance.theme, self).open()

    def choose_theme(self, choice: str) -> None:
        """Use another theme, now and at the next start."""
        self.appearance.choose(choice)
        self.playback.devices.set_theme(choice)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Tell once that the window is being painted."""
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            self.shown.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Put the tray where there is room for it."""
        super().resizeEvent(event)
        self._layout.fit(self.size())

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Close, unless there is something to save: then it is asked about first."""
        event.setAccepted(self._may_give_up_export() and self.projects.may_close())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        """Take files that can be opened, but no takes that come from here."""
        if dragged_files(event.mimeData()) and not dragged_numbers(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        """Open the files."""
        event.acceptProposedAction()
        self.files.open_all(dragged_files(event.mimeData()))

    def _on_export_began(self) -> None:
        self._told_of_export = False

    def _may_give_up_export(self) -> bool:
        """Return whether nothing is being exported, or the user has heard that it is and closes once more."""
        if not self.files.exporter.busy or self._told_of_export:
            return True
        self._told_of_export = True
        self.messages.show_error(tr("An export isn't done yet. Close BeatGen once more to give it up."))
        return False

    def _make_services(self, generation: Generation, autosave: Autosave) -> None:
        devices = self.playback.devices
        self.likelihood = Likelihood(self.document, generation, self)
        self.maker = Maker(self.document, generation, self)
        self.feeler = Feeler(self.document, generation, self)
        self.files = Files(self.document, devices, self)
        self.projects = Projects(self.document, devices, autosave, self)
        self.morpher = Morpher(self.document, generation, self)
        self.controllers = Controllers(self.playback, devices, self)
        self.remote = Remote(self.controllers, self.morpher, self)
        self.path_player = PathPlayer(self.document, self.playback, self.morpher, self)
        self.tapper = Tapper(self.document, self.playback, self)
        self.diagnostics = Diagnostics(self)

    def _make_parts(self, generation: Generation, likenesses: Likenesses) -> None:
        document, theme, devices = self.document, self.appearance.theme, self.playback.devices
        self.whole = QWidget(self)
        self.setCentralWidget(self.whole)
        self.transport = TransportBar(document, self.playback, generation, theme, self)
        self.panel = GeneratePanel(document, generation, theme, self)
        self.density = DensityPanel(document, self.likelihood, theme, self)
        self.feel = FeelPanel(document, self.feeler, generation, theme, self)
        GrooveDrop(self.feel, document, self.files.grooves, theme)
        self.roll = PianoRoll(document, self.playback, theme, self)
        drag_out = DragOut(document, lambda: devices.kit)
        self.chain = ChainStrip(document, theme, self, drag_out)
        self.tray = Tray(document, theme, self, drag_out, likenesses)
        self.tray_bar = TrayBar(self.tray, document, theme, self)
        self.status = StatusLine(self.playback, self)
        self.tap_bar = TapBar(self.tapper, theme, self)
        self.progress = ExportProgress(self.files.exporter, theme, self)
        self.feel_voices = FeelVoices(document, theme, self.whole)
        self.messages = MessageBar(theme, self.whole)

    def _make_morph(self, mapping: Mapping) -> None:
        document, theme = self.document, self.appearance.theme
        self.recorder = MorphRecorder(document, self.playback, self)  # what it says counts more than "Stopped."
        self.morph = MorphPanel(document, self.morpher, self.controllers, self.recorder, theme, self)
        self.corners = CornersPage(document, self.morpher, self.path_player, self.controllers, theme, self)
        self.space_map = SpaceMapView(document, mapping, theme, self, self.tray.thumbnails)
        self.morph.set_page(View.CORNERS, self.corners)
        self.morph.set_page(View.MAP, self.space_map)

    def _make_menus(self) -> None:
        self.help = HelpOverlay({}, self.appearance.theme, self.whole)
        menus = menus_of(self)
        self.help.set_groups(help_of(menus))
        actions = add_menus(self, menus, silent_acts(self))
        self._undo, self._redo = actions[tr("Undo")], actions[tr("Redo")]
        stack = self.document.undo_stack
        for action, can in ((self._undo, stack.canUndoChanged), (self._redo, stack.canRedoChanged)):
            action.setEnabled(False)
            can.connect(action.setEnabled)
        stack.undoTextChanged.connect(self._on_undo_text)
        stack.redoTextChanged.connect(self._on_redo_text)

    def _on_undo_text(self, words: str) -> None:
        text = tr("Undo {step}", step=words) if words else tr("Undo")
        self._undo.setText(text.replace("&", "&&"))

    def _on_redo_text(self, words: str) -> None:
        text = tr("Redo {step}", step=words) if words else tr("Redo")
        self._redo.setText(text.replace("&", "&&"))

    def _connect(self, generation: Generation) -> None:
        self._connect_speech(generation)
        self.transport.undo.clicked.connect(self.undo)
        self.transport.redo.clicked.connect(self.redo)
        panel = self.panel
        fields = (self.transport.bpm, self.transport.swing, panel.temperature.field, panel.density.field)
        morphing = (self.morph.field, self.morph.tools.closely, self.morph.tools.steps, self.corners.bar.bars)
        feel = (self.feel.dynamics.field, self.feel.timing.field)
        for field in (*fields, panel.seed, panel.count, self.density.field, *feel, *morphing):
            field.entered.connect(self.roll.grid.setFocus)
        panel.requested.connect(self.maker.note_request)
        panel.refused.connect(self.status.say)
        self.tapper.tapped.connect(panel.make_to_taps)
        self.feel.voices_wanted.connect(self.toggle_feel_voices)
        self.feel.groove.clicked.connect(self.files.grooves.ask)
        self.feel_voices.closed.connect(self.toggle_feel_voices)
        self.transport.port.map_wanted.connect(self.edit_map)
        self.roll.menu_wanted.connect(self._open_voice_menu)
        self.likelihood.changed.connect(self.roll.grid.set_ghosts)
        self.tray.compared.connect(self.roll.grid.set_compared)
        self.tray.recipe_wanted.connect(self._on_recipe)
        self.tray.export_wanted.connect(self.export_takes)
        self.tray.files_dropped.connect(self.files.open_all)
        self.space_map.morph_asked.connect(self.morph.leave_square)
        self.space_map.hearing_asked.connect(self._hear)
        for slots in (self.morph, self.corners.pad):
            slots.files_dropped.connect(self.files.open_as_end)
        self.files.project_dropped.connect(self.projects.open)
        self.chain.play_wanted.connect(self.play_chain)
        self.chain.view.place_wanted.connect(self.playback.seek_entry)
        self.chain.export_wanted.connect(self._export_chain)
        self.playback.entry_changed.connect(self.chain.set_playing)
        self.playback.chained_changed.connect(self.chain.set_chain_plays)
        self.document.beat_changed.connect(self._show_name)
        self.document.file_changed.connect(self._show_name)
        self.appearance.changed.connect(self._repaint_all)
        self.files.exporter.began.connect(self._on_export_began)

    def _connect_speech(self, generation: Generation) -> None:
        speakers = (
            self.maker,
            self.feeler,
            self.files,
            self.projects,
            self.playback,
            self.roll.grid,
            self.roll.editing,
            self.tray,
            self.chain,
            self.morpher,
            self.remote,
            self.space_map,
            self.path_player,
            self.recorder,
            self.tapper,
        )
        for speaker in speakers:
            speaker.said.connect(self.status.say)
        for doing in (self.files, self.projects, self.maker):
            doing.said.connect(self.messages.withdraw_error)  # what failed before is over once something works
        for failing in (
            self.files,
            self.projects,
            generation,
            self.playback.devices,
            self.tray,
            self.chain,
            self.panel.model,
        ):
            failing.failed.connect(self.messages.show_error)

    def _hear(self) -> None:
        """Play the beat on screen, where nothing plays yet."""
        if not self.playback.playing:
            self.playback.play()

    def _export_chain(self) -> None:
        self.files.ask_where(What.CHAIN, self.files.options)

    def _on_recipe(self, take: Take) -> None:
        if take.recipe is None:
            return
        try:
            self.panel.make_again(take.recipe)
        except BeatgenError as error:
            self.messages.show_error(error_in_words(error))
        else:
            self.maker.expect(take.recipe)
            self.status.say(tr("Making again what {take} came from.", take=take.name))

    def _on_velocity_range(self, low: int, high: int) -> None:
        self.roll.editing.randomise_velocity(low, high)

    def _show_name(self) -> None:
        document = self.document
        project = "" if document.path is None else f" — {document.title}"
        self.setWindowTitle(f"[*]{name_in_words(document.beat).replace('[*]', '[**]')}{project} — BeatGen")
        self.setWindowModified(document.modified)

    def _open_voice_menu(self, voice: int, place: QPoint) -> None:
        VoiceMenu(voice, self.document, self.likelihood, self.roll.sound_voice, self).popup(place)

    def _repaint_all(self) -> None:
        beats = (self.roll, self.tray, self.tray_bar, self.chain, self.morph, self.corners, self.space_map)
        for part in (*beats, self.messages, self.help):
            part.repaint_all()
        for widget in self.findChildren(QWidget):
            widget.update()
        QTimer.singleShot(0, self.update)


def _show(beside: QWidget) -> None:
    """Show a window that stays beside this one, in front of it."""
    beside.show()
    beside.raise_()
    beside.activateWindow()
