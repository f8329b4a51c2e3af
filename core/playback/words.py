"""Words on their way through a pipe: a wording stays one, so that the window can say it in its own language."""

from __future__ import annotations

from typing import Any

from core.errors import OutputError
from core.wording import Wording


def plain_words(words: object) -> Any:
    """Return words, or a value in them, as JSON can hold them."""
    if isinstance(words, Wording):
        return {"Wording": [words.template, {name: plain_words(value) for name, value in words.values.items()}]}
    return words if isinstance(words, str | int | float) else str(words)


def words_of(plain: Any) -> Any:
    """Return what ``plain_words`` was given; of other values than text and numbers, their text.

    Raises:
        ValueError: It is something else.
    """
    if isinstance(plain, str | int | float):
        return plain
    try:
        ((template, values),) = plain.values()
        return Wording(template, **{name: words_of(value) for name, value in values.items()})
    except (AttributeError, KeyError, TypeError) as error:
        raise ValueError(f"not words: {plain!r:.80}") from error


def plain_error(error: OutputError) -> dict[str, Any]:
    """Return an error as JSON can hold it."""
    subject = None if error.subject is None else plain_words(error.subject)
    return {"sentence": plain_words(error.sentence), "subject": subject}


def error_of(plain: dict[str, Any]) -> OutputError:
    """Return what ``plain_error`` was given."""
    subject = plain["subject"]
    return OutputError(words_of(plain["sentence"]), None if subject is None else words_of(subject))
