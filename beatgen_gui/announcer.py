"""What the window says when something has happened, in the line at its foot and in its messages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from beatgen_gui.choices import choice_in_words
from beatgen_gui.language import tr
from beatgen_gui.services.awaited import Awaited
from beatgen_gui.words import counted, name_in_words, section_in_words
from core.playback.states import Condition, DeviceKind, DeviceState
from core.wording import Wording

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from beatgen_gui.document import Document
    from beatgen_gui.services.controllers import Controllers
    from beatgen_gui.services.playback import Playback
    from beatgen_gui.widgets.message_bar import MessageBar
    from beatgen_gui.widgets.status_line import StatusLine
    from core.beat import Beat
    from core.controllers import Controller, Target
    from core.note_events import Section

_AWAITED = {
    Awaited.CLOCK: Wording("Waiting for the MIDI clock."),
    Awaited.COUNT_IN: Wording("Counting in."),
}


class Announcer(QObject):
    """Listens to the document and to the playback, and tells the user."""

    def __init__(
        self,
        document: Document,
        playback: Playback,
        controllers: Controllers,
        status: StatusLine,
        messages: MessageBar,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._playback = playback
        self._status = status
        self._messages = messages
        self._chosen = playback.devices.preferences
        document.beat_changed.connect(self._on_beat_changed)
        playback.playing_changed.connect(self._on_playing)
        playback.awaited_changed.connect(self._on_awaited)
        playback.loop_changed.connect(self._on_loop)
        playback.chained_changed.connect(self._on_chained)
        playback.devices.changed.connect(self._on_device_changed)
        controllers.learnt.connect(self._on_learnt)
        playback.devices.chosen.connect(self._on_chosen)

    def _on_beat_changed(self, before: Beat, after: Beat) -> None:
        moved = after.source.number == 0 and before.source.name != after.source.name  # on between the morph's ends
        if moved or before.source.number != after.source.number:
            self._status.say(
                tr("{name}: {bars}.", name=name_in_words(after), bars=counted(after.pattern.bar_count, "bar"))
            )

    def _on_playing(self, playing: bool) -> None:
        if playing and self._playback.rehearsing:
            return  # what is rehearsed is no beat, and who asked for it says what to do
        if not playing:
            self._status.say(tr("Stopped."))
        elif not self._playback.devices.audible:
            self._status.say(tr("Playing in silence: no output is ready. Choose one at the top right."))
        elif self._playback.chained:
            self._status.say(tr("Playing the chain."))
        else:
            self._status.say(tr("Playing {beat}.", beat=name_in_words(self._document.beat)))

    def _on_awaited(self, awaited: Awaited) -> None:
        if awaited is Awaited.NOTHING:
            self._on_playing(True)
        else:
            self._status.say(tr(_AWAITED[awaited]))

    def _on_chosen(self) -> None:
        before, self._chosen = self._chosen, self._playback.devices.preferences
        presets = self._playback.devices.state(DeviceKind.SYNTH).presets
        words = choice_in_words(before, self._chosen, presets)
        waits = self._chosen.clock is not before.clock and self._playback.awaited is Awaited.CLOCK
        if words and not waits:  # else what is waited for has been said
            self._status.say(words)

    def _on_learnt(self, target: Target, controller: Controller | None) -> None:
        if controller is None:
            self._status.say(tr("No controller moves the {target} any more.", target=target.label))
        else:
            words = tr("{controller} moves the {target} from now on.", controller=controller.label, target=target.label)
            self._status.say(words)

    def _on_loop(self, loop: Section | None) -> None:
        if loop is None:
            self._status.say(tr("The whole beat is played."))
        else:
            self._status.say(tr("Looping {section}.", section=section_in_words(loop)))

    def _on_chained(self, chained: bool) -> None:
        self._status.say(tr("The chain is played." if chained else "The beat on screen is played."))

    def _on_device_changed(self, state: DeviceState) -> None:
        if state.kind is DeviceKind.LINK and state.condition is Condition.READY:
            self._status.say(tr("The tempo follows Ableton Link ({peers}).", peers=tr(state.name)))
        if not state.sentence:
            self._messages.withdraw(state.kind)
            return
        # One that plays on instead of another that can't be had is named by its own name.
        subject = f"{tr(state.name)}: " if state.name and state.condition is Condition.MISSING else ""
        self._messages.show_notice(subject + tr(state.sentence), state.kind)
