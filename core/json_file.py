"""Small JSON files of the user's: read with suspicion, written whole or not at all."""

from __future__ import annotations

import json
import math
import os
import stat
from typing import TYPE_CHECKING, NoReturn, TypeVar

from core.atomic_file import replacing, sweep, write_checked
from core.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

MAX_BYTES = 1_000_000

Value = TypeVar("Value")
Number = TypeVar("Number", int, float, bool)


def read_object(path: Path) -> dict[str, object]:
    """Return the object that a JSON file holds.

    Raises:
        OSError: The file is missing or may not be read.
        ValueError: It is no file, over a megabyte, no JSON, or something else than an object.
    """
    data = read_data(path, MAX_BYTES)
    try:
        found = json.loads(data.decode("utf-8"), parse_constant=_refuse, parse_float=_finite)
    except UnicodeDecodeError as error:
        raise ValueError(Wording("it is not text")) from error
    except json.JSONDecodeError as error:
        raise ValueError(Wording("line {line} is not JSON", line=error.lineno)) from error
    except RecursionError as error:
        raise ValueError(Wording("it is nested too deep")) from error
    return as_object(found, Wording("the file"))


def read_data(path: Path, max_bytes: int) -> bytes:
    """Return what a file holds.

    Raises:
        OSError: The file is missing or may not be read.
        ValueError: It is no file, or larger than ``max_bytes``.
    """
    try:
        with open(path, "rb", opener=_open_without_waiting) as file:  # Path.open takes no opener
            found = os.fstat(file.fileno())
            if not stat.S_ISREG(found.st_mode):
                raise ValueError(Wording("it is not a file"))
            data = b"" if found.st_size > max_bytes else file.read(max_bytes + 1)
    except (IsADirectoryError, PermissionError) as error:
        if path.is_dir():
            raise ValueError(Wording("it is not a file")) from error
        raise
    if max(found.st_size, len(data)) > max_bytes:
        raise ValueError(Wording("it is too large"))
    return data


def write_object(path: Path, values: Mapping[str, object]) -> None:
    """Write a JSON file and read it back; its folder is made where it is missing.

    Raises:
        OSError: The folder can't be made or written to; the file that was there is as it was.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with replacing(path) as part:
        write_checked(part, [(json.dumps(values, indent=2) + "\n").encode()])
    sweep(path)


def as_object(value: object, name: str) -> dict[str, object]:
    """Return ``value`` if it is a JSON object.

    Raises:
        ValueError: It isn't.
    """
    if not isinstance(value, dict):
        raise ValueError(Wording("{name} is not an object", name=name))  # noqa: TRY004 - a file's content, not a caller's mistake
    return value


def entry(values: Mapping[str, object], key: str, default: Value) -> Value:
    """Return the value of ``key``, or ``default`` where there is none; it has to be of the default's type.

    A whole number is good for a float. True and False are no numbers.

    Raises:
        ValueError: It is of another type, or not finite.
    """
    value = values.get(key, default)
    if type(default) is float and type(value) is int:
        value = _as_float(value, key)
    if type(value) is not type(default) or (isinstance(value, float) and not math.isfinite(value)):
        raise ValueError(Wording("{key} can't be {value}", key=key, value=f"{value!r:.60}"))
    return value


def required(values: Mapping[str, object], key: str, like: Value) -> Value:
    """Return the value of ``key``, which has to be there and of the type of ``like``.

    Raises:
        ValueError: It is missing, of another type, or not finite.
    """
    if key not in values:
        raise ValueError(Wording("{key} is missing", key=key))
    return entry(values, key, like)


def text_or_none(values: Mapping[str, object], key: str) -> str | None:
    """Return the text at ``key``; None where there is none.

    Raises:
        ValueError: It is something else than text.
    """
    return None if values.get(key) is None else entry(values, key, "")


def numbers(values: object, name: str, like: Number) -> list[Number]:
    """Return a list whose elements are all of the type of ``like``; whole numbers are good for floats.

    Raises:
        ValueError: It is something else.
    """
    if not isinstance(values, list):
        raise ValueError(Wording("{name} are not a list", name=name))  # noqa: TRY004 - a file's content, not a caller's mistake
    return [entry({name: value}, name, like) for value in values]


def numbers_or_none(values: object, name: str) -> list[float | None]:
    """Return a list of floats, each of which may be missing.

    Raises:
        ValueError: It is something else.
    """
    if not isinstance(values, list):
        raise ValueError(Wording("{name} are not a list", name=name))  # noqa: TRY004 - a file's content, not a caller's mistake
    return [None if value is None else entry({name: value}, name, 0.0) for value in values]


def within(value: int, lowest: int, highest: int, name: str) -> int:
    """Return a value of a range, both ends included.

    Raises:
        ValueError: It is outside.
    """
    if not lowest <= value <= highest:
        raise ValueError(Wording("{name} can't be {value}", name=name, value=f"{value!r:.60}"))
    return value


def _open_without_waiting(path: str, flags: int) -> int:
    """Open a file; a pipe that nobody writes to would keep us waiting for ever."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _as_float(value: int, key: str) -> float:
    try:
        return float(value)
    except OverflowError as error:
        raise ValueError(Wording("{key} is too large", key=key)) from error


def _finite(number: str) -> float:
    """Return a number; one beyond all floats would be written as a constant, and the file couldn't be read again."""
    value = float(number)
    if not math.isfinite(value):
        raise ValueError(Wording("{number} is too large", number=f"{number:.60}"))
    return value


def _refuse(constant: str) -> NoReturn:
    raise ValueError(Wording("{constant} is not a number", constant=constant))
