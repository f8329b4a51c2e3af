"""Settings as TOML: read from a file, changed by options, and written out."""

from __future__ import annotations

import difflib
import json
import tomllib
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from core.model.architecture import ARCHITECTURE, CONFIGS, kind_of
from train.checked import NAMES, is_of_type, plain_types
from train.errors import SettingsError
from train.machine import Machine
from train.presets import PRESETS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from _typeshed import DataclassInstance

    from core.model.architecture import AnyConfig
    from train.settings import FitSettings

DEFAULT_PRESET = "drummer"
PRESET, _MODEL, _DRUMMER, _FEEL, _MACHINE = "preset", "model", "drummer", "feel", "machine"
Values = TypeVar("Values", bound="DataclassInstance")


@dataclass(frozen=True, slots=True)
class Config:
    """Everything that ``fit`` can be told.

    Attributes:
        settings: What decides the run.
        machine: What it runs on.
    """

    settings: FitSettings = field(default_factory=lambda: PRESETS[DEFAULT_PRESET])
    machine: Machine = field(default_factory=Machine)

    def to_toml(self) -> str:
        """Return the text of a settings file that gives this."""
        tables = self.settings.to_dict()
        named = {
            _MODEL: tables.pop(_MODEL),
            _DRUMMER: tables.pop(_DRUMMER),
            _FEEL: tables.pop(_FEEL),
            _MACHINE: {key: getattr(self.machine, key) for key in plain_types(Machine)},
        }
        lines = [_line(key, value) for key, value in tables.items()]
        for name, table in named.items():
            lines += ["", f"[{name}]", *(_line(key, value) for key, value in table.items())]
        return "\n".join(lines) + "\n"


def read_config(path: str | Path) -> dict[str, Any]:
    """Return the tables of a settings file, not yet checked.

    Raises:
        SettingsError: The file can't be read or isn't TOML.
    """
    try:
        return tomllib.loads(Path(path).read_text(encoding="utf-8"))
    except OSError as error:
        raise SettingsError(f"can't be read ({error.strerror}); check the name of the settings file", path) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"is not a TOML file ({error}); --show-config prints one to start from", path) from error


def parsed(assignments: Iterable[str]) -> dict[str, Any]:
    """Return the tables that ``key=value`` texts stand for; ``model.key`` and ``machine.key`` reach into a table.

    Raises:
        SettingsError: A text has no ``=``.
    """
    tables: dict[str, Any] = {}
    for assignment in assignments:
        path, found, value = assignment.partition("=")
        if not found:
            raise SettingsError("is not of the form key=value", assignment)
        table, _, key = path.strip().rpartition(".")
        (tables.setdefault(table, {}) if table else tables)[key] = _value(value.strip())
    return tables


def _value(text: str) -> Any:
    """Return what TOML reads in a text, and the text itself where that is nothing."""
    try:
        return tomllib.loads(f"value = {text}")["value"]
    except tomllib.TOMLDecodeError:
        return text


def changed(config: Config, tables: Mapping[str, Any]) -> Config:
    """Return a config with other values where ``tables`` has some; its ``preset`` is taken first.

    Raises:
        SettingsError: A key is unknown, or a value is of the wrong type or can't be.
    """
    tables = dict(tables)
    if PRESET in tables:
        config = replace(config, settings=preset_named(tables.pop(PRESET)))
    names = (_MODEL, _DRUMMER, _FEEL, _MACHINE)
    model, drummer, feel, machine = (_table(tables.pop(name, {}), name) for name in names)
    parts = {
        _MODEL: _shape(config.settings.model, model),
        _DRUMMER: _changed(config.settings.drummer, drummer, f"{_DRUMMER}."),
        _FEEL: _changed(config.settings.feel, feel, f"{_FEEL}."),
    }
    # The shape goes in with the rest: a range may hold for both together only.
    settings = _changed(config.settings, tables, "", parts, (PRESET, *names))
    return Config(settings, _changed(config.machine, machine, f"{_MACHINE}."))


def preset_named(name: object) -> FitSettings:
    """Return the settings of a preset.

    Raises:
        SettingsError: There is no such preset.
    """
    if not isinstance(name, str) or name not in PRESETS:
        raise SettingsError(f"there is no preset {name!r}; choose one of {', '.join(PRESETS)}")
    return PRESETS[name]


def _shape(before: AnyConfig, table: dict[str, Any]) -> AnyConfig:
    """Return a model's shape with the values of a table; another architecture begins with that one's defaults.

    Raises:
        SettingsError: A key is unknown, or a value is of the wrong type or can't be.
    """
    kind = table.pop(ARCHITECTURE, kind_of(before))
    if kind not in CONFIGS:
        raise SettingsError(f"{_MODEL}.{ARCHITECTURE} must be one of {', '.join(CONFIGS)}, not {kind!r}")
    shape = before if kind == kind_of(before) else CONFIGS[kind]()
    lists = [part.name for part in fields(shape) if isinstance(getattr(shape, part.name), tuple)]
    parts = {name: _list(table.pop(name), name) for name in lists if name in table}
    return _changed(shape, table, f"{_MODEL}.", parts, (ARCHITECTURE, *lists))


def _list(value: object, name: str) -> tuple[Any, ...]:
    if not isinstance(value, list):
        raise SettingsError(f"{_MODEL}.{name} must be a list, not {value!r}")
    return tuple(value)


def _table(value: object, name: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise SettingsError(f"{name} must be a table, not {value!r}; give its keys below a line [{name}]")
    return value


def _changed(
    values: Values,
    table: Mapping[str, Any],
    prefix: str,
    parts: Mapping[str, Any] | None = None,
    tables: Iterable[str] = (),
) -> Values:
    """Return a dataclass with the values of a table.

    Args:
        values: What to change.
        table: Values by key.
        prefix: What stands before the keys in messages.
        parts: Fields that are no plain values.
        tables: Further keys that would be known here.

    Raises:
        SettingsError: A key is unknown, or a value is of the wrong type or can't be.
    """
    types = plain_types(type(values))
    for key, value in table.items():
        if key not in types:
            raise SettingsError(_unknown(f"{prefix}{key}", [f"{prefix}{known}" for known in (*types, *tables)]))
        if not is_of_type(value, types[key]):
            raise SettingsError(f"{prefix}{key} must be {NAMES[types[key]]}, not {value!r}")
    try:
        return replace(values, **{key: types[key](value) for key, value in table.items()}, **(parts or {}))
    except ValueError as error:  # the sentence begins with the key, or is about several
        about_one = str(error).partition(" ")[0] in {*types, *(parts or {})}
        raise SettingsError(f"{prefix if about_one else ''}{error}") from error


def _unknown(key: str, known: list[str]) -> str:
    near = difflib.get_close_matches(key, known, 1, 0.0)[0]
    return f"there is no setting {key!r}; did you mean {near!r}? (--show-config prints them all)"


def _line(key: str, value: object) -> str:
    # What JSON writes for a number, a truth value or a text, TOML reads as the same.
    return f"{key} = {json.dumps(value)}"
