"""``beatgen doctor``: what BeatGen finds on this machine, and what to do about what it doesn't.

Every examination is quick, changes nothing and cannot fail: what is wrong is itself a finding. Torch is asked for its
version without being imported; which device it computes on is for the caller to ask, who may have it loaded.
"""

from __future__ import annotations

import contextlib
import ctypes
import importlib.metadata
import io
import os
import platform
import re
import sys
import tempfile
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING

import platformdirs

from core.errors import CheckpointError, OutputError
from core.installation import Installation, installation
from core.model_card import read_header
from core.model_library import FEEL_FILE, MODELS_FOLDER, SUFFIX, checkpoints, list_models
from core.playback.midi.port_list import list_all
from core.playback.synth.fluid import how_to_install, how_to_update
from core.playback.synth.soundfont import checked_soundfont, default_soundfont

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from core.playback.midi.port_list import PortLists

OLDEST_PYTHON = (3, 11)
SAFE_FLUIDSYNTH = (2, 5, 7)  # older ones can be made to crash, or to write where they shouldn't, by a damaged SoundFont
SET_UP_AGAIN = {
    Installation.SOURCE: "Run `python3 packaging/bootstrap.py setup` again.",
    Installation.PIP: "Install BeatGen with pip again, with --force-reinstall.",
    Installation.FOLDER: "Download BeatGen again; its folder isn't whole.",
    Installation.PACKAGE: "Install BeatGen's package again: `sudo apt-get install --reinstall ./beatgen_….deb`.",
}
MIDI_REMEDY = {
    "linux": "Load ALSA's sequencer (`sudo modprobe snd-seq`) or start JACK or PipeWire.",
    "darwin": "Open Audio MIDI Setup and switch the IAC Driver on.",
    "win32": "Install loopMIDI and add a port in it.",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """The result of one examination.

    Attributes:
        name: What was examined.
        ok: Whether BeatGen can use it.
        detail: What was found.
        remedy: One sentence that says what to do, empty where all is well.
        caution: One sentence on what can be used and yet needs care, empty where there is none.
        needed: Whether BeatGen can't make beats at all without it; the rest can be missing on a machine without sound,
            MIDI or screen.
    """

    name: str
    ok: bool
    detail: str
    remedy: str = ""
    needed: bool = True
    caution: str = ""


def examine() -> list[Finding]:
    """Examine everything BeatGen depends on; takes some tenths of a second, for MIDI ports are listed by a process.

    Returns:
        One finding a subject, always in the same order.
    """
    return [
        python(sys.version_info[:3]),
        torch(),
        *(
            replace(finding, needed=False)
            for finding in (fluidsynth(), soundfont(), midi(list_all), display(sys.platform, os.environ))
        ),
        models(MODELS_FOLDER),
        replace(feel(FEEL_FILE), needed=False),
        folder("Settings folder", platformdirs.user_config_path("beatgen", appauthor=False)),
        folder("Data folder", platformdirs.user_data_path("beatgen", appauthor=False)),
    ]


def in_words(findings: Iterable[Finding]) -> str:
    """Return a line for each finding, and under it what to do where something is wrong or needs care."""
    lines = []
    for finding in findings:
        mark = "ok" if finding.ok else "no" if finding.needed else "--"
        lines.append(f"{mark}  {finding.name}: {finding.detail}")
        lines += [f"    {advice}" for advice in (finding.remedy, finding.caution) if advice]
    return "\n".join(lines)


def python(version: tuple[int, ...]) -> Finding:
    """Examine the interpreter's version."""
    oldest = ".".join(map(str, OLDEST_PYTHON))
    remedy = "" if version >= OLDEST_PYTHON else f"Install Python {oldest} or newer and set BeatGen up with it."
    return Finding("Python", not remedy, f"{'.'.join(map(str, version))} on {platform.system()}", remedy)


def torch() -> Finding:
    """Examine torch's version without loading it."""
    try:
        version = importlib.metadata.version("torch")
    except importlib.metadata.PackageNotFoundError:
        return Finding("Torch", ok=False, detail="not installed", remedy=SET_UP_AGAIN[installation()])
    return Finding("Torch", ok=True, detail=version)


def fluidsynth() -> Finding:
    """Examine the synthesizer's library the way pyfluidsynth finds it."""
    try:
        with contextlib.redirect_stdout(io.StringIO()):  # where CI is set, it prints what it finds
            import fluidsynth as binding
        version_text = ctypes.CDLL(binding.lib).fluid_version_str
    except (ImportError, OSError, AttributeError) as error:
        remedy = f"Install FluidSynth: {how_to_install(sys.platform)}."
        return Finding("FluidSynth", ok=False, detail=str(error), remedy=remedy)
    version_text.restype = ctypes.c_char_p
    version = version_text().decode()
    return Finding("FluidSynth", ok=True, detail=f"{version} ({binding.lib})", caution=fluidsynth_caution(version))


def fluidsynth_caution(version: str) -> str:
    """Return what to take care of with a version of FluidSynth; empty for one that is safe."""
    if tuple(int(number) for number in re.findall(r"\d+", version)[:3]) >= SAFE_FLUIDSYNTH:
        return ""
    safe = ".".join(map(str, SAFE_FLUIDSYNTH))
    return (
        f"A damaged or hostile SoundFont can crash FluidSynth before {safe}, and worse: play only SoundFonts that you "
        f"trust, or {how_to_update(sys.platform)}."
    )


def soundfont() -> Finding:
    """Examine the default SoundFont."""
    try:
        path = checked_soundfont(default_soundfont())
    except OutputError as error:
        return Finding("Default SoundFont", ok=False, detail=str(error), remedy=SET_UP_AGAIN[installation()])
    return Finding("Default SoundFont", ok=True, detail=str(path))


def midi(ports: Callable[[], PortLists]) -> Finding:
    """Examine MIDI: the interfaces compiled in, and what ``ports`` lists; only an output is missed."""
    try:
        import rtmidi
    except ImportError as error:
        return Finding("MIDI", ok=False, detail=str(error), remedy=SET_UP_AGAIN[installation()])
    interfaces = ", ".join(rtmidi.get_api_display_name(api) for api in rtmidi.get_compiled_api())
    lists = ports()
    found = [f"{kind} {', '.join(names) or 'none'}" for kind, names in asdict(lists).items()]
    remedy = "" if lists.outputs else MIDI_REMEDY.get(sys.platform, MIDI_REMEDY["linux"])
    return Finding("MIDI", bool(lists.outputs), f"{interfaces}; {'; '.join(found)}", remedy)


def display(system: str, environment: Mapping[str, str]) -> Finding:
    """Examine whether a window can open on ``system`` (as in ``sys.platform``)."""
    if not system.startswith("linux"):
        return Finding("Display", ok=True, detail=system)
    for name in ("WAYLAND_DISPLAY", "DISPLAY", "QT_QPA_PLATFORM"):
        if environment.get(name):
            return Finding("Display", ok=True, detail=f"{name}={environment[name]}")
    remedy = "Start BeatGen in a desktop session, or use the commands that need none, such as `beatgen generate`."
    return Finding("Display", ok=False, detail="none", remedy=remedy)


def models(where: Path) -> Finding:
    """Examine the shipped models: whether there are any, and whether all of them can be read."""
    names = [entry.name for entry in list_models(where)]
    damaged = sorted({path.stem for path in checkpoints(where)} - set(names))
    if damaged:
        remedy = f"Download BeatGen again, or remove what is damaged from {where}."
        return Finding("Models", ok=False, detail=f"damaged: {', '.join(damaged)}", remedy=remedy)
    remedy = "" if names else f"Put a checkpoint ({SUFFIX}) into {where}, or download BeatGen again."
    return Finding("Models", bool(names), ", ".join(names) or f"none in {where}", remedy)


def feel(path: Path) -> Finding:
    """Examine the model that plays what the others make; without it, beats stay on the grid."""
    try:
        card = read_header(path).card
    except CheckpointError as error:
        remedy = "Download BeatGen again; until then switch New beats off under Feel, or say --feel 0."
        return Finding("Feel", ok=False, detail=str(error), remedy=remedy)
    return Finding("Feel", ok=True, detail=card.title)


def folder(name: str, where: Path) -> Finding:
    """Examine whether files can be made in ``where``, or, where it doesn't exist yet, in what it would be made in."""
    existing = next(path for path in (where, *where.parents) if path.exists())
    try:
        with tempfile.TemporaryFile(dir=existing):
            return Finding(name, ok=True, detail=str(where))
    except OSError as error:
        detail = f"{existing}: {error.strerror or error}"
        return Finding(name, ok=False, detail=detail, remedy=f"Make {existing} a folder that you may write to.")
