"""What the About page says: versions, licences, and where things lie. Nothing here imports torch or FluidSynth."""

from __future__ import annotations

import platform
import sys
from importlib.metadata import PackageNotFoundError, version

import platformdirs
from PySide6.QtCore import qVersion

from beatgen_gui.language import tr
from beatgen_gui.services.dispatcher import error_in_words
from beatgen_gui.services.drag_out import lasting_folder
from core import __version__
from core.errors import OutputError
from core.wording import Wording

Rows = tuple[tuple[str, str], ...]

_GROOVE = (
    "Groove MIDI Dataset, © Google LLC, Creative Commons Attribution 4.0 (CC BY 4.0). Jon Gillick, Adam Roberts, "
    "Jesse Engel, Douglas Eck and David Bamman: Learning to Groove with Inverse Sequence Transformations, "
    "International Conference on Machine Learning (ICML), 2019.\nhttps://magenta.tensorflow.org/datasets/groove"
)
_SOUNDFONT = Wording(
    "TimGM6mb by Tim Brechbill, GNU General Public License, version 2. It comes with pretty_midi, which is under the "
    "MIT License."
)
LICENCES: Rows = (
    ("BeatGen", Wording("Apache License 2.0. The models that come with it are under it, too.")),
    ("Qt, PySide6", "GNU Lesser General Public License, version 3, © The Qt Company.\nhttps://www.qt.io/licensing"),
    ("FluidSynth", "GNU Lesser General Public License, version 2.1 or later.\nhttps://www.fluidsynth.org"),
    ("PyTorch", "BSD 3-Clause License. https://pytorch.org"),
    (Wording("Training data"), _GROOVE),
    (Wording("SoundFont"), _SOUNDFONT),
)
_NO_LOG = Wording("None is kept. Started in a terminal as beatgen --debug, BeatGen prints its errors there.")


def versions() -> Rows:
    """Return what can be told at once; FluidSynth's version takes loading it."""
    return (
        ("BeatGen", __version__),
        ("Python", _python()),
        ("Torch", _installed("torch")),
        ("Qt", f"{qVersion()} (PySide6 {_installed('PySide6-Essentials')})"),
    )


def places() -> Rows:
    """Return where models, settings and the rest lie."""
    from core.autosave_file import autosave_folder
    from core.model_library import MODELS_FOLDER

    return (
        (tr("Models"), str(MODELS_FOLDER)),
        (tr("Settings"), str(platformdirs.user_config_path("beatgen", appauthor=False))),
        (tr("Unsaved work"), str(autosave_folder())),
        (tr("Dragged files"), str(lasting_folder())),
        (tr("SoundFont"), _soundfont()),
        (tr("Log"), tr(_NO_LOG)),
    )


def _python() -> str:
    system, machine = platform.system(), platform.machine()
    return tr("{version} on {system} ({machine})", version=platform.python_version(), system=system, machine=machine)


def _installed(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return tr("comes with BeatGen" if getattr(sys, "frozen", False) else "not installed")


def _soundfont() -> str:
    from core.playback.synth.soundfont import default_soundfont

    try:
        return str(default_soundfont())
    except OutputError as error:
        return error_in_words(error)
