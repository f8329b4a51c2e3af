"""A voice's menu: volume, pan, density and feel, mute, solo and lock, and its sound."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget

from beatgen_gui.language import tr
from beatgen_gui.widgets.amount_row import MOST, PERCENT
from beatgen_gui.widgets.menu_rows import SliderRow, add_choice, add_remark, add_row
from core.cells import Cells
from core.kit import VOICES
from core.mix import DEFAULT_VOLUME, MAX_PAN, MAX_VOLUME, Mix
from core.take import MAX_DENSITY

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from beatgen_gui.document import Document
    from beatgen_gui.services.likelihood import Likelihood
    from core.feel import Amounts

_TENTHS = 10  # of a slider, per 1.0 of density


class VoiceMenu(QMenu):
    """What can be done with a voice as a whole; it is gone when it is closed.

    Args:
        voice: In model order.
        document: Holds the mix, the locks and the wishes.
        likelihood: Thins and thickens the voice.
        sound: Sounds the voice.
        parent: The window.
    """

    def __init__(
        self,
        voice: int,
        document: Document,
        likelihood: Likelihood,
        sound: Callable[[int], None],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._likelihood = likelihood
        self._voice = voice
        self._document = document
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        mix = document.beat.mix
        add_remark(self, tr(VOICES[voice].label))
        self.volume = SliderRow(tr("Volume"), 0, MAX_VOLUME, mix.volumes[voice], DEFAULT_VOLUME, str, self)
        self.volume.changed.connect(self._on_volume)
        self.pan = SliderRow(tr("Pan"), -MAX_PAN, MAX_PAN, mix.pans[voice], 0, pan_in_words, self)
        self.pan.changed.connect(self._on_pan)
        add_row(self, self.volume)
        add_row(self, self.pan)
        self._add_density()
        self._add_feel()
        self.addSeparator()
        mute, solo = mix.mutes[voice], mix.solos[voice]
        locked = document.beat.locked.holds(self._cells)
        add_choice(self, tr("Mute"), mute, lambda: document.set_mix(self._mix.with_mute(voice, not mute), tr("Mute")))
        add_choice(self, tr("Solo"), solo, lambda: document.set_mix(self._mix.with_solo(voice, not solo), tr("Solo")))
        add_choice(self, tr("Lock"), locked, lambda: self._toggle_lock(locked))
        self.addSeparator()
        self.addAction(tr("Hear it")).triggered.connect(lambda: sound(voice))
        self.addAction(tr("Reset all voices")).triggered.connect(lambda: document.set_mix(Mix(), tr("Reset the mix")))

    def _add_density(self) -> None:
        """Offer how dense the voice is in this beat, where the model has looked at it, and in new ones."""
        self.addSeparator()
        low, high = self._likelihood.limits(self._voice)
        amount, wishes = self._likelihood.amount(self._voice), self._document.wishes
        self.density = SliderRow(tr("This beat"), low, max(high, low + 1), amount, 0, hits_in_words, self)
        self.density.setEnabled(self._likelihood.ghosts is not None)
        self.density.changed.connect(self._on_density)
        reach = round(MAX_DENSITY * _TENTHS)
        wished = round(wishes.voice_density[self._voice] * _TENTHS)
        self.wished = SliderRow(tr("New beats"), -reach, reach, wished, 0, density_in_words, self)
        self.wished.changed.connect(self._on_wished)
        add_row(self, self.density)
        add_row(self, self.wished)

    def _add_feel(self) -> None:
        """Offer how much of the voice's feel is heard; where that is as much as of all, it goes along with them."""
        self.addSeparator()
        amounts, voice = self._amounts, self._voice
        self.dynamics = self._amount_row(tr("Dynamics"), amounts.dynamics, amounts.of_dynamics[voice])
        self.timing = self._amount_row(tr("Timing"), amounts.timing, amounts.of_timing[voice])
        self.dynamics.changed.connect(self._on_dynamics)
        self.timing.changed.connect(self._on_timing)

    def _amount_row(self, name: str, of_all: float, amount: float) -> SliderRow:
        usual = round(of_all * PERCENT)
        made = SliderRow(name, 0, MOST, round(amount * PERCENT), usual, partial(amount_in_words, usual), self)
        add_row(self, made)
        return made

    def _on_dynamics(self, percent: int, gesture: Hashable) -> None:
        amounts = self._amounts
        own = _own_amount(percent, amounts.dynamics)
        after = amounts.with_voice(self._voice, own, amounts.voice_timing[self._voice])
        self._document.set_amounts(after, tr("Change dynamics"), gesture)

    def _on_timing(self, percent: int, gesture: Hashable) -> None:
        amounts = self._amounts
        own = _own_amount(percent, amounts.timing)
        after = amounts.with_voice(self._voice, amounts.voice_dynamics[self._voice], own)
        self._document.set_amounts(after, tr("Change timing"), gesture)

    @property
    def _amounts(self) -> Amounts:
        return self._document.beat.feel.amounts

    def _on_density(self, hits: int, gesture: Hashable) -> None:
        self._likelihood.set_amount(self._voice, hits, gesture)

    def _on_wished(self, tenths: int, _gesture: Hashable) -> None:
        wishes = self._document.wishes
        densities = list(wishes.voice_density)
        densities[self._voice] = tenths / _TENTHS
        self._document.set_wishes(replace(wishes, voice_density=tuple(densities)))

    def _toggle_lock(self, frees: bool) -> None:
        """Lock the voice, or unlock it, as the menu offered."""
        label = tr("Unlock {what}" if frees else "Lock {what}", what=tr(VOICES[self._voice].label))
        self._document.set_locked(self._document.beat.locked.toggled(self._cells), label)

    @property
    def _cells(self) -> Cells:
        """The voice's cells; another beat may have come since the menu was opened."""
        return Cells.of_voice(self._document.pattern.step_count, self._voice)

    @property
    def _mix(self) -> Mix:
        return self._document.beat.mix

    def _on_volume(self, volume: int, gesture: Hashable) -> None:
        self._document.set_mix(self._mix.with_volume(self._voice, volume), tr("Change volume"), gesture)

    def _on_pan(self, pan: int, gesture: Hashable) -> None:
        self._document.set_mix(self._mix.with_pan(self._voice, pan), tr("Change pan"), gesture)


def amount_in_words(usual: int, percent: int) -> str:
    """Return how much of a voice's feel is heard, in percent, where ``usual`` is as much as of all voices."""
    return tr("as all") if percent == usual else f"{percent} %"


def _own_amount(percent: int, of_all: float) -> float | None:
    """Return a voice's own amount; None where it is that of all."""
    return None if percent == round(of_all * PERCENT) else percent / PERCENT


def hits_in_words(hits: int) -> str:
    """Return by how many hits a beat is thinned or thickened."""
    return f"{hits:+d}" if hits else tr("as it is")


def density_in_words(tenths: int) -> str:
    """Return a wish for denser or sparser beats."""
    return f"{tenths / _TENTHS:+.1f}" if tenths else tr("usual")


def pan_in_words(pan: int) -> str:
    """Return a place between left and right as it is written on mixing desks."""
    return tr("centre") if not pan else f"{'L' if pan < 0 else 'R'} {abs(pan)}"
