"""What the window says to the player and hears from it, as values."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TypeAlias

from core.kit import GENERAL_MIDI, VOICE_COUNT
from core.wording import Wording


class SwitchAt(Enum):
    """When a changed pattern takes effect."""

    STEP = "step"
    BEAT = "beat"
    BAR = "bar"
    LOOP = "loop"


class DeviceKind(Enum):
    """What the player has open: two outputs for notes, and two inputs that may lead the beat."""

    SYNTH = "synth"
    MIDI_OUT = "midi output"
    MIDI_IN = "midi input"
    LINK = "ableton link"


class Condition(Enum):
    """How a device is. MISSING: it is wanted and can't be had; the sentence says what to do."""

    OFF = "off"
    STARTING = "starting"
    READY = "ready"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class DrumPreset:
    """A drum kit of a SoundFont, in bank 128.

    Attributes:
        program: Its number, 0..127.
        name: Its name, such as ``TR 808``.
    """

    program: int
    name: str


@dataclass(frozen=True, slots=True)
class DeviceState:
    """A device as the window shows it.

    Attributes:
        kind: Which one.
        condition: How it is.
        name: The SoundFont's or the port's name, for the screen.
        sentence: Where it is missing, what is wrong and what to do; otherwise empty.
        presets: The drum kits that the SoundFont holds, in the order of their numbers; the synthesizer's only.
    """

    kind: DeviceKind
    condition: Condition
    name: str = ""
    sentence: str = ""
    presets: tuple[DrumPreset, ...] = ()


@dataclass(frozen=True, slots=True)
class SynthChoice:
    """How the built-in synthesizer is to sound.

    Attributes:
        soundfont: Path of an .sf2 or .sf3 file, or None for the one that comes with BeatGen.
        program: Number of the drum kit within the SoundFont's bank 128, 0..127.
        gain: Loudness, 0..10; FluidSynth's own scale, on which 0.2 is cautious and 1 is loud.
        reverb: How much room, 0 (none)..1.
        driver: FluidSynth's name of an audio driver, or None for the first one that works.
    """

    soundfont: str | None = None
    program: int = 0
    gain: float = 0.6
    reverb: float = 0.2
    driver: str | None = None

    def __post_init__(self) -> None:
        """Check the numbers.

        Raises:
            ValueError: One is out of range.
        """
        if not 0 <= self.program <= 127:
            raise ValueError(f"program {self.program} is not in 0..127")
        if not 0.0 <= self.gain <= 10.0:
            raise ValueError(f"gain {self.gain} is not in 0..10")
        if not 0.0 <= self.reverb <= 1.0:
            raise ValueError(f"reverb {self.reverb} is not in 0..1")


@dataclass(frozen=True, slots=True)
class PortChoice:
    """Which MIDI port to play to.

    Attributes:
        name: An existing output's name as ``list_ports`` gives it, or the name for an own port.
        virtual: True opens an own port that other programs can connect to.
        clock: Whether MIDI clock, start, stop, continue and song position are sent too.
        notes: The MIDI note sent for each voice, in model order: a drum map's ``out_notes``.
        left_sounding: Whether a player that died may have left notes sounding there. The player's side sets it.
    """

    name: str
    virtual: bool = False
    clock: bool = False
    notes: tuple[int, ...] = GENERAL_MIDI.out_notes
    left_sounding: bool = False

    def __post_init__(self) -> None:
        """Check the notes.

        Raises:
            ValueError: There isn't one note a voice, each in 0..127.
        """
        if len(self.notes) != VOICE_COUNT or not all(0 <= note <= 127 for note in self.notes):
            raise ValueError(f"notes must be {VOICE_COUNT} of 0..127, not {self.notes}")


@dataclass(frozen=True, slots=True)
class InputChoice:
    """Which MIDI port to listen to: for an external clock, and for hits and controllers that are learnt.

    Attributes:
        name: An existing input's name as ``list_inputs`` gives it, or the name for an own port.
        virtual: True opens an own port that other programs can connect to.
    """

    name: str
    virtual: bool = False


class ClockSource(Enum):
    """Who beats time: BeatGen itself, the clock that comes in at the MIDI input, or Ableton Link."""

    INTERNAL = "internal"
    MIDI = "midi"
    LINK = "link"


@dataclass(frozen=True, slots=True)
class Metronome:
    """The click.

    Attributes:
        on: Whether it sounds while the music runs. A count-in clicks in any case.
        velocity: Its level, 1..127.
        bar_note: General MIDI percussion note of each bar's first beat.
        beat_note: The note of the other beats.
        to_port: Whether it goes to the MIDI port too, on the drums' channel.
    """

    on: bool = False
    velocity: int = 90
    bar_note: int = 76
    beat_note: int = 77
    to_port: bool = False

    def __post_init__(self) -> None:
        """Check the numbers.

        Raises:
            ValueError: One is out of range.
        """
        if not 1 <= self.velocity <= 127:
            raise ValueError(f"velocity {self.velocity} is not in 1..127")
        if not all(0 <= note <= 127 for note in (self.bar_note, self.beat_note)):
            raise ValueError(f"notes {self.bar_note} and {self.beat_note} are not both in 0..127")


@dataclass(frozen=True, slots=True)
class Playhead:
    """Where playback is.

    Attributes:
        tick: Position in the pattern, in ticks from its start.
        playing: False while stopped; True while it counts in, too.
        loop_count: How often the loop has come round since play.
        bpm: The tempo there, an external clock's where that leads.
        late_count: How many notes the player has sent too late (by over 3 ms) since it was started.
        load_count: Which pattern sounds: the number that ``Player.load`` returned; 0 before there is any.
    """

    tick: float
    playing: bool
    loop_count: int
    bpm: float = 120.0
    late_count: int = 0
    load_count: int = 0


@dataclass(frozen=True, slots=True)
class DeviceChanged:
    """A device went on, off or missing."""

    state: DeviceState

    @property
    def sentence(self) -> str:
        """What the user should read; empty where all is well."""
        return self.state.sentence


@dataclass(frozen=True, slots=True)
class PlayerDied:
    """The player process ended or froze by itself. It is started again."""

    sentence: str


@dataclass(frozen=True, slots=True)
class PlayerRestarted:
    """A new player process is up and has been told everything the last one knew."""

    sentence: str = Wording("The sound came back.")


@dataclass(frozen=True, slots=True)
class TransportChanged:
    """An external clock or Link has started or stopped the music."""

    playing: bool


@dataclass(frozen=True, slots=True)
class Heard:
    """A note, controller or pitch message came in at the MIDI input.

    Attributes:
        message: Its bytes: status with channel, then data.
        time_s: When it came, on the clock of ``time.perf_counter``, which all processes of a machine share.
    """

    message: tuple[int, ...]
    time_s: float = 0.0


Report: TypeAlias = DeviceChanged | TransportChanged | Heard | PlayerDied | PlayerRestarted
