"""How likely the model holds each cell of the beat: the ghosts in the grid, and what thinning and thickening go by."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject, QTimer, Signal

from core.density import dense, room
from core.pattern import Pattern

if TYPE_CHECKING:
    from collections.abc import Hashable

    from beatgen_gui.document import Document
    from beatgen_gui.services.generation import Generation
    from core.beat import Beat
    from core.density import Density
    from core.ghosts import Ghosts

_PAUSE_MS = 40  # of editing, after which the model is asked
_REMEMBERED = 64


class Likelihood(QObject):
    """Keeps asking the model about the beat, and thins and thickens it by the answer.

    Signals:
        changed(ghosts): Other ``Ghosts`` hold for the beat, or None: they aren't known yet.
    """

    changed = Signal(object)

    def __init__(self, document: Document, generation: Generation, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._generation = generation
        self._known: dict[Pattern, Ghosts] = {}  # the latest last
        self._model = ""  # whose answers these are
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE_MS)
        self._timer.timeout.connect(self._ask)
        document.beat_changed.connect(self._on_beat_changed)
        generation.ghosts_known.connect(self._on_known)
        generation.device_known.connect(self._on_model)

    @property
    def ghosts(self) -> Ghosts | None:
        """What the model says of the beat, before it was thinned or thickened; None until it is known."""
        return self._known.get(self._hits)

    @property
    def density(self) -> Density:
        """By how many hits the beat is thinned or thickened."""
        return self._document.beat.density

    def amount(self, voice: int | None) -> int:
        """Return by how many hits a voice is thinned (below 0) or thickened; None asks for all voices' own amount."""
        return self.density.everywhere if voice is None else self.density.voices[voice]

    def limits(self, voice: int | None) -> tuple[int, int]:
        """Return how far a voice, or the whole beat, can be thinned (below 0) and thickened."""
        beat = self._document.beat
        there = room(beat.base, beat.locked)
        if voice is None:
            return -there.drop_everywhere, there.add_everywhere
        return -there.drop[voice], there.add[voice]

    def set_amount(self, voice: int | None, amount: int, gesture: Hashable = None) -> None:
        """Thin or thicken a voice, or the whole beat; without an answer of the model nothing happens."""
        ghosts, beat = self.ghosts, self._document.beat
        if ghosts is None:
            return
        if voice is None:
            density = replace(beat.density, everywhere=amount)
        else:
            voices = list(beat.density.voices)
            voices[voice] = amount
            density = replace(beat.density, voices=tuple(voices))
        pattern = dense(beat.base, ghosts.probability, ghosts.velocity, density, beat.locked)
        alone = object()  # a step by itself, though what is added may be played in it
        self._document.set_density(pattern, density, alone if gesture is None else gesture)

    @property
    def _hits(self) -> Pattern:
        """What the model goes by: the hits alone, however they are played."""
        return Pattern.from_labels(self._document.beat.base.labels)

    def _ask(self) -> None:
        if self.ghosts is None:
            self._generation.look(self._hits, self._document.beat.source.style)

    def _on_beat_changed(self, before: Beat, after: Beat) -> None:
        if not np.array_equal(before.base.hits, after.base.hits):
            self.changed.emit(self.ghosts)
            self._timer.start()

    def _on_known(self, pattern: Pattern, ghosts: Ghosts) -> None:
        self._known.pop(pattern, None)
        self._known[pattern] = ghosts
        while len(self._known) > _REMEMBERED:
            del self._known[next(iter(self._known))]
        if pattern == self._hits:
            self.changed.emit(ghosts)

    def _on_model(self, _device: str) -> None:
        """Ask anew where another model may have come into memory; a batch of beats tells so, too."""
        model = self._generation.model
        if model != self._model:
            self._model = model
            shown = self.ghosts
            self._known.clear()
            if shown is not None:
                self.changed.emit(None)
        self._timer.start()
