"""What a user does to a beat, its takes, its feel, its morph and its chain. For ``session.py``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hands import ALT, CONTROL, KEY, NONE, RIGHT, SETTLES_S, SHIFT, Hands
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from beatgen_gui.widgets.morph_tools import View
from core.kit import VOICE_COUNT

if TYPE_CHECKING:
    from hands import Deed
    from PySide6.QtCore import QPoint
    from PySide6.QtWidgets import QWidget

_GRID_KEYS = (
    KEY.Key_Left,
    KEY.Key_Right,
    KEY.Key_Up,
    KEY.Key_Down,
    KEY.Key_Return,
    KEY.Key_Return,
    KEY.Key_Plus,
    KEY.Key_Minus,
    KEY.Key_PageUp,
    KEY.Key_PageDown,
    KEY.Key_Delete,
    KEY.Key_L,
    KEY.Key_M,
    KEY.Key_R,
)


class MusicDeeds(Hands):
    """Deeds at what the beat is."""

    def draw(self) -> Deed:
        """Set or clear a hit."""
        self.click(self.window.roll.grid, self.place_in(self.window.roll.grid))
        yield 0.0

    def drag_in_grid(self) -> Deed:
        """Draw, erase, select or move."""
        grid = self.window.roll.grid
        places = [self.place_in(grid) for _ in range(3)]
        yield from self.drag(grid, *places, modifiers=self.chance.choice((NONE, ALT, SHIFT, CONTROL)))

    def velocities(self) -> Deed:
        """Draw velocities in their lane, or turn the wheel over a hit."""
        lane = self.window.roll.velocities
        if lane.isVisible() and self.chance.random() < 0.6:
            yield from self.drag(lane, self.place_in(lane), self.place_in(lane))
        else:
            self.turn_wheel(self.window.roll.grid, self.chance.choice((NONE, NONE, CONTROL, SHIFT)))

    def grid_key(self) -> Deed:
        """Press keys on the grid."""
        self.window.roll.grid.setFocus()
        for _ in range(self.chance.randrange(1, 5)):
            self.press(self.chance.choice(_GRID_KEYS), self.chance.choice((NONE, NONE, NONE, SHIFT)))
            yield 0.02

    def copy_and_paste(self) -> Deed:
        """Copy or cut a bar or a voice and put it somewhere else."""
        editing, grid = self.window.roll.editing, self.window.roll.grid
        grid.setFocus()
        self.chance.choice((editing.select_bar, editing.select_voice, editing.select_all))()
        self.press(self.chance.choice((KEY.Key_C, KEY.Key_C, KEY.Key_X)), CONTROL)
        yield 0.05
        self.press(self.chance.choice((KEY.Key_PageDown, KEY.Key_Down, KEY.Key_Right)))
        self.press(KEY.Key_V, CONTROL)

    def undo_and_redo(self) -> Deed:
        """Go back some steps, and some of them on again."""
        for _ in range(back := self.chance.randrange(1, 9)):
            self.window.undo()
            yield 0.03
        for _ in range(self.chance.randrange(back + 1)):
            self.window.redo()
            yield 0.03

    def generate(self) -> Deed:
        """Ask for new beats, few at a time as a rule."""
        panel = self.window.panel
        if panel.count.value() > 4:
            self.type_in(panel.count, str(self.chance.randrange(1, 5)))
        self.click(panel.button)
        yield self.chance.uniform(0.0, 1.0)

    def vary_or_go_on(self) -> Deed:
        """Ask for variations, fills or a continuation."""
        panel = self.window.panel
        self.click(self.chance.choice((panel.vary_button, panel.vary_button, panel.fill_button, panel.continue_button)))
        yield self.chance.uniform(0.0, 0.5)

    def wish(self) -> Deed:
        """Turn what the next beats are to be like."""
        panel = self.window.panel
        fields = (panel.temperature.field, panel.density.field, panel.seed)
        field = self.chance.choice(fields)
        for _ in range(3):
            self.turn_wheel(field)
            yield 0.02
        self.click(self.chance.choice((panel.dice, panel.pin)))

    def density(self) -> Deed:
        """Thin or thicken the beat."""
        panel = self.window.density
        if self.chance.random() < 0.5:
            yield from self.drag(panel.slider, self.place_in(panel.slider), self.place_in(panel.slider))
        else:
            self.chance.choice((panel.thinner, panel.thicker))()

    def feel(self) -> Deed:
        """Play the beat anew, or let more or less of its feel be heard."""
        panel, feeler = self.window.feel, self.window.feeler
        deed = self.chance.randrange(5)
        if deed < 2:
            self.click(panel.new)
            yield self.chance.uniform(0.0, 0.5)
        elif deed == 2:
            row = self.chance.choice((panel.dynamics, panel.timing))
            self.type_in(row.field, str(self.chance.randrange(0, 151)))
        elif deed == 3 and self.document.takes:
            take = self.chance.choice(self.document.takes)
            self.window.files.grooves.lay_take(take)
        else:
            self.chance.choice((feeler.as_played, self.window.release_feel, self.window.toggle_feel_voices))()

    def load_take(self) -> Deed:
        """Load a take, or select it to others."""
        self.click_entry(self.window.tray, self.chance.choice((NONE, NONE, NONE, CONTROL, SHIFT)))
        yield 0.0

    def change_take(self) -> Deed:
        """Star, rename or delete takes, or walk among them."""
        tray = self.window.tray
        if not self.click_entry(tray):
            return
        tray.setFocus()
        key = self.chance.choice((KEY.Key_Asterisk, KEY.Key_F2, KEY.Key_Delete, KEY.Key_Left, KEY.Key_Right))
        self.press(key)
        yield SETTLES_S
        if key == KEY.Key_F2:
            editor = tray.viewport().focusWidget() or self.window.focusWidget()
            QTest.keyClicks(editor, f"Beat <b>{self.chance.randrange(1000)}</b>")
            QTest.keyClick(editor, KEY.Key_Return)

    def take_menu(self) -> Deed:
        """Choose from a take's menu."""
        tray = self.window.tray
        if not self.click_entry(tray):
            return
        tray.setFocus()
        yield from self.choose_from_menu_of(tray.viewport(), tray.visualRect(tray.currentIndex()).center())

    def choose_from_menu_of(self, widget: QWidget, place: QPoint) -> Deed:
        """Ask for a widget's menu with the mouse, and choose from it."""
        event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, widget.mapToGlobal(place))
        QApplication.sendEvent(widget, event)
        yield SETTLES_S
        menu = QApplication.activePopupWidget()
        if isinstance(menu, QMenu):
            yield from self.choose_from(menu)

    def other_menus(self) -> Deed:
        """Choose from the menu of a bar, a voice or a corner."""
        roll, pad = self.window.roll, self.window.corners.pad
        if self.chance.random() < 0.4:
            yield from self.choose_from_menu_of(roll.ruler, self.place_in(roll.ruler))
        elif self.chance.random() < 0.7 or not pad.isVisible():
            header = roll.headers.header(self.chance.randrange(VOICE_COUNT))
            yield from self.choose_from_menu_of(header, header.rect().center())
        else:
            yield from self.drag(pad, place := self.place_in(pad), place, button=RIGHT)

    def find(self) -> Deed:
        """Look for takes by their names, and then for all again."""
        self.window.tray_bar.start_finding()
        QTest.keyClicks(self.window.focusWidget(), self.chosen("be", "fill", "x", "1", "<b>"))
        yield 0.3
        QTest.keyClick(self.window.focusWidget(), KEY.Key_A, CONTROL)
        QTest.keyClick(self.window.focusWidget(), KEY.Key_Delete)
        self.window.roll.grid.setFocus()

    def chain(self) -> Deed:
        """Add to the chain, and order it."""
        view = self.window.chain.view
        if self.chance.random() < 0.4 or not self.click_entry(view):
            self.click(self.window.chain.add)
            return
        view.setFocus()
        yield 0.05
        key, modifiers = self.chance.choice(
            (
                (KEY.Key_Left, ALT),
                (KEY.Key_Right, ALT),
                (KEY.Key_D, CONTROL),
                (KEY.Key_Delete, NONE),
                (KEY.Key_Delete, NONE),
                (KEY.Key_Return, NONE),
            )
        )
        self.press(key, modifiers)

    def choose_end(self) -> Deed:
        """Put a take or the beat into one of the morph's ends."""
        index = self.chance.randrange(4)
        if self.document.takes and self.chance.random() < 0.7:
            self.window.morpher.set_end(index, self.chance.choice(self.document.takes))
        else:
            self.window.tray.set_end(index)
        yield 0.0

    def morph(self) -> Deed:
        """Move the slider, a voice's own, or their controls."""
        morph = self.window.morph
        morph.show_view(View.LINE)
        yield SETTLES_S
        slider = morph.slider
        if self.chance.random() < 0.2:
            morph.toggle_voices()
            yield SETTLES_S
        if not morph.voices.isHidden():
            slider = morph.voices.rows[self.chance.randrange(VOICE_COUNT)].slider
        yield from self.drag(slider, *(self.place_in(slider) for _ in range(5)))
        if self.chance.random() < 0.2:
            tools = morph.tools
            self.click(self.chance.choice((tools.another, tools.swap, tools.chain)))

    def corners(self) -> Deed:
        """Move the point between four beats, draw a path, follow it."""
        self.window.morph.show_view(View.CORNERS)
        yield SETTLES_S
        pad, bar = self.window.corners.pad, self.window.corners.bar
        places = [self.place_in(pad) for _ in range(5)]
        if self.chance.random() < 0.3:
            yield from self.drag(pad, *places, modifiers=ALT)
            self.click(self.chance.choice((bar.follow, bar.follow, bar.clear, bar.chain)))
        else:
            yield from self.drag(pad, *places)

    def map_of_takes(self) -> Deed:
        """Walk on the map of the takes."""
        self.window.morph.show_view(View.MAP)
        view = self.window.space_map
        yield 0.3
        for _ in range(3):
            take = self.chance.choice(self.document.takes) if self.document.takes else None
            point = None if take is None else view.point_of(take)
            place = self.place_in(view) if point is None else point.toPoint()
            self.click(view, place, self.chance.choice((NONE, NONE, SHIFT)))
            yield 0.1
