"""What a user does to how the beat is heard: transport, devices, mix. For ``session.py``."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING

from deeds import MusicDeeds
from hands import KEY, LEFT, NONE, SETTLES_S
from listening import PORT, Held
from PySide6.QtTest import QTest
from shiboken6 import isValid

from beatgen_gui.widgets.drum_map_dialog import DrumMapDialog
from core.controllers import Target
from core.kit import GENERAL_MIDI, VOICE_COUNT
from core.playback.states import ClockSource, InputChoice, Metronome, PortChoice, SwitchAt, SynthChoice

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence

    from hands import Deed
    from listening import Ears

    from beatgen_gui.application import Application

SILENT_S, TOLD_S = 0.1, 0.25
USUAL_PORT, USUAL_SYNTH = PortChoice(PORT), SynthChoice(driver="jack")
OWN_PORT, OWN_INPUT = PortChoice("BeatGen", virtual=True), InputChoice("BeatGen", virtual=True)


class PlayingDeeds(MusicDeeds):
    """Deeds at what is heard; after some of them nothing may sound."""

    def __init__(
        self, application: Application, chance: random.Random, ears: Ears | None, soundfonts: Sequence[str]
    ) -> None:
        super().__init__(application, chance)
        self.ears = ears
        self.held: list[Held] = []
        self.hushes = 0
        self._soundfonts = soundfonts

    def hush(self, after: str) -> Deed:
        """Wait until nothing may sound any more, and note what does. Begins where the deed has just been done."""
        moment_s = time.perf_counter() + SILENT_S
        yield SILENT_S + TOLD_S  # until the ears have told what they heard by then
        self.hushes += 1
        if self.ears is not None:
            found = self.ears.held_at(moment_s, after)
            self.held += found
            for held in found:
                print(f"HELD: {held}", flush=True)

    def play(self) -> Deed:
        """Play, or go on playing from somewhere else."""
        if not self.playback.playing:
            self.click(self.window.transport.play)
        yield SETTLES_S

    def stop(self) -> Deed:
        """Stop."""
        if self.playback.playing:
            self.window.roll.grid.setFocus()
            self.press(KEY.Key_Space)
            if self.playback.playing:  # the key went to something else that has the keyboard
                self.playback.stop()
        yield from self.hush("stop")

    def panic(self) -> Deed:
        """Silence everything."""
        self.window.silence()
        yield from self.hush("panic")

    def seek(self) -> Deed:
        """Click in the ruler, or go to the start."""
        ruler = self.window.roll.ruler
        if self.chance.random() < 0.8:
            self.click(ruler, self.place_in(ruler))
        else:
            self.click(self.window.transport.rewind)
        yield 0.0

    def loop(self) -> Deed:
        """Loop some bars, or nothing any more."""
        ruler = self.window.roll.ruler
        if self.chance.random() < 0.6:
            yield from self.drag(ruler, self.place_in(ruler), self.place_in(ruler))
        else:
            QTest.mouseDClick(ruler, LEFT, NONE, self.place_in(ruler))

    def tempo(self) -> Deed:
        """Change the tempo or the swing: by typing, by tapping, by the wheel."""
        transport = self.window.transport
        deed = self.chance.randrange(4)
        if deed == 0:
            self.type_in(transport.bpm, f"{self.chance.uniform(50, 240):.1f}")
        elif deed == 1:
            for _ in range(3):
                transport.bpm.tap()
                yield self.chance.uniform(0.25, 0.6)
        else:
            for _ in range(3):
                self.turn_wheel(transport.bpm if deed == 2 else transport.swing)
                yield 0.03

    def mix(self) -> Deed:
        """Mute, solo or lock voices, or turn them up and down."""
        header = self.window.roll.headers.header(self.chance.randrange(VOICE_COUNT))
        deed = self.chance.randrange(3)
        if deed == 0:
            self.turn_wheel(header)
        elif deed == 1:
            self.window.roll.grid.setFocus()
            self.press(self.chance.choice((KEY.Key_M, KEY.Key_S)))
        else:
            self.click(header, self.place_in(header))
        yield 0.0

    def hear_voice(self) -> Deed:
        """Hear a voice alone, by its key."""
        self.window.roll.grid.setFocus()
        self.press(KEY(KEY.Key_1.value + self.chance.randrange(VOICE_COUNT)))
        yield 0.0

    def play_chain(self) -> Deed:
        """Play the chain, or the beat alone."""
        self.click(self.window.chain.play)
        yield 0.0

    def metronome(self) -> Deed:
        """Turn the click on, off, louder, or to the port too; count in or don't; choose when beats change."""
        devices, chance = self.playback.devices, self.chance
        deed = chance.randrange(4)
        if deed == 0:
            on, to_port = chance.random() < 0.5, chance.random() < 0.5
            devices.set_metronome(Metronome(on=on, velocity=chance.randrange(1, 128), to_port=to_port))
        elif deed == 1:
            devices.set_counts_in(chance.random() < 0.3)
        elif deed == 2:
            devices.set_switch_at(chance.choice(list(SwitchAt)))
        else:
            self.click(self.window.transport.metronome.switch)
        yield 0.0

    def synth(self) -> Deed:
        """Choose another kit, SoundFont or loudness, or turn the synthesizer off."""
        devices, chance = self.playback.devices, self.chance
        deed = chance.randrange(5)
        if deed == 0:
            devices.set_synth(None)
        elif deed == 1:
            devices.use_soundfont(chance.choice([None, *self._soundfonts]))
        elif deed == 2:
            self.click(self.window.transport.synth)
            yield from self.choose_from(self.window.transport.synth.menu)
        else:
            kit, gain = chance.choice((0, 8, 16, 25, 40)), chance.uniform(0.1, 1.0)
            devices.set_synth(replace(devices.synth, program=kit, gain=gain, reverb=chance.random()))
        yield 0.0

    def port(self) -> Deed:
        """Close the port, open an own one, or the other's again; what sounded there must end."""
        choice = self.chance.choice((None, OWN_PORT, OWN_PORT, USUAL_PORT, USUAL_PORT, USUAL_PORT))
        if choice is not None and self.chance.random() < 0.3:
            choice = replace(choice, clock=True)
        before = self.playback.devices.preferences.port
        was_playing = self.playback.playing
        if was_playing:
            self.playback.stop()
        self.playback.devices.set_port(choice)
        yield from self.hush(f"{_name(before)} became {_name(choice)}")
        if was_playing:
            self.playback.play()
        if choice is not None and choice.virtual and self.ears is not None:
            yield 0.3
            self.ears.connect_own()

    def close_port_while_playing(self) -> Deed:
        """Close the port in the midst of the music."""
        self.playback.play()
        yield 0.5
        before = self.playback.devices.preferences.port
        self.playback.devices.set_port(None)
        yield from self.hush(f"{_name(before)} was closed while it played")
        self.playback.devices.set_port(before)

    def port_menu(self) -> Deed:
        """Choose a port or a map from the menu."""
        self.in_dialog = True
        self.click(self.window.transport.port)
        yield from self.choose_from(self.window.transport.port.menu)
        yield from self._answer_map()
        self.in_dialog = False

    def drum_map(self) -> Deed:
        """Use another drum map, or make one and hear it."""
        devices = self.playback.devices
        if self.chance.random() < 0.6:
            devices.use_map(self.chance.choice(devices.maps).name)
            return
        self.in_dialog = True
        self.window.transport.port.map_wanted.emit()
        yield from self._answer_map()
        self.in_dialog = False

    def learn(self) -> Deed:
        """Begin to learn a controller, and leave it."""
        devices, controllers = self.playback.devices, self.window.controllers
        if devices.preferences.input is None:
            devices.set_input(OWN_INPUT)
            yield 1.0
        controllers.learn(self.chance.choice(list(Target)))
        yield 0.2
        if self.chance.random() < 0.5:
            controllers.cancel()
        else:
            self.window.silence()
        if self.chance.random() < 0.4:
            devices.set_input(None)

    def tap_beat(self) -> Deed:
        """Tap a rhythm while the clicks go along, and have drums made to it, or leave it."""
        self.window.tap_beat()
        yield self.chance.uniform(0.2, 1.5)
        bar = self.window.tap_bar
        for _ in range(self.chance.randrange(0, 8)):
            if bar.isVisible():
                QTest.keyClick(bar, self.chance.choice((KEY.Key_F, KEY.Key_J, KEY.Key_K, KEY.Key_2)))
            yield self.chance.uniform(0.05, 0.4)
        if bar.isVisible():
            self.click(self.chance.choice((bar.done, bar.cancel, bar.cancel)))
        yield 0.0

    def record(self) -> Deed:
        """Record the movement of the morph, or end that."""
        self.window.recorder.toggle()
        yield 0.0

    def as_at_the_start(self) -> Deed:
        """Bring back how everything was heard at the beginning, and stop."""
        self.window.tapper.cancel()
        self.window.controllers.cancel()
        if self.window.recorder.recording:
            self.window.recorder.toggle()
        self.playback.set_chained(False)
        devices = self.playback.devices
        devices.follow(ClockSource.INTERNAL)
        devices.set_input(None)
        devices.use_map(GENERAL_MIDI.name)
        devices.set_metronome(Metronome())
        devices.set_counts_in(False)
        devices.set_port(USUAL_PORT if self.ears is not None else None)
        devices.set_synth(USUAL_SYNTH if self.ears is not None else None)
        self.playback.panic()
        yield from self.hush("everything was brought back")

    def _answer_map(self) -> Deed:
        yield 0.2
        dialog = self.dialog(DrumMapDialog)
        if dialog is None:
            return
        row = dialog.rows[self.chance.randrange(VOICE_COUNT)]
        for _ in range(3):
            self.turn_wheel(row.field)
            self.click(row.hear)
            yield 0.05
        can_save = dialog.save.isEnabled() and self.chance.random() < 0.3
        self.click(dialog.save if can_save else dialog.cancel)
        yield SETTLES_S
        if isValid(dialog) and dialog.isVisible():
            dialog.reject()


def _name(choice: PortChoice | None) -> str:
    if choice is None:
        return "no port"
    return f"{'own ' if choice.virtual else ''}port {choice.name}"
