"""``beatgen export``."""

from __future__ import annotations

from dataclasses import replace
from enum import Enum
from pathlib import Path  # noqa: TC003 - typer looks for it when the command runs
from typing import TYPE_CHECKING, Annotated

import typer

from core.command_options import DEFAULT_GAIN, KitOption, MapOption, number, synth_choice
from core.command_output import ended_by_signals
from core.errors import BeatgenError
from core.export import AUDIO_SUFFIXES, Exported, ExportOptions, What, names_file
from core.kit import GENERAL_MIDI
from core.playback.states import SynthChoice
from core.render_command import GainOption, SoundfontOption, TailOption, say_rendering, shown_progress

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.export import Written
    from core.project import Project
    from core.take import Take

_MAX_NAMED = 12  # so many takes are listed where one isn't found
_USUAL = SynthChoice()


class Format(Enum):
    """What takes are written as."""

    MID = "mid"
    WAV = "wav"
    FLAC = "flac"


def export(
    file: Annotated[Path, typer.Argument(metavar="PROJECT.beatgen", help="A project.")],
    target: Annotated[
        Path,
        typer.Argument(metavar="TARGET", help="A .mid, .wav or .flac file, or for several takes a folder."),
    ],
    what: Annotated[What | None, typer.Option(help="What to export; the beat if not said otherwise.")] = None,
    take: Annotated[
        list[str] | None, typer.Option(metavar="NAME|NUMBER", help="Export this take; may be given several times.")
    ] = None,
    feel: Annotated[
        Exported, typer.Option(help="As it sounds; on the grid with its velocities; or on the grid with one velocity.")
    ] = Exported.FULL,
    drum_map: MapOption = GENERAL_MIDI.name,
    file_format: Annotated[Format, typer.Option("--format", help="What the files in a folder are.")] = Format.MID,
    soundfont: SoundfontOption = None,
    kit: KitOption = None,
    gain: GainOption = DEFAULT_GAIN,
    reverb: Annotated[
        float, typer.Option(min=0.0, max=1.0, callback=number, help="How much room the sound has.")
    ] = _USUAL.reverb,
    tail: TailOption = True,
) -> None:
    """Write beats of a project as MIDI or audio files, just as the window does."""
    from core.export import export as export_project
    from core.project_file import load_project
    from core.user_maps import find_map

    project = load_project(file)
    what = _what(what, take)
    numbers = [_numbered(project, name).number for name in take or ()]
    suffix = f".{file_format.value}"
    synth = _USUAL  # which isn't looked for where nothing is rendered
    if (target.suffix.lower() if names_file(target) else suffix) in AUDIO_SUFFIXES:
        synth = replace(synth_choice(soundfont, kit, gain), reverb=reverb)
    options = ExportOptions(feel, find_map(drum_map), synth, tail, suffix)
    with ended_by_signals(), shown_progress() as on_progress:
        written = export_project(project, what, target, options, numbers, on_progress)
    _say(written, gain)


def _what(what: What | None, takes: Sequence[str] | None) -> What:
    """Return what is to be exported: the takes where some are named.

    Raises:
        typer.BadParameter: Takes are named, and yet something else is asked for.
    """
    if takes and what not in (None, What.TAKES):
        raise typer.BadParameter("--take goes with --what takes only")
    return What.TAKES if takes else what or What.BEAT


def _numbered(project: Project, words: str) -> Take:
    """Return the take of a number, or of a name that it alone has.

    Raises:
        BeatgenError: There is no such take, or several; the sentence lists them.
    """
    if words.isdecimal() and (take := project.take(int(words))) is not None:
        return take
    named = [take for take in project.takes if take.name.casefold() == words.strip().casefold()]
    if len(named) == 1:
        return named[0]
    if named:
        numbers = ", ".join(str(take.number) for take in named[::-1])
        raise BeatgenError(f"several takes are called {words}; choose one by its number: {numbers}")
    listed = [f"{take.number} {take.name}" for take in project.takes[:_MAX_NAMED]]
    more = ["…"] if len(project.takes) > _MAX_NAMED else []
    raise BeatgenError(f"there is no take {words}; the takes are: {', '.join(listed + more)}")


def _say(written: Sequence[Written], gain: float) -> None:
    for one in written:
        if one.rendering is None:
            bars = one.beat.pattern.bar_count
            typer.echo(f"{one.path}: {bars} {'bar' if bars == 1 else 'bars'} at {one.beat.bpm:g} bpm")
        else:
            say_rendering(one.path, one.rendering, gain)
