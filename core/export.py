"""Beats as files: the current one, chosen takes, or the chain; notes as ``.mid``, sound as ``.wav`` and ``.flac``.

The window and the command line both export through ``export``, so that a project gives the same bytes either way.
"""

from __future__ import annotations

import filecmp
import re
import tempfile
from dataclasses import dataclass, field, replace
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

from core.errors import BeatgenError
from core.kit import GENERAL_MIDI, Kit
from core.note_events import STRAIGHT, note_events
from core.pattern import DEFAULT_VELOCITY, Pattern
from core.playback.states import SynthChoice
from core.take import Take
from core.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

    from core.beat import Beat
    from core.project import Project
    from core.render import Rendering

MIDI_SUFFIXES, AUDIO_SUFFIXES = (".mid", ".midi"), (".wav", ".flac")
CHAIN_NAME = "Chain"
_NOT_IN_FILE_NAMES = re.compile(r"[^\w -]+")
_MAX_STEM_BYTES = 200  # file systems take 255, and a number and a suffix have to follow
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)  # no file can be called so on Windows


class What(Enum):
    """What is exported."""

    BEAT = "beat"
    CHAIN = "chain"
    ENTRIES = "entries"  # of the chain, each by itself
    TAKES = "takes"
    STARRED = "starred"

    @property
    def in_folder(self) -> bool:
        """Whether it becomes a folder of files rather than one file."""
        return self in (What.ENTRIES, What.TAKES, What.STARRED)


_NO_TAKES = {
    What.TAKES: Wording("there are no such takes; choose some that there are, or export the beat"),
    What.STARRED: Wording("no take is starred; star some, or choose those to export"),
}


class Exported(Enum):
    """How much of the feel is in what is exported.

    FULL is everything as it sounds, VELOCITY puts it on the grid without swing and keeps the velocities, NONE gives
    every hit the same velocity, too.
    """

    FULL = "full"
    VELOCITY = "velocity"
    NONE = "none"

    def applied_to(self, pattern: Pattern) -> Pattern:
        """Return the pattern with as much of its feel."""
        if self is Exported.FULL:
            return pattern
        on_grid = Pattern(pattern.velocity)
        return on_grid if self is Exported.VELOCITY else on_grid.with_velocities(DEFAULT_VELOCITY)


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """How beats are exported.

    Attributes:
        feel: How much of it.
        kit: The drum map whose notes a ``.mid`` file gets.
        synth: How audio sounds.
        tail: Whether the last notes ring out in audio; otherwise the file lasts just its bars and can be looped.
        suffix: Says the format of files in a folder; that of a single file is said by its name.
    """

    feel: Exported = Exported.FULL
    kit: Kit = GENERAL_MIDI
    synth: SynthChoice = field(default_factory=SynthChoice)
    tail: bool = True
    suffix: str = ".mid"


@dataclass(frozen=True, slots=True)
class Written:
    """A file that was written.

    Attributes:
        path: Where it is.
        beat: What was exported, before the feel was taken off.
        rendering: How it came out, where it is audio.
    """

    path: Path
    beat: Beat
    rendering: Rendering | None = None


def export(
    project: Project,
    what: What,
    target: str | Path,
    options: ExportOptions,
    numbers: Collection[int] = (),
    on_progress: Callable[[float], None] | None = None,
) -> tuple[Written, ...]:
    """Write a part of a project, as it sounds: in the beat's tempo and swing, without its silent voices.

    May be called in any thread. What ``on_progress`` raises ends the export; then, as after any error, what was there
    before is untouched.

    Args:
        project: The project.
        what: What of it.
        target: A file, which is replaced, for the beat, the chain or a single take. Otherwise a folder, made if it is
            missing: each take, or entry of the chain, gets a file of its name, with a number after it where a file with
            other content has it.
        options: How.
        numbers: The numbers of the takes; those of ``what`` where there is none.
        on_progress: Called now and then with how much is done, 0..1.

    Raises:
        BeatgenError: There is nothing of this kind, or it can't be written; the sentence says what to do.
    """
    report = on_progress or (lambda _share: None)
    beats, path = beats_of(project, what, numbers), Path(target)
    if what.in_folder and not names_file(path):
        return _write_folder(beats, path, options, report)
    if len(beats) > 1:
        raise BeatgenError(Wording("is the name of a single file; choose a folder for several takes"), path)
    return (write_beat(beats[0], path, options, report),)


def beats_of(project: Project, what: What, numbers: Collection[int] = ()) -> list[Beat]:
    """Return what is exported; takes as they are in the tray.

    Raises:
        BeatgenError: There is nothing of this kind; the sentence says what to do.
    """
    if what is What.BEAT:
        return [project.beat]
    if what in (What.CHAIN, What.ENTRIES):
        if (pattern := project.chain_pattern) is None:
            raise BeatgenError(Wording("the chain is empty; put takes into it, or export the beat"))
        return [project.beat.with_take(Take(pattern, CHAIN_NAME))] if what is What.CHAIN else _entries(project)
    found = [take for take in project.takes if _is_chosen(take, what, numbers)]
    if not found:
        raise BeatgenError(_NO_TAKES[what])
    return [sounding(project, take) for take in found]


def _entries(project: Project) -> list[Beat]:
    """Return the chain's entries, named so that their files come in their order."""
    take_of = {take.number: take for take in project.takes}
    digits = max(len(str(len(project.chain))), 2)
    beats = [sounding(project, take_of[number]) for number in project.chain]
    return [
        replace(beat, source=replace(beat.source, name=f"{turn:0{digits}} {beat.source.name}"))
        for turn, beat in enumerate(beats, start=1)
    ]


def sounding(project: Project, take: Take) -> Beat:
    """Return a take as the beat that it would be if it were loaded; that of the current beat has its edits."""
    beat = project.beat
    return beat if beat.source.number == take.number else beat.with_take(take)


def write_beat(
    beat: Beat, path: Path, options: ExportOptions, on_progress: Callable[[float], None] | None = None
) -> Written:
    """Write a beat as notes or as sound, as the name of the file says.

    Raises:
        BeatgenError: It can't be written, or the name ends in another way.
    """
    pattern = options.feel.applied_to(beat.pattern)
    swing = beat.swing if options.feel is Exported.FULL else STRAIGHT
    if path.suffix.lower() in MIDI_SUFFIXES:
        from core.midi_file import write_pattern

        # A recipe has to bring back these very notes.
        as_made = pattern == beat.pattern and swing == beat.swing == STRAIGHT and not beat.mix.silent
        recipe = beat.recipe if as_made else None
        write_pattern(pattern, path, beat.bpm, swing, recipe, beat.mix.silent, options.kit)
        return Written(path, beat)
    if path.suffix.lower() not in AUDIO_SUFFIXES:
        raise BeatgenError(Wording("can't be written; choose a name that ends in .mid, .wav or .flac"), path)

    from core.render import render_audio

    events = note_events(pattern, beat.bpm, swing, beat.mix.silent)
    rendering = render_audio(events, path, options.synth, beat.mix, tail=options.tail, on_progress=on_progress)
    return Written(path, beat, rendering)


def names_file(path: Path) -> bool:
    """Return whether a path is that of a file of one of the formats rather than a folder."""
    return path.suffix.lower() in MIDI_SUFFIXES + AUDIO_SUFFIXES and not path.is_dir()


def file_stem(name: str) -> str:
    """Return a beat's name without what file systems refuse."""
    stem = " ".join(_NOT_IN_FILE_NAMES.sub("", name).split())
    stem = stem.encode()[:_MAX_STEM_BYTES].decode(errors="ignore").strip()
    return f"beat {stem}".strip() if not stem or _DEVICES.fullmatch(stem) else stem


def _is_chosen(take: Take, what: What, numbers: Collection[int]) -> bool:
    return take.starred if what is What.STARRED else not numbers or take.number in numbers


def _write_folder(
    beats: Sequence[Beat], folder: Path, options: ExportOptions, report: Callable[[float], None]
) -> tuple[Written, ...]:
    """Write all files beside those of the folder, and only then put them into it."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder, prefix=".beatgen.") as hidden:
            parts = list(_write_parts(beats, Path(hidden), options, report))
            targets = _free_targets(parts, folder)
            return tuple(
                Written(_placed(part.path, target), part.beat, part.rendering)
                for part, target in zip(parts, targets, strict=True)
            )
    except OSError as error:
        raise BeatgenError(
            Wording("can't be written to ({reason}); choose another folder", reason=error.strerror), folder
        ) from error


def _write_parts(
    beats: Sequence[Beat], hidden: Path, options: ExportOptions, report: Callable[[float], None]
) -> Iterable[Written]:
    for index, beat in enumerate(beats):
        part = hidden / f"{index}{options.suffix}"
        try:
            yield write_beat(beat, part, options, _part_of(report, index, len(beats)))
        except BeatgenError as error:
            if error.subject != part:
                raise
            raise type(error)(error.sentence, hidden.parent / f"{file_stem(beat.name)}{options.suffix}") from error


def _part_of(report: Callable[[float], None], index: int, count: int) -> Callable[[float], None]:
    """Report that a part begins, and return what reports how much of it is done."""
    report(index / count)
    return lambda share: report((index + share) / count)


def _free_targets(parts: Sequence[Written], folder: Path) -> list[Path]:
    """Return where the parts go: no two of them to one place, and none where a file with other content is."""
    targets: list[Path] = []
    used: set[str] = set()
    for part in parts:
        stem, number = file_stem(part.beat.name), 1
        target = folder / f"{stem}{part.path.suffix}"
        while target.name.casefold() in used or (target.exists() and not _same(part.path, target)):
            number += 1
            target = folder / f"{stem} {number}{part.path.suffix}"
        used.add(target.name.casefold())
        targets.append(target)
    return targets


def _same(part: Path, target: Path) -> bool:
    return filecmp.cmp(part, target, shallow=False)


def _placed(part: Path, target: Path) -> Path:
    return target if target.exists() else part.replace(target)
