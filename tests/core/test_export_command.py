"""``beatgen export``: the same bytes as from the window."""

from __future__ import annotations

import sys
from ctypes.util import find_library
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from core.beat import Beat
from core.command_line import main
from core.drum_maps import BUILT_IN
from core.export import Exported, ExportOptions, What, export
from core.mix import Mix
from core.pattern import Pattern
from core.playback.states import SynthChoice
from core.project import Project
from core.project_file import save_project
from core.take import GenerationRequest, Recipe, Take

if TYPE_CHECKING:
    from pathlib import Path

needs_synth = pytest.mark.skipif(find_library("fluidsynth") is None, reason="libfluidsynth is not installed")


def played(seed: int) -> Pattern:
    random = np.random.default_rng(seed)
    velocity = random.integers(1, 128, (16, 9)) * random.integers(0, 2, (16, 9))
    return Pattern(velocity, random.uniform(-0.5, 0.49, (16, 9)))


@pytest.fixture
def project() -> Project:
    """Four takes and a chain; the beat is a take with tempo, swing, mix and an edit of its own."""
    recipe = Recipe("fake", "0" * 16, GenerationRequest(count=1, seed=5), 0, (0.1, -2.5))
    takes = (
        Take(played(4), "Twin", number=4),
        Take(played(3), "Fill", recipe, 3, starred=True),
        Take(played(2), "twin", number=2, starred=True),
        Take(played(1), "Groove", recipe, 1),
    )
    beat = replace(Beat.of(takes[1]), bpm=97.3, swing=58.5, mix=Mix().with_mute(3, True).with_pan(1, -20))
    return Project(beat.with_pattern(beat.pattern.with_hit(0, 0, 111, 0.25)), takes, (1, 1, 3, 2))


@pytest.fixture
def file(project: Project, tmp_path: Path) -> Path:
    path = tmp_path / "song.beatgen"
    save_project(project, path)
    return path


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.parametrize("what", [What.BEAT, What.CHAIN])
@pytest.mark.parametrize("feel", list(Exported))
def test_notes_are_the_same_byte_for_byte_as_those_of_the_function_that_the_window_uses(
    project: Project, file: Path, tmp_path: Path, what: What, feel: Exported
) -> None:
    kit = BUILT_IN[-1]
    export(project, what, tmp_path / "window.mid", ExportOptions(feel, kit))
    words = ["--what", what.value, "--feel", feel.value, "--map", kit.name]
    assert main(["export", str(file), str(tmp_path / "command.mid"), *words]) == 0
    assert (tmp_path / "command.mid").read_bytes() == (tmp_path / "window.mid").read_bytes()


@needs_synth
@pytest.mark.parametrize("name", ["beat.wav", "beat.flac"])
def test_sound_is_the_same_byte_for_byte(project: Project, file: Path, tmp_path: Path, name: str) -> None:
    pytest.importorskip("soundfile")
    synth = SynthChoice(program=25, gain=0.4, reverb=0.5)
    export(project, What.CHAIN, tmp_path / name, ExportOptions(synth=synth, tail=False))
    window = (tmp_path / name).read_bytes()
    words = ["--what", "chain", "--kit", "25", "--gain", "0.4", "--reverb", "0.5", "--no-tail"]
    assert main(["export", str(file), str(tmp_path / name), *words]) == 0
    assert (tmp_path / name).read_bytes() == window


def test_takes_are_the_same_files_in_a_folder(project: Project, file: Path, tmp_path: Path) -> None:
    export(project, What.TAKES, tmp_path / "window", ExportOptions(), (1, 3))
    assert main(["export", str(file), str(tmp_path / "command"), "--take", "groove", "--take", "3"]) == 0
    assert contents(tmp_path / "command") == contents(tmp_path / "window")
    assert sorted(contents(tmp_path / "command")) == ["Fill edited.mid", "Groove.mid"]


def test_starred_and_all_takes(file: Path, tmp_path: Path) -> None:
    assert main(["export", str(file), str(tmp_path / "starred"), "--what", "starred"]) == 0
    assert sorted(contents(tmp_path / "starred")) == ["Fill edited.mid", "twin.mid"]
    assert main(["export", str(file), str(tmp_path / "all"), "--what", "takes"]) == 0
    assert sorted(contents(tmp_path / "all")) == ["Fill edited.mid", "Groove.mid", "Twin.mid", "twin 2.mid"]


@needs_synth
def test_takes_can_be_audio(file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("soundfile")
    assert main(["export", str(file), str(tmp_path / "out"), "--take", "Fill", "--format", "flac"]) == 0
    assert (tmp_path / "out" / "Fill edited.flac").read_bytes().startswith(b"fLaC")
    assert "Fill edited.flac: " in capsys.readouterr().out


@needs_synth
def test_a_single_take_can_be_a_file(file: Path, tmp_path: Path) -> None:
    pytest.importorskip("soundfile")
    assert main(["export", str(file), str(tmp_path / "one.flac"), "--take", "1", "--gain", "0.2"]) == 0
    assert main(["export", str(file), str(tmp_path / "louder.flac"), "--take", "1"]) == 0
    one, louder = (tmp_path / name for name in ("one.flac", "louder.flac"))
    assert one.read_bytes() != louder.read_bytes()


def test_it_says_what_it_wrote(file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "chain.mid"
    assert main(["export", str(file), str(target), "--what", "chain"]) == 0
    assert capsys.readouterr().out == f"{target}: 4 bars at 97.3 bpm\n"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--take", "twin"], "choose one by its number: 2, 4"),
        (["--take", "Nothing"], "there is no take Nothing; the takes are: 4 Twin, 3 Fill, 2 twin, 1 Groove"),
        (["--map", "Nobody"], "no drum map"),
    ],
)
def test_what_there_isnt_is_said_in_one_line(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], words: list[str], sentence: str
) -> None:
    assert main(["export", str(file), str(tmp_path / "out.mid"), *words]) == 1
    assert sentence in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == [file]


def test_takes_and_something_else_dont_go_together(file: Path, tmp_path: Path) -> None:
    assert main(["export", str(file), str(tmp_path / "out"), "--take", "1", "--what", "chain"]) == 2


@pytest.mark.parametrize("name", ["out.mp3", "out"])
def test_a_name_of_no_format_is_refused(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    assert main(["export", str(file), str(tmp_path / name)]) == 1
    assert "choose a name that ends in .mid, .wav or .flac" in capsys.readouterr().err


@pytest.mark.parametrize("content", [None, b"", b"{}", b"\0" * 100])
def test_a_file_that_is_no_project_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes | None
) -> None:
    path = tmp_path / "bad.beatgen"
    if content is not None:
        path.write_bytes(content)
    assert main(["export", str(path), str(tmp_path / "out.mid")]) == 1
    assert "bad.beatgen" in capsys.readouterr().err


@needs_synth
def test_a_soundfont_that_is_missing_is_refused_only_where_sound_is_written(file: Path, tmp_path: Path) -> None:
    pytest.importorskip("soundfile")
    font = str(tmp_path / "absent.sf2")
    assert main(["export", str(file), str(tmp_path / "out.wav"), "--soundfont", font]) == 1
    assert main(["export", str(file), str(tmp_path / "out.mid"), "--soundfont", font]) == 0


def test_neither_torch_nor_qt_is_loaded(file: Path, tmp_path: Path) -> None:
    import subprocess

    words = ["export", str(file), str(tmp_path / "out.mid")]
    script = (
        "import sys; from core.command_line import main; "
        f"status = main({words!r}); "
        "sys.exit(status or ('torch' in sys.modules) or any(name.startswith('PySide6') for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
