"""The morph: two beats, and a slider from one to the other."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from beatgen_gui import icons
from beatgen_gui.language import tr
from beatgen_gui.theme import CONTROL_HEIGHT, UNIT
from beatgen_gui.tray.thumbnails import Thumbnails
from beatgen_gui.widgets.buttons import Button
from beatgen_gui.widgets.learn_button import LearnButton, learning_in_words
from beatgen_gui.widgets.morph_slider import MorphSlider
from beatgen_gui.widgets.morph_slot import SLOT_HEIGHT, MorphSlot
from beatgen_gui.widgets.morph_tools import MorphTools, View
from beatgen_gui.widgets.number_field import NumberField
from beatgen_gui.widgets.place_slider import STEP
from beatgen_gui.widgets.record_button import RecordButton
from beatgen_gui.widgets.voice_sliders import VoiceSliders
from core.controllers import Target
from core.morph import ALONG
from core.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from PySide6.QtGui import QResizeEvent

    from beatgen_gui.document import Document
    from beatgen_gui.services.controllers import Controllers
    from beatgen_gui.services.morpher import Morpher
    from beatgen_gui.services.recorder import MorphRecorder
    from beatgen_gui.theme import Theme
    from core.morph_line import MorphLine

_FIELD_WIDTH = 15 * UNIT
_SLOT_SHARE = 9  # of the panel's width, the part that a slot may take
_FOLD = Wording("Fold the morph to a single row (J).")
_UNFOLD = Wording("Unfold the morph (J).")
_KEYS = "morph keys"  # one gesture: steps by the keys that follow each other are undone together


class MorphPanel(QWidget):
    """The ends A and B with the slider between them, and under it what decides the way.

    Attributes:
        pages: What Corners and Map show; the window puts it where there is room. Hidden while there is nothing to show.

    Signals:
        view_changed(): Another view is shown, or the voices are, or aren't.
        files_dropped(index, paths): An end is to be what this list of files holds.
    """

    view_changed = Signal()
    files_dropped = Signal(int, list)

    def __init__(
        self,
        document: Document,
        morpher: Morpher,
        controllers: Controllers,
        recorder: MorphRecorder,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        """Show a document's morph.

        Args:
            document: Holds the beat and the ends.
            morpher: Moves the beat between them.
            controllers: Learns what moves the slider.
            recorder: Records where it is moved.
            theme: The colours.
            parent: Qt's.
        """
        super().__init__(parent)
        self._document = document
        self._morpher = morpher
        self._controllers = controllers
        self._line: MorphLine | None = None
        self._ticks: Sequence[float] = ()
        self._view = View.LINE
        self._page_of: dict[View, QWidget] = {}
        self._cramped = False
        self.pages = QStackedWidget(self)
        self.pages.hide()
        self.thumbnails = Thumbnails(theme)
        self.slots = tuple(MorphSlot(index, document, morpher, self.thumbnails, theme, self) for index in range(2))
        self._make_slider(theme)
        self.record = RecordButton(recorder, theme, "(Ctrl+R).", self)
        self.tools = MorphTools(morpher, theme, self)
        self.voices = VoiceSliders(morpher, theme, self)
        self.voices.hide()
        self.fold = Button(theme, tr("Fold the morph"), tr(_FOLD), icons.CHEVRON, parent=self)
        self._lay_out()
        self._connect()
        self.set_folded(False)
        self._show()

    def shows(self, view: View) -> bool:
        """Return whether a view is the one that is shown."""
        return self._view is view

    @property
    def opened(self) -> bool:
        """Whether there is more to see than the panel's usual rows."""
        return not (self.pages.isHidden() and self.voices.isHidden())

    @property
    def opened_both(self) -> bool:
        """Whether a page and the voices are to be seen at once."""
        return not (self.pages.isHidden() or self.voices.isHidden())

    @property
    def folded(self) -> bool:
        """Whether it is a single row."""
        return self.tools.isHidden()

    def set_page(self, view: View, page: QWidget) -> None:
        """Give a view the widget that it shows."""
        self._page_of[view] = page
        self.pages.addWidget(page)

    def show_view(self, view: View) -> None:
        """Show another view; Corners morphs between four beats from then on, Line between two."""
        if self._cramped and view in self._page_of:
            self._show_voices(False)
        if view is not View.MAP and self._morpher.morphing.square is not (view is View.CORNERS):
            self._morpher.set_square(view is View.CORNERS)
        self._set_view(view)

    def set_cramped(self, cramped: bool) -> None:
        """Let the voices take the page's place while they are open, or show both at once where there is room."""
        self._cramped = cramped
        self._show_page()

    def leave_square(self) -> None:
        """Morph between two beats from now on, whatever is shown."""
        if self._morpher.morphing.square:
            self._morpher.set_square(False)

    def set_folded(self, folded: bool) -> None:
        """Be a single row, or show everything."""
        self.tools.setVisible(not folded)
        for slot in self.slots:
            slot.set_compact(folded)
        self.fold.set_icon_path(icons.CHEVRON_UP if folded else icons.CHEVRON)
        self.fold.setAccessibleName(tr("Unfold the morph" if folded else "Fold the morph"))
        self.fold.setToolTip(tr(_UNFOLD if folded else _FOLD))
        self.fold.setFixedHeight(CONTROL_HEIGHT if folded else SLOT_HEIGHT)
        self._fit()

    def toggle_folded(self) -> None:
        """Be a single row, or no longer."""
        self.set_folded(not self.folded)

    def toggle_voices(self) -> None:
        """Show the voices' own sliders, or put them away."""
        self._show_voices(self.voices.isHidden())

    def step(self, by: float) -> None:
        """Move the slider by a part of its way, as the window's keys do; below zero towards A."""
        if self._morpher.complete:
            self.slider.step(by, _KEYS)
        else:
            self._morpher.said.emit(self._morpher.missing)

    def repaint_all(self) -> None:
        """Paint everything anew: the theme has other colours."""
        self.thumbnails.forget()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Give the ends more room where there is more."""
        super().resizeEvent(event)
        self._fit()

    def _make_slider(self, theme: Theme) -> None:
        self.slider = MorphSlider(theme, self)
        hint = tr("How far the beat is from A, 0 %, on its way to B, 100 %.")
        self.field = NumberField(theme, tr("Morph in percent"), hint, 0, 100, 0, suffix=" %", parent=self)
        self.field.setSingleStep(100 * STEP)
        self.field.setFixedWidth(_FIELD_WIDTH)
        self.learn = LearnButton(self._controllers, Target.MORPH, theme, self)

    def _lay_out(self) -> None:
        way = QHBoxLayout()
        way.setSpacing(UNIT)
        way.addWidget(self.slider, 1)
        way.addWidget(self.field)
        way.addWidget(self.learn)
        way.addWidget(self.record)
        middle = QVBoxLayout()
        middle.setSpacing(UNIT)
        middle.addLayout(way)
        middle.addWidget(self.tools)
        row = QHBoxLayout()
        row.setSpacing(2 * UNIT)
        self.fold.setFixedWidth(4 * UNIT)
        row.addWidget(self.fold)
        row.addWidget(self.slots[0])
        row.addLayout(middle, 1)
        row.addWidget(self.slots[1])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, UNIT, 0, 0)
        column.setSpacing(2 * UNIT)
        column.addWidget(self.voices)
        column.addLayout(row)

    def _connect(self) -> None:
        self.slider.wanted.connect(self._on_slider)
        self.slider.reset_wanted.connect(self._on_reset)
        self.field.changed.connect(self._on_field)
        self.fold.clicked.connect(self.toggle_folded)
        self.tools.view_wanted.connect(self.show_view)
        self.tools.voices_wanted.connect(self._show_voices)
        for slot in self.slots:
            slot.load_wanted.connect(self._on_load)
            slot.files_dropped.connect(self.files_dropped)
        self._controllers.learning_changed.connect(self._on_learning)
        self._morpher.changed.connect(self._show)
        self._document.beat_changed.connect(self._show_place)

    def _fit(self) -> None:
        for slot in self.slots:
            slot.set_width(self.width() // _SLOT_SHARE)

    def _show_voices(self, shown: bool) -> None:
        self.tools.voices.setChecked(shown)
        if not shown:
            self._save_focus(self.voices)
        self.voices.setVisible(shown)
        self._show_page()
        self.view_changed.emit()

    def _save_focus(self, leaving: QWidget) -> None:
        """Take the focus from what is put away; Qt would give it to whatever comes next."""
        focused = self.window().focusWidget()
        if focused is not None and leaving.isAncestorOf(focused):
            self.slider.setFocus()

    def _on_slider(self, place: float, gesture: Hashable) -> None:
        self._morpher.move(place, gesture=gesture)

    def _on_reset(self, gesture: Hashable) -> None:
        self._morpher.move(0.0, gesture=gesture)

    def _on_field(self, percent: float, gesture: Hashable) -> None:
        self._morpher.move(percent / 100, gesture=gesture)

    def _on_learning(self, _target: Target | None) -> None:
        """Say what to do, for whichever of the morph's targets a controller is learnt."""
        self._morpher.said.emit(learning_in_words(self._controllers))

    def _on_load(self, index: int) -> None:
        """Load an end, by the slider where it leads there at once: so the beat that it leaves isn't kept as a take."""
        take = self.slots[index].take
        if self._line is not None and self._morpher.morphing.voices == ALONG:
            self._morpher.move(float(index), 0.0)
        elif take is not None:
            self._document.load_take(take)

    def _show(self) -> None:
        morpher, line = self._morpher, self._morpher.line
        if line is not self._line:
            self._line, self._ticks = line, () if line is None else borders(line)
        self.slider.show_way(self._ticks, morpher.missing, morpher.complete and line is None)
        self.field.setEnabled(morpher.complete)
        if self._view is not View.MAP:
            self._set_view(View.CORNERS if morpher.morphing.square else View.LINE)
        self._show_place()

    def _show_place(self, *_signalled: object) -> None:
        place = self._morpher.morphing.x
        self.slider.show_place(place, self._words(place), self._morpher.on_way)
        self.field.show_value(100 * place)

    def _words(self, place: float) -> str:
        a, b = (end.take for end in self.slots)
        percent = round(100 * place)
        if a is None or b is None:
            return tr("Morph, {percent} percent", percent=percent)
        return tr("Morph, {percent} percent from {a} to {b}", percent=percent, a=a.name, b=b.name)

    def _set_view(self, view: View) -> None:
        if view is not self._view:
            self._view = view
            self.tools.views.show_index(view)
        self._show_page()

    def _show_page(self) -> None:
        """Show the view's page, unless it has none or the voices have taken its place."""
        covered = self._cramped and not self.voices.isHidden()
        page = None if covered else self._page_of.get(self._view)
        if self.pages.isHidden() is (page is None) and page in (None, self.pages.currentWidget()):
            return
        self._save_focus(self.pages)
        if page is not None:
            self.pages.setCurrentWidget(page)
        self.pages.setVisible(page is not None)
        self.view_changed.emit()


def borders(line: MorphLine) -> list[float]:
    """Return the places of a slider at which another beat of a line begins, each 0..1."""
    last = len(line.takes) - 1
    return [
        (index + 0.5) / last
        for index, (before, after) in enumerate(pairwise(line.takes))
        if before.pattern != after.pattern
    ]
