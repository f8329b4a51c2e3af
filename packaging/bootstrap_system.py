"""What BeatGen needs from the operating system, and how each system's package manager provides it.

The window, the synthesizer and the MIDI ports load libraries that no Python package carries. They are looked for the
way the app will: by asking the loader. What is missing is installed where that needs no password (apt-get as root or
with a password-less sudo); everywhere else the one command to type is printed, and the set-up goes on with what works.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import importlib.util
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bootstrap_venv import say

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence


@dataclass(frozen=True)
class Manager:
    """A package manager.

    Attributes:
        command: The program whose presence tells that this is the system's manager.
        install: What comes before the names of the packages.
        needs_root: Whether it has to be run as root.
        unattended: Whether it is run from here, rather than named for the user to type.
    """

    command: str
    install: tuple[str, ...]
    needs_root: bool = True
    unattended: bool = False


APT = Manager("apt-get", ("apt-get", "install", "-y", "--no-install-recommends"), unattended=True)
MANAGERS = (
    APT,
    Manager("dnf", ("dnf", "install")),
    Manager("pacman", ("pacman", "-S", "--needed")),
    Manager("brew", ("brew", "install"), needs_root=False),
    Manager("choco", ("choco", "install"), needs_root=False),
)


@dataclass(frozen=True)
class Need:
    """A library or program, and the package that holds it.

    Attributes:
        probe: A library's soname, or a program's name.
        packages: The package's name for each manager's command.
    """

    probe: str
    packages: Mapping[str, str]


def _linux(probe: str, apt: str, dnf: str, pacman: str) -> Need:
    return Need(probe, {"apt-get": apt, "dnf": dnf, "pacman": pacman})


# FluidSynth's packages are named once more for whoever runs BeatGen, in core/playback/synth/fluid.py, which can't be
# imported before there is a virtual environment.
# Every library outside of the wheels that Qt's xcb and Wayland plugins, python-rtmidi and pyfluidsynth load. Debian and
# Ubuntu call ALSA's library differently from release to release; FluidSynth's package brings it under either name.
LINUX_APP = (
    _linux("libfluidsynth.so.3", "libfluidsynth3", "fluidsynth-libs", "fluidsynth"),
    _linux("libasound.so.2", "libfluidsynth3", "alsa-lib", "alsa-lib"),
    _linux("libEGL.so.1", "libegl1", "libglvnd-egl", "libglvnd"),
    _linux("libGL.so.1", "libgl1", "libglvnd-glx", "libglvnd"),
    _linux("libX11-xcb.so.1", "libx11-xcb1", "libX11-xcb", "libx11"),
    _linux("libdbus-1.so.3", "libdbus-1-3", "dbus-libs", "dbus"),
    _linux("libfontconfig.so.1", "libfontconfig1", "fontconfig", "fontconfig"),
    _linux("libfreetype.so.6", "libfreetype6", "freetype", "freetype2"),
    _linux("libgthread-2.0.so.0", "libglib2.0-0", "glib2", "glib2"),
    _linux("libwayland-cursor.so.0", "libwayland-cursor0", "libwayland-cursor", "wayland"),
    _linux("libxcb-cursor.so.0", "libxcb-cursor0", "xcb-util-cursor", "xcb-util-cursor"),
    _linux("libxcb-icccm.so.4", "libxcb-icccm4", "xcb-util-wm", "xcb-util-wm"),
    _linux("libxcb-image.so.0", "libxcb-image0", "xcb-util-image", "xcb-util-image"),
    _linux("libxcb-keysyms.so.1", "libxcb-keysyms1", "xcb-util-keysyms", "xcb-util-keysyms"),
    _linux("libxcb-randr.so.0", "libxcb-randr0", "libxcb", "libxcb"),
    _linux("libxcb-render-util.so.0", "libxcb-render-util0", "xcb-util-renderutil", "xcb-util-renderutil"),
    _linux("libxcb-render.so.0", "libxcb-render0", "libxcb", "libxcb"),
    _linux("libxcb-shape.so.0", "libxcb-shape0", "libxcb", "libxcb"),
    _linux("libxcb-shm.so.0", "libxcb-shm0", "libxcb", "libxcb"),
    _linux("libxcb-sync.so.1", "libxcb-sync1", "libxcb", "libxcb"),
    _linux("libxcb-util.so.1", "libxcb-util1", "xcb-util", "xcb-util"),
    _linux("libxcb-xfixes.so.0", "libxcb-xfixes0", "libxcb", "libxcb"),
    _linux("libxcb-xkb.so.1", "libxcb-xkb1", "libxcb", "libxcb"),
    _linux("libxkbcommon-x11.so.0", "libxkbcommon-x11-0", "libxkbcommon-x11", "libxkbcommon-x11"),
    _linux("libxkbcommon.so.0", "libxkbcommon0", "libxkbcommon", "libxkbcommon"),
)
LINUX_TEST = (
    _linux("Xvfb", "xvfb", "xorg-x11-server-Xvfb", "xorg-server-xvfb"),
    _linux("jackd", "jackd2", "jack-audio-connection-kit", "jack2"),
    _linux("pulseaudio", "pulseaudio", "pulseaudio", "pulseaudio"),
    _linux("parec", "pulseaudio-utils", "pulseaudio-utils", "libpulse"),
    _linux("xdotool", "xdotool", "xdotool", "xdotool"),
)
# Debian keeps the part of Python that makes virtual environments in a package of its own.
ENSUREPIP = Need("ensurepip", {"apt-get": f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"})
ELSEWHERE = (Need("fluidsynth", {"brew": "fluid-synth", "choco": "fluidsynth"}),)


def ensure(needs: Sequence[Need], *, may_install: bool) -> None:
    """Install what is missing of ``needs``, or say what to type.

    Args:
        needs: From ``needs_of``.
        may_install: Whether to try; otherwise it is only said, as on every start after a try that failed.
    """
    missing = [need for need in needs if not is_there(need)]
    if not missing:
        return
    manager = find_manager(shutil.which)
    names = packages(missing, manager)
    if manager is None or not names:
        say(f"Missing on this system: {', '.join(need.probe for need in missing)}; going on without.")
        return
    prefix = root_prefix() if may_install and manager.unattended else None
    if prefix is None or not install(manager, names, prefix):
        say(f"Some system packages are missing; going on without. Type this once: {spoken(manager, names)}")


def needs_of(word: str, platform: str, *, with_venv: bool) -> tuple[Need, ...]:
    """Return what ``word`` (run, test or setup) needs on ``platform`` (as in ``sys.platform``).

    Args:
        word: The bootstrap's word.
        platform: The operating system.
        with_venv: Whether a virtual environment may have to be made.
    """
    if not platform.startswith("linux"):
        return ELSEWHERE
    return (*LINUX_APP, *(LINUX_TEST if word == "test" else ()), *((ENSUREPIP,) if with_venv else ()))


def is_there(need: Need) -> bool:
    """Tell whether the loader finds the library, the shell the program, or Python the module."""
    if need.probe == "ensurepip":
        return importlib.util.find_spec("ensurepip") is not None
    if need.probe == "fluidsynth":
        return _fluidsynth_elsewhere()
    if ".so" not in need.probe:
        return shutil.which(need.probe) is not None
    try:
        ctypes.CDLL(need.probe)
    except OSError:
        return False
    return True


def _fluidsynth_elsewhere() -> bool:
    """Look where pyfluidsynth looks on macOS and Windows."""
    names = ("fluidsynth", "fluidsynth-3", "libfluidsynth", "libfluidsynth-3")
    folders = ("/opt/homebrew/opt/fluid-synth", "/usr/local/opt/fluid-synth", "C:\\tools\\fluidsynth\\bin")
    return any(map(ctypes.util.find_library, names)) or any(map(os.path.isdir, folders))


def find_manager(which: Callable[[str], str | None]) -> Manager | None:
    """Return the system's package manager, if it is one of the table's."""
    return next((manager for manager in MANAGERS if which(manager.command)), None)


def packages(missing: Collection[Need], manager: Manager | None) -> list[str]:
    """Return the sorted names of the packages that hold what is missing."""
    if manager is None:
        return []
    return sorted({need.packages[manager.command] for need in missing if manager.command in need.packages})


def install(manager: Manager, names: Sequence[str], prefix: Sequence[str]) -> bool:
    """Install the packages without asking anything; return whether it worked.

    Args:
        manager: The system's package manager.
        names: The packages.
        prefix: What makes a command run as root, from ``root_prefix``.
    """
    say(f"Installing system packages: {' '.join(names)}")
    environment = (*prefix, "env", "DEBIAN_FRONTEND=noninteractive")
    command = (*environment, *manager.install, *names)
    # A fresh machine or container has no package lists yet: then the first try fails at once.
    return _succeeds(command) or (_succeeds((*environment, manager.command, "update")) and _succeeds(command))


def spoken(manager: Manager, names: Sequence[str]) -> str:
    """Return the command for a user to type."""
    sudo = ("sudo",) if manager.needs_root else ()
    return " ".join((*sudo, *manager.install, *names))


def root_prefix() -> tuple[str, ...] | None:
    """Return what to put before a command that needs root, or None where a password would be asked for."""
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        return ()
    if shutil.which("sudo") and _succeeds(("sudo", "-n", "true")):
        return ("sudo", "-n")
    return None


def _succeeds(command: Sequence[str]) -> bool:
    quiet = subprocess.DEVNULL
    return subprocess.call(command, stdin=quiet, stdout=quiet, stderr=quiet) == 0
