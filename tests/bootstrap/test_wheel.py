"""``pip install .`` brings all of BeatGen along: what the wheel holds that it installs."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from email.parser import Parser
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("beatgen_gui", "core", "train")
RESOURCES = "resources"
FOR_THE_README_ONLY = "resources/readme/"
FOR_TRANSLATORS_ONLY = ".ts"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Iterator[zipfile.ZipFile]:
    """The wheel of this tree, made from a copy: setuptools leaves folders behind, and packs what it finds in them."""
    copy, wheels = tmp_path_factory.mktemp("copy"), tmp_path_factory.mktemp("wheels")
    for name in (*PACKAGES, RESOURCES):
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, copy)
    pip = (sys.executable, "-m", "pip", "--disable-pip-version-check", "wheel")
    offline = ("--no-deps", "--no-index", "--no-build-isolation", "--no-cache-dir")
    command = [*pip, *offline, "--wheel-dir", str(wheels), str(copy)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    (path,) = wheels.glob("beatgen-*.whl")
    with zipfile.ZipFile(path) as opened:
        yield opened


def test_every_resource_is_in_the_wheel_as_it_is_but_for_what_only_readers_and_translators_need(
    wheel: zipfile.ZipFile,
) -> None:
    wanted = {
        name
        for name in _files(RESOURCES)
        if not name.startswith(FOR_THE_README_ONLY) and not name.endswith(FOR_TRANSLATORS_ONLY)
    }
    assert any(name.endswith(".safetensors") for name in wanted)
    assert {name for name in wheel.namelist() if name.startswith(f"{RESOURCES}/")} == wanted
    assert all(wheel.getinfo(name).file_size == (ROOT / name).stat().st_size for name in wanted)


def test_every_module_is_in_the_wheel_and_nothing_else_comes_along(wheel: zipfile.ZipFile) -> None:
    modules = {name for package in PACKAGES for name in _files(package)}
    held = {name for name in wheel.namelist() if not name.startswith((f"{RESOURCES}/", "beatgen-"))}
    assert held == modules


def test_the_models_lie_where_an_installed_core_looks_for_them(wheel: zipfile.ZipFile, tmp_path: Path) -> None:
    wheel.extractall(tmp_path)
    script = "from core.model_library import FEEL_FILE, find_model as f; print(f(), FEEL_FILE, FEEL_FILE.is_file())"
    command = [sys.executable, "-P", "-c", f"import sys; sys.path.insert(0, {str(tmp_path)!r}); {script}"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, check=True)
    models = tmp_path / "resources"
    assert done.stdout.split() == [
        str(models / "models" / "drummer.safetensors"),
        str(models / "feel" / "drummers.safetensors"),
        "True",
    ]


def test_the_wheel_brings_both_programs_and_the_licence(wheel: zipfile.ZipFile) -> None:
    programs = wheel.read(_of_the_wheel(wheel, "entry_points.txt")).decode().split()
    assert {"beatgen", "beatgen-train"} <= set(programs)
    licences = Parser().parsestr(wheel.read(_of_the_wheel(wheel, "METADATA")).decode()).get_all("License-File")
    assert licences == ["LICENSE"]


def _files(folder: str) -> set[str]:
    """Return the files below a folder of the project, as a wheel names them."""
    paths = (path for path in (ROOT / folder).rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {path.relative_to(ROOT).as_posix() for path in paths}


def _of_the_wheel(wheel: zipfile.ZipFile, name: str) -> str:
    (found,) = [held for held in wheel.namelist() if held.endswith(f".dist-info/{name}")]
    return found
