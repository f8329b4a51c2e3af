"""The options of ``beatgen generate`` that say what is wanted, and the request that they make."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from core.command_options import number, read_beat
from core.feel import MAX_AMOUNT, Amounts, Playing
from core.kit import VOICES
from core.note_events import MAX_BPM, MIN_BPM
from core.take import MAX_BARS, MAX_COUNT, MAX_DENSITY, MAX_TEMPERATURE, GenerationRequest, Task

if TYPE_CHECKING:
    from core.locks import Locks
    from core.pattern import Pattern

DEFAULT_BPM = 120.0

CountOption = Annotated[int, typer.Option("-n", "--count", min=1, max=MAX_COUNT, help="Number of beats.")]
TemperatureOption = Annotated[
    float | None,
    typer.Option(min=0.0, max=MAX_TEMPERATURE, callback=number, help="0 is the safest; the model's own if not given."),
]
BpmOption = Annotated[
    float | None,
    typer.Option(
        min=MIN_BPM,
        max=MAX_BPM,
        callback=number,
        help=f"Tempo of the files, at which they are played; that of what they start from, or {DEFAULT_BPM:g}.",
    ),
]
BarsOption = Annotated[
    int | None,
    typer.Option(
        min=1, max=MAX_BARS, help="Length of the beats, or of what --continue adds; the model's own if not given."
    ),
]
StyleOption = Annotated[str | None, typer.Option(help="One of the model's styles (see beatgen models).")]
DensityOption = Annotated[
    float, typer.Option(min=-MAX_DENSITY, max=MAX_DENSITY, callback=number, help="Above 0 busier, below 0 sparser.")
]
LockOption = Annotated[
    str | None,
    typer.Option(
        metavar="FILE.mid:VOICE[,VOICE…]",
        help=f"Keep these voices of a beat; fit the rest. They are {', '.join(voice.key for voice in VOICES)}.",
    ),
]
VaryOption = Annotated[
    Path | None, typer.Option(metavar="FILE.mid", help="Make neighbours of this beat, the nearest first.")
]
FillOption = Annotated[Path | None, typer.Option(metavar="FILE.mid", help="Make a fill in this beat's last bar.")]
ContinueOption = Annotated[
    Path | None, typer.Option("--continue", metavar="FILE.mid", help="Make what comes after this beat.")
]


FeelOption = Annotated[
    float,
    typer.Option(
        min=0.0,
        max=MAX_AMOUNT,
        callback=number,
        help="How much of a drummer's velocity and timing the beats get: 0 none, 1 all, above more than that.",
    ),
]
DrummerOption = Annotated[
    str | None,
    typer.Option(help="Play them like one of the drummers that the feel was learned from, such as drummer1."),
]


class Start(NamedTuple):
    """What to do, from which beat, at which tempo in beats a minute, read from where."""

    task: Task = Task.NEW
    subject: Pattern | None = None
    bpm: float = DEFAULT_BPM
    path: Path | None = None


def read_start(vary: Path | None, fill: Path | None, after: Path | None) -> Start:
    """Return what the options say to start from, of which one may be given at most.

    What had to be left out of the file is said on stderr.

    Raises:
        typer.BadParameter: More than one is given.
        MidiFileError: The file can't be read or holds no drums.
    """
    options = {Task.VARY: vary, Task.FILL: fill, Task.CONTINUE: after}
    given = [(task, path) for task, path in options.items() if path is not None]
    if len(given) > 1:
        raise typer.BadParameter("only one of --vary, --fill and --continue can be given")
    if not given:
        return Start()
    [(task, path)] = given
    pattern, bpm = read_beat(path)
    return Start(task, pattern, bpm, path)


def read_playing(feel: float, bpm: float, drummer: str | None) -> Playing | None:
    """Return how the beats are to be played; None leaves them on the grid.

    Raises:
        typer.BadParameter: They are not to be played, and yet by a certain drummer.
    """
    if feel == 0.0 and drummer is not None:
        raise typer.BadParameter("--drummer plays nothing with --feel 0; leave one of them out")
    return Playing(bpm, drummer, Amounts(feel, feel)) if feel > 0.0 else None


def read_request(
    count: int,
    seed: int,
    temperature: float,
    bars: int | None,
    style: str | None,
    density: float,
    lock: str | None,
    start: Start,
    playing: Playing | None = None,
) -> GenerationRequest:
    """Return the request that the options ask for.

    Raises:
        typer.BadParameter: They don't go together, or the lock can't be understood.
        MidiFileError: The file of the lock can't be read.
    """
    if lock is not None and start.task is Task.CONTINUE:
        raise typer.BadParameter("--lock has nothing to keep in what comes after a beat; leave it out")
    try:
        locks = _locks(lock)
        return GenerationRequest(
            count,
            seed,
            temperature,
            bars,
            style,
            density,
            locks,
            task=start.task,
            subject=start.subject,
            playing=playing,
        )
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error


def _locks(lock: str | None) -> Locks | None:
    from core.lock_option import read_locks

    return None if lock is None else read_locks(lock)
