"""Which settings there are: what each shows, sets and says."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from beatgen_gui import offers
from beatgen_gui.choices import leader_in_words, soundfont_in_words
from beatgen_gui.language import spoken, tr, wanted_language
from beatgen_gui.services.generation import DEFAULT_MODEL
from beatgen_gui.widgets.setting import Section
from core.playback.states import ClockSource, Condition, DeviceKind, SynthChoice
from core.preferences import TAP_LATENCIES_MS

if TYPE_CHECKING:
    from collections.abc import Callable

    from beatgen_gui.appearance import Appearance
    from beatgen_gui.services.devices import Devices
    from beatgen_gui.services.generation import Generation
    from beatgen_gui.theme import Theme
    from beatgen_gui.widgets.model_chooser import ModelChooser
    from beatgen_gui.widgets.setting import Setting
    from core.playback.states import InputChoice, PortChoice

_PERCENT = 100
_LOUDEST = 200.0  # percent of what FluidSynth calls a gain of 1; more only clips


def audio(devices: Devices, theme: Theme, choose_soundfont: Callable[[], object]) -> list[Setting]:
    """Return what sounds on this computer, and how."""
    section, usual = Section(tr("Audio"), theme), SynthChoice()

    def change(**changes: Any) -> None:
        devices.change_synth(replace(devices.synth, **changes))

    def kits() -> list[tuple[int, str]]:
        return [(kit.program, kit.name) for kit in devices.state(DeviceKind.SYNTH).presets]

    def other_kit(program: int) -> str:
        """Return what sounds where the SoundFont has no such kit, or isn't known yet."""
        return kits()[0][1] if kits() else str(program) if program else tr("First")

    return [
        section.toggle(
            tr("Synthesizer"),
            tr("Play through this computer's loudspeakers, besides what goes out over MIDI."),
            lambda: devices.preferences.synth_on,
            lambda on: devices.set_synth(devices.synth if on else None),
            state=lambda: _lack(devices, DeviceKind.SYNTH),
            words="FluidSynth",
        ),
        section.pick(
            tr("Audio output"),
            tr("Automatic takes the first that works."),
            offers.audio_outputs,
            lambda: devices.synth.driver,
            lambda driver: change(driver=driver),
            words="driver JACK PulseAudio ALSA PipeWire WASAPI CoreAudio",
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
            (0.0, _LOUDEST, usual.gain * _PERCENT),
            " %",
            lambda: devices.synth.gain * _PERCENT,
            lambda percent: change(gain=percent / _PERCENT),
            words="volume gain",
        ),
        section.amount(
            tr("Reverb"),
            tr("How much room is heard around the drums."),
            (0.0, float(_PERCENT), usual.reverb * _PERCENT),
            " %",
            lambda: devices.synth.reverb * _PERCENT,
            lambda percent: change(reverb=percent / _PERCENT),
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
            words="virtual port DAW Ableton Live Logic loopMIDI",
        ),
        section.toggle(
            tr("Send MIDI clock"),
            tr("Let what listens at the MIDI output keep BeatGen's tempo and place."),
            sends,
            devices.send_clock,
            state=lambda: "" if devices.preferences.port else tr("There is no MIDI output to send it to."),
            words="sync",
        ),
        section.pick(
            tr("Tempo follows"),
            tr("BeatGen's own tempo, a MIDI clock, or an Ableton Link session."),
            lambda: offers.leaders(devices),
            leader,
            lambda chosen: devices.follow(*chosen),
            unknown=lambda gone: leader_in_words(*gone),
            state=lambda: "" if devices.leader is None else tr(devices.leader.sentence),
            words="sync clock",
        ),
        section.pick(
            tr("MIDI input"),
            tr("Pads to tap beats on, and knobs that move the morph."),
            lambda: [off, *offers.inputs(devices)],
            lambda: devices.preferences.input,
            devices.set_input,
            unknown=_name,
            state=heard,
            words="controller keyboard",
        ),
        section.amount(
            tr("Tap latency"),
            tr("How much later than it is played you hear the music; it is taken off what you tap."),
            (*TAP_LATENCIES_MS, 0.0),
            " ms",
            lambda: devices.preferences.tap_latency_ms,
            devices.set_tap_latency,
            words="delay",
        ),
    ]


def drum_maps(devices: Devices, theme: Theme, edit_map: Callable[[], object]) -> list[Setting]:
    """Return which notes stand for which drums."""
    section = Section(tr("Drum maps"), theme)
    return [
        section.pick(
            tr("Drum map"),
            tr("The notes that the MIDI output, exported files and opened files have for each drum."),
            lambda: [(kit.name, kit.name) for kit in devices.maps],
            lambda: devices.kit.name,
            devices.use_map,
            words="General MIDI Drum Rack notes",
        ),
        section.door(
            tr("A map of your own"),
            tr("Type its notes, or hit your pads to learn them."),
            tr("Make a map of my own…"),
            edit_map,
        ),
    ]


def playing(devices: Devices, theme: Theme) -> list[Setting]:
    """Return how beats come in, and the click."""
    section = Section(tr("Playing"), theme)

    def change(**changes: Any) -> None:
        devices.set_metronome(replace(devices.preferences.metronome, **changes))

    return [
        section.pick(
            tr("Another beat comes in at the"),
            tr("What a beat waits for while one plays. Edits are heard at the next step."),
            offers.switches,
            lambda: devices.preferences.switch_at,
            devices.set_switch_at,
        ),
        section.toggle(
            tr("Metronome"),
            tr("A click on each beat while the music runs (C)."),
            lambda: devices.preferences.metronome.on,
            lambda on: change(on=on),
            words="click",
        ),
        section.toggle(
            tr("Metronome at the MIDI output, too"),
            tr("On the drums' channel."),
            lambda: devices.preferences.metronome.to_port,
            lambda on: change(to_port=on),
            words="click",
        ),
        section.toggle(
            tr("Count in"),
            tr("A bar of clicks before the music starts."),
            lambda: devices.preferences.counts_in,
            devices.set_counts_in,
            words="click",
        ),
    ]


def models(devices: Devices, generation: Generation, chooser: ModelChooser, theme: Theme) -> list[Setting]:
    """Return which model makes the beats, and what it computes on."""
    section = Section(tr("Model"), theme)

    def use_model(name: str) -> None:
        chooser.use_name(name)
        devices.set_model(name)

    def choose_file() -> None:
        if chooser.ask_file():
            devices.set_model(chooser.model)

    def compute(on: str) -> None:
        if on != devices.preferences.computing:
            devices.set_computing(on)
            generation.load_anew()

    def found() -> str:
        now = tr("The model in memory computes on {device}.", device=generation.device.upper())
        return " ".join(filter(None, (generation.card, now if generation.device else "")))

    return [
        section.pick(
            tr("Model to begin with"),
            tr("It makes the beats from now on, and after the next start."),
            lambda: chooser.offered,
            lambda: devices.preferences.model or DEFAULT_MODEL,
            use_model,
            unknown=lambda gone: Path(gone).stem,
            more=(tr("Choose checkpoint…"), choose_file),
            words="safetensors",
        ),
        section.pick(
            tr("Compute on"),
            tr("Automatic takes a CUDA card where there is one; it is quicker where many beats are wanted."),
            offers.computing_devices,
            lambda: devices.preferences.computing,
            compute,
            state=found,
            words="device GPU CUDA CPU",
        ),
    ]


def looks(devices: Devices, appearance: Appearance, choose_theme: Callable[[str], object]) -> list[Setting]:
    """Return how the window looks, and what it speaks."""
    section = Section(tr("Appearance"), appearance.theme)

    def from_next_start() -> str:
        changed = wanted_language(devices.preferences.language) != spoken()
        return tr("BeatGen speaks it from its next start on.") if changed else ""

    return [
        section.pick(
            tr("Theme"),
            tr("The window's colours."),
            lambda: offers.themes(appearance),
            lambda: appearance.choice,
            choose_theme,
            words="dark light",
        ),
        section.pick(
            tr("Language"),
            tr("What BeatGen speaks."),
            offers.languages,
            lambda: devices.preferences.language,
            devices.set_language,
            state=from_next_start,
            words="Language 언어 English 한국어",
        ),
    ]


def _lack(devices: Devices, kind: DeviceKind) -> str:
    state = devices.state(kind)
    return tr(state.sentence) if state.condition is Condition.MISSING else ""


def _name(port: PortChoice | InputChoice) -> str:
    return port.name
