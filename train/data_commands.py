"""The commands that get, judge and convert training data."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from train.conversion import CONVERSIONS
from train.dataset import SELECTIONS, SPLITS, read_dataset, select
from train.options import DataArgument, one_of
from train.progress import counting, downloading

ConversionOption = Annotated[
    str, typer.Option(callback=one_of(CONVERSIONS), help=f"How files become slices: {', '.join(CONVERSIONS)}.")
]


def _checksum(value: str) -> str:
    if value and not re.fullmatch("[0-9a-fA-F]{64}", value):
        raise typer.BadParameter("a SHA-256 has 64 hexadecimal digits")
    return value


def download(
    data: Annotated[Path, typer.Argument(metavar="DATA", help="Folder for the dataset; made.")] = Path("groove"),
    url: Annotated[str, typer.Option(help="Get another archive (.zip), such as a mirror's; needs --sha256.")] = "",
    sha256: Annotated[str, typer.Option(callback=_checksum, help="Checksum of the archive at --url.")] = "",
) -> None:
    """Get the Groove MIDI Dataset (3 MB, CC BY 4.0); run it again to go on where it stopped."""
    from train.download import GROOVE_ARCHIVE, Archive
    from train.download import download as run_download

    if bool(url) != bool(sha256):
        raise typer.BadParameter("give --url and --sha256 together, or neither")
    with downloading("Downloading") as progress:
        new = run_download(data, Archive(url, sha256) if url else GROOVE_ARCHIVE, progress)
    state = "in" if new else "already in"
    typer.echo(
        f"{len(read_dataset(data))} MIDI files {state} {data}; see what they hold: python -m train report {data}"
    )


def report(
    data: DataArgument,
    conversion: ConversionOption = "magenta",
    selection: Annotated[
        str, typer.Option(callback=one_of(SELECTIONS), help=f"Which files: {', '.join(SELECTIONS)}.")
    ] = "all",
    examples: Annotated[int, typer.Option(min=0, help="Files to name for each reason, at most.")] = 3,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Say what a folder holds before any training: files, bars, what is used, and why the rest is not."""
    from train.report import report as run_report
    from train.report_output import print_report, to_dict

    sources = select(read_dataset(data), selection)
    with counting("Reading") as progress:
        found = run_report(data, sources, CONVERSIONS[conversion], progress)
    if as_json:
        typer.echo(json.dumps(to_dict(found, examples), indent=2))
    else:
        print_report(found, examples)


def prepare(
    data: DataArgument,
    out: Annotated[Path, typer.Option("-o", "--out", metavar="FILE.npz", help="Where the slices go.")],
    conversion: ConversionOption = "magenta",
    cap: Annotated[int, typer.Option(min=0, help="Slices a file at most, drawn at random; 0 keeps all.")] = 0,
    split: Annotated[
        str, typer.Option(callback=one_of((*SPLITS, "all")), help=f"One of {', '.join(SPLITS)}, or all.")
    ] = "all",
    seed: Annotated[int, typer.Option(min=0, help="Decides what --cap draws.")] = 0,
    cached: Annotated[bool, typer.Option(help="Use slices kept from before where no file has changed.")] = True,
) -> None:
    """Convert the dataset to 4-bar slices: labels int16 [N, 64], files, start, count."""
    from train import slices
    from train.report_output import shown

    files = [source.file for source in read_dataset(data) if split in (source.split, "all")]
    how = replace(CONVERSIONS[conversion], cap=cap or None)
    with counting("Converting") as progress:
        found = (slices.prepare_cached if cached else slices.prepare)(data, files, how, seed, progress)
    found.save(out)
    for problem in found.problems:
        typer.echo(shown(problem), err=True)
    typer.echo(f"{len(found.labels)} slices from {int((found.count > 0).sum())} of {len(files)} files in {out}")
    if found.problems:
        raise typer.Exit(1)
