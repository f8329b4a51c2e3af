"""A groove: the feel of a beat, taken from it to be laid on another beat.

What the groove's drummer did with a voice at a place is the best evidence of how that place is played; where the groove
has nothing there, the nearest that fits is taken: the same place in its other bars, what the same hand plays, what the
other voices do there. Tables are [T, 9], with NaN where the groove says nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from core.feel import AS_PLAYED, MAX_OFFSET, MIN_OFFSET
from core.kit import VOICE_COUNT, voice_index
from core.locks import Locks
from core.pattern import STEPS_PER_BAR, STEPS_PER_BEAT, Pattern

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from core.beat import Beat

    Table = NDArray[np.float64]
    Groups = tuple[tuple[int, ...], ...]

# What one hand plays in turn: the groove of a hi-hat is that of a ride, too.
_HAND = tuple(map(voice_index, ("closed_hat", "open_hat", "ride")))
_TOMS = tuple(map(voice_index, ("low_tom", "mid_tom", "high_tom")))
_ALONE: Groups = tuple((voice,) for voice in range(VOICE_COUNT))
_KIN: Groups = tuple(next((kin for kin in (_HAND, _TOMS) if voice in kin), (voice,)) for voice in range(VOICE_COUNT))
_ALL: Groups = (tuple(range(VOICE_COUNT)),) * VOICE_COUNT
_STEPS_PER_EIGHTH = STEPS_PER_BEAT // 2
# A voice's full velocity, beside which its ghost notes are soft: most of its hits may be those.
_FULL_PERCENTILE = 90
# In a performance: of a voice's hits at a place one in so many, at either end, is out of the ordinary; a place that is
# hit in fewer bars than one in so many, and softer than so much of the full velocity, was only touched by chance.
_ORDINARY_BUT_ONE_IN, _CHANCE_IS_ONE_IN, _CHANCE_IS_SOFTER = 10, 8, 0.5


@dataclass(frozen=True, slots=True)
class Groove:
    """The feel of a beat.

    Attributes:
        name: What it is called, such as the name of its file.
        source: The beat that it is the feel of, from a single bar up to a whole performance.
    """

    name: str
    source: Pattern

    @property
    def timing(self) -> Table:
        """How early or late the source has or would have a hit in each cell: [T, 9], in steps.

        NaN where nothing is known of a cell's place, not even from other beats of the bar.
        """
        return _timing(_bars(_offsets(self.source)), np.arange(self.source.bar_count))

    def laid_on(self, pattern: Pattern) -> Pattern:
        """Return a beat played as this one is: its hits with the groove's velocities and offsets.

        A groove as long as the beat is laid on it bar by bar, and a shorter one is repeated. Of a longer one, such as a
        performance, the passage is taken whose hits are the most like the beat's, and what is out of the ordinary for
        its voice and place is made ordinary. A hit that the passage has is played just as there. Another one gets its
        voice's median at the same place of the groove's other bars. Failing that:

        * Its timing is that of the hand that plays it (hi-hats and ride, or toms) at this place, of the other voices at
          this place, or of such a place in any beat; else of all hits on or off the eighths, or of all.
        * Its velocity is the voice's in the groove, as much softer as that hand plays this place; else as much softer
          as it is in the beat; and where the beat plays the voice evenly, as the others play the place. A voice that
          the groove hasn't, nor another one of the same hand, stays as loud as it is.

        A groove without hits changes nothing.
        """
        if not self.source.hits.any():
            return pattern
        passage = self._passage(pattern)
        offsets, played = _bars(_offsets(self.source)), _bars(_velocities(self.source))
        if len(played) > pattern.bar_count:
            offsets, played = _ordinary(offsets), _ordinary(_without_chance(played))
        offset = np.clip(_offset(offsets, passage), MIN_OFFSET, MAX_OFFSET)
        velocity = np.clip(np.rint(_velocity(played, passage, pattern)), 1, 127)
        return Pattern(np.where(pattern.hits, velocity, 0).astype(np.uint8), offset)

    def played_on(self, beat: Beat) -> Pattern:
        """Return all hits of a beat, those that were thinned out too, played as this one is; see ``laid_on``.

        What is locked, and what the groove leaves as it is, comes as it was played, however much of that is heard.
        """
        feel = beat.feel
        whole = feel.released(feel.held).with_amounts(AS_PLAYED).laid_on(beat.whole)
        return Locks(whole, beat.locked.mask).applied_to(self.laid_on(whole))

    def _passage(self, pattern: Pattern) -> NDArray[np.intp]:
        """Return which of the groove's bars each bar of a beat is played as."""
        own, bars = self.source.bar_count, pattern.bar_count
        if own <= bars:
            return np.arange(bars) % own
        played, wanted = _rows(self.source), _rows(pattern)
        shared = played @ wanted.T  # [own, bars]
        starts = np.arange(own - bars + 1)
        common = sum(shared[starts + bar, bar] for bar in range(bars))
        counts = np.concatenate([[0], np.cumsum(played.sum(axis=1))])
        likeness = common / (counts[starts + bars] - counts[starts] + max(wanted.sum(), 1))
        return int(likeness.argmax()) + np.arange(bars)


def _offset(offsets: Table, passage: NDArray[np.intp]) -> Table:
    """Return when each cell of a passage is played, of offsets [bars, 16, 9] of which there are any."""
    eighths = _cyclic(offsets, _STEPS_PER_EIGHTH, len(passage))
    return _first((_timing(offsets, passage), eighths, _cyclic(offsets, 1, len(passage))))


def _velocity(played: Table, passage: NDArray[np.intp], pattern: Pattern) -> Table:
    """Return how loud each hit of a beat is played after a passage, of velocities [bars, 16, 9]."""
    own = _velocities(pattern)
    full, level = _full(played, _ALONE), _first((_full(played, _ALONE), _full(played, _KIN)))
    softer = played / full
    accents = _first((*_near(softer, passage, _ALL), _cyclic(softer, STEPS_PER_BEAT, len(passage)), np.ones(1)))
    as_it_is = np.where(_is_even(pattern), accents, own / _full(own, _ALONE))
    by_hand = _first((*_near(softer, passage, _KIN), as_it_is))
    return _first((*_near(played, passage, _ALONE), level * by_hand, pattern.velocity.astype(np.float64)))


def _ordinary(values: Table) -> Table:
    """Return values of a performance, [bars, 16, 9], without what is out of the ordinary for its voice and place."""
    ordered = np.sort(values, axis=0)  # NaN come last
    last = np.maximum((~np.isnan(values)).sum(axis=0, keepdims=True) - 1, 0)
    tail = last // _ORDINARY_BUT_ONE_IN
    low, high = (np.take_along_axis(ordered, place, axis=0) for place in (tail, last - tail))
    return np.clip(values, low, high)


def _without_chance(played: Table) -> Table:
    """Return velocities of a performance, [bars, 16, 9], without those that say nothing of how loud their place is."""
    seldom = (~np.isnan(played)).mean(axis=0) * _CHANCE_IS_ONE_IN < 1.0
    return np.where(seldom & (played < _CHANCE_IS_SOFTER * _full(played, _ALONE)), np.nan, played)


def _timing(offsets: Table, passage: NDArray[np.intp]) -> Table:
    """Return when the cells of a passage are played, of offsets [bars, 16, 9], as far as the groove has such places."""
    near = (table for groups in (_ALONE, _KIN, _ALL) for table in _near(offsets, passage, groups))
    return _first((*near, _cyclic(offsets, STEPS_PER_BEAT, len(passage))))


def _near(values: Table, passage: NDArray[np.intp], groups: Groups) -> Iterator[Table]:
    """Yield for each cell of a passage the median of its group of voices right there, then at its place in all bars.

    Args:
        values: Of the groove, [bars, 16, 9].
        passage: Which of these bars are wanted, [B].
        groups: For each voice the voices that it goes by.
    """
    there, everywhere = values[passage], np.moveaxis(values, 1, 0)  # [B, 16, 9], [16, bars, 9]
    of_cell = {group: _median(there[..., group]) for group in set(groups)}
    of_place = {group: _median(everywhere[..., group].reshape(STEPS_PER_BAR, -1)) for group in set(groups)}
    yield np.stack([of_cell[group].ravel() for group in groups], axis=-1)
    yield np.tile(np.stack([of_place[group] for group in groups], axis=-1), (len(passage), 1))


def _cyclic(values: Table, steps: int, bars: int) -> Table:
    """Return for each cell of ``bars`` bars the median of all voices at the places ``steps`` apart from its own."""
    places = np.moveaxis(values.reshape(-1, steps, VOICE_COUNT), 1, 0).reshape(steps, -1)
    row = np.tile(_median(places), bars * STEPS_PER_BAR // steps)
    return np.repeat(row[:, None], VOICE_COUNT, axis=1)


def _first(tables: Sequence[Table]) -> Table:
    """Return what the first of several tables says of each cell that says anything; NaN where none does."""
    found = tables[0]
    for table in tables[1:]:
        found = np.where(np.isnan(found), table, found)
    return found


def _median(values: Table) -> Table:
    """Return the medians along the last axis of what is no NaN; NaN where nothing is."""
    ordered = np.sort(values, axis=-1)  # NaN come last
    counts = (~np.isnan(values)).sum(axis=-1, keepdims=True)
    low = np.take_along_axis(ordered, np.maximum(counts - 1, 0) // 2, axis=-1)
    high = np.take_along_axis(ordered, np.minimum(counts // 2, np.maximum(counts - 1, 0)), axis=-1)
    middle: Table = ((low + high) / 2)[..., 0]
    return middle


def _full(velocity: Table, groups: Groups) -> Table:
    """Return how loud the louder hits [..., 9] of each voice's group are, [9]; NaN where there are none."""
    hits = [velocity[..., group][~np.isnan(velocity[..., group])] for group in groups]
    return np.array([np.percentile(row, _FULL_PERCENTILE) if row.size else np.nan for row in hits])


def _is_even(pattern: Pattern) -> NDArray[np.bool_]:
    """Return which voices' hits are all equally loud, [9]."""
    softest = np.where(pattern.hits, pattern.velocity, 255).min(axis=0)
    even: NDArray[np.bool_] = softest >= pattern.velocity.max(axis=0)
    return even


def _offsets(pattern: Pattern) -> Table:
    return np.where(pattern.hits, pattern.offset.astype(np.float64), np.nan)


def _velocities(pattern: Pattern) -> Table:
    return np.where(pattern.hits, pattern.velocity.astype(np.float64), np.nan)


def _bars(table: Table) -> Table:
    """Return a table [T, 9] by bars: [bars, 16, 9]."""
    return table.reshape(-1, STEPS_PER_BAR, VOICE_COUNT)


def _rows(pattern: Pattern) -> Table:
    """Return the hits of each bar as ones in a row, [bars, 144]."""
    return pattern.hits.reshape(pattern.bar_count, -1).astype(np.float64)
