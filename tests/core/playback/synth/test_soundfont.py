"""Finding and checking SoundFonts."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from core.errors import OutputError
from core.playback.synth import soundfont
from core.playback.synth.soundfont import checked_soundfont, default_soundfont, list_soundfonts, soundfont_folders

if TYPE_CHECKING:
    from pathlib import Path


def test_the_default_one_is_a_soundfont() -> None:
    assert checked_soundfont(default_soundfont()).suffix == ".sf2"


def test_finding_it_does_not_import_pretty_midi() -> None:
    code = "from core.playback.synth.soundfont import default_soundfont as f; import sys; f(); print(*sys.modules)"
    output = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout
    assert "core.playback.synth.soundfont" in output.split()
    assert "pretty_midi" not in output.split()


def test_without_pretty_midi_the_sentence_says_to_choose_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(soundfont, "find_spec", lambda _name: None)
    with pytest.raises(OutputError, match="choose"):
        default_soundfont()


def test_other_files_are_refused(tmp_path: Path) -> None:
    song = tmp_path / "song.wav"
    song.write_bytes(b"RIFF\x00\x00\x00\x00WAVE")
    with pytest.raises(OutputError, match="not a SoundFont"):
        checked_soundfont(song)
    with pytest.raises(OutputError, match="no such"):
        checked_soundfont(tmp_path / "absent.sf2")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_a_named_pipe_is_refused_without_waiting(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.sf2"
    os.mkfifo(pipe)
    with pytest.raises(OutputError, match="no such"):
        checked_soundfont(pipe)


def test_a_file_beyond_a_gigabyte_is_refused(tmp_path: Path) -> None:
    huge = tmp_path / "huge.sf2"
    with huge.open("wb") as file:
        file.write(b"RIFF\x00\x00\x00\x00sfbk")
        file.truncate((1 << 30) + 1)
    with pytest.raises(OutputError, match="larger than 1 GB"):
        checked_soundfont(huge)


def test_soundfonts_are_listed_by_name_and_only_once(tmp_path: Path) -> None:
    first, second = tmp_path / "one", tmp_path / "two"
    first.mkdir()
    second.mkdir()
    for name in ("beta.SF3", "notes.txt", "alpha.sf2"):
        (first / name).touch()
    (first / "folder.sf2").mkdir()
    try:
        (second / "default.sf2").symlink_to(first / "alpha.sf2")
    except OSError:  # Windows allows links to developers only
        shutil.copy(first / "notes.txt", second)
    listed = list_soundfonts([first, second, tmp_path / "absent"])
    assert listed == [first.resolve() / "alpha.sf2", first.resolve() / "beta.SF3"]


@pytest.mark.parametrize("platform", ["linux", "darwin", "win32"])
def test_every_platform_has_its_usual_folders(platform: str) -> None:
    folders = soundfont_folders(platform)
    assert len(set(folders)) == len(folders) >= 4
    assert not any("~" in str(folder) for folder in folders)
