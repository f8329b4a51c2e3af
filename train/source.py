"""One MIDI file of a dataset, and what is known of it before it is opened."""

from __future__ import annotations

from dataclasses import dataclass

SPLITS = ("train", "validation", "test")


@dataclass(frozen=True, slots=True)
class Source:
    """One MIDI file to learn from; what its dataset doesn't tell is empty.

    Attributes:
        file: The MIDI file, relative to the dataset's folder, with forward slashes.
        split: ``train``, ``validation`` or ``test``.
        style: Primary style, such as ``rock``.
        substyle: What goes on after it, such as ``halftime``.
        bpm: Tempo that the drummer played to; 0 where nobody says.
        beat_type: ``beat`` or ``fill``.
        drummer: ``drummer1`` … ``drummer10``.
    """

    file: str
    split: str
    style: str = ""
    substyle: str = ""
    bpm: int = 0
    beat_type: str = ""
    drummer: str = ""
