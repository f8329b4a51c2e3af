"""The window's menus: every command by its name, its key and what it does."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from beatgen_gui.actions import Act, Submenu
from beatgen_gui.appearance import THEMES
from beatgen_gui.geometry import LANES
from beatgen_gui.services.morpher import KEYS
from beatgen_gui.widgets.menu_rows import add_choice, add_remark
from beatgen_gui.widgets.morph_tools import View
from beatgen_gui.widgets.place_slider import LEAP, STEP
from core.kit import VOICES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from PySide6.QtWidgets import QMenu

    from beatgen_gui.actions import Entry
    from beatgen_gui.main_window import MainWindow

_VIEWS = {View.LINE: "Between two beats", View.CORNERS: "Between four beats", View.MAP: "Map of the takes"}
# What the arrow keys and the mouse do, which no menu can show.
GRID_HELP = (
    ("Move the cursor", "Arrows"),
    ("By a beat, by a bar", "Ctrl+arrows, PgUp PgDn"),
    ("Set or clear a hit", "Enter"),
    ("Velocity", "+ -"),
    ("Select", "Shift+arrows, Shift+drag"),
    ("Draw; erase", "drag; Alt+drag"),
    ("Velocity of a hit", "drag up or down, wheel"),
    ("Move the selection", "Ctrl+drag"),
    ("Zoom, scroll", "Ctrl+wheel, Shift+wheel"),
)
TRAY_HELP = (
    ("Walk and load", "Arrows"),
    ("Star", "*"),
    ("Rename", "F2"),
    ("Delete", "Del"),
    ("Copy the file's path", "Ctrl+Shift+C"),
    ("Take into the DAW", "drag"),
    ("Lay its feel on the beat", "drop it on Feel"),
)
TAP_HELP = (
    ("Kick; snare", "F; J"),
    ("Any drum", "other letters"),
    ("Harder", "with Shift"),
    ("Number of bars", "1 to 4"),
    ("Done; cancel", "Enter; Esc"),
)
MORPH_HELP = (
    ("Move the slider", "drag, wheel, arrows"),
    ("Finely", "Ctrl+drag"),
    ("To A, to B", "Home, End"),
    ("Choose an end", "drop a take or a file"),
    ("Move the point in the square", "drag, arrows"),
    ("Draw a path", "right drag, Alt+drag"),
    ("Pick two on the map", "Shift+click"),
)
CHAIN_HELP = (
    ("Walk, load", "Arrows, Enter"),
    ("Move the entry", "Alt+arrows, drag"),
    ("Duplicate, remove", "Ctrl+D, Del"),
)


def menus_of(window: MainWindow) -> Mapping[str, Sequence[Entry]]:
    """Return the menus' entries by the menus' names."""
    return {
        "&File": _file(window),
        "&Edit": _edit(window),
        "&Beat": _beat(window),
        "Fee&l": _feel(window),
        "&Morph": _morph(window),
        "&Play": _play(window),
        "&View": _view(window),
        "&Help": _help(window),
    }


def silent_acts(window: MainWindow) -> Sequence[Act]:
    """Return what has a key and stands in no menu: a key for each voice, from the floor up as on screen."""
    sound = window.roll.sound_voice
    return [
        Act(f"Hear {VOICES[voice].label.lower()}", str(number), partial(sound, voice))
        for number, voice in enumerate(reversed(LANES), start=1)
    ]


def help_of(menus: Mapping[str, Sequence[Entry]]) -> dict[str, list[tuple[str, str]]]:
    """Return the names and keys of what has a key, by menu, and what the mouse and the arrow keys do."""
    from beatgen_gui.widgets.help_overlay import in_words

    groups = {
        title.replace("&", ""): [(act.name, in_words(act.keys)) for act in acts if isinstance(act, Act) and act.keys]
        for title, acts in menus.items()
    }
    groups["In the grid"] = list(GRID_HELP)
    groups["While tapping a beat"] = list(TAP_HELP)
    groups["In the tray"] = list(TRAY_HELP)
    groups["In the morph"] = list(MORPH_HELP)
    groups["In the chain"] = list(CHAIN_HELP)
    groups["Play"].append(("Hear a voice, from the kick up", "1 to 9"))
    return groups


def _file(window: MainWindow) -> Sequence[Entry]:
    files, projects = window.files, window.projects
    return (
        Act("New", "Ctrl+N", projects.new),
        Act("Open…", "Ctrl+O", files.ask_open),
        Submenu("Open recent", partial(_fill_recent, window)),
        None,
        Act("Save", "Ctrl+S", projects.save),
        Act("Save as…", "Ctrl+Shift+S", projects.ask_save_as),
        None,
        Act("Export this beat…", "Ctrl+E", files.ask_export),
        Act("Export with options…", "Ctrl+Shift+E", window.ask_export_options),
        None,
        Act("Quit", "Ctrl+Q", window.close),
    )


def _edit(window: MainWindow) -> Sequence[Entry]:
    editing, roll = window.roll.editing, window.roll

    def act(name: str, keys: str, do: Callable[[], object], repeats: bool = False) -> Act:
        return Act(name, keys, do, repeats, scope=roll)

    return (
        Act("Undo", "Ctrl+Z", window.undo, repeats=True),
        Act("Redo", "Ctrl+Y or Ctrl+Shift+Z", window.redo, repeats=True),
        None,
        act("Cut", "Ctrl+X", editing.cut),
        act("Copy", "Ctrl+C", editing.copy),
        act("Paste", "Ctrl+V", editing.paste, repeats=True),
        act("Delete", "Del or Backspace", editing.delete),
        None,
        act("Select all", "Ctrl+A", editing.select_all),
        act("Select voice", "Ctrl+Shift+R", editing.select_voice),
        act("Select bar", "Ctrl+B", editing.select_bar),
        act("Select nothing", "Ctrl+Shift+A", editing.deselect),
        None,
        act("Duplicate bar", "Ctrl+D", editing.duplicate_bar),
        act("Add bar", "", editing.add_bar),
        act("Delete bar", "Ctrl+Shift+Del", editing.delete_bar),
        None,
        act("Rotate left", "Alt+Left", editing.rotate_left, repeats=True),
        act("Rotate right", "Alt+Right", editing.rotate_right, repeats=True),
        act("Nudge earlier", ",", editing.nudge_earlier, repeats=True),
        act("Nudge later", ".", editing.nudge_later, repeats=True),
        act("On the grid", "Ctrl+G", editing.reset_timing),
        act("Reverse", "R", editing.reverse),
        act("Randomise velocity…", "Shift+R", window.ask_velocity_range),
        act("Clear voice", "Shift+Del", editing.clear_voice),
        None,
        Act("Find in the tray", "Ctrl+F", window.tray_bar.start_finding),
    )


def _beat(window: MainWindow) -> Sequence[Entry]:
    panel, editing, tray = window.panel, window.roll.editing, window.tray
    return (
        Act("Generate", "G", panel.button.click),
        Act("Vary", "V", panel.vary_button.click),
        Act("Fill", "F", panel.fill_button.click),
        Act("Continue", "Shift+G", panel.continue_button.click),
        Act("Tap a beat", "Shift+T", window.tap_beat),
        None,
        Act("Lock or unlock the selection", "L", editing.lock_selection),
        Act("Lock or unlock the voice", "Shift+L", editing.lock_voice),
        Act("Lock or unlock the bar", "Ctrl+Shift+L", editing.lock_bar),
        Act("Unlock all", "Ctrl+Alt+L", editing.unlock_all),
        None,
        Act("Thinner", "[", window.density.thinner, repeats=True),
        Act("Thicker", "]", window.density.thicker, repeats=True),
        None,
        Act("Keep as a take", "K", window.keep_beat),
        Act("Compare A and B", "X", tray.toggle_compare),
        Act("Stop comparing", "Shift+X", tray.stop_compare),
        Act("Add to the chain", "N", window.chain.view.add_beat),
    )


def _feel(window: MainWindow) -> Sequence[Entry]:
    feel, feeler = window.feel, window.feeler
    return (
        Act("New feel", "Shift+F", feel.new.click),
        Act("Groove from file…", "Ctrl+Shift+O", window.files.grooves.ask),
        Act("Release what was set by hand", "Shift+Y", window.release_feel),
        Act("All as it was played", "Ctrl+Shift+F", feeler.as_played),
        None,
        Act("Feel voice by voice", "Y", window.toggle_feel_voices, checked=lambda: not window.feel_voices.isHidden()),
        Act("Play new beats", "", feel.plays.click, checked=feel.plays.isChecked),
    )


def _morph(window: MainWindow) -> Sequence[Entry]:
    morph, morpher, tray = window.morph, window.morpher, window.tray
    tools = morph.tools
    keys = zip("ABCD", KEYS, strict=True)
    return (
        *(Act(f"Use as {letter}", key, partial(tray.set_end, index)) for index, (letter, key) in enumerate(keys)),
        Act("Swap A and B", "Shift+W", morpher.swap_ends),
        None,
        Act("Towards A", "U", partial(morph.step, -STEP), repeats=True),
        Act("Towards B", "I", partial(morph.step, STEP), repeats=True),
        Act("Far towards A", "Shift+U", partial(morph.step, -LEAP), repeats=True),
        Act("Far towards B", "Shift+I", partial(morph.step, LEAP), repeats=True),
        None,
        Act("Another way", "W", tools.draw_seed),
        Act("Make a chain from A to B", "Shift+N", morpher.make_chain),
        Act("Record the movement", "Ctrl+R", window.recorder.toggle, checked=lambda: window.recorder.recording),
        Act("Learn a controller…", "", morph.learn.click),
        None,
        Act("Voice by voice", "D", morph.toggle_voices, checked=lambda: not morph.voices.isHidden()),
        Act("Let all voices go along", "Shift+D", morpher.let_all_go),
        None,
        *(
            Act(words, f"Alt+{view + 1}", partial(morph.show_view, view), checked=partial(morph.shows, view))
            for view, words in _VIEWS.items()
        ),
        Act(
            "Follow the path", "Shift+P", window.corners.bar.follow.click, checked=lambda: window.path_player.following
        ),
        None,
        Act("A single row", "J", morph.toggle_folded, checked=lambda: morph.folded),
    )


def _play(window: MainWindow) -> Sequence[Entry]:
    playback, roll, transport = window.playback, window.roll, window.transport
    return (
        Act("Play or stop", "Space", playback.toggle),
        Act("Go to the start", "Home", playback.rewind),
        Act("Loop the bar", "Ctrl+L", roll.toggle_loop),
        Act("Play the chain", "P", window.toggle_chained, checked=lambda: playback.chained),
        None,
        Act("Mute the voice", "M", roll.toggle_mute),
        Act("Solo the voice", "S", roll.toggle_solo),
        Act("Metronome", "C", transport.metronome.switch.click),
        Act("Tap the tempo", "T", transport.bpm.tap),
        None,
        Act("Silence everything", "Esc", window.silence),
    )


def _view(window: MainWindow) -> Sequence[Entry]:
    roll = window.roll
    return (
        Act("Zoom in", "Ctrl++ or Ctrl+=", roll.zoom_in),
        Act("Zoom out", "Ctrl+-", roll.zoom_out),
        Act("Whole beat", "Ctrl+0", roll.zoom_to_fit),
        None,
        Act("Ghosts", "H", window.toggle_ghosts, checked=lambda: window.ghosts_shown),
        Act("Velocity lane", "E", window.toggle_velocity_lane, checked=lambda: roll.velocities_visible),
        None,
        Submenu("Theme", partial(_fill_themes, window)),
    )


def _help(window: MainWindow) -> Sequence[Entry]:
    return (
        Act("Keys", "F1", window.help.toggle),
        Act("User guide", "Shift+F1", window.show_guide),
        None,
        Act("About BeatGen", "", window.show_about),
    )


def _fill_recent(window: MainWindow, menu: QMenu) -> None:
    recent = window.projects.recent
    for path in recent:
        action = menu.addAction(Path(path).name.replace("&", "&&"))
        action.setToolTip(path)
        action.triggered.connect(lambda _checked=False, path=path: window.projects.open(Path(path)))
    if not recent:
        add_remark(menu, "No projects yet")


def _fill_themes(window: MainWindow, menu: QMenu) -> None:
    for choice in THEMES:
        words = f"As the system's ({window.appearance.theme.name})" if choice == THEMES[0] else choice.capitalize()
        add_choice(menu, words, choice == window.appearance.choice, partial(window.choose_theme, choice))
