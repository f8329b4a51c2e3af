"""The window's parts with a player and a generator that tests can steer."""

from __future__ import annotations

import os
import threading
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

os.environ["QT_QPA_PLATFORM"] = "offscreen"  # before Qt is imported

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from beatgen_gui.appearance import Appearance
from beatgen_gui.document import Document
from beatgen_gui.language import speak
from beatgen_gui.main_window import MainWindow
from beatgen_gui.opening import opening_take
from beatgen_gui.services.autosave import Autosave
from beatgen_gui.services.devices import Devices
from beatgen_gui.services.generation import Generation
from beatgen_gui.services.likenesses import Likenesses
from beatgen_gui.services.machine import Found
from beatgen_gui.services.mapping import Mapping
from beatgen_gui.services.playback import Playback
from beatgen_gui.theme import DARK
from core.ghosts import Ghosts
from core.kit import GENERAL_MIDI, ROLAND_TD11, Kit
from core.model_card import ModelCard
from core.model_library import ModelEntry
from core.morph import Morph, repeated
from core.morph_line import MorphLine
from core.pattern import Pattern
from core.playback.states import Playhead, SwitchAt
from core.preferences import Preferences
from core.take import GenerationRequest, Recipe, Take

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pytestqt.qtbot import QtBot

    from core.feel import FeelRequest
    from core.note_events import EventList, Section

PATIENCE_MS = 5000


class FakePlayer:
    """Has the player's methods, keeps what it is told and reports what the test says."""

    def __init__(self) -> None:
        self.calls: list[tuple[Any, ...]] = []
        self.reports: list[Any] = []
        self.head = Playhead(0.0, False, 0)

    def __getattr__(self, name: str) -> Any:
        if name not in {
            "start",
            "stop",
            "seek",
            "set_bpm",
            "panic",
            "audition",
            "set_synth",
            "set_port",
            "set_input",
            "set_clock",
            "set_metronome",
            "set_mix",
            "close",
        }:
            raise AttributeError(name)
        return lambda *arguments: self.calls.append((name, *arguments))

    def load(self, events: EventList, at: SwitchAt, loop: Section | None = None) -> int:
        self.calls.append(("load", events, at, loop))
        return len(self.told("load"))

    def play(self, from_tick: int | None = None, count_in: bool = False) -> None:
        self.calls.append(("play", from_tick, count_in))

    def playhead(self) -> Playhead:
        return self.head

    def poll(self) -> list[Any]:
        reports, self.reports = self.reports, []
        return reports

    def told(self, name: str) -> list[tuple[Any, ...]]:
        """Return the arguments of each call of a method."""
        return [arguments for called, *arguments in self.calls if called == name]


class FakeMachine:
    """Has two ports each way and two drum maps; keeps what is to be kept."""

    def __init__(self) -> None:
        self.found = Found(("Synth:0", "DAW:1"), ("Keys:0", "DAW:2"), (Path("Big room.sf2"),))
        self.kits: list[Kit] = [GENERAL_MIDI, ROLAND_TD11]
        self.kept: list[Preferences] = []
        self.error: Exception | None = None

    def look(self) -> Found:
        return self.found

    def maps(self) -> list[Kit]:
        return self.kits

    def keep_map(self, kit: Kit, overwrite: bool) -> None:
        if self.error is not None:
            raise self.error
        self.kits = [*(other for other in self.kits if other.name != kit.name or not overwrite), kit]

    def remove_map(self, name: str) -> None:
        if self.error is not None:
            raise self.error
        self.kits = [kit for kit in self.kits if kit.name != name]

    def keep(self, preferences: Preferences) -> None:
        if self.error is not None:
            raise self.error
        self.kept.append(preferences)


@dataclass
class FakeGenerator:
    """Makes beats from the seed; waits at its gate while the test keeps that closed."""

    device: str = "cpu"
    styles: tuple[str, ...] = ("afrocuban", "hiphop", "jazz")
    temperature: float = 1.0
    drummers: tuple[str, ...] = ("drummer1", "drummer10", "drummer2")
    gate: threading.Event = field(default_factory=threading.Event)
    requests: list[GenerationRequest] = field(default_factory=list)
    feels: list[FeelRequest] = field(default_factory=list)
    error: Exception | None = None

    def __post_init__(self) -> None:
        self.gate.set()

    def sample(self, request: GenerationRequest) -> list[Take]:
        self.requests.append(request)
        assert self.gate.wait(PATIENCE_MS / 1000)
        if self.error is not None:
            raise self.error
        return [made_take(request, index) for index in range(request.count)]

    def line(self, request: GenerationRequest) -> MorphLine:
        """Let the ends' cells change places one after the other, by chance."""
        self.requests.append(request)
        assert self.gate.wait(PATIENCE_MS / 1000)
        if self.error is not None:
            raise self.error
        assert request.morph is not None
        places = request.morph.places or tuple(np.linspace(0, 1, request.count).tolist())
        patterns = [crossfaded(request.morph, shares) for shares in request.morph.shares(places)]
        takes = [
            Take(pattern, f"Fake morph {index}", Recipe("fake", "0" * 16, request, index, (0.0,)))
            for index, pattern in enumerate(patterns)
        ]
        return MorphLine(tuple(takes), places)

    def play(self, request: FeelRequest) -> Pattern:
        """Draw from the seed, what is known, too."""
        self.feels.append(request)
        assert self.gate.wait(PATIENCE_MS / 1000)
        if self.error is not None:
            raise self.error
        random, pattern = np.random.default_rng(request.manner.seed), request.pattern
        velocity = np.where(pattern.hits, random.integers(1, 128, pattern.velocity.shape), 0)
        return Pattern(velocity, random.uniform(-0.4, 0.4, pattern.offset.shape))

    def ghosts(self, pattern: Pattern, _style: str | None = None) -> Ghosts:
        random = np.random.default_rng(0)
        return Ghosts(random.random(pattern.velocity.shape), np.full(pattern.velocity.shape, 90))


class FakeEncoder:
    """Has nothing to say: there is no map."""

    steps = 64

    def encode(self, patterns: Sequence[Pattern]) -> np.ndarray:
        return np.zeros((len(patterns), 1))


def crossfaded(morph: Morph, shares: np.ndarray) -> Pattern:
    end = morph.end_at(shares)
    if end is not None:
        return end
    ends = [repeated(end, morph.step_count) for end in morph.ends]
    turns = np.random.default_rng(0).random(ends[0].velocity.shape)
    which = (turns[..., None] > np.cumsum(shares, axis=-1)[None]).sum(axis=-1).clip(0, len(ends) - 1)
    return Pattern(np.choose(which, [end.velocity for end in ends]), np.choose(which, [end.offset for end in ends]))


def made_model(name: str, title: str, styles: tuple[str, ...] = ()) -> ModelEntry:
    card = ModelCard(name, title, "Plays.", bars=4, dataset="Nothing at all.", styles=styles)
    return ModelEntry(name, Path(f"{name}.safetensors"), card)


def made_take(request: GenerationRequest, index: int) -> Take:
    random = np.random.default_rng([request.seed, index])
    recipe = Recipe("fake", "0" * 16, request, index, (0.0,))
    return Take(Pattern.from_labels(random.integers(0, 512, 64)), f"Fake {request.seed}-{index + 1}", recipe)


@pytest.fixture(autouse=True)
def _no_window_left(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test that leaves a window open."""
    yield
    if "qapp" in request.fixturenames:
        left = [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()]
        for widget in left:
            widget.close()
        assert not left, f"windows left open: {left}"


@pytest.fixture
def document(qapp: QApplication) -> Document:
    return Document(opening_take())


@pytest.fixture
def player() -> FakePlayer:
    return FakePlayer()


@pytest.fixture
def machine() -> FakeMachine:
    return FakeMachine()


@pytest.fixture
def devices(qapp: QApplication, machine: FakeMachine) -> Devices:
    return Devices(Preferences(), machine)


@pytest.fixture
def playback(document: Document, devices: Devices) -> Iterator[Playback]:
    playback = Playback(document, devices)
    yield playback
    assert playback.close(PATIENCE_MS)


@pytest.fixture
def generator() -> FakeGenerator:
    return FakeGenerator()


@pytest.fixture
def loads() -> list[str]:
    """The names of the models that were loaded."""
    return []


@pytest.fixture
def models() -> list[ModelEntry]:
    """The models that are installed: the first knows styles, the last knows none."""
    return [
        made_model("fake", "Fake", ("afrocuban", "hiphop", "jazz")),
        made_model("other", "Other", ("jazz", "rnb")),
        made_model("plain", "Plain"),
    ]


@pytest.fixture
def generation(
    qapp: QApplication, generator: FakeGenerator, loads: list[str], models: list[ModelEntry]
) -> Iterator[Generation]:
    def load(model: str) -> FakeGenerator:
        loads.append(model)
        return generator

    generation = Generation(load, lambda: models, lambda: "No card.")
    yield generation
    generator.gate.set()
    assert generation.close(PATIENCE_MS)


@pytest.fixture
def autosave(document: Document, tmp_path: Path) -> Iterator[Autosave]:
    autosave = Autosave(document, tmp_path / "autosave")
    yield autosave
    assert autosave.close(PATIENCE_MS)


@pytest.fixture
def window(
    qtbot: QtBot,
    qapp: QApplication,
    document: Document,
    playback: Playback,
    generation: Generation,
    autosave: Autosave,
    player: FakePlayer,
    tmp_path: Path,
) -> Iterator[MainWindow]:
    appearance = Appearance(qapp, DARK.name)
    likenesses = Likenesses(lambda: None)
    mapping = Mapping(document, lambda: None, FakeEncoder)
    window = MainWindow(document, playback, generation, autosave, likenesses, mapping, appearance)
    # Before any fixture is torn down; so it closes without a question.
    qtbot.addWidget(window, before_close_func=lambda _window: document.mark_saved(document.project, tmp_path / "saved"))
    window.resize(1280, 800)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    playback.start(player)
    yield window
    for service in (window.files, window.projects, likenesses, mapping):
        assert service.close(PATIENCE_MS)


@pytest.fixture
def other_take() -> Take:
    return replace(made_take(GenerationRequest(count=1, seed=5), 0), name="Other take")


@pytest.fixture
def korean(qapp: QApplication) -> Iterator[None]:
    """Let the interface speak Korean for one test."""
    speak(qapp, "ko")
    yield
    speak(qapp, "en")
    QLocale.setDefault(QLocale.system())
    for translator in qapp.findChildren(QTranslator):
        QCoreApplication.removeTranslator(translator)
        translator.setParent(None)
