"""The mix: how loud each voice is, where it stands, and which voices are silent."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TypeVar

from core.kit import VOICE_COUNT
from core.wording import Wording

MAX_VOLUME, DEFAULT_VOLUME = 127, 100
MAX_PAN = 63

Setting = TypeVar("Setting")


@dataclass(frozen=True, slots=True)
class Mix:
    """One setting for each of the nine voices, in model order.

    Volume and pan are the synthesizer's affair; muted voices are silent everywhere, in files too.

    Attributes:
        volumes: 0..127, 100 as usual (MIDI controller 7).
        pans: -63 (left)..63 (right), 0 in the middle (MIDI controller 10).
        mutes: True silences the voice.
        solos: Where any is True, every other voice is silent.
    """

    volumes: tuple[int, ...] = (DEFAULT_VOLUME,) * VOICE_COUNT
    pans: tuple[int, ...] = (0,) * VOICE_COUNT
    mutes: tuple[bool, ...] = (False,) * VOICE_COUNT
    solos: tuple[bool, ...] = (False,) * VOICE_COUNT

    def __post_init__(self) -> None:
        """Check lengths and ranges.

        Raises:
            ValueError: There isn't one setting a voice, or one is out of range.
        """
        if any(len(row) != VOICE_COUNT for row in (self.volumes, self.pans, self.mutes, self.solos)):
            raise ValueError(Wording("a mix has {voices} voices", voices=VOICE_COUNT))
        if not all(0 <= volume <= MAX_VOLUME for volume in self.volumes):
            raise ValueError(
                Wording("volumes {volumes} are not all in 0..{highest}", volumes=self.volumes, highest=MAX_VOLUME)
            )
        if not all(-MAX_PAN <= pan <= MAX_PAN for pan in self.pans):
            raise ValueError(Wording("pans {pans} are not all in -{most}..{most}", pans=self.pans, most=MAX_PAN))

    @property
    def silent(self) -> frozenset[int]:
        """The voices that don't sound: the muted ones, and where there is a solo, all others than its."""
        alone = any(self.solos)
        return frozenset(v for v in range(VOICE_COUNT) if self.mutes[v] or (alone and not self.solos[v]))

    def with_volume(self, voice: int, volume: int) -> Mix:
        """Return the mix with another volume, 0..127, for one voice."""
        return replace(self, volumes=_changed(self.volumes, voice, volume))

    def with_pan(self, voice: int, pan: int) -> Mix:
        """Return the mix with another place, -63..63, for one voice."""
        return replace(self, pans=_changed(self.pans, voice, pan))

    def with_mute(self, voice: int, mute: bool) -> Mix:
        """Return the mix with one voice muted or not."""
        return replace(self, mutes=_changed(self.mutes, voice, mute))

    def with_solo(self, voice: int, solo: bool) -> Mix:
        """Return the mix with one voice soloed or not."""
        return replace(self, solos=_changed(self.solos, voice, solo))


def _changed(row: tuple[Setting, ...], voice: int, value: Setting) -> tuple[Setting, ...]:
    return (*row[:voice], value, *row[voice + 1 :])
