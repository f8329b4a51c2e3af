"""The rendering process: ``python -m core.playback.renderer`` computes sound as fast as it can.

A SoundFont can be made to crash FluidSynth, so it is loaded here and not where somebody's work is. An order comes in on
stdin, whose end is the end of who ordered, and so of this process, whatever it does. To stdout goes a line that holds
either the SoundFont's drum kits or why there is no sound, and then the samples, left and right in turn, as 32-bit
floating-point numbers. There is no numpy in here: it takes longer to load than a beat to compute.
"""

from __future__ import annotations

import faulthandler
import json
import os
import signal
import threading
from typing import TYPE_CHECKING, Any

from core.errors import OutputError
from core.playback.render_order import RenderOrder
from core.playback.sinks import Strike
from core.playback.synth.drum_synth import FRAME_BYTES, DrumSynth
from core.playback.synth.fluid import BLOCK_SAMPLES, hush
from core.playback.words import plain_error

if TYPE_CHECKING:
    from typing import BinaryIO

_CHUNK_SAMPLES = 64 * BLOCK_SAMPLES
_ABANDONED = 3  # its exit status, which nobody sees


def main() -> None:
    """Do what stdin asks for."""
    faulthandler.enable()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C in a terminal is for who ordered; that ends this process, too
    with _private_stdout() as answers:
        with open(0, "rb", closefd=False) as orders:  # a window's program may have no sys.stdin
            order = RenderOrder.decode(orders.readline())
        threading.Thread(target=_end_with_who_ordered, daemon=True).start()
        try:
            hush()
            synth = DrumSynth(order.choice)
        except OutputError as error:
            _say(answers, {"failed": plain_error(error)})
            return
        _say(answers, {"presets": [(preset.program, preset.name) for preset in synth.presets]})
        synth.set_mix(order.mix)
        _schedule(synth, order)
        _compute(synth, order.skip_samples, None)
        _compute(synth, order.length_samples + order.tail_samples, answers)
        synth.close()


def _end_with_who_ordered() -> None:
    """Wait for the end of stdin; a SoundFont may keep FluidSynth busy for ever, and nobody may be left to stop it."""
    while os.read(0, 1):
        pass
    os._exit(_ABANDONED)


def _private_stdout() -> BinaryIO:
    """Return what leads to who ordered, and let whatever a C library prints go to stderr instead."""
    answers = os.fdopen(os.dup(1), "wb", buffering=0)
    os.dup2(2, 1)
    return answers


def _say(answers: BinaryIO, words: dict[str, Any]) -> None:
    answers.write(json.dumps(words).encode() + b"\n")


def _schedule(synth: DrumSynth, order: RenderOrder) -> None:
    """Queue all notes."""
    number = 0
    for start_s in order.starts_s:
        for begins_s, ends_s, note, velocity, voice in order.notes:
            number += 1
            if (time_s := start_s + begins_s) >= 0:
                strike = Strike(time_s, note, velocity, number, voice)
                end = strike.ended(start_s + ends_s)
                synth.schedule(strike, time_s)
                synth.schedule(end, end.time_s)


def _compute(synth: DrumSynth, length_samples: int, answers: BinaryIO | None) -> None:
    """Compute so many samples and hand them over, or drop them where there are no ``answers``."""
    chunk = memoryview(bytearray(_CHUNK_SAMPLES * FRAME_BYTES))
    for start in range(0, length_samples, _CHUNK_SAMPLES):
        part = chunk[: (length_samples - start) * FRAME_BYTES]
        synth.read_into(part)
        if answers is not None:
            _write_all(answers, part)


def _write_all(answers: BinaryIO, part: memoryview) -> None:
    while part:
        part = part[answers.write(part) :]


if __name__ == "__main__":
    main()
