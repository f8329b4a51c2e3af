"""Which settings there are of sound and MIDI: what each shows, sets and says."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from beatgen_gui import offers
from beatgen_gui.choices import leader_in_words, soundfont_in_words
from beatgen_gui.language import tr
from beatgen_gui.widgets.setting import Section
from core.playback.states import ClockSource, Condition, DeviceKind, SynthChoice
from core.preferences import TAP_LATENCIES_MS
from core.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Callable

    from beatgen_gui.services.devices import Devices
    from beatgen_gui.theme import Theme
    from beatgen_gui.widgets.setting import Setting
    from core.playback.states import InputChoice, PortChoice

_PERCENT = 100


def audio(devices: Devices, theme: Theme, choose_soundfont: Callable[[], object]) -> list[Setting]:
    """Return what sounds on this computer, and how."""
    section, usual = Section(tr("Audio"), theme), SynthChoice()

    def change(**changes: Any) -> None:
        devices.change_synth(replace(devices.synth, **changes))

    def kits() -> list[tuple[int, str]]:
        return [(kit.program, kit.name) for kit in devices.state(DeviceKind.SYNTH).presets]

    def other_kit(program: int) -> str:
        """Return what sounds where the SoundFont has no such kit, or isn't known yet."""
        return kits()[0][1] if kits() else tr("Kit {number}", number=program + 1) if program else tr("First")

    return [
        section.toggle(
            tr("Synthesizer"),
            tr("Play through this computer's loudspeakers, besides what goes out over MIDI."),
            lambda: devices.preferences.synth_on,
            lambda on: devices.set_synth(devices.synth if on else None),
            state=lambda: _lack(devices, DeviceKind.SYNTH),
            words=Wording("synthesizer FluidSynth loudspeakers"),
        ),
        section.pick(
            tr("Audio output"),
            tr("Automatic takes the first that works."),
            offers.audio_outputs,
            lambda: devices.synth.driver,
            lambda driver: change(driver=driver),
            words=Wording("audio output driver sound card JACK PulseAudio ALSA PipeWire WASAPI CoreAudio"),
        ),
        section.pick(
            tr("SoundFont"),
            tr("The sounds: an .sf2 or .sf3 file."),
            lambda: offers.soundfonts(devices),
            lambda: devices.synth.soundfont,
            devices.use_soundfont,
            unknown=soundfont_in_words,
            more=(tr("Choose SoundFont…"), choose_soundfont),
        ),
        section.pick(
            tr("Drum kit"),
            tr("One of the kits that the SoundFont holds."),
            kits,
            lambda: devices.synth.program,
            lambda program: change(program=program),
            unknown=other_kit,
        ),
        section.amount(
            tr("Level"),
            tr("How loud the synthesizer is."),
            (0.0, float(offers.LOUDEST), usual.gain * _PERCENT),
            " %",
            lambda: devices.synth.gain * _PERCENT,
            lambda percent: change(gain=percent / _PERCENT),
            words=Wording("level volume gain loudness"),
        ),
        section.amount(
            tr("Reverb"),
            tr("How much room is heard around the drums."),
            (0.0, float(_PERCENT), usual.reverb * _PERCENT),
            " %",
            lambda: devices.synth.reverb * _PERCENT,
            lambda percent: change(reverb=percent / _PERCENT),
            words=Wording("reverb room"),
        ),
    ]


def midi(devices: Devices, theme: Theme) -> list[Setting]:
    """Return where notes and clocks go to and come from."""
    section, off = Section(tr("MIDI"), theme), (None, tr("Off"))

    def sends() -> bool:
        return devices.preferences.port is not None and devices.preferences.port.clock

    def use_port(port: PortChoice | None) -> None:
        devices.set_port(None if port is None else replace(port, clock=sends()))

    def port() -> PortChoice | None:
        now = devices.preferences.port
        return None if now is None else replace(now, clock=False)

    def leader() -> tuple[ClockSource, InputChoice | None]:
        now = devices.preferences
        return now.clock, now.input if now.clock is ClockSource.MIDI else None

    def heard() -> str:
        now = devices.preferences
        if now.clock is not ClockSource.MIDI:
            return _lack(devices, DeviceKind.MIDI_IN)
        if now.input is None:
            return tr("Without a port, no MIDI clock comes in.")
        return _lack(devices, DeviceKind.MIDI_IN) or tr("The MIDI clock comes from there, too.")

    return [
        section.pick(
            tr("MIDI output"),
            tr("Where the notes go: an instrument, or a DAW that listens to BeatGen's own port."),
            lambda: [off, *offers.ports(devices)],
            port,
            use_port,
            unknown=_name,
            state=lambda: _lack(devices, DeviceKind.MIDI_OUT),
            words=Wording("output virtual port DAW Ableton Live Logic loopMIDI"),
        ),
        section.toggle(
            tr("Send MIDI clock"),
            tr("Let what listens at the MIDI output keep BeatGen's tempo and place."),
            sends,
            devices.send_clock,
            state=lambda: "" if devices.preferences.port else tr("There is no MIDI output to send it to."),
            words=Wording("clock sync"),
        ),
        section.pick(
            tr("Tempo follows"),
            tr("BeatGen's own tempo, a MIDI clock, or an Ableton Link session."),
            lambda: offers.leaders(devices),
            leader,
            lambda chosen: devices.follow(*chosen),
            unknown=lambda gone: leader_in_words(*gone),
            state=lambda: "" if devices.leader is None else tr(devices.leader.sentence),
            words=Wording("tempo follow clock sync Link"),
        ),
        section.pick(
            tr("MIDI input"),
            tr("Pads to tap beats on, and knobs that move the morph."),
            lambda: [off, *offers.inputs(devices)],
            lambda: devices.preferences.input,
            devices.set_input,
            unknown=_name,
            state=heard,
            words=Wording("input controller keyboard pads"),
        ),
        section.amount(
            tr("Tap latency"),
            tr("How much later than it is played you hear the music; it is taken off what you tap."),
            (*TAP_LATENCIES_MS, 0.0),
            " ms",
            lambda: devices.preferences.tap_latency_ms,
            devices.set_tap_latency,
            words=Wording("latency delay"),
        ),
    ]


def _lack(devices: Devices, kind: DeviceKind) -> str:
    state = devices.state(kind)
    return tr(state.sentence) if state.condition is Condition.MISSING else ""


def _name(port: PortChoice | InputChoice) -> str:
    return port.name
