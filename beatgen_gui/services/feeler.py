"""New draws of the beat's feel, and the ways back from what was changed of it."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject, Signal

from beatgen_gui.held import held_hits
from beatgen_gui.language import tr
from beatgen_gui.services.added_hits import AddedHits
from beatgen_gui.services.generation import Phase
from beatgen_gui.words import counted
from core.cells import Cells
from core.feel import AS_PLAYED, MAX_MANNER_SEED, Manner
from core.locks import Locks
from core.wording import Wording

if TYPE_CHECKING:
    from beatgen_gui.document import Document
    from beatgen_gui.services.generation import Generation
    from core.beat import Beat
    from core.feel import FeelRequest
    from core.pattern import Pattern

# What no feel changes. One hit: whether it was set by hand, else it is locked; whether it is the only one there.
_ONE_STAYS = {
    (True, True): Wording("the only hit is yours and stays"),
    (True, False): Wording("1 hit is yours and stays"),
    (False, True): Wording("the only hit is locked and stays"),
    (False, False): Wording("1 hit is locked and stays"),
}
# Several: whether some were set by hand, whether some are locked, and whether they are all that there are.
_MORE_STAY = {
    (True, True, True): Wording("all {count} hits are yours or locked and stay"),
    (True, True, False): Wording("{count} hits are yours or locked and stay"),
    (True, False, True): Wording("all {count} hits are yours and stay"),
    (True, False, False): Wording("{count} hits are yours and stay"),
    (False, True, True): Wording("all {count} hits are locked and stay"),
    (False, True, False): Wording("{count} hits are locked and stay"),
}


class Feeler(QObject):
    """Has the beat played anew by the model, and takes back what was held or turned up.

    Signals:
        said(sentence): What became of the feel.
    """

    said = Signal(str)

    def __init__(self, document: Document, generation: Generation, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._generation = generation
        self._asked: FeelRequest | None = None  # what was asked for last and hasn't come yet
        self._beat = document.beat  # that it was asked for
        AddedHits(document, generation, lambda: self._asked is not None, self)
        generation.feel_played.connect(self._on_played)
        document.opened.connect(self._on_opened)
        document.beat_changed.connect(self._on_beat)
        self._told_held = False  # that no amount changes anything

    @property
    def held(self) -> Cells:
        """The hits that the user has set by hand, which no feel changes."""
        return held_hits(self._document.beat)

    def new_feel(self) -> None:
        """Ask for another draw of the beat's feel; it becomes one step of the history when it comes.

        What was set by hand or is locked stays as it is, and is played to.
        """
        beat, wishes = self._document.beat, self._document.wishes
        if not beat.pattern.hits.any():
            self.said.emit(tr("There are no hits to be played."))
            return
        if not _has_free_hits(beat):
            unchanged = tr("Nothing has changed: {staying}.", staying=_staying_in_words(beat))
            self.said.emit(f"{unchanged} {_remedy(beat)}")
            return
        if not self._generation.model and self._generation.phase is Phase.FAILED:
            self.said.emit(tr("No model is in memory that could play."))
            return
        seed = secrets.randbelow(MAX_MANNER_SEED + 1)
        self._ask(Manner(seed, beat.bpm, beat.source.style or wishes.style, wishes.drummer))
        if self._generation.phase in (Phase.ASLEEP, Phase.LOADING):
            self.said.emit(tr("Loading the model… the new feel comes right after."))

    def release(self, among: Cells | None = None, cursor: Cells | None = None) -> None:
        """Let hits that were set by hand be played as the feel has them again.

        Args:
            among: What is selected: only those in these cells. Where it is empty or None, that at the cursor, or all.
            cursor: The cell that the grid's cursor is on; None where the user is elsewhere.
        """
        held = self.held
        here = Cells.none(held.step_count) if cursor is None else held & cursor
        released = held & among if among else here or held
        if released:
            self._document.release_feel(released)
            self.said.emit(_released_in_words(len(released), len(held), at_cursor=not among and bool(here)))
        elif held:
            self.said.emit(tr("Nothing that is selected was set by hand."))
        else:
            self.said.emit(tr("No hit was set by hand."))

    def as_played(self) -> None:
        """Let all of the feel be heard, just as it was played, in every voice."""
        self._document.set_amounts(AS_PLAYED, tr("Feel as played"))
        self.said.emit(tr("The beat is heard as it was played."))

    def _ask(self, manner: Manner) -> None:
        beat = self._beat = self._document.beat
        self._asked = beat.feel_request(manner)
        self._generation.play_feel(self._asked)

    def _on_played(self, request: FeelRequest, played: Pattern | None) -> None:
        if request != self._asked:
            return
        self._asked = None
        if played is None:
            return  # why has been said
        beat = self._document.beat
        if not _is_same(beat, self._beat):
            self.said.emit(tr("The new feel was for another beat; it was left out."))
        elif np.array_equal(request.pattern.hits, beat.whole.hits):
            kept = Locks(beat.feel.played, beat.locked.mask)
            self._document.lay_feel(kept.applied_to(played), request.manner, tr("New feel"))
            staying = _staying_in_words(beat)
            some = tr("The beat has a new feel; {staying}.", staying=staying)
            self.said.emit(some if staying else tr("The beat has a new feel."))
        else:
            self._ask(request.manner)  # hits were set or cleared meanwhile

    def _on_beat(self, before: Beat, after: Beat) -> None:
        """Say once why an amount was moved and nothing is heard of it."""
        if after.source != before.source or _has_free_hits(after):
            self._told_held = False
        elif after.feel.amounts != before.feel.amounts and after.pattern.hits.any() and not self._told_held:
            self._told_held = True
            unchanged = tr("That changes nothing here: {staying}.", staying=_staying_in_words(after))
            self.said.emit(f"{unchanged} {_remedy(after)}")

    def _on_opened(self) -> None:
        if self._asked is not None:
            self._asked = None
            self.said.emit(tr("The new feel was for the project before; it was left out."))


def _has_free_hits(beat: Beat) -> bool:
    """Return whether a beat has hits that a feel may change."""
    return bool((beat.pattern.hits & ~(held_hits(beat) | beat.locked).mask).any())


def _staying_in_words(beat: Beat) -> str:
    """Return which hits of a beat no feel changes; empty where there are none."""
    held = held_hits(beat)
    locked = (beat.locked & Cells(beat.pattern.hits)) - held
    every, count = not _has_free_hits(beat), len(held) + len(locked)
    if count == 1:
        return tr(_ONE_STAYS[bool(held), every])
    return tr(_MORE_STAY[bool(held), bool(locked), every].template, count=count) if count else ""


def _remedy(beat: Beat) -> str:
    """Return a sentence on how hits that no feel changes may be changed again."""
    if held_hits(beat):
        return tr("The button “yours” lets all of them go with the feel.")
    return tr("Ctrl+Alt+L unlocks all.")


def _released_in_words(count: int, held: int, at_cursor: bool) -> str:
    """Return a sentence on which of the hits that were held are released."""
    left, released = held - count, _going_in_words(count, held, at_cursor)
    if not left:
        return f"{released}."
    hits = counted(left, "hit")
    if left == 1:
        return tr("{released}; {hits} of yours stays.", released=released, hits=hits)
    return tr("{released}; {hits} of yours stay.", released=released, hits=hits)


def _going_in_words(count: int, held: int, at_cursor: bool) -> str:
    if at_cursor:
        return tr("The hit under the cursor goes with the feel")
    if count < held:
        hits = counted(count, "selected hit")
        return tr("{hits} of yours goes with the feel" if count == 1 else "{hits} of yours go with the feel", hits=hits)
    if count > 2:
        return tr("All {count} hits of yours go with the feel", count=count)
    return tr("The only hit of yours goes with the feel" if count == 1 else "Both hits of yours go with the feel")


def _is_same(beat: Beat, before: Beat) -> bool:
    """Return whether a beat is the one that there was before, edited or not, or that one kept as a take."""
    source, other = beat.source, before.source
    return (source.number, source.pattern) == (other.number, other.pattern) or beat.pattern == before.pattern
