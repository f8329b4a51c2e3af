"""Recording the morph: what is heard while the beat moves becomes takes, and these the chain."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from beatgen_gui.language import tr
from beatgen_gui.words import called, counted, name_in_words
from core.beat import EDITED
from core.morph_takes import with_chain
from core.note_events import TICKS_PER_STEP, Section
from core.project import MAX_NAME
from core.recording import MAX_RECORDED_BARS, Recorder, Sounding
from core.take import Take

if TYPE_CHECKING:
    from beatgen_gui.document import Document
    from beatgen_gui.services.loads import Loaded
    from beatgen_gui.services.playback import Playback


class MorphRecorder(QObject):
    """Records from the next bar line on, until it is told to stop or the music stops.

    Signals:
        recording_changed(recording): It began or ended.
        bars_changed(count): So many whole bars were heard since it began.
        said(sentence): What happens now, or what became of it.
    """

    recording_changed = Signal(bool)
    bars_changed = Signal(int)
    said = Signal(str)

    def __init__(self, document: Document, playback: Playback, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._playback = playback
        self._recorder: Recorder | None = None  # while it records
        self._bar_count = 0
        playback.moved.connect(self._on_moved)
        playback.playing_changed.connect(self._on_playing)
        playback.chained_changed.connect(self._on_chained)
        document.opened.connect(self._on_opened)

    @property
    def recording(self) -> bool:
        """Whether it records, or waits for the bar line at which it will."""
        return self._recorder is not None

    @property
    def bar_count(self) -> int:
        """How many whole bars were heard since it began."""
        return self._bar_count

    def toggle(self) -> None:
        """Record from the next bar line on, and play if nothing plays; or stop, and make what was heard the chain."""
        if self._recorder is not None:
            self._finish()
        elif self._playback.chained:
            self.said.emit(tr("The chain plays: P goes back to the beat on screen, whose movement can be recorded."))
        else:
            self._begin()

    def _begin(self) -> None:
        self._recorder = Recorder()
        self._show_bars(0)
        self.recording_changed.emit(True)
        if self._playback.playing:
            self.said.emit(tr("What is heard from the next bar line on is recorded."))
        else:
            self.said.emit(tr("What is heard is recorded."))
            self._playback.play()

    def _finish(self) -> None:
        recorder, project = self._recorder, self._document.project
        if recorder is None:
            return
        parts = [called(part) for part in recorder.parts(project.takes, project.beat.mix.silent)]
        self._end()
        if parts:
            self._document.change(with_chain(project, parts, tr(EDITED)), tr("Record the morph"))
        self.said.emit(self._outcome(self._bar_count))

    def _end(self) -> None:
        self._recorder = None
        self.recording_changed.emit(False)

    def _outcome(self, bars: int) -> str:
        if not bars:
            return tr("Nothing was recorded: it takes a whole bar of music, from bar line to bar line.")
        words = counted(bars, "recorded bar")
        if bars == MAX_RECORDED_BARS:
            return tr("{bars}, the most that can be recorded, are the chain (P plays it).", bars=words)
        return tr(
            "{bars} is the chain (P plays it)." if bars == 1 else "{bars} are the chain (P plays it).", bars=words
        )

    def _on_moved(self, tick: float) -> None:
        sounding = self._playback.sounding
        if self._recorder is None or sounding is None or sounding.chained or not self._playback.playing:
            return
        self._recorder.hear(tick, _heard(sounding))
        self._show_bars(self._recorder.bar_count)
        if self._bar_count == MAX_RECORDED_BARS:
            self._finish()

    def _show_bars(self, count: int) -> None:
        if count != self._bar_count:
            self._bar_count = count
            self.bars_changed.emit(count)

    def _on_playing(self, playing: bool) -> None:
        if not playing:
            self._finish()

    def _on_chained(self, chained: bool) -> None:
        if chained:
            self._finish()

    def _on_opened(self) -> None:
        if self._recorder is not None:
            self._end()
            self.said.emit(tr("The recording was given up, as its project was closed."))


def _heard(loaded: Loaded) -> Sounding:
    """Return what was loaded as the beat that sounds."""
    beat = loaded.beat
    take = Take(beat.pattern, name_in_words(beat)[:MAX_NAME], own_feel=beat.own_feel) if beat.edited else beat.source
    loop = loaded.loop or Section(0, beat.pattern.step_count * TICKS_PER_STEP)
    return Sounding(take, loop, beat.swing, beat.mix.silent)
