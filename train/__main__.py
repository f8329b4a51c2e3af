"""``python -m train``: slices from MIDI files, training, checkpoints."""

from __future__ import annotations

import sys
from pathlib import Path  # noqa: TC003  Typer reads the annotations
from typing import Annotated

import typer

from core.errors import BeatgenError
from train import data_commands
from train.evaluation.command import evaluate
from train.fit_command import fit
from train.options import DataArgument  # noqa: TC001  Typer reads the annotations

app = typer.Typer(
    add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False, rich_markup_mode=None, help=__doc__
)

for command in (data_commands.download, data_commands.report, data_commands.prepare, fit, evaluate):
    app.command()(command)


@app.command()
def export(
    run: Annotated[Path, typer.Argument(metavar="RUN", help="Folder that fit filled.")],
    data: DataArgument,
    out: Annotated[Path, typer.Option("-o", "--out", metavar="FILE.safetensors", help="The checkpoint.")],
    title: Annotated[str, typer.Option(help="What the window calls the model.")],
    summary: Annotated[str, typer.Option(help="One sentence: what it plays.")] = "",
    limits: Annotated[str, typer.Option(help="One sentence: what it can't do.")] = "",
) -> None:
    """Write the best state of a run as a checkpoint in float16 with its model card, and fingerprints beside it."""
    from train.export import export as run_export

    card = run_export(run, data, out, title, summary, limits)
    for name, value in card.metrics.items():
        typer.echo(f"{name}\t{value}")


@app.command()
def fingerprints(
    data: DataArgument,
    checkpoint: Annotated[Path, typer.Argument(metavar="CHECKPOINT", help="A checkpoint that was trained on DATA.")],
) -> None:
    """Write fingerprints of the beats that a checkpoint was trained on beside it, by which BeatGen knows copies.

    The beats aren't in them, but who searches long enough can find many of them: hand on a model without this file if
    its beats must stay private.
    """
    from train.fingerprints import make_fingerprints

    made = make_fingerprints(data, checkpoint)
    typer.echo(f"{made.beats} beats in {made.path}")


@app.command(name="map")
def space_map(
    checkpoint: Annotated[Path, typer.Argument(metavar="CHECKPOINT", help="A checkpoint that was trained on DATA.")],
    data: DataArgument,
    out: Annotated[
        Path | None, typer.Option("-o", "--out", metavar="FILE", help="The map; else beside the checkpoint.")
    ] = None,
) -> None:
    """Write the map of a checkpoint's space of beats, on which BeatGen shows takes among the styles of DATA.

    Some 1500 of the beats that it was trained on are dots on it; they can't be read from it.
    """
    from train.space_map import make_map

    made = make_map(checkpoint, data, out)
    typer.echo(f"{made.dots} beats of {made.styles} styles in {made.path}")


def main() -> None:
    """Run the command line; exit status 0 done, 1 failed, 2 bad usage."""
    try:
        app(prog_name="python -m train")
    except BeatgenError as error:
        typer.echo(f"train: error: {error}", err=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
