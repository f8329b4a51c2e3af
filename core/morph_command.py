"""``beatgen morph``."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path  # noqa: TC003 - typer looks for it when the command runs
from typing import TYPE_CHECKING, Annotated

import typer

from core.command_options import MapOption, ModelOption, OutOption, number, read_beat
from core.command_output import MANIFEST, free_target, made_folder, write_takes
from core.errors import MidiFileError
from core.hold_option import read_holds
from core.kit import GENERAL_MIDI
from core.morph import ALONG, MAX_CLOSENESS, MAX_MORPH_BARS, Morph
from core.morphing import MAX_MORPH_STEPS, MIN_MORPH_STEPS, Morphing
from core.note_events import MAX_BPM, MIN_BPM
from core.request_options import TemperatureOption  # noqa: TC001 - typer looks for it when the command runs
from core.take import MAX_SEED, GenerationRequest, Task

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.generation import BeatGenerator
    from core.kit import Kit
    from core.pattern import Pattern
    from core.take import Take

_USUAL = Morphing()


def morph(
    a: Annotated[Path, typer.Argument(metavar="A.mid", help="The beat to begin with.")],
    b: Annotated[Path, typer.Argument(metavar="B.mid", help="The beat to arrive at.")],
    out: OutOption,
    count: Annotated[
        int,
        typer.Option("-k", "--count", min=MIN_MORPH_STEPS, max=MAX_MORPH_STEPS, help="Number of beats with A and B."),
    ] = _USUAL.steps,
    chain: Annotated[
        Path | None, typer.Option(metavar="FILE.mid", help="Write all of them after each other as one file, too.")
    ] = None,
    corners: Annotated[
        tuple[Path, Path] | None,
        typer.Option(metavar="C.mid D.mid", help="Make a square: as many rows, from A and B down to C and D."),
    ] = None,
    hold: Annotated[
        list[str] | None,
        typer.Option(
            metavar="VOICE=PLACE", help="Hold a voice at A, at B or at 0..1 between them; may be given several times."
        ),
    ] = None,
    closeness: Annotated[
        float,
        typer.Option(min=0.0, max=MAX_CLOSENESS, callback=number, help="How closely the way keeps to the ends' hits."),
    ] = _USUAL.closeness,
    model: ModelOption = "default",
    temperature: TemperatureOption = None,
    seed: Annotated[int, typer.Option(min=0, max=MAX_SEED, help="Another seed takes another way.")] = _USUAL.seed,
    bpm: Annotated[
        float | None,
        typer.Option(
            min=MIN_BPM, max=MAX_BPM, callback=number, help="Tempo written into the files; that of A if not given."
        ),
    ] = None,
    drum_map: MapOption = GENERAL_MIDI.name,
) -> None:
    """Go from one beat to another: from morph-0000.mid, which is A, to B; manifest.json tells how each was made."""
    sources = [a, b, *(corners or ())]
    read = [_read(source) for source in sources]
    ends, bpm = [pattern for pattern, _ in read], read[0][1] if bpm is None else bpm
    morphing = Morphing(square=corners is not None, voices=_held(hold), closeness=closeness, seed=seed, steps=count)

    from core.generation import BeatGenerator
    from core.user_maps import find_map

    kit = find_map(drum_map)
    generator = BeatGenerator.load(model)
    temperature = generator.temperature if temperature is None else temperature
    folder = made_folder(out)
    targets = [folder / f"morph-{name}.mid" for name in _names(morphing)]
    _check_targets([*targets, folder / MANIFEST], chain, sources)
    takes = (
        _square(generator, ends, morphing, temperature) if corners else _line(generator, ends, morphing, temperature)
    )
    write_takes(dict(zip(targets, takes, strict=True)), folder, generator.name, bpm, seed, kit)
    typer.echo(f"{len(takes)} beats in {folder} (model {generator.name}, seed {seed})")
    if chain is not None:
        _write_chain(takes, chain, bpm, kit)


def _read(path: Path) -> tuple[Pattern, float]:
    """Return a beat that can be an end, and its tempo.

    Raises:
        MidiFileError: The file can't be read, or its beat is too long.
    """
    pattern, bpm = read_beat(path)
    if pattern.bar_count > MAX_MORPH_BARS:
        raise MidiFileError(
            f"has {pattern.bar_count} bars, and a morph goes between up to {MAX_MORPH_BARS}; cut out the part", path
        )
    return pattern, bpm


def _held(hold: Sequence[str] | None) -> tuple[float | None, ...]:
    """Return where each voice is held.

    Raises:
        typer.BadParameter: An option can't be understood.
    """
    try:
        return read_holds(hold or ())
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--hold") from error


def _names(morphing: Morphing) -> list[str]:
    """Return what tells the files apart: their number, or in a square row and column."""
    turns = range(morphing.steps)
    if morphing.square:
        return [f"{row:02d}-{column:02d}" for row in turns for column in turns]
    return [f"{turn:04d}" for turn in turns]


def _check_targets(targets: Sequence[Path], chain: Path | None, sources: Sequence[Path]) -> None:
    """Make sure that nothing which was given or is being written is lost.

    Raises:
        BeatgenError: A beat that was given would be overwritten.
        typer.BadParameter: The chain has the name of one of the others, or no folder.
    """
    if chain is not None and not chain.resolve().parent.is_dir():
        raise typer.BadParameter(f"{chain.parent} is not a folder; make it first", param_hint="--chain")
    for source in sources:
        for target in [*targets, chain] if chain is not None else targets:
            free_target(target, source)
    if chain is not None and chain.resolve() in {target.resolve() for target in targets}:
        raise typer.BadParameter(f"{chain.name} is one of the folder's own files; choose another", param_hint="--chain")


def _line(generator: BeatGenerator, ends: Sequence[Pattern], morphing: Morphing, temperature: float) -> list[Take]:
    """Return the beats from A to B that the window's slider would show at equal distances."""
    whole = replace(replace(morphing, voices=ALONG).line(ends), temperature=temperature)
    line = generator.line(whole)
    if morphing.voices != ALONG:
        line = generator.line(replace(morphing.line(ends, line.places), temperature=temperature))
    return line.spread(morphing.steps)


def _square(generator: BeatGenerator, ends: Sequence[Pattern], morphing: Morphing, temperature: float) -> list[Take]:
    """Return the beats of a square row by row, A to B first and C to D last."""
    takes: list[Take] = []
    for row in range(morphing.steps):
        place = Morph(tuple(ends), row / (morphing.steps - 1), morphing.voices, morphing.closeness)
        request = GenerationRequest(morphing.steps, morphing.seed, temperature, task=Task.MORPH, morph=place)
        takes += generator.sample(request)
    return takes


def _write_chain(takes: Sequence[Take], path: Path, bpm: float, kit: Kit) -> None:
    from core.midi_file import join_patterns, write_pattern

    pattern = join_patterns([take.pattern for take in takes])
    write_pattern(pattern, path, bpm, kit=kit)
    typer.echo(f"{path}: {pattern.bar_count} bars at {bpm:g} bpm")
