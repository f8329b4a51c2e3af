"""What the window says to the player and hears from it, as values."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TypeAlias


class SwitchAt(Enum):
    """When a changed pattern takes effect."""

    STEP = "step"
    BEAT = "beat"
    BAR = "bar"
    LOOP = "loop"


class SinkKind(Enum):
    """Where notes go."""

    SYNTH = "synth"
    MIDI_PORT = "midi port"


class Condition(Enum):
    """How an output is. MISSING: it is wanted and can't be had; the sentence says what to do."""

    OFF = "off"
    STARTING = "starting"
    READY = "ready"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class SinkState:
    """An output as the window shows it.

    Attributes:
        kind: Which output.
        condition: How it is.
        name: The SoundFont's or the port's name, for the screen.
        sentence: Where it is missing, what is wrong and what to do; otherwise empty.
    """

    kind: SinkKind
    condition: Condition
    name: str = ""
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class SynthChoice:
    """How the built-in synthesizer is to sound.

    Attributes:
        soundfont: Path of an .sf2 or .sf3 file, or None for the one that comes with BeatGen.
        gain: Loudness, 0..10; FluidSynth's own scale, on which 0.2 is cautious and 1 is loud.
        driver: FluidSynth's name of an audio driver, or None for the first one that works.
    """

    soundfont: str | None = None
    gain: float = 0.6
    driver: str | None = None

    def __post_init__(self) -> None:
        """Check the gain.

        Raises:
            ValueError: gain is out of range.
        """
        if not 0.0 <= self.gain <= 10.0:
            raise ValueError(f"gain {self.gain} is not in 0..10")


@dataclass(frozen=True, slots=True)
class PortChoice:
    """Which MIDI port to play to.

    Attributes:
        name: An existing output's name as ``list_ports`` gives it, or the name for an own port.
        virtual: True opens an own port that other programs can connect to.
    """

    name: str
    virtual: bool = False


@dataclass(frozen=True, slots=True)
class Playhead:
    """Where playback is.

    Attributes:
        tick: Position in the loop, 0 up to the loop's length.
        playing: False while stopped.
        loop_count: How often the loop has come round since play.
    """

    tick: float
    playing: bool
    loop_count: int


@dataclass(frozen=True, slots=True)
class SinkChanged:
    """An output went on, off or missing."""

    state: SinkState

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

    sentence: str = "The sound came back."


Report: TypeAlias = SinkChanged | PlayerDied | PlayerRestarted
