"""Settings as TOML: there and back, and a sentence for whatever is wrong."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from train.config_file import Config, changed, parsed, preset_named, read_config
from train.errors import SettingsError
from train.machine import Machine
from train.presets import PRESETS

if TYPE_CHECKING:
    from pathlib import Path

MACHINE = Machine("cpu", 2, 3, 64, 1, 0.5)
PLAIN = Config(PRESETS["groove-4bar"])


@pytest.mark.parametrize("name", PRESETS)
def test_what_is_written_is_read_back(tmp_path: Path, name: str) -> None:
    path = tmp_path / "settings.toml"
    config = Config(replace(PRESETS[name], tuned_from='a "model" \\ ü', seed=7), MACHINE)
    path.write_text(config.to_toml(), encoding="utf-8")
    assert changed(Config(), read_config(path)) == config


def test_a_file_changes_what_it_names_over_its_preset(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text('preset = "v2"\nbeta = 1\n[model]\nz_size = 64\n[machine]\ndevices = 2\n', encoding="utf-8")
    found = changed(Config(), read_config(path))
    model = replace(PRESETS["v2"].model, z_size=64)
    assert found == Config(replace(PRESETS["v2"], beta=1.0, model=model), Machine(devices=2))
    assert type(found.settings.beta) is float


def test_assignments_read_values_as_toml_does_and_the_rest_as_text() -> None:
    assert parsed(
        ["beta=0.5", "cap = 5", "held_out=false", "precision=32-true", 'selection="all"', "model.bars=2"]
    ) == {
        "beta": 0.5,
        "cap": 5,
        "held_out": False,
        "precision": "32-true",
        "selection": "all",
        "model": {"bars": 2},
    }


def test_later_tables_go_before_earlier_ones() -> None:
    config = changed(changed(Config(), {"seed": 1, "beta": 0.5}), {"seed": 2})
    assert (config.settings.seed, config.settings.beta) == (2, 0.5)


@pytest.mark.parametrize(
    ("assignment", "sentence"),
    [
        ("bath_size=3", "there is no setting 'bath_size'; did you mean 'batch_size'?"),
        ("learningrate=3", "there is no setting 'learningrate'; did you mean 'learning_rate'?"),
        ("model.zsize=3", "there is no setting 'model.zsize'; did you mean 'model.z_size'?"),
        ("machine.device=3", "there is no setting 'machine.device'; did you mean 'machine.devices'?"),
        ("machin.devices=3", "there is no setting 'machin'; did you mean 'machine'?"),
        ("model.bars.x=3", "there is no setting 'model.bars'"),
        ("batch_size=many", "batch_size must be a whole number, not 'many'"),
        ("batch_size=1.5", "batch_size must be a whole number, not 1.5"),
        ("batch_size=true", "batch_size must be a whole number, not True"),
        ("beta=[1]", r"beta must be a number, not \[1\]"),
        ("held_out=1", "held_out must be true or false, not 1"),
        ("selection=3", "selection must be a text, not 3"),
        ("model=3", "model must be a table, not 3"),
        ("beta=-1", r"^beta must be in 0\.0\.\.100\.0, not -1"),
        ("dropout=nan", "dropout must be in"),
        ("precision=8-bit", "precision must be one of"),
        ("model.bars=0", r"^model\.bars must be a whole number in 1\.\.16, not 0"),
        ("model.architecture=violin", "model.architecture must be one of music-vae, drummer, feel, not 'violin'"),
        ("feel.untold=1", "there is no setting 'feel.untold'; did you mean 'feel.untold_styles'?"),
        ("feel.revealed=2", r"^feel\.revealed must be in 0\.0\.\.1\.0, not 2"),
        ("model.segments=7", "^7 segments don't divide 64 steps"),
        ("machine.nodes=0", r"^machine\.nodes must be in"),
        ("machine.accelerator=tpu", r"^machine\.accelerator must be one of auto, cpu, cuda"),
        ("preset=huge", "there is no preset 'huge'; choose one of .*v2, v3"),
        ("beta", "beta: is not of the form key=value"),
    ],
)
def test_a_wrong_setting_is_named_with_what_would_be_right(assignment: str, sentence: str) -> None:
    with pytest.raises(SettingsError, match=sentence):
        changed(PLAIN, parsed([assignment]))


def test_lists_of_a_models_shape_can_be_set() -> None:
    feel = Config(PRESETS["feel"])
    found = changed(feel, parsed(["model.dilations=[1, 3]", 'model.drummers=["Ann"]', "model.width=16"])).settings
    assert found == replace(
        PRESETS["feel"], model=replace(feel.settings.model, dilations=(1, 3), drummers=("Ann",), width=16)
    )
    for assignment in ("model.dilations=3", "model.styles=jazz"):
        with pytest.raises(SettingsError, match=r"model\.(dilations|styles) must be a list, not"):
            changed(feel, parsed([assignment]))
    with pytest.raises(SettingsError, match=r"^model\.dilations must be whole numbers in"):
        changed(feel, parsed(['model.dilations=["far"]']))


def test_a_file_that_is_missing_or_no_toml_is_said(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="check the name of the settings file"):
        read_config(tmp_path / "missing.toml")
    for content in (b"la la la", b"\xff\xfe"):
        (tmp_path / "x.toml").write_bytes(content)
        with pytest.raises(SettingsError, match=r"is not a TOML file .*--show-config"):
            read_config(tmp_path / "x.toml")


def test_a_preset_has_to_be_a_name() -> None:
    with pytest.raises(SettingsError, match="there is no preset 3"):
        preset_named(3)
