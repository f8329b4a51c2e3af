"""Reading a large JSON object piece by piece.

Python's JSON scanner doesn't let other threads run before it is done, so a window would stand still while a large file
is read in another thread; and what is read as a whole takes many times its size in memory. Here each member of the
outermost object is a piece, and of one long list each element is.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, NoReturn

from core.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_PIECE = 1 << 23  # characters
MAX_MEMBERS = 1000  # each costs a look ahead
_FIRST_WINDOW, _GROWTH = 1 << 16, 16
_AFTER_VALUE = tuple(",:]} \t\n\r")
_SPACE = re.compile(r"[ \t\n\r]*")


def members(text: str, long_list: str) -> Iterator[tuple[str, object]]:
    """Yield the members of the object that ``text`` is, in order; of the member ``long_list`` its elements, one by one.

    Raises:
        ValueError: The text is no JSON object, has over a thousand members, a name comes twice in an object, a number
            isn't finite, a piece is larger than 8 million characters or nested too deep.
    """
    scanner = _Scanner(text)
    seen: set[str] = set()
    for _ in scanner.items("{", "}"):
        name = scanner.value()
        if not isinstance(name, str) or name in seen:
            raise ValueError(Wording("{name} can't be a name here", name=f"{name!r:.60}"))
        if len(seen) >= MAX_MEMBERS:
            raise ValueError(Wording("there are more than {most} names in it", most=MAX_MEMBERS))
        seen.add(name)
        scanner.expect(":")
        if name == long_list:
            yield from ((name, scanner.value()) for _ in scanner.items("[", "]"))
        else:
            yield name, scanner.value()
    scanner.expect_end()


class _Scanner:
    """A place in a text, and what may stand there."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._decoder = json.JSONDecoder(object_pairs_hook=_object, parse_constant=_refuse)

    def items(self, opening: str, closing: str) -> Iterator[None]:
        """Come back at each item of an object or list, which the caller reads."""
        self.expect(opening)
        if self._accepts(closing):
            return
        yield
        while self._accepts(","):
            yield
        self.expect(closing)

    def value(self) -> object:
        """Read any JSON value."""
        self._skip_space()
        size = _FIRST_WINDOW
        while True:
            window = self._text[self._at : self._at + size]
            last = size >= MAX_PIECE or self._at + size >= len(self._text)
            try:
                value, length = self._decoder.raw_decode(window)
            except json.JSONDecodeError as error:
                if last:
                    raise ValueError(
                        Wording("its text is damaged at character {place}", place=self._at + error.pos)
                    ) from error
            except RecursionError as error:
                raise ValueError(Wording("it is nested too deep")) from error
            else:
                if last or window[length : length + 1] in _AFTER_VALUE:  # else a number may go on behind the window
                    self._at += length
                    return value
            size *= _GROWTH

    def expect(self, mark: str) -> None:
        """Go past a mark that has to stand here."""
        if not self._accepts(mark):
            raise ValueError(Wording("there is no {mark} at character {place}", mark=repr(mark), place=self._at))

    def expect_end(self) -> None:
        """Check that nothing is left."""
        self._skip_space()
        if self._at < len(self._text):
            raise ValueError(Wording("there is more after its end, at character {place}", place=self._at))

    def _accepts(self, mark: str) -> bool:
        self._skip_space()
        found = self._text.startswith(mark, self._at)
        self._at += found
        return found

    def _skip_space(self) -> None:
        if (space := _SPACE.match(self._text, self._at)) is not None:
            self._at = space.end()


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError(Wording("a name comes twice in one object"))
    return found


def _refuse(constant: str) -> NoReturn:
    raise ValueError(Wording("{constant} is not a number", constant=constant))
