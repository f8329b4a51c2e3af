"""The thin layer over pyfluidsynth: finding the library, calls that it doesn't wrap, and the blocks of the sequencer.

FluidSynth's own sequencer looks at its queue once in a block of 64 samples (1.3 ms at 48 kHz): an event of tick k, in
whole milliseconds, happens at the first block that begins in millisecond k or later. So the tick of the millisecond in
which a block begins picks out just that block, and a note is off its moment by half a block at most.
"""

from __future__ import annotations

import sys
from ctypes import c_float, c_int, c_short, c_void_p
from typing import Any

from core.errors import OutputError
from core.wording import Wording

STANDARD_RATE_HZ = 48_000
BLOCK_SAMPLES = 64
TICKS_PER_S = 1000
_LOG_LEVELS = 5

_INSTALL = {
    "linux": Wording(
        "`sudo apt-get install libfluidsynth3` on Debian and Ubuntu, "
        "`sudo dnf install fluidsynth-libs` on Fedora, `sudo pacman -S fluidsynth` on Arch"
    ),
    "darwin": "`brew install fluid-synth`",
    "win32": Wording("`choco install fluidsynth`, or unpack its download to C:\\tools\\fluidsynth"),
}
_UPDATE = {
    "linux": "install a newer one, which many distributions don't have yet",
    "darwin": "run `brew upgrade fluid-synth`",
    "win32": "run `choco upgrade fluidsynth`, or unpack its newest download to C:\\tools\\fluidsynth",
}


def block_tick(time_s: float, rate_hz: int) -> int:
    """Return the tick that makes an event happen at the block nearest to ``time_s`` of the synthesizer's own time."""
    block = max(0, round(time_s * rate_hz / BLOCK_SAMPLES))
    return block * BLOCK_SAMPLES * TICKS_PER_S // rate_hz


def how_to_install(platform: str) -> str:
    """Return the commands that install FluidSynth's library on ``platform`` (as in ``sys.platform``), in words."""
    return _INSTALL.get(platform, _INSTALL["linux"])


def how_to_update(platform: str) -> str:
    """Return what brings a newer FluidSynth onto ``platform``, in words that go on a sentence."""
    return _UPDATE.get(platform, _UPDATE["linux"])


def import_fluidsynth() -> Any:
    """Return the module; loading it takes some 20 ms.

    Raises:
        OutputError: The library isn't there; the sentence says how to install it.
    """
    try:
        import fluidsynth
    except (ImportError, OSError) as error:
        raise OutputError(
            Wording("FluidSynth isn't on this computer; install it: {how}", how=how_to_install(sys.platform))
        ) from error
    return fluidsynth


def hush() -> None:
    """Keep FluidSynth from printing, from now on and in this process: what matters is said by our own errors.

    Raises:
        OutputError: The library isn't there.
    """
    arguments = (("level", c_int, 1), ("function", c_void_p, 1), ("data", c_void_p, 1))
    set_log_function = import_fluidsynth().cfunc("fluid_set_log_function", c_void_p, *arguments)
    for level in range(_LOG_LEVELS):
        set_log_function(level, None, None)


class Calls:
    """The calls that pyfluidsynth doesn't wrap.

    Attributes:
        remove_events: Take events out of a sequencer's queue.
        set_gen: Add to a SoundFont generator on a channel.
        write_float: Compute samples as floating-point numbers, without the noise that 16 bits get.
    """

    def __init__(self, fluidsynth: Any) -> None:
        def call(name: str, result: Any, **arguments: Any) -> Any:
            return fluidsynth.cfunc(name, result, *((key, kind, 1) for key, kind in arguments.items()))

        self.remove_events = call(
            "fluid_sequencer_remove_events", None, seq=c_void_p, source=c_short, dest=c_short, type=c_int
        )
        self.set_gen = call("fluid_synth_set_gen", c_int, synth=c_void_p, channel=c_int, param=c_int, value=c_float)
        side = {"left": c_void_p, "left_offset": c_int, "left_step": c_int}
        other_side = {"right": c_void_p, "right_offset": c_int, "right_step": c_int}
        self.write_float = call("fluid_synth_write_float", c_int, synth=c_void_p, length=c_int, **side, **other_side)
