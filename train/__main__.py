"""``python -m train``: slices from MIDI files, training, checkpoints."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from core.errors import BeatgenError, CheckpointError
from train.conversion import CONVERSIONS
from train.groove import SPLITS, read_grooves

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

app = typer.Typer(
    add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False, rich_markup_mode=None, help=__doc__
)

DataArgument = Annotated[Path, typer.Argument(metavar="DATA", help="Folder of the Groove MIDI Dataset.")]


def _one_of(known: Iterable[str]) -> Callable[[str], str]:
    def check(value: str) -> str:
        if value not in known:
            raise typer.BadParameter(f"there is no {value!r}; choose one of {', '.join(known)}")
        return value

    return check


@app.command()
def prepare(
    data: DataArgument,
    out: Annotated[Path, typer.Option("-o", "--out", metavar="FILE.npz", help="Where the slices go.")],
    conversion: Annotated[
        str, typer.Option(callback=_one_of(CONVERSIONS), help=f"How files become slices: {', '.join(CONVERSIONS)}.")
    ] = "magenta",
    cap: Annotated[int, typer.Option(min=0, help="Slices a file at most, drawn at random; 0 keeps all.")] = 0,
    split: Annotated[
        str, typer.Option(callback=_one_of((*SPLITS, "all")), help=f"One of {', '.join(SPLITS)}, or all.")
    ] = "all",
    seed: Annotated[int, typer.Option(min=0, help="Decides what --cap draws.")] = 0,
    cached: Annotated[bool, typer.Option(help="Use slices kept from before where no file has changed.")] = True,
) -> None:
    """Convert the dataset to 4-bar slices: labels int16 [N, 64], files, start, count."""
    from train import slices

    files = [groove.file for groove in read_grooves(data) if split in (groove.split, "all")]
    how = replace(CONVERSIONS[conversion], cap=cap or None)
    found = (slices.prepare_cached if cached else slices.prepare)(data, files, how, seed)
    found.save(out)
    for problem in found.problems:
        typer.echo(problem, err=True)
    typer.echo(f"{len(found.labels)} slices from {int((found.count > 0).sum())} of {len(files)} files in {out}")
    if found.problems:
        raise typer.Exit(1)


@app.command()
def fit(
    data: DataArgument,
    run: Annotated[Path, typer.Option("-o", "--out", metavar="RUN", help="Folder for checkpoints and log.")],
    preset: Annotated[str, typer.Option(help="Which settings to train with.")] = "groove-4bar",
    epochs: Annotated[int, typer.Option(min=0, max=100_000, help="Length of the training; 0 keeps the preset's.")] = 0,
    seed: Annotated[int, typer.Option(min=0, max=2**32 - 1, help="Of weights, order and noise.")] = 0,
    resume: Annotated[bool, typer.Option("--resume", help="Go on where the run stopped.")] = False,
) -> None:
    """Train a model on the train split, stopping early by the validation split."""
    from train.fit import fit as run_fit
    from train.settings import PRESETS

    if preset not in PRESETS:
        raise typer.BadParameter(f"there is no preset {preset!r}; choose one of {', '.join(PRESETS)}")
    settings = replace(PRESETS[preset], seed=seed)
    settings = replace(settings, max_epochs=epochs or settings.max_epochs)
    best = run_fit(settings, data, run, resume)
    typer.echo(f"The best state is in {best}; make a checkpoint of it with python -m train export.")


@app.command()
def evaluate(
    data: DataArgument,
    model: Annotated[str, typer.Option(help="A model's name or a checkpoint file.")] = "default",
    split: Annotated[str, typer.Option(callback=_one_of(SPLITS), help=f"One of {', '.join(SPLITS)}.")] = "validation",
) -> None:
    """Print a checkpoint's held-out figures as JSON."""
    import json

    import torch

    from core.model.checkpoint import load_checkpoint
    from core.model_library import find_model
    from train.figures import held_out_figures
    from train.fit import load_split
    from train.settings import FitSettings

    checkpoint = load_checkpoint(find_model(model))
    conversion = checkpoint.card.training.get("conversion", "magenta")
    if conversion not in CONVERSIONS:
        raise CheckpointError(f"was trained on slices of a conversion unknown here: {conversion!r}", model)
    slices = load_split(data, split, FitSettings(checkpoint.model.config, conversion))
    figures = held_out_figures(checkpoint.model, torch.from_numpy(slices.labels))
    typer.echo(json.dumps({name: round(value, 4) for name, value in figures.items()}, indent=2))


@app.command()
def export(
    run: Annotated[Path, typer.Argument(metavar="RUN", help="Folder that fit filled.")],
    data: DataArgument,
    out: Annotated[Path, typer.Option("-o", "--out", metavar="FILE.safetensors", help="The checkpoint.")],
    title: Annotated[str, typer.Option(help="What the window calls the model.")],
    summary: Annotated[str, typer.Option(help="One sentence: what it plays.")] = "",
    limits: Annotated[str, typer.Option(help="One sentence: what it can't do.")] = "",
) -> None:
    """Write the best state of a run as a checkpoint in float16 with its model card."""
    from train.export import export as run_export

    card = run_export(run, data, out, title, summary, limits)
    for name, value in card.metrics.items():
        typer.echo(f"{name}\t{value}")


def main() -> None:
    """Run the command line; exit status 0 done, 1 failed, 2 bad usage."""
    try:
        app(prog_name="python -m train")
    except BeatgenError as error:
        typer.echo(f"train: error: {error}", err=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
