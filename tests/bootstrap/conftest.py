"""Loads the bootstrap's files as ``python3 packaging/bootstrap.py`` does: from their folder, which is no package."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from types import ModuleType

PACKAGING = Path(__file__).resolve().parents[2] / "packaging"
NAMES = ("bootstrap", "bootstrap_system", "bootstrap_venv")


@pytest.fixture(scope="session")
def _modules() -> dict[str, ModuleType]:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(PACKAGING)
        return {name: importlib.import_module(name) for name in NAMES}


@pytest.fixture
def bootstrap(_modules: dict[str, ModuleType]) -> ModuleType:
    """``packaging/bootstrap.py``."""
    return _modules["bootstrap"]


@pytest.fixture
def system(_modules: dict[str, ModuleType]) -> ModuleType:
    """``packaging/bootstrap_system.py``."""
    return _modules["bootstrap_system"]


@pytest.fixture
def venv(_modules: dict[str, ModuleType], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> ModuleType:
    """``packaging/bootstrap_venv.py``, at work on a project in a folder of its own."""
    module = _modules["bootstrap_venv"]
    (tmp_path / "pyproject.toml").write_text("[project]\n")
    where = tmp_path / ".venv"
    for name, value in {
        "ROOT": tmp_path,
        "VENV": where,
        "STAMP": where / "beatgen-setup.json",
        "UNFINISHED": where / "beatgen-setup.unfinished",
        "LOG": where / "beatgen-setup.log",
        "DECIDING": (tmp_path / "pyproject.toml",),
    }.items():
        monkeypatch.setattr(module, name, value)
    return module
