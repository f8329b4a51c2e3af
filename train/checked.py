"""Types of values that come from outside: settings files and options."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, get_type_hints

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

# What a value of each type is called in a sentence for the user.
NAMES = {int: "a whole number", float: "a number", bool: "true or false", str: "a text"}


def is_of_type(value: object, wanted: type) -> bool:
    """Say whether a value is of a type; a whole number is also a number, but true and false are none."""
    return type(value) is wanted or (wanted is float and type(value) is int)


def check_types(values: DataclassInstance) -> None:
    """Check that the plain fields of a dataclass are of the types that it declares.

    Raises:
        ValueError: One isn't; the message names it.
    """
    for name, wanted in plain_types(type(values)).items():
        value = getattr(values, name)
        if not is_of_type(value, wanted):
            raise ValueError(f"{name} must be {NAMES[wanted]}, not {value!r}")


def plain_types(kind: type[Any]) -> dict[str, type]:
    """Return the types of a dataclass's fields that are numbers, truth values or texts."""
    return {name: wanted for name, wanted in get_type_hints(kind).items() if wanted in NAMES}
