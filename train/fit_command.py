"""``python -m train fit``."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003  Typer reads the annotations
from typing import TYPE_CHECKING, Annotated, Any

import typer

from train.config_file import DEFAULT_PRESET, PRESET, Config, changed, parsed, preset_named, read_config
from train.dataset import SELECTIONS
from train.errors import SettingsError
from train.machine import ACCELERATORS
from train.presets import PRESETS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from train.fine_tune import Beginning
    from train.settings import FitSettings

FINE_TUNE_PRESET = "fine-tune"


def _devices(value: str) -> str:
    if value != "auto" and not (value.isdecimal() and int(value)):
        raise typer.BadParameter("give a number or auto")
    return value


def fit(
    data: Annotated[
        Path | None, typer.Argument(metavar="DATA", help="Folder of the Groove MIDI Dataset, or of any MIDI files.")
    ] = None,
    run: Annotated[
        Path | None, typer.Option("-o", "--out", metavar="RUN", help="Folder for the run's states and logs.")
    ] = None,
    preset: Annotated[str, typer.Option(help=f"Which settings: {', '.join(PRESETS)}. [{DEFAULT_PRESET}]")] = "",
    config: Annotated[Path | None, typer.Option(metavar="FILE.toml", help="Settings that go before those.")] = None,
    assignments: Annotated[
        list[str] | None, typer.Option("--set", metavar="KEY=VALUE", help="A setting that goes before the file's.")
    ] = None,
    show_config: Annotated[bool, typer.Option("--show-config", help="Print all settings as TOML and end.")] = False,
    init: Annotated[str, typer.Option(metavar="MODEL", help="Tune this model: a name or a checkpoint.")] = "",
    resume: Annotated[bool, typer.Option("--resume", help="Go on where the run stopped.")] = False,
    epochs: Annotated[int | None, typer.Option(help="Length of the training.")] = None,
    batch_size: Annotated[int | None, typer.Option(help="Slices a step, over all devices.")] = None,
    learning_rate: Annotated[float | None, typer.Option(help="Peak or start of the schedule.")] = None,
    patience: Annotated[int | None, typer.Option(help="Epochs without a better loss before it stops.")] = None,
    seed: Annotated[int | None, typer.Option(help="Of weights, order and noise.")] = None,
    precision: Annotated[str | None, typer.Option(help="32-true or bf16-mixed.")] = None,
    selection: Annotated[str | None, typer.Option(help=f"Which files: {', '.join(SELECTIONS)}.")] = None,
    held_out: Annotated[
        bool | None, typer.Option("--held-out/--train-on-all", help="Hold a split out, or train on every file.")
    ] = None,
    accelerator: Annotated[str | None, typer.Option(help=f"One of {', '.join(ACCELERATORS)}.")] = None,
    devices: Annotated[str, typer.Option(callback=_devices, help="Cards, or processes on the CPU.")] = "auto",
    nodes: Annotated[int | None, typer.Option(help="Machines; see the README.")] = None,
    micro_batch: Annotated[int | None, typer.Option(help="Slices in memory at once; 0 is all.")] = None,
    log_every: Annotated[int | None, typer.Option(help="Steps between lines of losses.csv; 0 is never.")] = None,
) -> None:
    """Train a model on the train split, stopping early by the validation split; or tune one to files of your own."""
    options = _given(
        max_epochs=epochs,
        batch_size=batch_size,
        learning_rate=learning_rate,
        patience=patience,
        seed=seed,
        precision=precision,
        selection=selection,
        held_out=held_out,
    )
    options["machine"] = _given(
        accelerator=accelerator,
        devices=None if devices == "auto" else int(devices),
        nodes=nodes,
        micro_batch=micro_batch,
        log_every=log_every,
    )
    file = read_config(config) if config else {}
    begun = _beginning(init, run if resume else None)
    base = _base(preset or file.pop(PRESET, ""), begun, data, run if resume else None)
    told = _checked(changed(Config(base), file), assignments or (), options)
    if begun and told.settings.model != base.model:
        raise SettingsError("the shape of a model can't change while it is tuned; leave [model] out")
    if show_config:
        typer.echo(told.to_toml(), nl=False)
    elif data is None or run is None:
        raise typer.BadParameter("give DATA and --out RUN (or --show-config)")
    else:
        _train(told, data, run, resume, begun)


def _given(**values: object) -> dict[str, Any]:
    """Return the options that the user has given."""
    return {name: value for name, value in values.items() if value is not None}


def _checked(config: Config, assignments: Iterable[str], options: Mapping[str, Any]) -> Config:
    """Return the config with what the command line says; what is wrong there is bad usage."""
    try:
        return changed(changed(config, parsed(assignments)), options)
    except SettingsError as error:
        raise typer.BadParameter(str(error)) from error


def _beginning(init: str, resumed: Path | None) -> Beginning | None:
    """Return the model to begin from: that of ``--init``, or that which a resumed run began from."""
    if not init and resumed is not None:
        from train.run_folder import read_origin

        origin = read_origin(resumed)
        init = origin.model if origin else ""
    if not init:
        return None
    from train.fine_tune import beginning

    return beginning(init)


def _base(preset: object, begun: Beginning | None, data: Path | None, resumed: Path | None) -> FitSettings:
    """Return the settings to start from: a resumed run's own, unless a preset is named."""
    if resumed is not None and not preset:
        from train.run_folder import settings_to_resume

        if own := settings_to_resume(resumed):
            return own
    try:
        base = preset_named(preset or (FINE_TUNE_PRESET if begun else DEFAULT_PRESET))
    except SettingsError as error:
        raise typer.BadParameter(str(error)) from error
    if begun is None:
        return base
    from train.fine_tune import settings_for

    return settings_for(base, begun, data)


def _train(told: Config, data: Path, run: Path, resume: bool, begun: Beginning | None) -> None:
    import logging

    from train.fit import fit as run_fit
    from train.trainer import speaks

    logging.getLogger("lightning.pytorch").setLevel(logging.WARNING)

    def tell(line: str) -> None:
        if speaks():
            typer.echo(line, err=True)

    best = run_fit(told.settings, data, run, resume, machine=told.machine, begun=begun, tell=tell)
    if not speaks():
        return
    if begun:
        from train.fine_tune import compare
        from train.fine_tune_output import print_comparison

        print_comparison(compare(run, data, begun, told.settings), begun.origin.name)
    typer.echo(f"The model is in {best}; make a checkpoint of it with python -m train export.")
