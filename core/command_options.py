"""Options that several headless commands share."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Annotated

import typer

from core.note_events import MAX_BPM, MAX_SWING, MIN_BPM, STRAIGHT

if TYPE_CHECKING:
    from pathlib import Path

    from core.note_events import EventList
    from core.playback.states import SynthChoice

DEFAULT_GAIN = 0.6

JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.")]
KitOption = Annotated[
    str | None, typer.Option(metavar="NAME|NUMBER", help="One of the SoundFont's drum kits; else its first one.")
]


def number(value: float | None) -> float | None:
    """Refuse what is in no range and yet passes every range check.

    Raises:
        typer.BadParameter: The value is not a number.
    """
    if value is not None and math.isnan(value):
        raise typer.BadParameter("nan is not a number")
    return value


BpmOption = Annotated[
    float | None, typer.Option(min=MIN_BPM, max=MAX_BPM, callback=number, help="Tempo; the file's if not given.")
]
SwingOption = Annotated[
    float, typer.Option(min=STRAIGHT, max=MAX_SWING, callback=number, help="50 is straight, 75 dotted.")
]


def read_events(file: Path, bpm: float | None, swing: float) -> EventList:
    """Return all of a MIDI file's drums as one list of events, in its own tempo if bpm is None.

    The user's own drum maps are among those that it may be read by. What had to be left out is said on stderr.

    Raises:
        MidiFileError: The file can't be read or holds no drums.
    """
    from core.midi_file import join_patterns, read_beats
    from core.note_events import note_events
    from core.user_maps import list_maps

    beats = read_beats(file, maps=list_maps())
    for problem in beats.problems:
        typer.echo(f"{file}: {problem}", err=True)
    return note_events(join_patterns(beats.patterns), beats.bpm if bpm is None else bpm, swing)


def synth_choice(soundfont: Path | None, kit: str | None = None, gain: float = DEFAULT_GAIN) -> SynthChoice:
    """Return the synthesizer that the options ask for.

    Raises:
        OutputError: FluidSynth or the SoundFont is missing, or it has no such kit.
    """
    from core.errors import OutputError
    from core.playback.states import SynthChoice
    from core.playback.synth.drum_synth import list_presets
    from core.playback.synth.fluid import hush
    from core.playback.synth.soundfont import checked_soundfont

    path = None if soundfont is None else str(checked_soundfont(soundfont).absolute())
    choice = SynthChoice(path, gain=gain)
    if kit is None:
        return choice
    hush()
    presets = list_presets(choice)
    for preset in presets:
        if kit.casefold() in (str(preset.program), preset.name.casefold()):
            return SynthChoice(path, preset.program, gain)
    known = ", ".join(f"{preset.program} {preset.name}" for preset in presets) or "a single, nameless one"
    raise OutputError(f"there is no kit {kit!r} in this SoundFont, but {known}")
