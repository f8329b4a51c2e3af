"""The user's own drum maps: a JSON file each in the settings folder, learnt from hits or entered by note."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import platformdirs

from core.drum_maps import BUILT_IN, checked_name, map_from_dict, map_to_dict, named
from core.errors import BeatgenError, brief
from core.json_file import read_object, write_object
from core.kit import Kit
from core.wording import Wording

SUFFIX = ".json"
_NOT_IN_FILE_NAMES = re.compile(r"[^a-z0-9]+")


def maps_folder() -> Path:
    """Return the folder of the user's drum maps; it need not exist."""
    return Path(platformdirs.user_config_path("beatgen", appauthor=False)) / "drum-maps"


def list_maps(folder: Path | None = None) -> list[Kit]:
    """Return all drum maps: General MIDI, the other built-in ones, and the user's by name.

    A file that can't be read, or that has another map's name, is left out; ``map_problems`` names it.
    """
    return [*BUILT_IN, *sorted(_users(folder)[0].values(), key=lambda kit: kit.name.casefold())]


def map_problems(folder: Path | None = None) -> list[str]:
    """Return a sentence on each file of the user's that is left out."""
    return _users(folder)[1]


def find_map(name: str, folder: Path | None = None) -> Kit:
    """Return the map of a name, or whose name alone begins so, however it is capitalized.

    Raises:
        BeatgenError: There is no such map; the sentence lists them.
    """
    maps = list_maps(folder)
    if (found := named(name, maps)) is not None:
        return found
    beginnings = [kit for kit in maps if name and kit.name.casefold().startswith(name.casefold())]
    if len(beginnings) != 1:
        raise BeatgenError(
            Wording(
                "there is no drum map called {name}; the maps are: {names}",
                name=name,
                names=", ".join(kit.name for kit in maps),
            )
        )
    return beginnings[0]


def save_map(kit: Kit, folder: Path | None = None, overwrite: bool = False) -> Path:
    """Keep a map of the user's and return its file.

    Args:
        kit: The map; its name may not be a built-in one's.
        folder: Where; the user's settings folder if None.
        overwrite: Whether a map of the user's with this name may be replaced.

    Raises:
        BeatgenError: The name is taken or can't be one, or the folder can't be written to.
    """
    try:
        kit = replace(kit, name=checked_name(kit.name))
    except ValueError as error:
        raise BeatgenError(
            Wording("that can't be a drum map's name ({reason}); choose another", reason=brief(error)), kit.name
        ) from error
    own = _file_of(kit.name, folder)
    if named(kit.name) is not None or (own is not None and not overwrite):
        raise BeatgenError(Wording("there is a drum map of this name already; choose another"), kit.name)
    path = own or _free_path(kit.name, folder or maps_folder())
    try:
        write_object(path, map_to_dict(kit))
    except OSError as error:
        raise BeatgenError(
            Wording("can't be written ({reason}); make room, or make the folder writable", reason=error.strerror), path
        ) from error
    return path


def delete_map(name: str, folder: Path | None = None) -> None:
    """Remove a map of the user's.

    Raises:
        BeatgenError: There is no such file of the user's, or it can't be removed.
    """
    path = _file_of(name, folder)
    if path is None:
        raise BeatgenError(Wording("is no drum map of your own, so it can't be removed"), name)
    try:
        path.unlink()
    except OSError as error:
        raise BeatgenError(
            Wording("can't be removed ({reason}); make the folder writable", reason=error.strerror), path
        ) from error


def learned(kit: Kit, voice: int, note: int) -> Kit:
    """Return the map with a voice's note learnt from a hit.

    The voice writes the note from now on and still reads what it read before; no other voice reads the note any more,
    unless it writes it too.

    Args:
        kit: The map; one of our own needs another name before it is saved.
        voice: 0..8.
        note: 0..127.

    Raises:
        ValueError: The note is out of range.
    """
    rows = [[n for n in kit.notes_of(v) if n != note or n == kit.out_notes[v]] for v in range(len(kit.out_notes))]
    rows[voice] = [note, *(n for n in rows[voice] if n != note)]
    return Kit.of(kit.name, rows)


def read_map(path: Path) -> Kit:
    """Return the map in a file.

    Raises:
        BeatgenError: The file can't be read or isn't a drum map; the sentence says what is wrong.
    """
    try:
        return map_from_dict(read_object(path))
    except OSError as error:
        raise BeatgenError(
            Wording("can't be read ({reason}); check that it may be", reason=error.strerror), path
        ) from error
    except ValueError as error:
        raise BeatgenError(
            Wording("is not a drum map ({reason}); mend or remove it", reason=brief(error)), path
        ) from error


def _users(folder: Path | None) -> tuple[dict[Path, Kit], list[str]]:
    """Return the user's maps by their files, and a sentence for each file that is left out."""
    kits: dict[Path, Kit] = {}
    problems: list[str] = []
    for path in sorted((folder or maps_folder()).glob(f"*{SUFFIX}")):
        try:
            kit = read_map(path)
        except BeatgenError as error:
            problems.append(Wording("{path}: {sentence}", path=path, sentence=error.sentence))
            continue
        if named(kit.name, [*BUILT_IN, *kits.values()]) is not None:
            problems.append(
                Wording(
                    "{path}: has the name of another drum map, {name}; give it one of its own", path=path, name=kit.name
                )
            )
        else:
            kits[path] = kit
    return kits, problems


def _file_of(name: str, folder: Path | None) -> Path | None:
    """Return the file that holds the user's map of this name."""
    kits = _users(folder)[0]
    return next((path for path, kit in kits.items() if named(name, [kit]) is not None), None)


def _free_path(name: str, folder: Path) -> Path:
    """Return a file for a new map, whose name no system refuses: Windows has no ``con.json``."""
    stem = f"map-{_NOT_IN_FILE_NAMES.sub('-', name.casefold())}".rstrip("-")
    number = 1
    while (path := folder / f"{stem}{'' if number == 1 else f'-{number}'}{SUFFIX}").exists():
        number += 1
    return path
