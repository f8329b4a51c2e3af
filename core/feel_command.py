"""``beatgen feel``."""

from __future__ import annotations

import secrets
from pathlib import Path  # noqa: TC003 - typer looks for it when the command runs
from typing import TYPE_CHECKING, Annotated

import numpy as np
import typer

from core.command_options import MapOption, OutOption, check_known, number, read_beat
from core.command_output import for_each, free_target, made_folder
from core.feel import MAX_AMOUNT, MAX_MANNER_SEED, MAX_OFFSET, MIN_OFFSET
from core.kit import GENERAL_MIDI
from core.note_events import MAX_BPM, MIN_BPM
from core.pattern import Pattern

if TYPE_CHECKING:
    from collections.abc import Callable

    Player = Callable[[Pattern, float], Pattern]  # of a beat and its tempo


def feel(
    files: Annotated[list[Path], typer.Argument(metavar="IN.mid…", help="MIDI files with drums.")],
    out: OutOption,
    amount: Annotated[
        float,
        typer.Option(
            min=0.0,
            max=MAX_AMOUNT,
            callback=number,
            help="0 leaves the hits as they are, 1 plays them as a drummer does, above exaggerates that.",
        ),
    ] = 1.0,
    seed: Annotated[
        int | None,
        typer.Option(min=0, max=MAX_MANNER_SEED, help="Same seed, same feel; drawn if not given."),
    ] = None,
    style: Annotated[str | None, typer.Option(help="Play in one of the feel model's styles, such as jazz.")] = None,
    drummer: Annotated[
        str | None, typer.Option(help="Play like one of the drummers it learned from, such as drummer1.")
    ] = None,
    best: Annotated[bool, typer.Option("--best", help="Take the likeliest feel instead of drawing one.")] = False,
    groove: Annotated[
        Path | None, typer.Option(metavar="FILE.mid", help="Lay the feel of this file on the beats instead.")
    ] = None,
    bpm: Annotated[
        float | None,
        typer.Option(
            min=MIN_BPM,
            max=MAX_BPM,
            callback=number,
            help="Play as at this tempo; the files keep theirs.",
        ),
    ] = None,
    drum_map: MapOption = GENERAL_MIDI.name,
) -> None:
    """Give beats velocity and timing as drummers play them; the hits stay, and so do the files' names."""
    _check_alone(groove, {"--seed": seed, "--style": style, "--drummer": drummer, "--best": best or None, "--bpm": bpm})
    if best and seed is not None:
        raise typer.BadParameter("--best draws nothing; leave out --seed")
    from core.midi_file import write_pattern
    from core.user_maps import find_map

    kit = find_map(drum_map)
    seed = secrets.randbelow(2**31) if seed is None else seed
    player = _drummer(seed, style, drummer, best) if groove is None else _groove(groove)
    folder = made_folder(out)
    written: set[Path] = set()

    def one(path: Path) -> None:
        target = free_target(folder / path.name, path, written)
        if groove is not None:
            free_target(target, groove)
        pattern, own_bpm = read_beat(path)
        played = player(pattern, own_bpm if bpm is None else bpm)
        write_pattern(_heard(pattern, played, amount), target, own_bpm, kit=kit)
        written.add(target)

    all_done = for_each(files, one)
    if written:
        by = "the likeliest feel" if best else f"seed {seed}" if groove is None else f"the groove of {groove.name}"
        typer.echo(f"{len(written)} {'beat' if len(written) == 1 else 'beats'} in {folder} ({by})")
    if not all_done:
        raise typer.Exit(1)


def _check_alone(groove: Path | None, options: dict[str, object]) -> None:
    """Make sure that nothing is asked of the model where a groove takes its place.

    Raises:
        typer.BadParameter: Something is.
    """
    given = [name for name, value in options.items() if value is not None]
    if groove is not None and given:
        raise typer.BadParameter(f"--groove takes the place of the model; leave out {', '.join(given)}")


def _drummer(seed: int, style: str | None, drummer: str | None, best: bool) -> Player:
    """Return what plays a beat by the feel model.

    Raises:
        CheckpointError: The model can't be used.
        GenerationError: It knows no such style or drummer.
    """
    from core.cells import Cells
    from core.feel import FeelRequest, Manner
    from core.generation.feel_player import FeelPlayer

    model = FeelPlayer.load()
    check_known("style", style, model.styles)
    check_known("drummer", drummer, model.drummers)

    def play(pattern: Pattern, bpm: float) -> Pattern:
        request = FeelRequest(pattern, Manner(seed, bpm, style, drummer), Cells.none(pattern.step_count))
        return (model.guess if best else model.play)([request])[0]

    return play


def _groove(path: Path) -> Player:
    """Return what plays a beat as a file is played.

    Raises:
        MidiFileError: The file can't be read or holds no drums.
    """
    from core.groove import Groove

    groove = Groove(path.stem, read_beat(path)[0])
    return lambda pattern, _bpm: groove.laid_on(pattern)


def _heard(pattern: Pattern, played: Pattern, amount: float) -> Pattern:
    """Return a beat that is as much like what was played as an amount says, 0..1.5."""
    given = pattern.velocity.astype(np.float64)
    velocity = np.clip(np.rint(given + amount * (played.velocity - given)), 1, 127).astype(np.uint8)
    offset = pattern.offset + amount * (played.offset.astype(np.float64) - pattern.offset)
    latest = np.maximum(pattern.offset, MAX_OFFSET)  # what was that late already may stay so
    return Pattern(np.where(pattern.hits, velocity, 0), np.clip(offset, MIN_OFFSET, latest))
