"""Starting the programs of the package, from source and from a frozen app."""

from __future__ import annotations

import json
import subprocess
import sys
from ctypes.util import find_library
from typing import TYPE_CHECKING

import pytest

from core.playback import render_process
from core.playback.helper import helper_command, helper_environment, run_helper
from core.playback.render_process import list_presets
from core.playback.states import SynthChoice

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("no_devices")


def test_files_in_the_users_folder_do_not_get_into_a_helper(tmp_path: Path) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit('the wrong json')")
    done = subprocess.run(
        helper_command("core.playback.midi.ports"),
        cwd=tmp_path,
        env=helper_environment(),
        capture_output=True,
        check=True,
    )
    assert json.loads(done.stdout) == {"outputs": [], "inputs": []}


def test_a_frozen_app_calls_itself_and_runs_the_helper(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    command = helper_command("core.playback.midi.ports")
    assert command == [sys.executable, "--helper", "core.playback.midi.ports"]
    app = f"import sys; from core.playback.helper import run_helper; sys.exit(not run_helper({command[1:]!r}))"
    done = subprocess.run([sys.executable, "-c", app], env=helper_environment(), capture_output=True, check=True)
    assert json.loads(done.stdout) == {"outputs": [], "inputs": []}


@pytest.mark.skipif(find_library("fluidsynth") is None, reason="libfluidsynth is not installed")
def test_a_frozen_app_computes_its_sound_by_calling_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    frozen = [sys.executable, "--helper", "core.playback.renderer"]
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert helper_command("core.playback.renderer") == frozen
    app = f"import sys; from core.playback.helper import run_helper; sys.exit(not run_helper({frozen[1:]!r}))"
    monkeypatch.setattr(render_process, "helper_command", lambda _module: [sys.executable, "-c", app])
    assert "Standard" in {preset.name for preset in list_presets(SynthChoice())}


def test_other_arguments_are_the_apps_own() -> None:
    assert not run_helper([])
    assert not run_helper(["song.mid"])


def test_only_our_own_programs_are_helpers() -> None:
    with pytest.raises(ValueError, match="runs one of"):
        run_helper(["--helper", "antigravity"])
