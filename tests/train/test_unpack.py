"""An archive from elsewhere is unpacked whole and within its folder, or not at all."""

from __future__ import annotations

import io
import shutil
import stat
import zipfile
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.errors import DatasetError
from train import unpack as module
from train.unpack import unpack

if TYPE_CHECKING:
    from pathlib import Path

PLAIN = {"groove/info.csv": b"table", "groove/drummer1/a.mid": b"la"}


def packed(folder: Path, members: dict[str, bytes], mode: int = 0) -> Path:
    """Write an archive of these members; ``mode`` is the kind of file that the last one says it is."""
    path = folder / "archive.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members.items():
            info = zipfile.ZipInfo(name)
            info.external_attr = (mode or stat.S_IFREG | 0o644) << 16
            archive.writestr(info, content)
    return path


def everything(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_one_folder_around_everything_is_left_out(tmp_path: Path) -> None:
    unpack(packed(tmp_path, PLAIN), tmp_path / "out")
    assert everything(tmp_path / "out") == {"info.csv": b"table", "drummer1/a.mid": b"la"}


def test_several_things_at_the_top_stay_as_they_are(tmp_path: Path) -> None:
    members = {"a.mid": b"la", "b/": b"", "b/c.mid": b"li"}
    unpack(packed(tmp_path, members), tmp_path / "out")
    assert everything(tmp_path / "out") == {"a.mid": b"la", "b/c.mid": b"li"}
    assert stat.S_IMODE((tmp_path / "out").stat().st_mode) == stat.S_IMODE((tmp_path / "out" / "b").stat().st_mode)


@pytest.mark.parametrize(
    "name",
    [
        "../evil.mid",
        "groove/../../evil.mid",
        "/evil.mid",
        "//server/evil.mid",
        "groove//evil.mid",
        "groove/./evil.mid",
        "C:/evil.mid",
        "groove\\..\\..\\evil.mid",
        "a.mid:stream",
        "a\nb.mid",
        "..",
        "",
    ],
)
def test_a_name_that_leads_elsewhere_stops_it_all(tmp_path: Path, name: str) -> None:
    archive = packed(tmp_path, PLAIN | {name: b"evil"})
    with pytest.raises(DatasetError, match="which may do harm"):
        unpack(archive, tmp_path / "out")
    assert list(tmp_path.iterdir()) == [archive]


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR, stat.S_IFSOCK])
def test_links_and_devices_stop_it_all(tmp_path: Path, kind: int) -> None:
    archive = packed(tmp_path, {"link": b"/etc/passwd"}, kind | 0o777)
    with pytest.raises(DatasetError, match="'link', which may do harm"):
        unpack(archive, tmp_path / "out")
    assert list(tmp_path.iterdir()) == [archive]


def test_a_flood_is_refused_before_it_begins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    archive = packed(tmp_path, PLAIN)
    monkeypatch.setattr(module, "MAX_UNPACKED_BYTES", 6)
    with pytest.raises(DatasetError, match="too much room"):
        unpack(archive, tmp_path / "out")
    monkeypatch.undo()
    monkeypatch.setattr(module, "MAX_MEMBERS", 1)
    with pytest.raises(DatasetError, match="too much room"):
        unpack(archive, tmp_path / "out")


def test_a_size_that_lies_is_found_out(tmp_path: Path) -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.mid", bytes(5000))
    lying = data.getvalue().replace((5000).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    (tmp_path / "archive.zip").write_bytes(lying)
    with pytest.raises(DatasetError, match="can be read"):
        unpack(tmp_path / "archive.zip", tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_what_is_no_archive_or_locked_is_said(tmp_path: Path) -> None:
    path = tmp_path / "archive.zip"
    for content in (b"", b"la la la", b"PK\3\4"):
        path.write_bytes(content)
        with pytest.raises(DatasetError, match="is not a zip file that can be read"):
            unpack(path, tmp_path / "out")
    whole = bytearray(packed(tmp_path, {"a.mid": b"la"}).read_bytes())
    whole[6] |= 1  # the bit for encryption, in the member and in the directory
    whole[whole.index(b"PK\1\2") + 8] |= 1
    path.write_bytes(whole)
    with pytest.raises(DatasetError, match="password"):
        unpack(path, tmp_path / "out")


def test_an_unusual_compression_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "archive.zip", "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("a.mid", b"la")
    with pytest.raises(DatasetError, match="compressed in an unusual way"):
        unpack(tmp_path / "archive.zip", tmp_path / "out")


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_a_damaged_archive_gives_everything_or_a_sentence(tmp_path: Path, data: st.DataObject) -> None:
    whole = bytearray(packed(tmp_path, PLAIN).read_bytes())
    for _ in range(data.draw(st.integers(1, 3))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    (tmp_path / "damaged.zip").write_bytes(whole)
    out = tmp_path / "out"
    try:
        unpack(tmp_path / "damaged.zip", out)
    except (DatasetError, OSError):  # the latter for a name that the disk doesn't take
        assert not out.exists()
    else:
        shutil.rmtree(out)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["archive.zip", "damaged.zip"]
