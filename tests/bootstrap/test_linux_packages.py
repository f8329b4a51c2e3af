"""What is handed out on Linux, made of a stand-in for the frozen folder: a .deb and an AppImage."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LINUX = ROOT / "packaging" / "linux"
VERSION = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
RUNTIME = "#!/bin/sh\necho 23\nexit\n"  # asked for its offset, it says its own length
PROGRAM = '#!/bin/sh\necho "beatgen $*"\n'
FILES = b"hsqs: what mksquashfs would have made"
pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="these packages are Linux's")


def _script(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    path.chmod(0o755)
    return path


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """An environment in which the recipes find a folder and icons."""
    _script(tmp_path / "frozen" / "beatgen", PROGRAM)
    (tmp_path / "frozen" / "_internal").mkdir()
    (tmp_path / "icons").mkdir()
    for size in (32, 64, 128):
        (tmp_path / "icons" / f"beatgen-{size}.png").write_text(f"an icon of {size} pixels")
    return {
        **os.environ,
        "BEATGEN_FOLDER": str(tmp_path / "frozen"),
        "BEATGEN_ICONS": str(tmp_path / "icons"),
        "TMPDIR": str(tmp_path),
    }


def _run(*command: object, environment: dict[str, str] | None = None) -> str:
    words = [str(word) for word in command]
    return subprocess.run(words, env=environment, capture_output=True, text=True, check=True).stdout


@pytest.mark.skipif(shutil.which("dpkg-deb") is None, reason="needs dpkg-deb")
def test_a_deb_puts_the_program_on_the_path_and_on_the_desktop(tmp_path: Path, environment: dict[str, str]) -> None:
    _run(LINUX / "deb.sh", tmp_path / "out", environment=environment)
    (package,) = (tmp_path / "out").glob("beatgen_*.deb")
    assert _run("dpkg-deb", "-f", package, "Version").strip() == VERSION
    assert "libfluidsynth3" in _run("dpkg-deb", "-f", package, "Recommends")
    assert all(line.split()[1] == "root/root" for line in _run("dpkg-deb", "-c", package).splitlines())
    _run("dpkg-deb", "-x", package, tmp_path / "system")
    assert _run(tmp_path / "system" / "usr" / "bin" / "beatgen", "models") == "beatgen models\n"
    shared = tmp_path / "system" / "usr" / "share"
    assert (shared / "applications" / "beatgen.desktop").read_bytes() == (LINUX / "beatgen.desktop").read_bytes()
    assert (shared / "mime" / "packages" / "beatgen.xml").read_bytes() == (LINUX / "beatgen.xml").read_bytes()
    assert (shared / "icons/hicolor/64x64/apps/beatgen.png").read_text() == "an icon of 64 pixels"


def test_an_appdir_starts_the_program_from_wherever_it_is_called(tmp_path: Path, environment: dict[str, str]) -> None:
    _run(LINUX / "appimage.sh", "--folder", tmp_path / "out", environment=environment)
    app = tmp_path / "out" / "BeatGen.AppDir"
    (tmp_path / "link").symlink_to(app / "AppRun")
    assert _run(tmp_path / "link", "my beat.mid") == "beatgen my beat.mid\n"
    assert (app / "beatgen.desktop").is_file()
    assert (app / ".DirIcon").read_text() == "an icon of 128 pixels"


@pytest.mark.parametrize("more", ["", "the files of another AppImage"])
def test_an_appimage_is_a_runtime_with_the_files_after_it(
    tmp_path: Path, environment: dict[str, str], more: str
) -> None:
    borrowed = _script(tmp_path / "runtime", RUNTIME + more)
    _script(tmp_path / "tools" / "mksquashfs", f"#!/bin/sh\nprintf '{FILES.decode()}' >\"$2\"\n")
    environment["BEATGEN_APPIMAGE_RUNTIME"] = str(borrowed)
    environment["PATH"] = f"{tmp_path / 'tools'}:{environment['PATH']}"
    _run(LINUX / "appimage.sh", tmp_path / "out", environment=environment)
    (image,) = (tmp_path / "out").glob(f"BeatGen-{VERSION}-*.AppImage")
    assert image.read_bytes() == RUNTIME.encode() + FILES
    assert os.access(image, os.X_OK)


@pytest.mark.parametrize("recipe", ["deb.sh", "appimage.sh"])
def test_a_recipe_without_a_frozen_folder_says_what_to_run_first(
    tmp_path: Path, environment: dict[str, str], recipe: str
) -> None:
    environment["BEATGEN_FOLDER"] = str(tmp_path / "nothing")
    with pytest.raises(subprocess.CalledProcessError) as caught:
        _run(LINUX / recipe, tmp_path / "out", environment=environment)
    assert "packaging/beatgen.spec" in caught.value.stderr
    assert not (tmp_path / "out").exists()
