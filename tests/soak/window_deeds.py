"""What a user does with files and with the window itself, and the table of all deeds. For ``session.py``."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

from hands import CONTROL, KEY, SETTLES_S
from playing_deeds import PlayingDeeds
from PySide6.QtTest import QTest

from beatgen_gui.services.generation import Phase
from beatgen_gui.widgets.about_dialog import AboutDialog
from beatgen_gui.widgets.guide_window import GuideWindow
from beatgen_gui.widgets.unsaved_dialog import UnsavedDialog

if TYPE_CHECKING:
    from pathlib import Path

    from hands import Deed

    from core.project import Project

IDLE_S, PATIENCE_S = 1.0, 90.0
_SIZES = ((1280, 800), (960, 640), (1600, 1000), (1024, 720))
# How often each deed is done, among a hundred and some.
WEIGHTS = {
    "draw": 9,
    "drag_in_grid": 5,
    "velocities": 4,
    "grid_key": 6,
    "copy_and_paste": 3,
    "undo_and_redo": 4,
    "generate": 3,
    "vary_or_go_on": 2,
    "wish": 2,
    "density": 2,
    "feel": 3,
    "load_take": 5,
    "change_take": 4,
    "take_menu": 2,
    "other_menus": 3,
    "find": 1,
    "chain": 4,
    "choose_end": 3,
    "morph": 5,
    "corners": 3,
    "map_of_takes": 2,
    "play": 10,
    "stop": 4,
    "panic": 2,
    "seek": 3,
    "loop": 3,
    "tempo": 3,
    "mix": 4,
    "hear_voice": 2,
    "play_chain": 2,
    "metronome": 2,
    "synth": 2,
    "port": 3,
    "close_port_while_playing": 1,
    "port_menu": 1,
    "drum_map": 1,
    "learn": 1,
    "tap_beat": 1,
    "record": 1,
    "from_the_menus": 12,
    "other_choosers": 2,
    "export": 2,
    "open_midi": 1,
    "save": 2,
    "open_project": 1,
    "theme": 1,
    "resize": 1,
    "read": 2,
}


class Everything(PlayingDeeds):
    """All that the session can do."""

    def __init__(self, folder: Path, *rest: object) -> None:
        super().__init__(*rest)
        self._folder = folder
        self._saved: list[Path] = []
        self._exports = 0
        self._begun = self.document.project
        self.differences: list[str] = []
        self.undone = self.disturbed = 0
        self.document.opened.connect(self._on_opened)

    def from_the_menus(self) -> Deed:
        """Choose anything from the menu bar; what opens is closed a moment later."""
        menus = [action.menu() for action in self.window.menuBar().actions()]
        menu = self.chance.choice(menus)
        menu.aboutToShow.emit()
        possible = [action for action in menu.actions() if self._may_choose(action) and action.menu() is None]
        if possible:
            self.dismiss_later()
            self.chance.choice(possible).trigger()
        yield SETTLES_S

    def other_choosers(self) -> Deed:
        """Choose from what else opens a menu."""
        window = self.window
        choosers = (window.panel.style_chooser, window.tray_bar.sort, window.tray_bar.style_filter)
        chooser = self.chance.choice((*choosers, window.transport.switch_at, window.feel.drummer, window.panel.bars))
        if hasattr(chooser, "menu"):
            self.click(chooser)
            yield from self.choose_from(chooser.menu)
        else:
            self.click(chooser, self.place_in(chooser))

    def export(self) -> Deed:
        """Write the beat, the chain or takes, as notes or as sound; or begin, and stop it."""
        files, number = self.window.files, self._exports % 4
        self._exports += 1
        deed = self.chance.randrange(5)
        if deed == 0 and self.document.beat.bpm > 60.0:
            files.export(self._folder / f"beat-{number}.wav")
            if self.chance.random() < 0.3:
                yield 0.1
                files.cancel()
        elif deed == 1 and self.document.project.chain:
            files.export_chain(self._folder / f"chain-{number}.mid")
        elif deed == 2 and self.document.takes:
            (self._folder / "takes").mkdir(exist_ok=True)
            files.export_takes(self.document.takes[:2], self._folder / "takes")
        else:
            files.export(self._folder / f"beat-{number}.mid")
        yield 0.2

    def open_midi(self) -> Deed:
        """Open a file that was exported, as the beat or as an end of the morph."""
        written = sorted(self._folder.glob("*.mid"))
        if written and self.chance.random() < 0.7:
            self.window.files.open_all([self.chance.choice(written)])
        elif written:
            self.window.files.open_as_end(self.chance.randrange(4), [self.chance.choice(written)])
        yield 0.3

    def save(self) -> Deed:
        """Save the project; where it has no file, under one of three names."""
        if self.document.path is not None and self.chance.random() < 0.5:
            self.window.projects.save()
        else:
            path = self._folder / f"song-{self.chance.randrange(3)}.beatgen"
            self.window.projects.save_to(path)
            if path not in self._saved:
                self._saved.append(path)
        yield 0.3

    def open_project(self) -> Deed:
        """Open a saved project; what isn't saved is given up or kept."""
        if self._saved:
            self.in_dialog = True
            self.window.projects.open(self.chance.choice(self._saved))
            yield 0.5
            yield from self._answer_unsaved(may_cancel=True)
            self.in_dialog = False

    def theme(self) -> Deed:
        """Use another theme."""
        self.window.choose_theme(self.chosen("dark", "light", "system"))
        yield 0.2

    def resize(self) -> Deed:
        """Give the window another size."""
        self.window.resize(*self.chance.choice(_SIZES))
        yield 0.2

    def read(self) -> Deed:
        """Open the help, the guide or the page about BeatGen, look at it and close it."""
        deed = self.chance.randrange(3)
        self.in_dialog = True
        if deed == 0:
            self.press(KEY.Key_F1)
            yield 0.5
            if not self.window.help.isHidden():
                self.window.help.toggle()
        elif deed == 1:
            self.window.show_guide()
            yield 0.5
            yield from self._read_guide()
        else:
            self.window.show_about()
            yield 1.0
            about = self.dialog(AboutDialog)
            if about is not None:
                self.click(about.copy)
                about.reject()
        self.in_dialog = False

    def idle(self) -> Deed:
        """Wait until nothing is under way."""
        quiet_s = waited_s = 0.0
        while quiet_s < IDLE_S and waited_s < PATIENCE_S:
            yield 0.1
            waited_s += 0.1
            quiet_s = 0.0 if self._is_busy() else quiet_s + 0.1

    def undo_everything(self) -> Deed:
        """Undo all, which has to lead to how the project was opened, and redo all, which has to lead back."""
        yield from self.idle()
        stack = self.document.undo_stack
        while stack.canRedo():  # what the last deeds have left undone
            stack.redo()
            yield 0.0
        steps, last = stack.count(), self.document.project
        while stack.canUndo():
            stack.undo()
            yield 0.0
        first = self.document.project
        while stack.canRedo():
            stack.redo()
            yield 0.0
        if stack.count() != steps:
            self.disturbed += 1
            return
        self.undone += steps
        self._compare(first, self._begun, f"undoing all of {steps} steps")
        self._compare(self.document.project, last, f"redoing all of {steps} steps")

    def new_project(self) -> Deed:
        """Begin a new project, and give up the one there is."""
        self.in_dialog = True
        self._saved.clear()
        self.window.projects.new()
        yield 0.3
        yield from self._answer_unsaved(may_cancel=False)
        yield 0.3
        self.in_dialog = False

    def _answer_unsaved(self, may_cancel: bool) -> Deed:
        dialog = self.dialog(UnsavedDialog)
        if dialog is None:
            return
        self.click(dialog.cancel if may_cancel and self.chance.random() < 0.2 else dialog.discard)
        yield SETTLES_S

    def _read_guide(self) -> Deed:
        guide = self.window.findChild(GuideWindow)
        QTest.keyClick(guide, KEY.Key_F, CONTROL)
        QTest.keyClicks(guide.finder, "beat")
        guide.find_next()
        yield 0.3
        guide.close()

    def _is_busy(self) -> bool:
        generation, window = self.application.generation, self.window
        asked = generation.phase in (Phase.LOADING, Phase.GENERATING) or generation._answering
        return asked or window.files.exporter.busy or bool(generation._asides)

    def _compare(self, found: Project, wanted: Project, after: str) -> None:
        other = [field.name for field in fields(found) if getattr(found, field.name) != getattr(wanted, field.name)]
        if other := [name for name in other if name != "wishes"]:  # which are no part of the history
            self.differences.append(after)
            print(f"DIFFERENT after {after}: {', '.join(other)}", flush=True)

    def _on_opened(self) -> None:
        self._begun = self.document.project
