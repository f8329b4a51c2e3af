"""The rule that import-linter checks: nothing but the model and generation needs torch."""

from __future__ import annotations

import pkgutil
import tomllib
from pathlib import Path

import core

ROOT = Path(core.__file__).parents[1]
# The command line does when a command asks for it.
MAY_LOAD_TORCH = {"core.model", "core.generation", "core.command_line", "core.feel_command", "core.morph_command"}


def test_every_module_of_the_core_is_bound_to_do_without_torch() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = settings["tool"]["importlinter"]["contracts"]
    (bound,) = [
        set(contract["source_modules"]) for contract in contracts if "torch" in contract.get("forbidden_modules", ())
    ]
    assert bound == {f"core.{module.name}" for module in pkgutil.iter_modules(core.__path__)} - MAY_LOAD_TORCH
