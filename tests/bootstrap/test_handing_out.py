"""What is handed out besides the wheel: desktop files, icons, and what a frozen folder runs before the program."""

from __future__ import annotations

import configparser
import os
import runpy
import struct
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from beatgen_gui.theme import DARK

PACKAGING = Path(__file__).resolve().parents[2] / "packaging"
LINUX = PACKAGING / "linux"
MIME = "{http://www.freedesktop.org/standards/shared-mime-info}"
SIZES = (32, 64, 128)
TRY_COMMANDS = runpy.run_path(str(PACKAGING / "try_commands.py"), run_name="try_commands")
TRY_START = runpy.run_path(str(PACKAGING / "try_start.py"), run_name="try_start")


@pytest.fixture(scope="module")
def icons(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that the icons were written into."""
    folder = tmp_path_factory.mktemp("icons")
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    subprocess.run([sys.executable, str(PACKAGING / "icons.py"), str(folder)], env=environment, check=True)
    return folder


@pytest.fixture
def entry() -> configparser.SectionProxy:
    """The desktop entry."""
    parser = configparser.ConfigParser(interpolation=None)
    parser.optionxform = str  # type: ignore[assignment,method-assign]  # its keys are told apart by case
    parser.read(LINUX / "beatgen.desktop", encoding="utf-8")
    return parser["Desktop Entry"]


def test_a_desktop_opens_projects_by_their_ending_with_the_program(entry: configparser.SectionProxy) -> None:
    parsed = ET.parse(LINUX / "beatgen.xml")  # noqa: S314 - our own file
    kind = parsed.getroot().find(f"{MIME}mime-type")
    assert kind is not None
    assert [glob.get("pattern") for glob in kind.iter(f"{MIME}glob")] == ["*.beatgen"]
    assert kind.get("type") in entry["MimeType"].split(";")
    assert entry["Exec"] == "beatgen %f"


def test_the_desktop_entry_names_the_icon_and_the_window_as_they_are(entry: configparser.SectionProxy) -> None:
    layout = (LINUX / "tree.sh").read_text(encoding="utf-8")
    assert f"apps/{entry['Icon']}.png" in layout
    assert entry["StartupWMClass"] == "beatgen"  # QApplication's desktop file name, in beatgen_gui/application.py


@pytest.mark.parametrize("size", SIZES)
def test_an_icon_file_holds_the_windows_icon(icons: Path, size: int) -> None:
    image = QImage(str(icons / f"beatgen-{size}.png"))
    assert (image.width(), image.height()) == (size, size)
    assert image.pixelColor(size // 2, 1).name() == DARK.panel.lower()
    assert image.pixelColor(0, 0).alpha() == 0


def test_windows_icons_lie_where_the_files_table_says(icons: Path) -> None:
    data = (icons / "beatgen.ico").read_bytes()
    assert struct.unpack_from("<3H", data) == (0, 1, len(SIZES))
    for place, size in enumerate(SIZES):
        width, height, *_, length, start = struct.unpack_from("<4B2H2I", data, 6 + 16 * place)
        picture = (icons / f"beatgen-{size}.png").read_bytes()
        assert (width, height, data[start : start + length]) == (size, size, picture)


def test_macos_icons_follow_each_other_with_type_and_length(icons: Path) -> None:
    data = (icons / "beatgen.icns").read_bytes()
    assert struct.unpack_from(">4sI", data) == (b"icns", len(data))
    place = 8
    for size in SIZES:
        _, length = struct.unpack_from(">4sI", data, place)
        assert data[place + 8 : place + length] == (icons / f"beatgen-{size}.png").read_bytes()
        place += length
    assert place == len(data)


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("libfluidsynth.so.3", "fluidsynth"),
        ("libfluidsynth.3.dylib", "fluidsynth"),
        ("libfluidsynth-3.dll", "libfluidsynth-3"),
        ("libfluidsynth-3.dll", "fluidsynth"),  # the name asked for first, under which another program's may be found
    ],
)
def test_a_frozen_program_finds_the_library_beside_it_first(tmp_path: Path, file: str, name: str) -> None:
    (tmp_path / file).touch()
    assert _found_when_frozen(tmp_path, name) == str(tmp_path / file)


def test_a_frozen_program_still_finds_the_systems_libraries(tmp_path: Path) -> None:
    import ctypes.util

    assert _found_when_frozen(tmp_path, "c") == str(ctypes.util.find_library("c"))


def _found_when_frozen(folder: Path, name: str) -> str:
    hook = PACKAGING / "frozen" / "bundled_libraries.py"
    script = (
        f"import ctypes.util, runpy, sys; sys._MEIPASS = {str(folder)!r}; runpy.run_path({str(hook)!r}); "
        f"print(ctypes.util.find_library({name!r}))"
    )
    return subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.strip()


def test_a_folders_size_counts_files_and_no_links(tmp_path: Path) -> None:
    (tmp_path / "inside").mkdir()
    (tmp_path / "inside" / "file").write_bytes(bytes(250_000))
    (tmp_path / "link").symlink_to(tmp_path / "inside" / "file")
    assert TRY_START["size_mb"](tmp_path) == 0.25


@pytest.mark.parametrize(("colour", "painted"), [(0, False), (0x22, True)])
def test_a_screen_is_painted_when_most_of_it_is_not_black(tmp_path: Path, colour: int, painted: bool) -> None:
    picture = tmp_path / "picture"
    picture.write_bytes(bytes(TRY_START["HEADER_BYTES"]) + bytes([colour]) * 100_000)
    assert TRY_START["is_painted"](picture) is painted


@pytest.mark.parametrize(
    ("ok", "detail", "said"),
    [
        (True, "2.6.1 ({folder}/_internal/libfluidsynth.so.3)", ""),
        (True, "2.3.1 (libfluidsynth.so.3)", "not the program's own"),
        (True, "2.6.1 ({folder}-of-others/libfluidsynth.so.3)", "not the program's own"),
        (False, "Couldn't find the FluidSynth library.", "can't be used"),
    ],
)
def test_a_folder_uses_its_own_fluidsynth_or_says_which(tmp_path: Path, ok: bool, detail: str, said: str) -> None:
    findings = [{"name": "Torch", "ok": True, "detail": "2.13.0"}]
    findings.append({"name": "FluidSynth", "ok": ok, "detail": detail.format(folder=tmp_path)})
    problem = TRY_COMMANDS["fluidsynth_problem"](findings, tmp_path)
    assert said in problem
    assert bool(problem) == bool(said)


@pytest.mark.parametrize(("status", "complaint"), [(1, ""), (0, "the MIDI ports can't be listed")])
def test_a_command_that_fails_or_complains_is_not_taken_for_good(tmp_path: Path, status: int, complaint: str) -> None:
    words = ("-c", f"import sys; sys.stderr.write({complaint!r}); sys.exit({status})")
    with pytest.raises(SystemExit, match=complaint or "ended with 1"):
        TRY_COMMANDS["run"](Path(sys.executable), tmp_path, *words)
    assert TRY_COMMANDS["run"](Path(sys.executable), tmp_path, "-c", "print('good')").split() == ["good"]
