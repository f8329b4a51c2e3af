"""Files are written whole or not at all."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

import pytest

from core.atomic_file import replacing, sweep

if TYPE_CHECKING:
    from pathlib import Path


def test_the_new_content_takes_the_place_of_the_old(tmp_path: Path) -> None:
    path = tmp_path / "song.json"
    path.write_text("old", encoding="utf-8")
    with replacing(path) as part:
        part.write_text("new", encoding="utf-8")
        assert path.read_text(encoding="utf-8") == "old"
        assert part.parent == tmp_path  # a rename is atomic on one file system only
    assert path.read_text(encoding="utf-8") == "new"
    assert list(tmp_path.iterdir()) == [path]


def test_after_an_error_the_old_file_is_untouched_and_nothing_is_left(tmp_path: Path) -> None:
    path = tmp_path / "song.json"
    path.write_text("old", encoding="utf-8")

    def interrupted() -> None:
        with replacing(path) as part:
            part.write_text("half of the n", encoding="utf-8")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert path.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_the_content_is_on_the_disk_before_the_name_points_to_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "song.json"
    done: list[str] = []
    sync, rename = os.fsync, os.replace
    monkeypatch.setattr(
        os, "fsync", lambda fd: (done.append("sync file" if _is_file(fd) else "sync folder"), sync(fd))[1]
    )
    monkeypatch.setattr(os, "replace", lambda *names: (done.append("rename"), rename(*names))[1])
    with replacing(path) as part:
        part.write_bytes(b"new")
    assert done == ["sync file", "rename", "sync folder"][: 2 if os.name == "nt" else 3]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
def test_permissions_are_those_of_the_old_file_or_the_umasks(tmp_path: Path) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    old.touch()
    old.chmod(0o640)
    umask = os.umask(0o027)
    try:
        for path in (old, new):
            with replacing(path) as part:
                part.write_bytes(b"new")
        assert os.umask(0o027) == 0o027  # asking for it changed nothing
    finally:
        os.umask(umask)
    assert [stat.S_IMODE(path.stat().st_mode) for path in (old, new)] == [0o640, 0o640]


@pytest.mark.parametrize("name", ["missing/song.json", "x" * 300, ""])
def test_what_cannot_be_written_is_an_os_error_and_leaves_nothing(tmp_path: Path, name: str) -> None:
    with pytest.raises(OSError, match=r"."), replacing(tmp_path / name) as part:
        part.write_bytes(b"new")
    assert list(tmp_path.iterdir()) == []


def test_the_longest_name_in_a_wide_script_can_be_written(tmp_path: Path) -> None:
    path = tmp_path / ("\N{DRUM WITH DRUMSTICKS}" * 63)  # 252 bytes of the 255 that a name may have
    with replacing(path) as part:
        part.write_bytes(b"new")
    assert path.read_bytes() == b"new"


def test_what_killed_writers_left_is_swept_away_but_not_what_is_being_written(tmp_path: Path) -> None:
    path = tmp_path / "song[1].json"
    old, others = tmp_path / ".song[1].json.a.part", tmp_path / ".song1.json.a.part"
    for part in (old, others):
        part.touch()
        os.utime(part, (1000, 1000))
    with replacing(path) as new:
        sweep(path)
        assert new.exists()
    assert not old.exists()
    assert others.exists()
    sweep(tmp_path / "nowhere" / "song.json")


def _is_file(descriptor: int) -> bool:
    return stat.S_ISREG(os.fstat(descriptor).st_mode)
