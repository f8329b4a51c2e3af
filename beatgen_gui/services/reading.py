"""What becomes of MIDI files that are opened: takes, and a chain where a file holds several beats."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from beatgen_gui.language import tr
from beatgen_gui.services.dispatcher import error_in_words
from beatgen_gui.words import counted, joined
from core.beat import EDITED
from core.errors import BeatgenError
from core.kit import GENERAL_MIDI
from core.project import Ends
from core.take import Take

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from core.kit import Kit
    from core.midi_file import MidiBeats
    from core.pattern import Pattern
    from core.project import Project


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A MIDI file and the beats that it holds."""

    path: Path
    beats: MidiBeats

    @property
    def pattern(self) -> Pattern:
        """All of its drums as one beat."""
        from core.midi_file import join_patterns

        return join_patterns(self.beats.patterns)

    @property
    def takes(self) -> tuple[Take, ...]:
        """Its beats as takes; a single one with its recipe."""
        beats, stem = self.beats, self.path.stem
        if len(beats.patterns) == 1:
            return (Take(beats.patterns[0], stem, beats.recipe),)
        return tuple(Take(pattern, f"{stem} {number}") for number, pattern in enumerate(beats.patterns, 1))


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read of several files.

    Attributes:
        files: Those that could be read, in their order; at least one beat each.
        refusals: A sentence on each of the others.
    """

    files: tuple[ReadFile, ...]
    refusals: tuple[str, ...]


def read_files(paths: Sequence[Path], maps: Sequence[Kit], chosen: Kit) -> Reading:
    """Read MIDI files; see ``core.midi_file.read_beats``. May take long, so call it in a worker."""
    files, refusals = [], []
    for path in paths:
        try:
            files.append(ReadFile(path, _read(path, maps, chosen)))
        except BeatgenError as error:
            refusals.append(error_in_words(error))
    return Reading(tuple(files), tuple(refusals))


def with_files(project: Project, files: Sequence[ReadFile]) -> Project:
    """Return the project with the files' beats as takes, the first of which is the current beat, in its tempo.

    An edited beat that leaves the screen is kept as a take. Where there is no chain, the first file of several beats
    becomes one.
    """
    takes = [take for file in files for take in file.takes]
    after = project.with_edits_kept(tr(EDITED)).with_takes(takes)
    beat = replace(after.beat.with_take(after.takes[0]), bpm=files[0].beats.bpm)
    return replace(after, beat=beat, chain=after.chain or _chain(after.takes, files))


def with_end(project: Project, files: Sequence[ReadFile], index: int) -> Project:
    """Return the project with the files' beats as takes, the first of which is an end of the morph, 0 for A to 3 for D.

    The beat on screen stays.
    """
    after = project.with_takes([take for file in files for take in file.takes])
    numbers = list(after.ends.numbers)
    numbers[index] = after.takes[0].number
    return replace(after, ends=Ends(*numbers))


def opened_in_words(files: Sequence[ReadFile], chained: bool) -> str:
    """Return what was opened, and what had to be left out.

    Args:
        files: What was read.
        chained: Whether the beats of a file have become the chain.
    """
    several = len(files) > 1
    name = counted(len(files), "file") if several else files[0].path.name
    beats = counted(sum(len(file.beats.patterns) for file in files), "beat")
    maps = joined({file.beats.kit.name: None for file in files if file.beats.kit != GENERAL_MIDI})
    opened = tr(
        "Opened {name}: {beats}, read as {maps}." if maps else "Opened {name}: {beats}.",
        name=name,
        beats=beats,
        maps=maps,
    )
    chain = [tr("They play after each other as the chain.")] if chained and not several else []
    problems = [
        f"{file.path.name}: {tr(said)}" if several else tr(said) for file in files for said in file.beats.problems
    ]
    return " ".join([opened, *chain, *problems])


def remarks_in_words(file: ReadFile) -> str:
    """Return by which drum map a file was read, where it isn't the usual one, and what had to be left out."""
    kit = file.beats.kit
    read_by = [] if kit == GENERAL_MIDI else [tr("It was read as {map}.", map=kit.name)]
    return " ".join([*read_by, *map(tr, file.beats.problems)])


def _read(path: Path, maps: Sequence[Kit], chosen: Kit) -> MidiBeats:
    from core.midi_file import join_patterns, read_beats

    beats = read_beats(path, maps=maps, chosen=chosen)
    if beats.recipe is None:
        return beats
    return replace(beats, patterns=(join_patterns(beats.patterns),))  # a recipe is that of one beat, however long


def _chain(takes: Sequence[Take], files: Sequence[ReadFile]) -> tuple[int, ...]:
    """Return the numbers of the takes of the first file of several beats; none where there is no such file."""
    start = 0
    for file in files:
        count = len(file.beats.patterns)
        if count > 1:
            return tuple(take.number for take in takes[start : start + count])
        start += count
    return ()
