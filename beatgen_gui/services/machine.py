"""What this machine and this user have: MIDI ports, SoundFonts, drum maps, lasting choices."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from core.kit import Kit
    from core.preferences import Preferences


@dataclass(frozen=True, slots=True)
class Found:
    """What there is to choose from.

    Attributes:
        outputs: Names of the MIDI outputs.
        inputs: Names of the MIDI inputs.
        soundfonts: SoundFonts in the system's usual folders.
    """

    outputs: tuple[str, ...] = ()
    inputs: tuple[str, ...] = ()
    soundfonts: tuple[Path, ...] = ()


class Machine(Protocol):
    """Where the window looks, and where it keeps what was chosen."""

    def look(self) -> Found:
        """Return what there is; called in a worker, since a dead MIDI server can block it."""

    def maps(self) -> Sequence[Kit]:
        """Return the drum maps, the user's own last; quick."""

    def keep_map(self, kit: Kit, overwrite: bool) -> None:
        """Write a drum map of the user's own, over the one of this name where that is meant.

        Raises:
            BeatgenError: Its name is taken or no name, or it can't be written.
        """

    def remove_map(self, name: str) -> None:
        """Remove a drum map of the user's own.

        Raises:
            BeatgenError: It isn't the user's, or can't be removed.
        """

    def keep(self, preferences: Preferences) -> None:
        """Write the preferences.

        Raises:
            BeatgenError: They can't be written.
        """


class ThisMachine:
    """The machine that BeatGen runs on; what is slow to import is imported at the first call."""

    def look(self) -> Found:
        """Ask the MIDI system and the file system; up to some seconds where MIDI hangs."""
        from core.playback.client import list_all
        from core.playback.synth.soundfont import list_soundfonts

        ports = list_all()
        return Found(ports.outputs, ports.inputs, tuple(list_soundfonts()))

    def maps(self) -> Sequence[Kit]:
        """Read the user's maps, each a tiny file."""
        from core.user_maps import list_maps

        return list_maps()

    def keep(self, preferences: Preferences) -> None:
        """Write the user's settings file."""
        from core.preferences import save

        save(preferences)

    def keep_map(self, kit: Kit, overwrite: bool) -> None:
        """Write a file into the user's folder of maps."""
        from core.user_maps import save_map

        save_map(kit, overwrite=overwrite)

    def remove_map(self, name: str) -> None:
        """Remove its file from the user's folder of maps."""
        from core.user_maps import delete_map

        delete_map(name)
