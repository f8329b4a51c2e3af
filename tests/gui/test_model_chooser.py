"""Which model is chosen, whatever was asked for before and after the models are known."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from beatgen_gui.services.generation import Phase
from core.errors import CheckpointError
from core.model_card import ModelCard
from core.model_library import ModelEntry

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from beatgen_gui.main_window import MainWindow
    from beatgen_gui.services.generation import Generation
    from beatgen_gui.widgets.model_chooser import ModelChooser

MINE = ModelEntry("/models/mine.safetensors", Path("/models/mine.safetensors"), ModelCard("mine", "Mine", "", 4, ""))


@pytest.fixture
def chooser(window: MainWindow) -> ModelChooser:
    return window.panel.model


@pytest.fixture
def _one_is_gone(generation: Generation, generator: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let there be no model called ``gone``."""

    def load(model: str) -> Any:
        if model == "gone":
            raise CheckpointError(f"there is no model called {model}")
        return generator

    monkeypatch.setattr(generation._workshop, "_load", load)


def start(chooser: ModelChooser, generation: Generation, qtbot: QtBot) -> None:
    """Start as the application does, and wait until a model is in memory."""
    with qtbot.waitSignal(generation.models_listed):
        generation.start(chooser.model)
    qtbot.waitUntil(lambda: generation.phase is Phase.READY)


@pytest.mark.usefixtures("_one_is_gone")
def test_a_model_to_begin_with_that_is_no_more_is_told_and_the_first_one_takes_its_place(
    chooser: ModelChooser, generation: Generation, qtbot: QtBot
) -> None:
    chooser.use_name("gone")
    with qtbot.waitSignal(generation.failed) as failed:
        generation.start(chooser.model)
    assert failed.args == ["there is no model called gone"]
    qtbot.waitUntil(lambda: generation.model == "default")
    assert (chooser.model, chooser.accessibleName()) == ("default", "Model: Fake")


def test_the_first_model_can_be_begun_with_by_its_own_name(
    chooser: ModelChooser, generation: Generation, qtbot: QtBot
) -> None:
    chooser.use_name("fake")
    start(chooser, generation, qtbot)
    qtbot.waitUntil(lambda: generation.model == "default")
    assert (chooser.model, chooser.accessibleName()) == ("default", "Model: Fake")


def test_a_project_that_is_opened_before_the_models_are_known_gets_the_model_that_is_shown(
    chooser: ModelChooser, generation: Generation, qtbot: QtBot
) -> None:
    chooser.use(MINE)
    chooser.use_name("default")
    start(chooser, generation, qtbot)
    qtbot.waitUntil(lambda: generation.model == "default")
    assert (chooser.model, chooser.accessibleName()) == ("default", "Model: Fake")


def test_a_checkpoint_that_is_used_again_is_offered_once(
    chooser: ModelChooser, generation: Generation, qtbot: QtBot
) -> None:
    start(chooser, generation, qtbot)
    for _ in range(2):
        chooser.use(MINE)
    assert chooser.offered == [
        (MINE.name, "Mine"),
        ("default", "Fake"),
        ("other", "Other"),
        ("plain", "Plain"),
    ]
    qtbot.waitUntil(lambda: generation.model == MINE.name)


def test_a_checkpoint_is_named_by_a_path_that_holds_from_any_folder(
    chooser: ModelChooser, generation: Generation, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, qtbot: QtBot
) -> None:
    class Header:
        card = MINE.card

    monkeypatch.setattr("core.model_card.read_header", lambda _path: Header)
    monkeypatch.chdir(tmp_path)
    chooser.use_file(Path("mine.safetensors"))
    assert chooser.model == str(tmp_path / "mine.safetensors")
    qtbot.waitUntil(lambda: generation.phase is Phase.READY)
