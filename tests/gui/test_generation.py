"""Loading models and generating off the window's thread."""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Slot

from beatgen_gui.services.generation import Batch, Generation, Phase
from beatgen_gui.services.workshop import Drummers
from core.cells import Cells
from core.errors import CheckpointError
from core.feel import FeelRequest, Manner, Playing
from core.pattern import Pattern
from core.take import GenerationRequest
from core.wording import Wording

if TYPE_CHECKING:
    import pytest
    from pytestqt.qtbot import QtBot

    from core.take import Take


def request(seed: int = 1, count: int = 3) -> GenerationRequest:
    return GenerationRequest(count=count, seed=seed)


class Listener(QObject):
    """Notes the thread in which a batch arrives."""

    def __init__(self) -> None:
        super().__init__()
        self.batches: list[Batch] = []
        self.threads: list[threading.Thread] = []

    @Slot(object)
    def hear(self, batch: Batch) -> None:
        self.batches.append(batch)
        self.threads.append(threading.current_thread())


def until_ready(generation: Generation, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: generation.phase is Phase.READY)


def test_the_model_is_loaded_ahead_and_its_device_is_told(
    generation: Generation, loads: list[str], qtbot: QtBot
) -> None:
    with qtbot.waitSignal(generation.device_known) as known:
        generation.start()
    assert known.args == ["cpu"]
    assert loads == ["default"]
    assert generation.phase is Phase.READY


def test_a_batch_arrives_in_the_windows_thread(generation: Generation, qtbot: QtBot) -> None:
    listener = Listener()
    generation.generated.connect(listener.hear)
    with qtbot.waitSignal(generation.generated):
        generation.generate("default", request())
    assert listener.threads == [threading.main_thread()]
    assert [take.name for take in listener.batches[0].takes] == ["Fake 1-1", "Fake 1-2", "Fake 1-3"]


def test_generate_during_the_loading_waits_for_it(
    generation: Generation, loads: list[str], generator: Any, qtbot: QtBot
) -> None:
    phases: list[Phase] = []
    generation.phase_changed.connect(phases.append)
    generation.start()
    with qtbot.waitSignal(generation.generated):
        generation.generate("default", request())
    until_ready(generation, qtbot)
    assert loads == ["default"]
    assert phases == [Phase.LOADING, Phase.READY, Phase.GENERATING, Phase.READY]


def test_the_newest_request_wins(generation: Generation, generator: Any, qtbot: QtBot) -> None:
    listener = Listener()
    generation.generated.connect(listener.hear)
    generator.gate.clear()
    generation.generate("default", request(seed=1))
    qtbot.waitUntil(lambda: bool(generator.requests))
    generation.generate("default", request(seed=2))
    generation.generate("default", request(seed=3))
    generator.gate.set()
    qtbot.waitUntil(lambda: bool(listener.batches))
    until_ready(generation, qtbot)
    assert [batch.request.seed for batch in listener.batches] == [3]
    assert [made.seed for made in generator.requests] == [1, 3]


def test_another_model_is_loaded_once_and_used(generation: Generation, loads: list[str], qtbot: QtBot) -> None:
    for seed in (1, 2):
        with qtbot.waitSignal(generation.generated):
            generation.generate("other", request(seed))
    assert loads == ["other"]


def test_a_model_that_is_chosen_while_a_request_waits_is_loaded_after_it(
    generation: Generation, generator: Any, loads: list[str], qtbot: QtBot
) -> None:
    generator.gate.clear()
    generation.generate("default", request(seed=1))
    qtbot.waitUntil(lambda: bool(generator.requests))
    generation.generate("default", request(seed=2))
    generation.prepare("other")
    with qtbot.waitSignal(generation.generated):
        generator.gate.set()
    qtbot.waitUntil(lambda: generation.model == "other")
    until_ready(generation, qtbot)
    assert [made.seed for made in generator.requests] == [1, 2]
    assert loads == ["default", "other"]


def test_a_failure_is_told_in_a_sentence_and_the_next_request_works(
    generation: Generation, generator: Any, qtbot: QtBot
) -> None:
    generator.error = CheckpointError("is damaged; download it again", "model.safetensors")
    with qtbot.waitSignal(generation.failed) as failed:
        generation.generate("default", request())
    assert failed.args == ["model.safetensors: is damaged; download it again"]
    assert generation.phase is Phase.FAILED
    generator.error = None
    with qtbot.waitSignal(generation.generated):
        generation.generate("default", request())


def test_a_model_that_cannot_be_loaded_fails_once_for_the_request_that_waited_for_it(
    qapp: object, qtbot: QtBot
) -> None:
    def load(_model: str) -> Any:
        raise CheckpointError("there is no such model")

    generation = Generation(load, list, str)
    sentences: list[str] = []
    generation.failed.connect(sentences.append)
    generation.generate("default", request())
    qtbot.waitUntil(lambda: generation.phase is Phase.FAILED)
    assert generation.close(1000)
    assert sentences == ["there is no such model"]


def test_an_error_nobody_expected_is_a_sentence_too(generation: Generation, generator: Any, qtbot: QtBot) -> None:
    generator.error = ZeroDivisionError("division by zero")
    with qtbot.waitSignal(generation.failed) as failed:
        generation.generate("default", request())
    assert "ZeroDivisionError: division by zero" in failed.args[0]


def feel_request(seed: int) -> FeelRequest:
    pattern = Pattern.from_labels([1, 0, 2, 0] * 16)
    return FeelRequest(pattern, Manner(seed), Cells.none(pattern.step_count))


def test_the_drummers_are_told_once_a_model_is_in_memory(generation: Generation, generator: Any, qtbot: QtBot) -> None:
    with qtbot.waitSignal(generation.drummers_known) as known:
        generation.start()
    assert known.args == [Drummers(generator.drummers)]


def test_a_model_of_feel_that_cannot_be_used_keeps_nobody_from_making_beats(
    generation: Generation, generator: Any, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(_generator: object) -> tuple[str, ...]:
        raise CheckpointError("is missing", "drummers.safetensors")

    monkeypatch.setattr(type(generator), "drummers", property(missing, lambda _self, _names: None))
    known: list[Drummers] = []
    generation.drummers_known.connect(known.append)
    asked = replace(request(), playing=Playing())
    with qtbot.waitSignal(generation.generated) as generated:
        generation.generate("default", asked)
    assert [made.playing for made in generator.requests] == [None]
    (batch,) = generated.args
    assert (batch.request, batch.unplayed, len(batch.takes)) == (asked, True, asked.count)
    assert known[-1] == Drummers((), "drummers.safetensors: is missing")
    with qtbot.waitSignal(generation.generated) as generated:
        generation.generate("default", request())
    assert not generated.args[0].unplayed  # as was asked for


def test_a_feel_that_waits_for_a_model_that_cannot_be_loaded_is_given_up(qapp: object, qtbot: QtBot) -> None:
    def load(_model: str) -> Any:
        raise CheckpointError("there is no such model")

    generation = Generation(load, list, str)
    answers: list[object] = []
    generation.feel_played.connect(lambda _asked, pattern: answers.append(pattern))
    generation.start()
    generation.play_feel(feel_request(1))
    qtbot.waitUntil(lambda: answers == [None])
    assert generation.close(1000)


def test_a_feel_goes_before_ghosts_and_lines_and_the_newest_one_wins(
    generation: Generation, generator: Any, qtbot: QtBot
) -> None:
    answered: list[str] = []
    generation.feel_played.connect(lambda asked, _pattern: answered.append(f"feel {asked.manner.seed}"))
    generation.ghosts_known.connect(lambda _pattern, _ghosts: answered.append("ghosts"))
    generation.start()
    until_ready(generation, qtbot)
    generator.gate.clear()
    generation.play_feel(feel_request(1))
    qtbot.waitUntil(lambda: len(generator.feels) == 1)
    generation.look(Pattern.empty(), None)
    generation.play_feel(feel_request(2))
    generation.play_feel(feel_request(3))
    generator.gate.set()
    qtbot.waitUntil(lambda: len(answered) == 3)
    assert answered == ["feel 1", "feel 3", "ghosts"]


def test_a_feel_that_cannot_be_played_is_answered_with_nothing_and_a_sentence(
    generation: Generation, generator: Any, qtbot: QtBot
) -> None:
    generation.start()
    until_ready(generation, qtbot)
    generator.error = CheckpointError("is damaged", "drummers.safetensors")
    with (
        qtbot.waitSignal(generation.feel_played) as played,
        qtbot.waitSignal(generation.failed) as failed,
    ):
        generation.play_feel(feel_request(1))
    assert played.args == [feel_request(1), None]
    assert failed.args == ["drummers.safetensors: is damaged"]


def test_a_model_loaded_anew_is_the_one_that_was_chosen_last(
    generation: Generation, generator: Any, loads: list[str], qtbot: QtBot
) -> None:
    with qtbot.waitSignal(generation.device_known):
        generation.prepare("default")
    generator.gate.clear()
    generation.generate("default", request())
    qtbot.waitUntil(lambda: bool(generator.requests))
    generation.prepare("other")
    generation.load_anew()
    generator.gate.set()
    qtbot.waitUntil(lambda: generation.model == "other")
    until_ready(generation, qtbot)
    assert loads == ["default", "other"]


def test_a_request_after_a_loading_anew_that_waits_is_answered_by_what_was_loaded_anew(
    generation: Generation, generator: Any, loads: list[str], qtbot: QtBot
) -> None:
    generator.gate.clear()
    generation.generate("default", request(seed=1))
    qtbot.waitUntil(lambda: bool(generator.requests))
    generation.load_anew()
    generation.generate("default", request(seed=2))
    generator.gate.set()
    qtbot.waitUntil(lambda: len(generator.requests) == 2)
    until_ready(generation, qtbot)
    assert loads == ["default", "default"]


def test_what_is_to_compute_counts_for_a_model_that_is_being_loaded(qapp: object, generator: Any, qtbot: QtBot) -> None:
    loading, gate = threading.Event(), threading.Event()
    loads: list[str] = []

    def load(model: str) -> Any:
        loads.append(model)
        loading.set()
        assert gate.wait(5)
        return generator

    generation = Generation(load, list, str)
    generation.prepare("default")
    assert loading.wait(5)
    generation.load_anew()
    gate.set()
    qtbot.waitUntil(lambda: len(loads) == 2)
    until_ready(generation, qtbot)
    assert generation.close(1000)


def test_a_model_that_could_not_be_loaded_is_tried_anew_with_what_is_to_compute_now(
    qapp: object, generator: Any, qtbot: QtBot
) -> None:
    answers = iter([CheckpointError("the card has too little memory"), generator])

    def load(_model: str) -> Any:
        answer = next(answers)
        if isinstance(answer, Exception):
            raise answer
        return answer

    generation = Generation(load, list, str)
    with qtbot.waitSignal(generation.failed):
        generation.prepare("default")
    with qtbot.waitSignal(generation.device_known):
        generation.load_anew()
    assert generation.model == "default"
    assert generation.close(1000)


def test_takes_are_called_in_the_users_language_from_the_start(
    qtbot: QtBot, generation: Generation, generator: Any, other_take: Take, monkeypatch: pytest.MonkeyPatch
) -> None:
    named = Wording("{title} {label}", title=Wording("Fill"), label="7-1")
    made = replace(other_take, name=named)
    monkeypatch.setattr(generator, "sample", lambda _request: [made])

    with qtbot.waitSignal(generation.generated) as told:
        generation.generate("fake", GenerationRequest(count=1))

    (take,) = told.args[0].takes
    assert take.name == "Fill 7-1"
    assert not isinstance(take.name, Wording)  # a project keeps it as it is called here
