"""The ``beatgen`` command's first decision."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from beatgen_gui.display import display_problem

if TYPE_CHECKING:
    from collections.abc import Mapping

LINUX = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only there Qt ends the process")
NO_DISPLAY = {"DISPLAY": "", "WAYLAND_DISPLAY": "", "QT_QPA_PLATFORM": ""}


def beatgen(*words: str, environment: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "beatgen_gui", *words],
        env={**os.environ, **(environment or {})},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def imported_by(code: str) -> set[str]:
    script = f"{code}\nimport sys; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=True)
    return set(done.stdout.split())


@LINUX
@pytest.mark.parametrize("display", ["", ":7654"])
def test_without_a_display_one_line_names_the_headless_commands(display: str) -> None:
    done = beatgen(environment={**NO_DISPLAY, "DISPLAY": display})
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.startswith("beatgen: error: there is no display")
    assert "beatgen generate" in done.stderr
    assert done.stderr.count("\n") == 1


@LINUX
def test_a_library_that_qt_needs_is_named_when_it_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {**NO_DISPLAY, "DISPLAY": ":0"}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("beatgen_gui.display._X11_LIBRARIES", ("libnot-there.so.0",))
    assert "libnot-there.so.0" in (display_problem() or "")


@LINUX
def test_a_platform_that_needs_no_display_has_no_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {**NO_DISPLAY, "QT_QPA_PLATFORM": "offscreen"}.items():
        monkeypatch.setenv(name, value)
    assert display_problem() is None


def test_help_names_the_commands_and_bad_usage_is_two() -> None:
    done = beatgen("--help")
    assert done.returncode == 0
    assert "generate" in done.stdout
    assert beatgen("--no-such-option").returncode == 2


def test_a_command_needs_no_display_and_imports_no_qt() -> None:
    for words in (("models", "--json"), ("--debug", "models")):
        assert beatgen(*words, environment=NO_DISPLAY).returncode == 0
    modules = imported_by("from beatgen_gui.__main__ import main\nmain(['models'])")
    assert not [name for name in modules if name.startswith(("PySide6", "shiboken6"))]


def test_the_window_needs_neither_torch_nor_the_midi_libraries_to_be_shown() -> None:
    modules = imported_by("import beatgen_gui.application")
    assert not modules & {"torch", "mido", "pretty_midi", "typer", "rtmidi", "fluidsynth"}


@pytest.mark.parametrize("word", ["plya", "nowhere.mid"])
def test_what_is_neither_a_file_nor_a_command_is_named_and_opens_no_window(word: str) -> None:
    done = beatgen(word)
    assert done.returncode == 1
    assert done.stderr == f"beatgen: error: there is no file or command '{word}'; beatgen --help lists the commands\n"
