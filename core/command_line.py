"""The headless commands of ``beatgen``. No Qt here; torch is loaded only by the commands that generate."""

from __future__ import annotations

import json
import secrets
from pathlib import Path  # noqa: TC003 - typer looks for it when the command runs
from typing import TYPE_CHECKING, Annotated

import typer

from core.command_options import JsonOption, MapOption, ModelOption, OutOption, check_known, read_beat
from core.command_output import for_each, free_target, let_any_name_be_printed, made_folder, print_error, write_takes
from core.errors import BeatgenError
from core.export_command import export
from core.feel_command import feel
from core.kit import GENERAL_MIDI
from core.morph_command import morph
from core.play_command import play, ports
from core.render_command import render
from core.request_options import (
    BarsOption,
    BpmOption,
    ContinueOption,
    CountOption,
    DensityOption,
    DrummerOption,
    FeelOption,
    FillOption,
    LockOption,
    StyleOption,
    TemperatureOption,
    VaryOption,
    read_playing,
    read_request,
    read_start,
)
from core.take import DEFAULT_COUNT, MAX_SEED

if TYPE_CHECKING:
    from collections.abc import Sequence

COMMANDS = ("generate", "morph", "reconstruct", "feel", "play", "ports", "render", "export", "models", "doctor")

app = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False, rich_markup_mode=None)

SeedOption = Annotated[int | None, typer.Option(min=0, max=MAX_SEED, help="Same seed, same beats; drawn if not given.")]

app.command()(morph)
app.command()(feel)
app.command()(play)
app.command()(ports)
app.command()(render)
app.command()(export)


def is_command(arguments: Sequence[str]) -> bool:
    """Say whether these arguments name a headless command rather than a window."""
    return bool(arguments) and arguments[0] in COMMANDS


def main(arguments: Sequence[str]) -> int:
    """Run a headless command and return its exit status: 0 done, 1 failed, 2 bad usage."""
    debug = "--debug" in arguments
    words = [word for word in arguments if word != "--debug"]
    let_any_name_be_printed()
    try:
        app(words, prog_name="beatgen", standalone_mode=True)
    except SystemExit as end:
        return int(end.code or 0)
    except BeatgenError as error:
        if debug:
            raise
        print_error(error)
        return 1
    except Exception as error:  # a bug; the user gets a line, not a traceback
        if debug:
            raise
        print_error(BeatgenError(f"something unforeseen went wrong ({error!r}); --debug shows where"))
        return 1
    return 0


@app.command()
def generate(
    out: OutOption,
    count: CountOption = DEFAULT_COUNT,
    model: ModelOption = "default",
    temperature: TemperatureOption = None,
    seed: SeedOption = None,
    bpm: BpmOption = None,
    bars: BarsOption = None,
    style: StyleOption = None,
    density: DensityOption = 0.0,
    lock: LockOption = None,
    vary: VaryOption = None,
    fill: FillOption = None,
    after: ContinueOption = None,
    feel: FeelOption = 1.0,
    drummer: DrummerOption = None,
    drum_map: MapOption = GENERAL_MIDI.name,
) -> None:
    """Generate beats: beat-0000.mid … and a manifest.json that tells how each was made."""
    seed = secrets.randbelow(2**31) if seed is None else seed
    if temperature is None:
        temperature = _temperature_of(model)
    start = read_start(vary, fill, after)
    bpm = start.bpm if bpm is None else bpm
    playing = read_playing(feel, bpm, drummer)
    request = read_request(count, seed, temperature, bars, style, density, lock, start, playing)

    from core.generation import BeatGenerator
    from core.user_maps import find_map

    kit = find_map(drum_map)
    generator = BeatGenerator.load(model)
    if drummer is not None:
        check_known("drummer", drummer, generator.drummers)
    folder = made_folder(out)
    targets = [folder / f"beat-{index:04d}.mid" for index in range(count)]
    if start.path is not None:
        for target in targets:
            free_target(target, start.path)
    takes = dict(zip(targets, generator.sample(request), strict=True))
    write_takes(takes, folder, generator.name, bpm, request.seed, kit)
    beats = "1 beat" if count == 1 else f"{count} beats"
    typer.echo(f"{beats} in {folder} (model {generator.name}, seed {request.seed})")


def _temperature_of(model: str) -> float:
    from core.model_card import read_header
    from core.model_library import find_model

    return read_header(find_model(model)).card.temperature


@app.command()
def reconstruct(
    files: Annotated[list[Path], typer.Argument(metavar="IN.mid…", help="MIDI files with drums.")],
    out: OutOption,
    model: ModelOption = "default",
    drum_map: MapOption = GENERAL_MIDI.name,
) -> None:
    """Encode beats and write what the model makes of them, under the same names."""
    from core.generation import BeatGenerator
    from core.midi_file import write_pattern
    from core.user_maps import find_map

    kit = find_map(drum_map)
    generator = BeatGenerator.load(model)
    folder = made_folder(out)
    written: set[Path] = set()

    def one(path: Path) -> None:
        target = free_target(folder / path.name, path, written)
        pattern, bpm = read_beat(path)
        write_pattern(generator.reconstruct(pattern), target, bpm, kit=kit)
        written.add(target)

    if not for_each(files, one):
        raise typer.Exit(1)


@app.command()
def models(as_json: JsonOption = False) -> None:
    """List the models that are installed."""
    from core.model_library import list_models

    entries = list_models()
    if as_json:
        listed = [entry.card.to_dict() | {"name": entry.name, "file": str(entry.path)} for entry in entries]
        typer.echo(json.dumps(listed, indent=2))
    for entry in [] if as_json else entries:
        typer.echo(f"{entry.name}\t{entry.card.bars} bars\t{entry.summary}")
        if entry.card.styles:
            typer.echo(f"\tstyles: {', '.join(entry.card.styles)}")


@app.command()
def doctor(as_json: JsonOption = False) -> None:
    """Say what BeatGen finds on this computer, and what to do about what is missing; fails if it can't make beats."""
    from dataclasses import asdict

    from core.doctor import examine, in_words

    findings = examine()
    typer.echo(json.dumps([asdict(finding) for finding in findings], indent=2) if as_json else in_words(findings))
    if lacking := [finding.name for finding in findings if finding.needed and not finding.ok]:
        raise BeatgenError(f"BeatGen can't make beats without: {', '.join(lacking)}; what to do stands above")
