"""The virtual environment: made once, filled with pinned versions, stamped, and made again when it is half done.

The stamp in ``.venv`` says what was installed from which ``pyproject.toml`` and ``constraints.txt``. Where it fits, a
start costs two small file reads. While pip works, a second file marks the environment as unfinished: an
interrupted pip can leave packages that look installed and are not, so then everything is made anew.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / "beatgen-setup.json"
UNFINISHED = VENV / "beatgen-setup.unfinished"
LOG = VENV / "beatgen-setup.log"
CONSTRAINTS = ROOT / "packaging" / "constraints.txt"
DECIDING = (ROOT / "pyproject.toml", CONSTRAINTS, ROOT / "packaging" / "bootstrap_system.py")
# What pip prints when it fetches a file, such as "  Downloading torch-2.13.0-cp311-….whl (183.5 MB)".
DOWNLOAD = re.compile(r"\s*Downloading (?:\S*/)?([A-Za-z0-9_.]+)-(\d[^-\s]*)\S* \((\S+ [kMG]B)\)")

OFFLINE = re.compile(r"NewConnectionError|NameResolutionError|ConnectTimeout|connection error", re.IGNORECASE)


class SetupError(Exception):
    """The set-up can't go on; the text is one sentence that says what to do."""


@dataclass(frozen=True)
class Stamp:
    """What a finished ``.venv`` was made of.

    Attributes:
        root: The project's folder; a virtual environment does not survive being moved.
        python: The interpreter behind ``.venv``, links resolved; it changes when the system's Python does.
        digest: Hash of the files that decide what is installed.
        extras: The optional dependency groups that are installed, sorted.
    """

    root: str
    python: str
    digest: str
    extras: tuple[str, ...]

    def fits(self, other: Stamp) -> bool:
        """Tell whether the environment is in the same place, on the same Python."""
        return (self.root, self.python) == (other.root, other.python)

    def covers(self, other: Stamp) -> bool:
        """Tell whether nothing has to be installed to get what ``other`` says."""
        return self.fits(other) and self.digest == other.digest and set(other.extras) <= set(self.extras)


def say(sentence: str) -> None:
    """Print one line of progress."""
    print(sentence, flush=True)


def script(name: str) -> Path:
    """Return the path of a program in the virtual environment."""
    return VENV / "Scripts" / f"{name}.exe" if os.name == "nt" else VENV / "bin" / name


def is_ready(extras: Collection[str]) -> bool:
    """Tell whether ``.venv`` holds the project with ``extras``, up to date."""
    stamp = read_stamp()
    return stamp is not None and stamp.covers(wanted_stamp(extras))


def make_ready(extras: Collection[str]) -> None:
    """Make ``.venv`` hold the project with ``extras`` besides those it has, and stamp it.

    Raises:
        SetupError: The environment can't be made or filled.
    """
    stamp = read_stamp()
    if not _is_usable(stamp):
        stamp = None
        _make()
    extras = sorted({*extras, *(stamp.extras if stamp else ())})
    _fill(extras)
    STAMP.write_text(json.dumps(asdict(wanted_stamp(extras)), indent=2) + "\n", encoding="utf-8")


def read_stamp() -> Stamp | None:
    """Return the stamp of a finished environment; None where there is none, or where it is damaged."""
    if UNFINISHED.exists():
        return None
    try:
        values = json.loads(STAMP.read_text(encoding="utf-8"))
        return Stamp(values["root"], values["python"], values["digest"], tuple(values["extras"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def wanted_stamp(extras: Iterable[str]) -> Stamp:
    """Return the stamp that an up-to-date environment with these extras has."""
    digest = hashlib.sha256()
    for path in DECIDING:
        digest.update(path.read_bytes())
    return Stamp(str(ROOT), os.path.realpath(script("python")), digest.hexdigest(), tuple(sorted(extras)))


def _is_usable(stamp: Stamp | None) -> bool:
    """Tell whether pip can go on from what is in ``.venv``; a stranger's working environment is taken as it is."""
    if UNFINISHED.exists():
        say("The last set-up did not finish: making .venv again.")
        return False
    if (stamp is None or stamp.fits(wanted_stamp(()))) and _pip_works():
        return True
    if VENV.exists():
        say("The .venv here was damaged or moved, or its Python has changed: making it again.")
    return False


def _pip_works() -> bool:
    quiet = subprocess.DEVNULL
    python = script("python")
    return python.exists() and subprocess.call([str(python), "-m", "pip", "--version"], stdout=quiet, stderr=quiet) == 0


def _make() -> None:
    """Make an empty ``.venv``, marked as unfinished until it is filled."""
    say(f"Making the virtual environment {VENV}")
    python = _creator()
    try:
        if VENV.exists():
            shutil.rmtree(VENV)
        VENV.mkdir()
        UNFINISHED.touch()
    except OSError as error:
        raise SetupError(f"{VENV} can't be made ({error}): see that the folder is yours, then try again.") from error
    result = subprocess.run([python, "-m", "venv", str(VENV)], capture_output=True, text=True, check=False)
    if result.returncode:
        LOG.write_text(result.stdout + result.stderr, encoding="utf-8")
        raise SetupError(_no_venv_sentence())


def _creator() -> str:
    """Return the interpreter to make ``.venv`` with: never the one inside it, which is about to be removed."""
    return os.path.realpath(sys.executable) if Path(sys.prefix) == VENV else sys.executable


def _no_venv_sentence() -> str:
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    if shutil.which("apt-get"):
        return f"this Python can't make virtual environments: type `sudo apt-get install python{version}-venv` first."
    return f"this Python ({sys.executable}) can't make virtual environments; {LOG} says why."


def _fill(extras: Collection[str]) -> None:
    """Install the project, editable, with its pinned dependencies."""
    project = f"{ROOT}[{','.join(extras)}]" if extras else str(ROOT)
    say("Installing BeatGen's libraries (the first time this fetches torch and Qt: some minutes).")
    UNFINISHED.touch()
    options = ("--disable-pip-version-check", "--no-input", "--progress-bar", "off", "--constraint", str(CONSTRAINTS))
    status = _run_pip("install", *options, "--editable", project)
    # A pip that fails by itself puts back what it had begun to change; only one that was cut off leaves a wreck.
    UNFINISHED.unlink()
    if status:
        raise SetupError(f"pip could not install the libraries ({_last_error()}); look at {LOG} and try again.")


def _run_pip(*arguments: str) -> int:
    """Run pip with its output in the log and each large download on screen; return its exit status."""
    command = [str(script("python")), "-m", "pip", *arguments]
    with subprocess.Popen(
        command,
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    ) as pip:
        _report(pip.stdout or ())
    return pip.returncode


def _report(lines: Iterable[str]) -> None:
    with LOG.open("w", encoding="utf-8") as log:
        for line in lines:
            log.write(line)
            download = DOWNLOAD.match(line)
            if download and not download[3].endswith("kB"):
                say(f"  {download[1]} {download[2]} ({download[3]})")


def _last_error() -> str:
    text = LOG.read_text(encoding="utf-8")
    if OFFLINE.search(text):
        return "the package index can't be reached; is the network up?"
    reasons = re.findall(r"^\s*ERROR: (.+)$", text, re.MULTILINE)
    return reasons[-1] if reasons else "it gave no reason"
