"""``beatgen play`` and ``beatgen ports``."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from core.command_options import BpmOption, JsonOption, KitOption, SwingOption, read_events, synth_choice
from core.command_output import ended_by_signals, somebody_watches
from core.errors import OutputError
from core.note_events import STRAIGHT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.playback.states import PortChoice

FileArgument = Annotated[Path, typer.Argument(metavar="IN.mid", help="A MIDI file with drums.")]
SoundfontOption = Annotated[
    Path | None, typer.Option(metavar="SF2", help="Play this SoundFont; along with a MIDI port, both sound.")
]
_LINE = 40  # characters; longer than any line that is shown before


def ports(as_json: JsonOption = False) -> None:
    """List the MIDI ports of devices and other programs: those to play to, and those to listen to."""
    from core.playback.midi.port_list import list_all

    lists = list_all()
    if as_json:
        typer.echo(json.dumps(asdict(lists), indent=2))
        return
    for kind, names in (("output", lists.outputs), ("input", lists.inputs)):
        for name in names:
            typer.echo(f"{kind}\t{name}")
    if not lists.outputs and not lists.inputs:
        typer.echo("there are no MIDI ports; beatgen doctor says what to do", err=True)


def play(
    file: FileArgument,
    port: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Play to this MIDI port; the beginning of its name is enough."),
    ] = None,
    virtual: Annotated[
        str | None, typer.Option(metavar="NAME", help="Play to an own MIDI port that other programs connect to.")
    ] = None,
    loops: Annotated[int, typer.Option(min=0, help="How often; 0 goes on until Ctrl+C.")] = 1,
    bpm: BpmOption = None,
    swing: SwingOption = STRAIGHT,
    clock: Annotated[bool, typer.Option("--clock", help="Send MIDI clock to the port, too.")] = False,
    drum_map: Annotated[
        str | None, typer.Option("--map", metavar="NAME", help="The drum map of whatever is at the MIDI port.")
    ] = None,
    soundfont: SoundfontOption = None,
    kit: KitOption = None,
) -> None:
    """Play a beat through the built-in synthesizer or to a MIDI port."""
    from core.playback.client import Player
    from core.playback.recital import Recital

    outlet = _port_choice(port, virtual, clock, drum_map)
    sounds = soundfont is not None or kit is not None or outlet is None
    synth = synth_choice(soundfont, kit) if sounds else None
    events = read_events(file, bpm, swing)
    if somebody_watches():
        where = " and ".join(([] if synth is None else ["the synthesizer"]) + ([] if outlet is None else [outlet.name]))
        typer.echo(f"{file.name} at {events.bpm:g} bpm through {where}; Ctrl+C stops", err=True)
    player = Player()
    player.set_synth(synth)
    player.set_port(outlet)
    recital = Recital(player, events, loops, _show if somebody_watches() else _show_nothing, _complain)
    with ended_by_signals():
        recital.run()


def _port_choice(port: str | None, virtual: str | None, clock: bool, drum_map: str | None) -> PortChoice | None:
    """Return the port that the options ask for, or None.

    Raises:
        typer.BadParameter: They don't go together.
        BeatgenError: There is no such port or no such drum map.
    """
    from core.kit import GENERAL_MIDI
    from core.playback.states import PortChoice
    from core.user_maps import find_map

    if port is not None and virtual is not None:
        raise typer.BadParameter("--port and --virtual exclude each other")
    if port is None and virtual is None:
        if clock or drum_map is not None:
            raise typer.BadParameter("--clock and --map need --port or --virtual")
        return None
    notes = GENERAL_MIDI.out_notes if drum_map is None else find_map(drum_map).out_notes
    name = virtual if port is None else _whole_name(port)
    return PortChoice(name or "", virtual is not None, clock, notes)


def _whole_name(beginning: str) -> str:
    from core.playback.midi.port_list import list_all

    return complete(beginning, list_all().outputs)


def complete(beginning: str, names: Sequence[str]) -> str:
    """Return the port that is called so, or whose name alone begins so, whatever the capitals.

    Raises:
        OutputError: There is none, or there are several.
    """
    if beginning in names:
        return beginning
    found = [name for name in names if name.casefold().startswith(beginning.casefold())]
    if not found:
        raise OutputError("there is no such MIDI port; beatgen ports lists those there are", beginning)
    if len(found) > 1:
        raise OutputError(f"several MIDI ports begin so: {', '.join(found)}; write more of the name", beginning)
    return found[0]


def _show(line: str) -> None:
    typer.echo(f"\r{line:<{_LINE}}" if line else "", nl=not line, err=True)


def _show_nothing(_line: str) -> None:
    pass


def _complain(sentence: str) -> None:
    typer.echo(f"beatgen: {sentence}", err=True)
