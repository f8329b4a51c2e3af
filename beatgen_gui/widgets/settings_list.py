"""Which settings there are of all but sound and MIDI: what each shows, sets and says."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from beatgen_gui import offers
from beatgen_gui.language import spoken, tr, wanted_language
from beatgen_gui.services.generation import DEFAULT_MODEL
from beatgen_gui.widgets.setting import Section
from core.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Callable

    from beatgen_gui.appearance import Appearance
    from beatgen_gui.services.devices import Devices
    from beatgen_gui.services.generation import Generation
    from beatgen_gui.theme import Theme
    from beatgen_gui.widgets.model_chooser import ModelChooser
    from beatgen_gui.widgets.setting import Setting


def drum_maps(devices: Devices, theme: Theme, edit_map: Callable[[], object]) -> list[Setting]:
    """Return which notes stand for which drums."""
    section = Section(tr("Drum maps"), theme)
    return [
        section.pick(
            tr("Drum map"),
            tr("The notes that the MIDI output, exported files and opened files have for each drum."),
            lambda: [(kit.name, kit.name) for kit in devices.maps],
            lambda: devices.kit.name,
            devices.use_map,
            words=Wording("drum map notes General MIDI Drum Rack"),
        ),
        section.door(
            tr("A map of your own"),
            tr("Type its notes, or hit your pads to learn them."),
            tr("Make a map of my own…"),
            edit_map,
        ),
    ]


def playing(devices: Devices, theme: Theme) -> list[Setting]:
    """Return how beats come in, and the click."""
    section = Section(tr("Playing"), theme)

    def change(**changes: Any) -> None:
        devices.set_metronome(replace(devices.preferences.metronome, **changes))

    return [
        section.pick(
            tr("Another beat comes in at the"),
            tr("What a beat waits for while one plays. Edits are heard at the next step."),
            offers.switches,
            lambda: devices.preferences.switch_at,
            devices.set_switch_at,
        ),
        section.toggle(
            tr("Metronome"),
            tr("A click on each beat while the music runs (C)."),
            lambda: devices.preferences.metronome.on,
            lambda on: change(on=on),
            words=Wording("metronome click"),
        ),
        section.toggle(
            tr("Metronome at the MIDI output, too"),
            tr("On the drums' channel."),
            lambda: devices.preferences.metronome.to_port,
            lambda on: change(to_port=on),
            words=Wording("metronome click port"),
        ),
        section.toggle(
            tr("Count in"),
            tr("A bar of clicks before the music starts."),
            lambda: devices.preferences.counts_in,
            devices.set_counts_in,
            words=Wording("count in click"),
        ),
    ]


def models(devices: Devices, generation: Generation, chooser: ModelChooser, theme: Theme) -> list[Setting]:
    """Return which model makes the beats, and what it computes on."""
    section = Section(tr("Model"), theme)

    def use_model(name: str) -> None:
        chooser.use_name(name)
        devices.set_model(name)

    def choose_file() -> None:
        if chooser.ask_file():
            devices.set_model(chooser.model)

    def compute(on: str) -> None:
        if on != devices.preferences.computing:
            devices.set_computing(on)
            generation.load_anew()

    def found() -> str:
        now = tr("The model in memory computes on {device}.", device=generation.device.upper())
        return " ".join(filter(None, (generation.card, now if generation.device else "")))

    return [
        section.pick(
            tr("Model to begin with"),
            tr("It makes the beats from now on, and after the next start."),
            lambda: chooser.offered,
            lambda: devices.preferences.model or DEFAULT_MODEL,
            use_model,
            unknown=lambda gone: Path(gone).stem,
            more=(tr("Choose checkpoint…"), choose_file),
            words=Wording("model checkpoint safetensors"),
        ),
        section.pick(
            tr("Compute on"),
            tr("Automatic takes a CUDA card where there is one; it is quicker where many beats are wanted."),
            offers.computing_devices,
            lambda: devices.preferences.computing,
            compute,
            state=found,
            words=Wording("device graphics card GPU CUDA CPU"),
        ),
    ]


def looks(devices: Devices, appearance: Appearance, choose_theme: Callable[[str], object]) -> list[Setting]:
    """Return how the window looks, and what it speaks."""
    section = Section(tr("Appearance"), appearance.theme)

    def from_next_start() -> str:
        changed = wanted_language(devices.preferences.language) != spoken()
        return tr("BeatGen speaks it from its next start on.") if changed else ""

    return [
        section.pick(
            tr("Theme"),
            tr("The window's colours."),
            lambda: offers.themes(appearance),
            lambda: appearance.choice,
            choose_theme,
            words=Wording("theme colours dark light"),
        ),
        section.pick(
            tr("Language"),
            tr("What BeatGen speaks."),
            offers.languages,
            lambda: devices.preferences.language,
            devices.set_language,
            state=from_next_start,
            words="Language 언어 English 한국어",
        ),
    ]
