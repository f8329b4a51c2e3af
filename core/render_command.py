"""``beatgen render``."""

from __future__ import annotations

import math
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from core.command_options import (
    DEFAULT_GAIN,
    BpmOption,
    KitOption,
    SwingOption,
    number,
    read_events,
    synth_choice,
)
from core.command_output import ended_by_signals, somebody_watches
from core.note_events import STRAIGHT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from core.render import Rendering

_MAX_GAIN = 10.0
_MAX_LOOPS = 1000

SoundfontOption = Annotated[
    Path | None, typer.Option(metavar="SF2", help="Play this SoundFont; else the one that comes along.")
]
GainOption = Annotated[float, typer.Option(min=0.0, max=_MAX_GAIN, callback=number, help="Loudness.")]
TailOption = Annotated[
    bool, typer.Option(help="Let the last notes ring out; without, the file lasts just its bars and can be looped.")
]


def render(
    file: Annotated[Path, typer.Argument(metavar="IN.mid", help="A MIDI file with drums.")],
    target: Annotated[Path, typer.Argument(metavar="OUT.wav", help="The audio file to write: .wav or .flac.")],
    soundfont: SoundfontOption = None,
    kit: KitOption = None,
    bpm: BpmOption = None,
    swing: SwingOption = STRAIGHT,
    loops: Annotated[int, typer.Option(min=1, max=_MAX_LOOPS, help="How often.")] = 1,
    gain: GainOption = DEFAULT_GAIN,
    tail: TailOption = True,
) -> None:
    """Play a beat into an audio file."""
    events = read_events(file, bpm, swing)

    from core.render import render_audio

    choice = synth_choice(soundfont, kit, gain)
    with ended_by_signals(), shown_progress() as on_progress:
        rendering = render_audio(events, target, choice, loops=loops, tail=tail, on_progress=on_progress)
    say_rendering(target, rendering, gain)


def say_rendering(target: Path, rendering: Rendering, gain: float) -> None:
    """Say how long and how loud a file has become that was rendered at ``gain``."""
    peak_db = 20 * math.log10(max(rendering.peak, 1e-5))
    typer.echo(f"{target}: {rendering.length_s:.1f} s, loudest {peak_db:.1f} dB")
    if rendering.peak > 1.0:
        typer.echo(
            f"{target}: louder than a file can hold; choose a --gain below {gain / rendering.peak:.2f}", err=True
        )


@contextmanager
def shown_progress() -> Iterator[Callable[[float], None] | None]:
    """Give what shows how much is done, 0..1, as a line that goes away in the end; None where nobody looks."""
    if not somebody_watches():
        yield None
        return
    shown = -1

    def show(share: float) -> None:
        nonlocal shown
        if (percent := int(share * 100)) > shown:
            typer.echo(f"\rrendering {percent} %", nl=False, err=True)
            shown = percent

    try:
        yield show
    finally:
        typer.echo(f"\r{'':{len('rendering 100 %')}}\r", nl=False, err=True)
