"""What there is to choose from, each with its words: for the menus at the top and for the settings alike."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from beatgen_gui.choices import DEFAULT_SOUNDFONT, leader_in_words
from beatgen_gui.language import NAMES, tr, wanted_language
from beatgen_gui.theme import DARK, LIGHT
from core.playback.states import ClockSource, InputChoice, PortChoice, SwitchAt
from core.playback.synth.audio_drivers import audio_drivers
from core.preferences import ANY_DEVICE, ONLY_CPU, SYSTEM_LANGUAGE, SYSTEM_THEME
from core.wording import Wording

if TYPE_CHECKING:
    from beatgen_gui.appearance import Appearance
    from beatgen_gui.services.devices import Devices

LOUDEST = 200  # percent of what FluidSynth calls a gain of 1; more only clips
OWN_PORT = PortChoice("BeatGen", virtual=True)
OWN_INPUT = InputChoice("BeatGen", virtual=True)
HAS_OWN_PORTS = sys.platform != "win32"
OWN_PORT_WORDS = Wording("Own port “BeatGen”")
SWITCH_WORDS = {
    SwitchAt.STEP: Wording("next step"),
    SwitchAt.BEAT: Wording("next beat"),
    SwitchAt.BAR: Wording("next bar"),
    SwitchAt.LOOP: Wording("next loop"),
}
SYSTEM_THEME_WORDS = {
    DARK.name: Wording("As the system's (dark)"),
    LIGHT.name: Wording("As the system's (light)"),
}
THEME_WORDS = {DARK.name: Wording("Dark"), LIGHT.name: Wording("Light")}


def soundfonts(devices: Devices) -> list[tuple[str | None, str]]:
    """Return the SoundFonts by path, each once: BeatGen's own (None), the user's latest ones, those of the system."""
    chosen, found = devices.synth.soundfont, map(str, devices.found.soundfonts)
    known = dict.fromkeys((*devices.preferences.recent_soundfonts, *filter(None, [chosen]), *found))
    others = [(path, Path(path).stem) for path in known if Path(path).stem != DEFAULT_SOUNDFONT]
    return [(None, DEFAULT_SOUNDFONT), *others]


def audio_outputs() -> list[tuple[str | None, str]]:
    """Return the audio drivers by FluidSynth's names for them; None takes the first that works."""
    return [(None, tr("Automatic")), *((driver.name, driver.label) for driver in audio_drivers())]


def ports(devices: Devices) -> list[tuple[PortChoice, str]]:
    """Return the MIDI ports to play to, BeatGen's own first."""
    own = [(OWN_PORT, tr(OWN_PORT_WORDS))] if HAS_OWN_PORTS else []
    return [*own, *((PortChoice(name), name) for name in devices.found.outputs)]


def inputs(devices: Devices) -> list[tuple[InputChoice, str]]:
    """Return the MIDI ports to listen to, BeatGen's own first."""
    own = [(OWN_INPUT, tr(OWN_PORT_WORDS))] if HAS_OWN_PORTS else []
    return [*own, *((InputChoice(name), name) for name in devices.found.inputs)]


def leaders(devices: Devices) -> list[tuple[tuple[ClockSource, InputChoice | None], str]]:
    """Return who may beat time, and with a MIDI clock the port that it comes from."""
    sources = [
        (ClockSource.INTERNAL, None),
        *((ClockSource.MIDI, choice) for choice, _words in inputs(devices)),
        (ClockSource.LINK, None),
    ]
    return [((clock, choice), leader_in_words(clock, choice)) for clock, choice in sources]


def switches() -> list[tuple[SwitchAt, str]]:
    """Return what another beat may wait for."""
    return [(at, tr(words)) for at, words in SWITCH_WORDS.items()]


def themes(appearance: Appearance) -> list[tuple[str, str]]:
    """Return the themes; the system's first, with what it is now."""
    of_system = tr(SYSTEM_THEME_WORDS[appearance.theme.name])
    return [(SYSTEM_THEME, of_system), *((theme, tr(words)) for theme, words in THEME_WORDS.items())]


def languages() -> list[tuple[str, str]]:
    """Return the languages of the interface, each by the name that its speakers know."""
    of_system = NAMES[wanted_language(SYSTEM_LANGUAGE)]
    return [(SYSTEM_LANGUAGE, tr("As the system's ({language})", language=of_system)), *NAMES.items()]


def computing_devices() -> list[tuple[str, str]]:
    """Return what models may compute on."""
    return [(ANY_DEVICE, tr("Automatic")), (ONLY_CPU, tr("Processor (CPU) only"))]
