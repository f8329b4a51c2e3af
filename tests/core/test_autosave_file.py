"""What a session has kept is found by the next one if, and only if, it died."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from core.autosave_file import AutosaveFile, Kept, autosave_folder, orphans
from core.errors import ProjectFileError
from core.file_lock import FileLock
from core.pattern import Pattern
from core.project import Project
from core.take import Take

sys.path.insert(0, str(Path(__file__).parent))

from project_samples import played_project

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent.parent
DIES = """
import os, sys
from pathlib import Path
from core.autosave_file import *
from core.pattern import Pattern
from core.project import Project
from core.take import Take
AutosaveFile(Path(sys.argv[1])).write(Kept(Project.of(Take(Pattern.empty(), sys.argv[2])), None, sys.argv[2]))
os._exit(9)
"""


def state(name: str = "Song", path: Path | None = None) -> Kept:
    return Kept(Project.of(Take(Pattern.empty(), name)), path, name)


@pytest.fixture
def file(tmp_path: Path) -> Iterator[AutosaveFile]:
    """The file of a session that lives."""
    file = AutosaveFile(tmp_path / "state" / "autosave")
    yield file
    file.leave()


def died(folder: Path, name: str = "Song", path: Path | None = None) -> None:
    """Leave what a session that has died leaves."""
    file = AutosaveFile(folder)
    file.write(state(name, path))
    file.leave()


def names(folder: Path) -> list[str]:
    return sorted(path.suffix for path in folder.iterdir())


def test_what_a_dead_session_kept_is_found_with_where_it_belongs(tmp_path: Path) -> None:
    died(tmp_path, "Groove", Path("/songs/\udc80.beatgen"))
    (orphan,) = orphans(tmp_path)
    assert orphan.kept == state("Groove", Path("/songs/\udc80.beatgen"))
    assert orphan.time_s == orphan.file.stat().st_mtime
    orphan.remove()
    assert names(tmp_path) == []


def test_a_feel_is_found_as_it_was_kept(tmp_path: Path) -> None:
    file = AutosaveFile(tmp_path)
    kept = Kept(played_project(), None, "Played")
    file.write(kept)
    file.leave()
    (orphan,) = orphans(tmp_path)
    assert orphan.kept == kept
    orphan.remove()


def test_a_killed_process_is_dead(tmp_path: Path) -> None:
    assert subprocess.run([sys.executable, "-c", DIES, str(tmp_path), "Killed"], check=False, cwd=ROOT).returncode == 9
    (orphan,) = orphans(tmp_path)
    assert orphan.kept.title == "Killed"
    orphan.remove()


def test_a_session_that_lives_is_left_alone(file: AutosaveFile) -> None:
    file.write(state())
    assert file.path is not None
    assert orphans(file.path.parent) == []
    file.write(state("Later"))
    assert names(file.path.parent) == [".beatgen", ".lock"]


def test_nobody_else_is_offered_what_is_being_offered(tmp_path: Path) -> None:
    died(tmp_path)
    (orphan,) = orphans(tmp_path)
    assert orphans(tmp_path) == []
    orphan.release()
    (again,) = orphans(tmp_path)
    assert again.kept == orphan.kept
    again.remove()


def test_the_newest_comes_first(tmp_path: Path) -> None:
    for time_s, name in ((2000, "b"), (3000, "c"), (1000, "a")):
        died(tmp_path / name, name)
        for path in (tmp_path / name).iterdir():
            path.rename(tmp_path / path.name)
            os.utime(tmp_path / path.name, (time_s, time_s))
    found = orphans(tmp_path)
    assert [orphan.kept.title for orphan in found] == ["c", "b", "a"]
    for orphan in found:
        orphan.release()


def test_a_session_whose_work_is_saved_leaves_nothing(file: AutosaveFile) -> None:
    file.remove()
    file.write(state())
    assert file.path is not None
    folder = file.path.parent
    file.remove()
    assert names(folder) == []
    assert file.path is None


def test_the_last_that_was_given_up_can_still_be_had(file: AutosaveFile) -> None:
    file.write(state("Regretted"))
    assert file.path is not None
    folder = file.path.parent
    file.set_aside()
    died(folder, "Discarded")
    (orphan,) = orphans(folder)
    assert b"Regretted" in (folder / "last-discarded.old").read_bytes()
    orphan.discard()
    assert b"Discarded" in (folder / "last-discarded.old").read_bytes()
    assert names(folder) == [".old"]


@pytest.mark.parametrize(
    "data", [b"", b"\0" * 100, b"not a project", b'{"format": "beatgen-project", "version": 1, "beat"']
)
def test_a_damaged_file_is_set_aside_and_the_others_are_found(tmp_path: Path, data: bytes) -> None:
    died(tmp_path)
    next(tmp_path.glob("*.beatgen")).write_bytes(data)
    died(tmp_path, "Good")
    (orphan,) = orphans(tmp_path)
    assert orphan.kept.title == "Good"
    orphan.remove()
    assert names(tmp_path) == [".bad"]
    assert next(tmp_path.glob("*.bad")).read_bytes() == data
    assert orphans(tmp_path) == []


def test_of_twenty_damaged_files_none_hides_the_good_one(tmp_path: Path) -> None:
    chance = random.Random(20)  # noqa: S311
    for _ in range(20):
        died(tmp_path)
    for number, file in enumerate(tmp_path.glob("*.beatgen")):
        data = file.read_bytes()
        start = chance.randrange(len(data) - 2)
        file.write_bytes(data[:start] + (bytes(8) + data[start + 8 :] if number % 2 else b""))
    died(tmp_path, "Good")
    (orphan,) = orphans(tmp_path)
    assert orphan.kept.title == "Good"
    orphan.remove()
    assert names(tmp_path) == [".bad"] * 20


def test_a_note_that_cannot_be_sets_the_file_aside(tmp_path: Path) -> None:
    died(tmp_path, "Song", Path("/song"))
    file = next(tmp_path.glob("*.beatgen"))
    file.write_bytes(file.read_bytes().replace(b'"/song"', b"4"))
    assert orphans(tmp_path) == []
    assert names(tmp_path) == [".bad"]


def test_a_newer_versions_file_waits_for_that_version(tmp_path: Path) -> None:
    died(tmp_path)
    file = next(tmp_path.glob("*.beatgen"))
    file.write_bytes(file.read_bytes().replace(b'"version": 1', b'"version": 2'))
    assert orphans(tmp_path) == []
    assert file.exists()


def test_what_dies_while_it_writes_leaves_nothing_for_long(tmp_path: Path) -> None:
    died(tmp_path)
    file = next(tmp_path.glob("*.beatgen"))
    (tmp_path / f".{file.stem}.abc.part").write_bytes(b"half")
    (tmp_path / "0123.lock").touch()
    (orphan,) = orphans(tmp_path)
    orphan.release()
    assert names(tmp_path) == [".beatgen", ".lock"]


def test_a_folder_that_was_tidied_up_is_made_again(file: AutosaveFile) -> None:
    file.write(state())
    assert file.path is not None
    folder = file.path.parent
    for path in folder.iterdir():
        path.unlink()
    file.write(state("Again"))
    assert orphans(folder) == []
    file.leave()
    (orphan,) = orphans(folder)
    assert orphan.kept.title == "Again"
    orphan.remove()


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(ProjectFileError, match="it can't be made"):
        AutosaveFile(tmp_path / "file" / "autosave").write(state())
    assert orphans(tmp_path / "file" / "autosave") == []
    assert orphans(tmp_path / "nowhere") == []


def test_a_lock_on_a_file_that_was_removed_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = FileLock(tmp_path / "lock"), FileLock(tmp_path / "lock")
    assert first.acquire()
    locked: list[object] = []

    def lock_late(file: object) -> None:
        if not locked:  # the first holder lets go between the opening and the locking
            first.release(remove=True)
        locked.append(file)

    monkeypatch.setattr("core.file_lock._lock", lock_late)
    assert second.acquire()
    monkeypatch.undo()
    assert len(locked) == 2
    assert second.path.exists()
    second.release(remove=True)
    second.release()
    assert not second.path.exists()


def test_it_is_kept_in_the_users_state_folder() -> None:
    assert autosave_folder().name == "autosave"
    assert autosave_folder().parent.name == "beatgen"
