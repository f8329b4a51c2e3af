"""``python -m train evaluate``."""

from __future__ import annotations

import contextlib
from pathlib import Path  # noqa: TC003  Typer reads the annotations
from typing import TYPE_CHECKING, Annotated

import typer

from core.errors import BeatgenError
from core.model_card import read_header
from core.model_library import find_model
from core.take import MAX_COUNT, MAX_TEMPERATURE, GenerationRequest
from train.conversion import CONVERSIONS
from train.evaluation.names import HELD_OUT_SPLITS, OWN
from train.options import DataArgument, one_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from train.evaluation.result import Evaluation

FEEL = "feel"  # the shipped model of feel
COUNT, FLOOR_DRAWS = 1024, 20
PLAIN_WIDTH = 120  # where the output is no terminal
FEWEST, MAX_SEED = 2, 2**32 - 1


def evaluate(
    data: DataArgument,
    model: Annotated[
        str, typer.Option(help=f"A model's name or a checkpoint file; {FEEL} is how beats are played.")
    ] = "default",
    count: Annotated[int, typer.Option("-n", "--count", min=FEWEST, max=MAX_COUNT, help="Number of samples.")] = COUNT,
    seed: Annotated[int, typer.Option(min=0, max=MAX_SEED, help="Of all that is drawn.")] = 0,
    temperature: Annotated[
        float | None,
        typer.Option(min=0.0, max=MAX_TEMPERATURE, help="Of the samples and fills; the model's own if not given."),
    ] = None,
    split: Annotated[
        str, typer.Option(callback=one_of(HELD_OUT_SPLITS), help=f"Judge by: {', '.join(HELD_OUT_SPLITS)}.")
    ] = "validation",
    conversion: Annotated[
        str,
        typer.Option(callback=one_of((OWN, *CONVERSIONS)), help="Whose table of notes the real beats are read by."),
    ] = OWN,
    samples: Annotated[
        Path | None, typer.Option(metavar="FOLDER", help="Judge these .mid files instead of a model.")
    ] = None,
    floor_draws: Annotated[
        int, typer.Option("--null", min=0, max=1000, metavar="DRAWS", help="Sets of real beats to compare with.")
    ] = FLOOR_DRAWS,
    as_json: Annotated[Path | None, typer.Option("--json", metavar="FILE", help="Write all figures there.")] = None,
    out: Annotated[Path | None, typer.Option("-o", "--out", metavar="REPORT.html", help="Write a page there.")] = None,
) -> None:
    """Measure a model on beats that it has never seen: samples, rebuilding, morphs, fills and styles.

    Of a model of feel: how near its velocities and its timing are to those that drummers played the same hits with.
    """
    for path in filter(None, (as_json, out)):
        _check_place(path)
    from train.evaluation.run import evaluate_folder, evaluate_model

    feel = None if samples else _feel(model)
    if feel:
        _refuse(
            {
                "--count": count != COUNT,
                "--temperature": temperature is not None,
                "--conversion": conversion != OWN,
                "--null": floor_draws != FLOOR_DRAWS,
            }
        )
    with _progress() as progress:
        if feel:
            from train.evaluation.feel.run import evaluate_feel_model

            found = evaluate_feel_model(data, feel, split, seed, progress)
        elif samples:
            found = evaluate_folder(data, samples, seed, split, conversion, floor_draws, progress)
        else:
            if temperature is None:
                temperature = read_header(find_model(model)).card.temperature
            request = GenerationRequest(count, seed, temperature)
            found = evaluate_model(data, model, request, split, conversion, floor_draws, progress)
    _tell(found, compare=feel is not None)
    if as_json:
        _write(as_json, found.to_json())
    if out:
        from train.evaluation.page import page

        _write(out, page(found))


def _feel(model: str) -> Path | None:
    """Return the checkpoint if it is one of feel, and None if it makes beats.

    Raises:
        CheckpointError: It can't be found or read.
    """
    from core.model.feel.checkpoint import is_feel
    from core.model_library import FEEL_FILE

    path = FEEL_FILE if model == FEEL else find_model(model)
    return path if is_feel(path) else None


def _refuse(given: Mapping[str, bool]) -> None:
    """Refuse options that have no sense where beats are only played.

    Raises:
        typer.BadParameter: One was given.
    """
    if found := [option for option, is_given in given.items() if is_given]:
        raise typer.BadParameter(f"{found[0]} is for models that make beats; leave it out")


def _tell(found: Evaluation, compare: bool) -> None:
    from rich.console import Console

    from train.evaluation.summary import print_summary

    console = Console()
    if not console.is_terminal:
        console = Console(width=PLAIN_WIDTH)
    print_summary(found, console)
    if compare:
        from train.evaluation.feel.table import print_comparison

        print_comparison(found, console)
    for problem in found.facts["problems"]:
        typer.echo(problem, err=True)


@contextlib.contextmanager
def _progress() -> Iterator[Callable[[str, int, int], None]]:
    """Show what is going on, on the error stream where that is a terminal."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    console = Console(stderr=True)
    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn()
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("", total=None)
        yield lambda what, done, total: bar.update(task, description=what, completed=done, total=total)


def _check_place(path: Path) -> None:
    """Find out before minutes of work that a file can't be written after them.

    Raises:
        BeatgenError: It can't.
    """
    if not path.parent.is_dir() or path.is_dir():
        raise BeatgenError("can't be written; choose a file in a folder that exists", path)


def _write(path: Path, text: str) -> None:
    from core.atomic_file import replacing

    try:
        with replacing(path) as part:
            part.write_text(text, encoding="utf-8")
    except OSError as error:
        raise BeatgenError(f"can't be written ({error.strerror}); choose another folder", path) from error
