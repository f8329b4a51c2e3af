"""Gestures, saves, undo and redo in any order: the history is what a plain list of states says that it is."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from beatgen_gui.document import Document
from beatgen_gui.opening import opening_take

FILE = Path("groove.beatgen")
CHANGES = st.tuples(st.sampled_from([120.0, 121.0, 122.0]), st.sampled_from([None, "one", "other"]))
DEEDS = st.lists(CHANGES | st.sampled_from(["undo", "redo", "save"]), max_size=60)


@dataclass
class Plain:
    """A history as simple as can be: tempi, each with the gesture that led to it."""

    states: list[tuple[float, str | None]]
    at: int = 0
    saved: int = 0
    gone: bool = False  # what was saved is in the history no more

    @property
    def modified(self) -> bool:
        return self.gone or self.at != self.saved

    def change(self, bpm: float, gesture: str | None) -> None:
        if bpm == self.states[self.at][0]:
            return
        goes_on = gesture is not None and self.states[self.at][1] == gesture
        if not goes_on or not self.modified or self.at < len(self.states) - 1:
            self.gone |= self.saved > self.at
            self.states[self.at + 1 :] = [(bpm, gesture)]
            self.at += 1
        elif bpm == self.states[self.at - 1][0]:
            self.states.pop()
            self.at -= 1
        else:
            self.states[self.at] = bpm, gesture

    def do(self, deed: str) -> None:
        if deed == "save":
            self.saved, self.gone = self.at, False
        else:
            self.at = min(max(self.at + (1 if deed == "redo" else -1), 0), len(self.states) - 1)


def do(document: Document, deed: str) -> None:
    """Undo, redo or save."""
    if deed == "save":
        document.mark_saved(document.project, FILE)
    else:
        getattr(document.undo_stack, deed)()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(deeds=DEEDS)
def test_the_history_is_a_list_of_states_in_which_a_gesture_has_one_place(
    qapp: object, deeds: list[str | tuple[float, str | None]]
) -> None:
    document = Document(opening_take())
    plain = Plain([(document.beat.bpm, None)])
    for deed in deeds:
        if isinstance(deed, str):
            do(document, deed)
            plain.do(deed)
        else:
            document.set_bpm(*deed)
            plain.change(*deed)
        assert document.beat.bpm == plain.states[plain.at][0]
        assert (document.undo_stack.index(), document.undo_stack.count()) == (plain.at, len(plain.states) - 1)
        assert document.modified == plain.modified
    for index in reversed(range(plain.at)):
        document.undo_stack.undo()
        assert document.beat.bpm == plain.states[index][0]
