"""Exporting without making the window wait: one export after the other, each of which can be stopped."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from beatgen_gui.language import tr
from beatgen_gui.services.dispatcher import Dispatcher, error_in_words
from beatgen_gui.words import counted
from core.export import Exported, ExportOptions, What, Written, export
from core.kit import GENERAL_MIDI
from core.wording import Wording

if TYPE_CHECKING:
    from pathlib import Path

    from beatgen_gui.services.dispatcher import Outcome
    from core.project import Project

_REPORT_EVERY_S = 0.05
_BREATH_S = 0.001  # between two files or chunks: the window's thread gets the interpreter, which we would keep
_MAX_NAMED = 3  # so many files are named in a sentence
_STOPPED = Wording("The export was stopped; nothing was written.")
_TOO_LOUD = Wording("It is too loud in places and was clipped: turn the synthesizer down and export it again.")
_WROTE = {
    Exported.FULL: Wording("Wrote {files}."),
    Exported.VELOCITY: Wording("Wrote {files}, on the grid."),
    Exported.NONE: Wording("Wrote {files}, on the grid in one velocity."),
}
_WROTE_FOR_MAP = {
    Exported.FULL: Wording("Wrote {files} for {map}."),
    Exported.VELOCITY: Wording("Wrote {files} for {map}, on the grid."),
    Exported.NONE: Wording("Wrote {files} for {map}, on the grid in one velocity."),
}


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be exported; see ``core.export.export``."""

    project: Project
    what: What
    target: Path
    options: ExportOptions
    numbers: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class _Job:
    order: Order
    stop: threading.Event = field(default_factory=threading.Event)


class Exporter(QObject):
    """Carries out orders in a worker, in their order.

    Signals:
        began(sentence): An export has begun, and none was under way.
        progressed(share): How much of the export under way is done, 0..1.
        ended(): Nothing is under way any more; after ``said`` or ``failed``.
        said(sentence): Files were written, or it was stopped.
        failed(sentence): They weren't, and why.
    """

    began = Signal(str)
    progressed = Signal(float)
    ended = Signal()
    said = Signal(str)
    failed = Signal(str)
    _reported = Signal(object, float)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs: list[_Job] = []
        self._dispatcher = Dispatcher(self)
        self._dispatcher.finished.connect(self._on_finished)
        self._reported.connect(self._on_reported)

    @property
    def busy(self) -> bool:
        """Whether an export is under way."""
        return bool(self._jobs)

    def export(self, order: Order) -> None:
        """Export after what is under way; returns at once."""
        job = _Job(order)
        self._jobs.append(job)
        if len(self._jobs) == 1:
            self.began.emit(tr("Exporting {name}…", name=order.target.name))
        self._dispatcher.dispatch(job, self._carry_out, job)

    def cancel(self) -> None:
        """Stop what is under way and what waits; what was in its place before stays."""
        for job in self._jobs:
            job.stop.set()

    def close(self, patience_ms: int) -> bool:
        """Stop; False where the worker is still busy after ``patience_ms``."""
        self.cancel()
        return self._dispatcher.close(patience_ms)

    def _carry_out(self, job: _Job) -> tuple[Written, ...]:
        """Export in the worker, and report now and then how far it is."""
        reported_s = 0.0

        def report(share: float) -> None:
            nonlocal reported_s
            if job.stop.is_set():
                raise _StoppedError
            time.sleep(_BREATH_S)
            if (now_s := time.monotonic()) - reported_s >= _REPORT_EVERY_S:
                reported_s = now_s
                self._reported.emit(job, share)

        report(0.0)
        order = job.order
        return export(order.project, order.what, order.target, order.options, order.numbers, report)

    def _on_reported(self, job: _Job, share: float) -> None:
        if job in self._jobs:
            self.progressed.emit(share)

    def _on_finished(self, outcome: Outcome) -> None:
        job = outcome.key
        if not isinstance(job, _Job):
            return
        self._jobs.remove(job)
        if isinstance(outcome.error, _StoppedError):
            self.said.emit(tr(_STOPPED))
        elif outcome.error is not None:
            self.failed.emit(error_in_words(outcome.error))
        else:
            self.said.emit(written_in_words(job.order, outcome.result))
        if not self._jobs:
            self.ended.emit()


class _StoppedError(Exception):
    """The user has stopped an export."""


def written_in_words(order: Order, written: tuple[Written, ...]) -> str:
    """Return a sentence on what an order has written."""
    kit, audio = order.options.kit, [one.rendering for one in written if one.rendering is not None]
    wrote = (_WROTE if audio or kit == GENERAL_MIDI else _WROTE_FOR_MAP)[order.options.feel]
    said = tr(wrote.template, files=_files_in_words(order, written), map=kit.name)
    return f"{said} {tr(_TOO_LOUD)}" if any(one.peak > 1.0 for one in audio) else said


def _files_in_words(order: Order, written: tuple[Written, ...]) -> str:
    if order.what.in_folder:
        names = ", ".join([one.path.name for one in written[:_MAX_NAMED]] + ["…"] * (len(written) > _MAX_NAMED))
        beats = counted(len(written), "beat")
        return tr("{beats} into {folder} ({names})", beats=beats, folder=order.target.name, names=names)
    (one,) = written
    name, bars, bpm = one.path.name, counted(one.beat.pattern.bar_count, "bar"), f"{one.beat.bpm:g}"
    if one.rendering is None:
        return tr("{name}: {bars} at {bpm} bpm", name=name, bars=bars, bpm=bpm)
    length_s = f"{one.rendering.length_s:.1f}"
    return tr("{name}: {bars} at {bpm} bpm, {length_s} s", name=name, bars=bars, bpm=bpm, length_s=length_s)
