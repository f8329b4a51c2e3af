"""The window's menus: every command by its name, its key and what it does."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction

from beatgen_gui import offers
from beatgen_gui.actions import Act, Submenu
from beatgen_gui.geometry import LANES
from beatgen_gui.language import tr
from beatgen_gui.services.morpher import KEYS
from beatgen_gui.widgets.menu_rows import add_choice, add_remark
from beatgen_gui.widgets.morph_tools import View
from beatgen_gui.widgets.place_slider import LEAP, STEP
from beatgen_gui.words import voice_in_words
from core.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from PySide6.QtWidgets import QMenu

    from beatgen_gui.actions import Entry
    from beatgen_gui.main_window import MainWindow

_Rows = tuple[tuple[str, str], ...]  # what can be done, and its keys

_VIEWS = {
    View.LINE: Wording("Between two beats"),
    View.CORNERS: Wording("Between four beats"),
    View.MAP: Wording("Map of the takes"),
}
# What the arrow keys and the mouse do, which no menu can show. Keys that are called the same everywhere are no words.
GRID_HELP = (
    (Wording("Move the cursor"), Wording("Arrows")),
    (Wording("By a beat, by a bar"), Wording("Ctrl+arrows, PgUp PgDn")),
    (Wording("Set or clear a hit"), "Enter"),
    (Wording("Velocity"), "+ -"),
    (Wording("Select"), Wording("Shift+arrows, Shift+drag")),
    (Wording("Draw; erase"), Wording("drag; Alt+drag")),
    (Wording("Velocity of a hit"), Wording("drag up or down, wheel")),
    (Wording("Move the selection"), Wording("Ctrl+drag")),
    (Wording("Zoom, scroll"), Wording("Ctrl+wheel, Shift+wheel")),
)
TRAY_HELP = (
    (Wording("Walk and load"), Wording("Arrows")),
    (Wording("Star"), "*"),
    (Wording("Rename"), "F2"),
    (Wording("Delete"), "Del"),
    (Wording("Copy the file's path"), "Ctrl+Shift+C"),
    (Wording("Take into the DAW"), Wording("drag")),
    (Wording("Lay its feel on the beat"), Wording("drop it on Feel")),
)
TAP_HELP = (
    (Wording("Kick; snare"), "F; J"),
    (Wording("Any drum"), Wording("other letters")),
    (Wording("Harder"), Wording("with Shift")),
    (Wording("Number of bars"), Wording("1 to 4")),
    (Wording("Done; cancel"), "Enter; Esc"),
)
MORPH_HELP = (
    (Wording("Move the slider"), Wording("drag, wheel, arrows")),
    (Wording("Finely"), Wording("Ctrl+drag")),
    (Wording("To A, to B"), "Home, End"),
    (Wording("Choose an end"), Wording("drop a take or a file")),
    (Wording("Move the point in the square"), Wording("drag, arrows")),
    (Wording("Draw a path"), Wording("right drag, Alt+drag")),
    (Wording("Pick two on the map"), Wording("Shift+click")),
)
CHAIN_HELP = (
    (Wording("Walk, load"), Wording("Arrows, Enter")),
    (Wording("Move the entry"), Wording("Alt+arrows, drag")),
    (Wording("Duplicate, remove"), "Ctrl+D, Del"),
)


def menus_of(window: MainWindow) -> Mapping[str, Sequence[Entry]]:
    """Return the menus' entries by the menus' names."""
    return {
        tr("&File"): _file(window),
        tr("&Edit"): _edit(window),
        tr("&Beat"): _beat(window),
        tr("Fee&l"): _feel(window),
        tr("&Morph"): _morph(window),
        tr("&Play"): _play(window),
        tr("&View"): _view(window),
        tr("&Help"): _help(window),
    }


def silent_acts(window: MainWindow) -> Sequence[Act]:
    """Return what has a key and stands in no menu: a key for each voice, from the floor up as on screen."""
    sound = window.roll.sound_voice
    return [
        Act(tr("Hear {voice}", voice=voice_in_words(voice)), str(number), partial(sound, voice))
        for number, voice in enumerate(reversed(LANES), start=1)
    ]


def help_of(menus: Mapping[str, Sequence[Entry]]) -> dict[str, list[tuple[str, str]]]:
    """Return the names and keys of what has a key, by menu, and what the mouse and the arrow keys do."""
    from beatgen_gui.widgets.help_overlay import in_words

    groups = {
        _without_mnemonic(title): [(act.name, in_words(act.keys)) for act in acts if isinstance(act, Act) and act.keys]
        for title, acts in menus.items()
    }
    groups[tr("In the grid")] = _said(GRID_HELP)
    groups[tr("While tapping a beat")] = _said(TAP_HELP)
    groups[tr("In the tray")] = _said(TRAY_HELP)
    groups[tr("In the morph")] = _said(MORPH_HELP)
    groups[tr("In the chain")] = _said(CHAIN_HELP)
    groups[_without_mnemonic(tr("&Play"))].append((tr("Hear a voice, from the kick up"), tr("1 to 9")))
    return groups


def _said(rows: _Rows) -> list[tuple[str, str]]:
    return [(tr(name), tr(keys)) for name, keys in rows]


def _without_mnemonic(title: str) -> str:
    """Return a menu's name without the letter that opens it, which some languages put behind it: ``(&P)``."""
    return re.sub(r"\(&\w\)|&", "", title)


def _file(window: MainWindow) -> Sequence[Entry]:
    files, projects = window.files, window.projects
    return (
        Act(tr("New"), "Ctrl+N", projects.new),
        Act(tr("Open…"), "Ctrl+O", files.ask_open),
        Submenu(tr("Open recent"), partial(_fill_recent, window)),
        None,
        Act(tr("Save"), "Ctrl+S", projects.save),
        Act(tr("Save as…"), "Ctrl+Shift+S", projects.ask_save_as),
        None,
        Act(tr("Export this beat…"), "Ctrl+E", files.ask_export),
        Act(tr("Export with options…"), "Ctrl+Shift+E", window.ask_export_options),
        None,
        Act(tr("Settings…"), "Ctrl+,", window.show_settings, role=QAction.MenuRole.PreferencesRole),
        None,
        Act(tr("Quit"), "Ctrl+Q", window.close, role=QAction.MenuRole.QuitRole),
    )


def _edit(window: MainWindow) -> Sequence[Entry]:
    editing, roll = window.roll.editing, window.roll

    def act(name: str, keys: str, do: Callable[[], object], repeats: bool = False) -> Act:
        return Act(name, keys, do, repeats, scope=roll)

    return (
        Act(tr("Undo"), "Ctrl+Z", window.undo, repeats=True),
        Act(tr("Redo"), "Ctrl+Y or Ctrl+Shift+Z", window.redo, repeats=True),
        None,
        act(tr("Cut"), "Ctrl+X", editing.cut),
        act(tr("Copy"), "Ctrl+C", editing.copy),
        act(tr("Paste"), "Ctrl+V", editing.paste, repeats=True),
        act(tr("Delete"), "Del or Backspace", editing.delete),
        None,
        act(tr("Select all"), "Ctrl+A", editing.select_all),
        act(tr("Select voice"), "Ctrl+Shift+R", editing.select_voice),
        act(tr("Select bar"), "Ctrl+B", editing.select_bar),
        act(tr("Select nothing"), "Ctrl+Shift+A", editing.deselect),
        None,
        act(tr("Duplicate bar"), "Ctrl+D", editing.duplicate_bar),
        act(tr("Add bar"), "", editing.add_bar),
        act(tr("Delete bar"), "Ctrl+Shift+Del", editing.delete_bar),
        None,
        act(tr("Rotate left"), "Alt+Left", editing.rotate_left, repeats=True),
        act(tr("Rotate right"), "Alt+Right", editing.rotate_right, repeats=True),
        act(tr("Nudge earlier"), ",", editing.nudge_earlier, repeats=True),
        act(tr("Nudge later"), ".", editing.nudge_later, repeats=True),
        act(tr("On the grid"), "Ctrl+G", editing.reset_timing),
        act(tr("Reverse"), "R", editing.reverse),
        act(tr("Randomise velocity…"), "Shift+R", window.ask_velocity_range),
        act(tr("Clear voice"), "Shift+Del", editing.clear_voice),
        None,
        Act(tr("Find in the tray"), "Ctrl+F", window.tray_bar.start_finding),
    )


def _beat(window: MainWindow) -> Sequence[Entry]:
    panel, editing, tray = window.panel, window.roll.editing, window.tray
    return (
        Act(tr("Generate"), "G", panel.button.click),
        Act(tr("Vary"), "V", panel.vary_button.click),
        Act(tr("Fill"), "F", panel.fill_button.click),
        Act(tr("Continue"), "Shift+G", panel.continue_button.click),
        Act(tr("Tap a beat"), "Shift+T", window.tap_beat),
        None,
        Act(tr("Lock or unlock the selection"), "L", editing.lock_selection),
        Act(tr("Lock or unlock the voice"), "Shift+L", editing.lock_voice),
        Act(tr("Lock or unlock the bar"), "Ctrl+Shift+L", editing.lock_bar),
        Act(tr("Unlock all"), "Ctrl+Alt+L", editing.unlock_all),
        None,
        Act(tr("Thinner"), "[", window.density.thinner, repeats=True),
        Act(tr("Thicker"), "]", window.density.thicker, repeats=True),
        None,
        Act(tr("Keep as a take"), "K", window.keep_beat),
        Act(tr("Compare A and B"), "X", tray.toggle_compare),
        Act(tr("Stop comparing"), "Shift+X", tray.stop_compare),
        Act(tr("Add to the chain"), "N", window.chain.view.add_beat),
    )


def _feel(window: MainWindow) -> Sequence[Entry]:
    feel, feeler, voices = window.feel, window.feeler, window.feel_voices
    return (
        Act(tr("New feel"), "Shift+F", feel.new.click),
        Act(tr("Groove from file…"), "Ctrl+Shift+O", window.files.grooves.ask),
        Act(tr("Release what was set by hand"), "Shift+Y", window.release_feel),
        Act(tr("All as it was played"), "Ctrl+Shift+F", feeler.as_played),
        None,
        Act(tr("Feel voice by voice"), "Y", window.toggle_feel_voices, checked=lambda: not voices.isHidden()),
        Act(tr("Play new beats"), "", feel.plays.click, checked=feel.plays.isChecked),
    )


def _morph(window: MainWindow) -> Sequence[Entry]:
    morph, morpher, tray = window.morph, window.morpher, window.tray
    tools, follow = morph.tools, window.corners.bar.follow
    keys = zip("ABCD", KEYS, strict=True)
    return (
        *(
            Act(tr("Use as {letter}", letter=letter), key, partial(tray.set_end, index))
            for index, (letter, key) in enumerate(keys)
        ),
        Act(tr("Swap A and B"), "Shift+W", morpher.swap_ends),
        None,
        Act(tr("Towards A"), "U", partial(morph.step, -STEP), repeats=True),
        Act(tr("Towards B"), "I", partial(morph.step, STEP), repeats=True),
        Act(tr("Far towards A"), "Shift+U", partial(morph.step, -LEAP), repeats=True),
        Act(tr("Far towards B"), "Shift+I", partial(morph.step, LEAP), repeats=True),
        None,
        Act(tr("Another way"), "W", tools.draw_seed),
        Act(tr("Make a chain from A to B"), "Shift+N", morpher.make_chain),
        Act(tr("Record the movement"), "Ctrl+R", window.recorder.toggle, checked=lambda: window.recorder.recording),
        Act(tr("Learn a controller…"), "", morph.learn.click),
        None,
        Act(tr("Voice by voice"), "D", morph.toggle_voices, checked=lambda: not morph.voices.isHidden()),
        Act(tr("Let all voices go along"), "Shift+D", morpher.let_all_go),
        None,
        *(
            Act(tr(words), f"Alt+{view + 1}", partial(morph.show_view, view), checked=partial(morph.shows, view))
            for view, words in _VIEWS.items()
        ),
        Act(tr("Follow the path"), "Shift+P", follow.click, checked=lambda: window.path_player.following),
        None,
        Act(tr("A single row"), "J", morph.toggle_folded, checked=lambda: morph.folded),
    )


def _play(window: MainWindow) -> Sequence[Entry]:
    playback, roll, transport = window.playback, window.roll, window.transport
    return (
        Act(tr("Play or stop"), "Space", playback.toggle),
        Act(tr("Go to the start"), "Home", playback.rewind),
        Act(tr("Loop the bar"), "Ctrl+L", roll.toggle_loop),
        Act(tr("Play the chain"), "P", window.toggle_chained, checked=lambda: playback.chained),
        None,
        Act(tr("Mute the voice"), "M", roll.toggle_mute),
        Act(tr("Solo the voice"), "S", roll.toggle_solo),
        Act(tr("Metronome"), "C", transport.metronome.switch.click),
        Act(tr("Tap the tempo"), "T", transport.bpm.tap),
        None,
        Act(tr("Silence everything"), "Esc", window.silence),
    )


def _view(window: MainWindow) -> Sequence[Entry]:
    roll = window.roll
    return (
        Act(tr("Zoom in"), "Ctrl++ or Ctrl+=", roll.zoom_in),
        Act(tr("Zoom out"), "Ctrl+-", roll.zoom_out),
        Act(tr("Whole beat"), "Ctrl+0", roll.zoom_to_fit),
        None,
        Act(tr("Ghosts"), "H", window.toggle_ghosts, checked=lambda: window.ghosts_shown),
        Act(tr("Velocity lane"), "E", window.toggle_velocity_lane, checked=lambda: roll.velocities_visible),
        None,
        Submenu(tr("Theme"), partial(_fill_themes, window)),
    )


def _help(window: MainWindow) -> Sequence[Entry]:
    return (
        Act(tr("Keys"), "F1", window.help.toggle),
        Act(tr("User guide"), "Shift+F1", window.show_guide),
        None,
        Act(tr("About BeatGen"), "", window.show_about, role=QAction.MenuRole.AboutRole),
    )


def _fill_recent(window: MainWindow, menu: QMenu) -> None:
    recent = window.projects.recent
    for path in recent:
        action = menu.addAction(Path(path).name.replace("&", "&&"))
        action.setToolTip(path)
        action.triggered.connect(lambda _checked=False, path=path: window.projects.open(Path(path)))
    if not recent:
        add_remark(menu, tr("No projects yet"))


def _fill_themes(window: MainWindow, menu: QMenu) -> None:
    for choice, words in offers.themes(window.appearance):
        add_choice(menu, words, choice == window.appearance.choice, partial(window.choose_theme, choice))
