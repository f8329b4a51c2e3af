"""The sentences that say which device, map or clock was chosen."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from beatgen_gui.language import tr
from core.playback.states import ClockSource

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.playback.states import DrumPreset, InputChoice
    from core.preferences import Preferences

DEFAULT_SOUNDFONT = "TimGM6mb"


def choice_in_words(before: Preferences, after: Preferences, presets: Sequence[DrumPreset]) -> str:
    """Return what was chosen, or nothing where it isn't a device, a map or a clock.

    Args:
        before: The choices before.
        after: The choices in force.
        presets: The kits of the SoundFont that plays.
    """
    if after.synth_on != before.synth_on and not after.synth_on:
        return tr("The synthesizer is off.")
    if after.synth.soundfont != before.synth.soundfont or after.synth_on != before.synth_on:
        return tr("SoundFont: {name}.", name=soundfont_in_words(after.synth.soundfont))
    if after.synth.program != before.synth.program:
        names = (kit.name for kit in presets if kit.program == after.synth.program)
        return tr("Drum kit: {name}.", name=next(names, after.synth.program))
    if after.map_name != before.map_name:
        return tr("Drum map: {name}.", name=after.map_name)
    led = (after.clock, after.input) if after.clock is ClockSource.MIDI else (after.clock, None)
    if after.clock is not before.clock or (led[1] is not None and after.input != before.input):
        return tr("Following {leader}.", leader=leader_in_words(*led))
    return _port_in_words(before, after)


def soundfont_in_words(path: str | None) -> str:
    """Return a SoundFont's name; None is the one that BeatGen brings."""
    return DEFAULT_SOUNDFONT if path is None else Path(path).stem


def leader_in_words(clock: ClockSource, source: InputChoice | None) -> str:
    """Return who beats time, within a sentence or a menu."""
    if clock is ClockSource.LINK:
        return "Ableton Link"
    if clock is ClockSource.INTERNAL:
        return tr("BeatGen's own tempo")
    if source is None:
        return tr("MIDI clock")
    if source.virtual:
        return tr("MIDI clock from own port “BeatGen”")
    return tr("MIDI clock from {port}", port=source.name)


def _port_in_words(before: Preferences, after: Preferences) -> str:
    port, old = after.port, before.port
    if port == old:
        return ""
    if port is None:
        return tr("The MIDI port is off.")
    if old is not None and (port.name, port.virtual) == (old.name, old.virtual) and port.clock != old.clock:
        return tr("MIDI clock goes to {port}." if port.clock else "MIDI clock goes no more to {port}.", port=port.name)
    return tr("MIDI port: {name}.", name=port.name)
