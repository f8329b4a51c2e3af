"""Which MIDI ports there are, asked of a process of its own: a MIDI system that hangs hangs there."""

from __future__ import annotations

import json
import logging
import subprocess
from dataclasses import dataclass

from core.playback.helper import helper_command, helper_environment

_log = logging.getLogger(__name__)
_TIMEOUT_S = 10.0  # while a model is loaded, starting a process has been seen to take over three


@dataclass(frozen=True, slots=True)
class PortLists:
    """The MIDI ports of other programs and of devices.

    Attributes:
        outputs: The names of those that can be played to.
        inputs: The names of those that can be listened to.
    """

    outputs: tuple[str, ...] = ()
    inputs: tuple[str, ...] = ()


def list_all() -> PortLists:
    """Return the MIDI ports that exist; BeatGen's own are left out.

    Takes about a tenth of a second, and ten seconds where a MIDI system hangs: call it from a worker thread. Both lists
    are empty where there is no MIDI system or it doesn't answer.
    """
    try:
        done = subprocess.run(  # noqa: S603 - our own program
            helper_command("core.playback.midi.ports"),
            check=True,
            capture_output=True,
            stdin=subprocess.DEVNULL,
            timeout=_TIMEOUT_S,
            env=helper_environment(),
        )
        lists = json.loads(done.stdout)
        return PortLists(tuple(map(str, lists["outputs"])), tuple(map(str, lists["inputs"])))
    except (OSError, subprocess.SubprocessError, ValueError, KeyError, TypeError):
        _log.exception("the MIDI ports can't be listed")
        return PortLists()


def list_ports() -> list[str]:
    """Return the names of the MIDI outputs; see ``list_all``."""
    return list(list_all().outputs)


def list_inputs() -> list[str]:
    """Return the names of the MIDI inputs; see ``list_all``."""
    return list(list_all().inputs)
