"""Options that several headless commands share."""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from core.errors import GenerationError, OutputError
from core.note_events import MAX_BPM, MAX_SWING, MIN_BPM, STRAIGHT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.note_events import EventList
    from core.pattern import Pattern
    from core.playback.states import SynthChoice

DEFAULT_GAIN = 0.6

JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.")]
KitOption = Annotated[
    str | None, typer.Option(metavar="NAME|NUMBER", help="One of the SoundFont's drum kits; else its first one.")
]
OutOption = Annotated[Path, typer.Option("-o", "--out", help="Folder for the .mid files; made if missing.")]
ModelOption = Annotated[str, typer.Option(help="A model's name (see beatgen models) or a checkpoint file.")]
MapOption = Annotated[
    str, typer.Option("--map", help="The drum map whose notes are written, such as General MIDI or BFD3.")
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


def check_known(kind: str, name: str | None, names: Sequence[str]) -> None:
    """Make sure that a model knows what it is asked for.

    Args:
        kind: What it is, such as "style".
        name: Its name; None where nothing is asked for.
        names: Those that the model knows.

    Raises:
        GenerationError: It isn't among them; the sentence lists them.
    """
    if name is not None and name not in names:
        raise GenerationError(f"there is no {kind} {name!r}; choose one of {', '.join(names)}")


def read_beat(file: Path) -> tuple[Pattern, float]:
    """Return all of a MIDI file's drums as one beat, and its tempo in beats a minute.

    The user's own drum maps are among those that it may be read by. What had to be left out is said on stderr.

    Raises:
        MidiFileError: The file can't be read or holds no drums.
    """
    from core.midi_file import join_patterns, read_beats
    from core.user_maps import list_maps

    beats = read_beats(file, maps=list_maps())
    for problem in beats.problems:
        typer.echo(f"{file}: {problem}", err=True)
    return join_patterns(beats.patterns), beats.bpm


def read_events(file: Path, bpm: float | None, swing: float) -> EventList:
    """Return all of a MIDI file's drums as one list of events, in its own tempo if bpm is None; see ``read_beat``.

    Raises:
        MidiFileError: The file can't be read or holds no drums.
    """
    from core.note_events import note_events

    pattern, own_bpm = read_beat(file)
    return note_events(pattern, own_bpm if bpm is None else bpm, swing)


def synth_choice(soundfont: Path | None, kit: str | None = None, gain: float = DEFAULT_GAIN) -> SynthChoice:
    """Return the synthesizer that the options ask for.

    Raises:
        OutputError: FluidSynth or the SoundFont is missing, or it has no such kit.
    """
    from core.playback.render_process import list_presets
    from core.playback.states import SynthChoice
    from core.playback.synth.soundfont import checked_soundfont

    path = None if soundfont is None else str(checked_soundfont(soundfont).absolute())
    choice = SynthChoice(path, gain=gain)
    if kit is None:
        return choice
    presets = list_presets(choice)
    for preset in presets:
        if kit.casefold() in (str(preset.program), preset.name.casefold()):
            return SynthChoice(path, preset.program, gain)
    known = ", ".join(f"{preset.program} {preset.name}" for preset in presets) or "a single, nameless one"
    raise OutputError(f"there is no kit {kit!r} in this SoundFont, but {known}")
