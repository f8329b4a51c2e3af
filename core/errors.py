"""The errors that BeatGen raises on purpose.

Each one carries the file or value it is about and one sentence that tells the user what happened and what to
do. Anything else that is raised is a bug.
"""

from __future__ import annotations

from core.wording import Wording


class BeatgenError(Exception):
    """Base of every error meant for the user.

    Attributes:
        subject: The path or value that the error is about, or None.
        sentence: One sentence for the user: what is wrong and what to do.
    """

    def __init__(self, sentence: str, subject: object | None = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.subject = subject

    def __str__(self) -> str:
        return self.sentence if self.subject is None else f"{self.subject}: {self.sentence}"


def brief(said: object, most: int = 160) -> str:
    """Return what a file says so that it can stand in a sentence: on one line, printable, of ``most`` characters.

    A wording, or that of an error, which is so already, stays one.
    """
    line = "".join(mark if mark.isprintable() else "\N{REPLACEMENT CHARACTER}" for mark in str(said)[: most + 1])
    if len(line) > most:
        return f"{line[: most - 1]}\N{HORIZONTAL ELLIPSIS}"
    words = said.args[0] if isinstance(said, Exception) and said.args else said
    return words if isinstance(words, Wording) and words == line else line


class MidiFileError(BeatgenError):
    """A MIDI file can't be read or written."""


class ProjectFileError(BeatgenError):
    """A project file can't be read or written."""


class CheckpointError(BeatgenError):
    """A checkpoint is damaged, hostile, too new or not a checkpoint."""


class GenerationError(BeatgenError):
    """A generation request can't be carried out."""


class OutputError(BeatgenError):
    """A synthesizer, SoundFont or MIDI port can't be used."""


class DatasetError(BeatgenError):
    """A dataset can't be read."""
