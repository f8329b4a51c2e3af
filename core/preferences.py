"""What lasts from one session to the next: how BeatGen sounds and looks, what it is connected to, the drum map.

A JSON file in the user's settings folder. A file that can't be read is set aside, not overwritten; what a newer
version has added is kept. Neither torch nor Qt.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import platformdirs

from core.controllers import Target, learnt_from_values, learnt_values, with_learnt
from core.errors import BeatgenError, brief
from core.json_file import as_object, entry, read_object, text_or_none, write_object
from core.kit import GENERAL_MIDI
from core.playback.states import ClockSource, InputChoice, Metronome, PortChoice, SwitchAt, SynthChoice
from core.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from enum import Enum

    from core.controllers import Controller, Learnt

MAX_RECENT = 8
TAP_LATENCIES_MS = (-100.0, 400.0)
SYSTEM_THEME = "system"
_THEMES = (SYSTEM_THEME, "dark", "light")
SYSTEM_LANGUAGE = "system"
LANGUAGES = (SYSTEM_LANGUAGE, "en", "ko")
ANY_DEVICE, ONLY_CPU = "auto", "cpu"
_COMPUTING = (ANY_DEVICE, ONLY_CPU)

Choice = TypeVar("Choice")


@dataclass(frozen=True, slots=True)
class Preferences:
    """The lasting choices.

    Attributes:
        synth: How the synthesizer sounds or, while it is off, will sound once it is on again.
        synth_on: Whether it is on.
        port: The MIDI port to play to, or None. Its notes aren't kept: they are those of the drum map.
        input: The MIDI port to listen to, or None.
        clock: Who beats time.
        metronome: The click.
        counts_in: Whether a bar of clicks goes before the music starts.
        map_name: The drum map for the port, for export and import.
        switch_at: When another beat takes effect.
        recent_soundfonts: Paths, the latest first, at most eight.
        recent_projects: The same of the projects that were opened or saved.
        theme: ``dark``, ``light``, or ``system``: the one that the desktop asks for.
        language: A language's code such as ``ko``, or ``system``: the one that the desktop asks for.
        model: The model to begin with, by name or path; empty for the one that BeatGen comes with.
        computing: What models compute on: ``auto``, a CUDA card where there is one, or ``cpu``.
        controllers: Which MIDI controller moves what, in the order of ``Target``; each moves one thing.
        tap_latency_ms: How much later than it is played the music is heard, and a tap told; -100..400.
        found: The file as it was read: what a newer version has added to it is written back.
    """

    synth: SynthChoice = field(default_factory=SynthChoice)
    synth_on: bool = True
    port: PortChoice | None = None
    input: InputChoice | None = None
    clock: ClockSource = ClockSource.INTERNAL
    metronome: Metronome = field(default_factory=Metronome)
    counts_in: bool = False
    map_name: str = GENERAL_MIDI.name
    switch_at: SwitchAt = SwitchAt.BAR
    recent_soundfonts: tuple[str, ...] = ()
    recent_projects: tuple[str, ...] = ()
    theme: str = SYSTEM_THEME
    language: str = SYSTEM_LANGUAGE
    model: str = ""
    computing: str = ANY_DEVICE
    controllers: Learnt = ()
    tap_latency_ms: float = 0.0
    found: Mapping[str, object] = field(default_factory=dict, repr=False, compare=False)

    def with_soundfont(self, path: str | None) -> Preferences:
        """Return these with another SoundFont, on, which becomes the latest one; None is that which BeatGen brings."""
        now = replace(self, synth=replace(self.synth, soundfont=path), synth_on=True)
        if path is None:
            return now
        return replace(now, recent_soundfonts=_latest(path, self.recent_soundfonts))

    def with_project(self, path: str) -> Preferences:
        """Return these with a project as the latest one."""
        return replace(self, recent_projects=_latest(path, self.recent_projects))

    def with_controller(self, target: Target, controller: Controller | None) -> Preferences:
        """Return these with another controller for a target; what it moved before, it moves no more. None forgets."""
        return replace(self, controllers=with_learnt(self.controllers, target, controller))

    @property
    def sounding_synth(self) -> SynthChoice | None:
        """How the synthesizer sounds; None while it is off."""
        return self.synth if self.synth_on else None


def _latest(path: str, others: tuple[str, ...]) -> tuple[str, ...]:
    return (path, *(other for other in others if other != path))[:MAX_RECENT]


def preferences_path() -> Path:
    """Return where the preferences are kept."""
    return Path(platformdirs.user_config_path("beatgen", appauthor=False)) / "preferences.json"


def load(path: Path | None = None) -> tuple[Preferences, str]:
    """Return the user's preferences, and a sentence for the user where they couldn't be read (otherwise empty).

    Never fails: without a file, or with one that can't be read or understood, everything is at its default. The bad
    file is renamed to end in ``.bad.json``.
    """
    path = path or preferences_path()
    aside = path.with_suffix(".bad.json")
    try:
        return _from_dict(read_object(path)), ""
    except FileNotFoundError:
        return Preferences(), ""
    except OSError as error:
        said = Wording(
            "Your settings can't be read ({reason}: {path}); BeatGen starts anew and keeps them as {aside}.",
            reason=error.strerror,
            path=path,
            aside=aside,
        )
    except ValueError as error:
        said = Wording(
            "Your settings can't be understood ({reason}); BeatGen starts anew and keeps them as {aside}.",
            reason=brief(error),
            aside=aside,
        )
    with contextlib.suppress(OSError):  # else the next ones would be written over them
        path.replace(aside)
    return Preferences(), said


def save(preferences: Preferences, path: Path | None = None) -> None:
    """Write the preferences.

    Raises:
        BeatgenError: The settings folder can't be written to.
    """
    path = path or preferences_path()
    try:
        write_object(path, _to_dict(preferences))
    except OSError as error:
        raise BeatgenError(
            Wording("settings can't be kept ({reason}); make room, or make the folder writable", reason=error.strerror),
            path,
        ) from error


def _to_dict(preferences: Preferences) -> dict[str, object]:
    found = preferences.found
    synth = _values(preferences.synth, found.get("synth"), "soundfont", "program", "gain", "reverb", "driver")
    return {
        **found,
        "synth": {**(synth or {}), "on": preferences.synth_on},
        "port": _values(preferences.port, found.get("port"), "name", "virtual", "clock"),
        "input": _values(preferences.input, found.get("input"), "name", "virtual"),
        "clock": preferences.clock.value,
        "metronome": _values(
            preferences.metronome, found.get("metronome"), "on", "velocity", "bar_note", "beat_note", "to_port"
        ),
        "counts_in": preferences.counts_in,
        "map_name": preferences.map_name,
        "switch_at": preferences.switch_at.value,
        "recent_soundfonts": list(preferences.recent_soundfonts),
        "recent_projects": list(preferences.recent_projects),
        "theme": preferences.theme,
        "language": preferences.language,
        "model": preferences.model,
        "computing": preferences.computing,
        "controllers": {**_unknown_targets(found.get("controllers")), **learnt_values(preferences.controllers)},
        "tap_latency_ms": preferences.tap_latency_ms,
    }


def _values(choice: object, found: object, *names: str) -> dict[str, object] | None:
    if choice is None:
        return None
    return {**(found if isinstance(found, dict) else {}), **{name: getattr(choice, name) for name in names}}


def _unknown_targets(found: object) -> dict[str, object]:
    """Return what a newer version has learnt for targets of its own."""
    known = {target.value for target in Target}
    return {name: value for name, value in found.items() if name not in known} if isinstance(found, dict) else {}


def _from_dict(values: dict[str, object]) -> Preferences:
    """Return what ``_to_dict`` wrote; what is missing is at its default.

    Raises:
        ValueError: A value is of the wrong type or out of range.
    """
    usual = Preferences()
    synth = _choice(values, "synth", _synth, (usual.synth, usual.synth_on))
    return Preferences(
        *(synth or (usual.synth, False)),  # null: it was off, and how it had sounded was not kept
        port=_choice(values, "port", _port, usual.port),
        input=_choice(values, "input", _input, usual.input),
        clock=ClockSource(_one_of(values, "clock", _values_of(usual.clock))),
        metronome=_choice(values, "metronome", _metronome, usual.metronome) or usual.metronome,
        counts_in=entry(values, "counts_in", usual.counts_in),
        map_name=entry(values, "map_name", usual.map_name),
        switch_at=SwitchAt(_one_of(values, "switch_at", _values_of(usual.switch_at))),
        recent_soundfonts=_texts(values, "recent_soundfonts")[:MAX_RECENT],
        recent_projects=_texts(values, "recent_projects")[:MAX_RECENT],
        theme=_one_of(values, "theme", _THEMES),
        language=_one_of(values, "language", LANGUAGES),
        model=entry(values, "model", usual.model),
        computing=_one_of(values, "computing", _COMPUTING),
        controllers=learnt_from_values(as_object(values.get("controllers", {}), "controllers")),
        tap_latency_ms=_within(entry(values, "tap_latency_ms", usual.tap_latency_ms), TAP_LATENCIES_MS),
        found=values,
    )


def _choice(
    values: dict[str, object], key: str, read: Callable[[dict[str, object]], Choice], usual: Choice | None
) -> Choice | None:
    """Return what ``read`` makes of the object at ``key``: ``usual`` where there is none, None where it says null."""
    if key not in values:
        return usual
    return None if values[key] is None else read(as_object(values[key], key))


def _synth(values: dict[str, object]) -> tuple[SynthChoice, bool]:
    usual = SynthChoice()
    choice = SynthChoice(
        text_or_none(values, "soundfont"),
        entry(values, "program", usual.program),
        entry(values, "gain", usual.gain),
        entry(values, "reverb", usual.reverb),
        text_or_none(values, "driver"),
    )
    return choice, entry(values, "on", True)


def _port(values: dict[str, object]) -> PortChoice:
    return PortChoice(_name(values), entry(values, "virtual", False), entry(values, "clock", False))


def _input(values: dict[str, object]) -> InputChoice:
    return InputChoice(_name(values), entry(values, "virtual", False))


def _name(values: dict[str, object]) -> str:
    name = entry(values, "name", "")
    if not name:
        raise ValueError(Wording("a port has no name"))
    return name


def _metronome(values: dict[str, object]) -> Metronome:
    usual = Metronome()
    return Metronome(
        entry(values, "on", usual.on),
        entry(values, "velocity", usual.velocity),
        entry(values, "bar_note", usual.bar_note),
        entry(values, "beat_note", usual.beat_note),
        entry(values, "to_port", usual.to_port),
    )


def _within(value: float, bounds: tuple[float, float]) -> float:
    return min(max(value, bounds[0]), bounds[1])


def _one_of(values: dict[str, object], key: str, choices: tuple[str, ...]) -> str:
    """Return one of several words, of which the first is the usual one, also in the place of a newer version's."""
    word = entry(values, key, choices[0])
    return word if word in choices else choices[0]


def _values_of(usual: Enum) -> tuple[str, ...]:
    """Return the values of an enumeration, the usual one first."""
    return (usual.value, *(other.value for other in type(usual)))


def _texts(values: dict[str, object], key: str) -> tuple[str, ...]:
    found: list[object] = entry(values, key, [])
    if not all(isinstance(text, str) for text in found):
        raise ValueError(Wording("{key} are not all text", key=key))
    return tuple(str(text) for text in found)
