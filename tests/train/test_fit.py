"""A training run: what it leaves behind, and that stopping and going on changes nothing."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import lightning
import pytest
import torch

from core.errors import CheckpointError
from core.model.drummer.config import DrummerConfig
from core.model.feel.config import FeelConfig
from train import fit as fitting
from train.drummer.task import DrummerTask
from train.errors import TrainingError
from train.fit import fit
from train.machine import Machine
from train.module import Training
from train.presets import PRESETS
from train.record import columns
from train.run_folder import BEST_FILE, LAST_FILE, LOSSES_FILE, SETTINGS_FILE, kept_state, read_settings

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


SETTINGS = replace(PRESETS["debug"], batch_size=4, max_epochs=3, precision="32-true")
STEPS = 3 * (16 // 4)
KINDS = {
    "ours": SETTINGS,
    "with averaged weights": replace(SETTINGS, average=0.9),
    "with nothing held out": replace(SETTINGS, held_out=False),
    "the flagship": replace(
        PRESETS["drummer"],
        model=DrummerConfig.debug(),
        drummer=DrummerTask(sketch_steps=5),
        batch_size=4,
        max_epochs=3,
        precision="32-true",
    ),
    "feel": replace(
        PRESETS["feel"],
        model=FeelConfig.debug(),
        batch_size=4,
        max_epochs=3,
        epoch_steps=4,
        average=0.9,
        precision="32-true",
    ),
    "as Magenta": replace(
        PRESETS["v1"],
        model=SETTINGS.model,
        batch_size=7,
        max_epochs=4,
        epoch_steps=3,
        held_out=True,
        sampling_rate=2.0,
        precision="32-true",
    ),
}


def state(path: Path) -> dict[str, Any]:
    return torch.load(path, weights_only=True)


def same(ours: Any, theirs: Any) -> bool:
    """Say whether two states are equal down to the last bit."""
    if isinstance(ours, dict):
        return ours.keys() == theirs.keys() and all(same(ours[key], theirs[key]) for key in ours)
    if isinstance(ours, list | tuple):
        return len(ours) == len(theirs) and all(map(same, ours, theirs))
    return ours.equal(theirs) if isinstance(ours, torch.Tensor) else ours == theirs


def alike(a: Path, b: Path) -> bool:
    """Say whether two states would go on alike; Lightning's counters of its own loops don't matter to that."""
    ours, theirs = state(a), state(b)
    return same(ours | {"loops": None}, theirs | {"loops": None})


class SwitchedOff(Exception):  # noqa: N818
    """No orderly end."""


class Switch(lightning.Callback):
    """Ends a run as if the machine had been switched off."""

    def __init__(self, at_step: int, in_validation: bool) -> None:
        self._at = at_step
        self._in_validation = in_validation

    def on_train_batch_start(self, trainer: lightning.Trainer, *_: object) -> None:
        self._look(trainer, False)

    def on_validation_batch_start(self, trainer: lightning.Trainer, *_: object) -> None:
        self._look(trainer, True)

    def _look(self, trainer: lightning.Trainer, in_validation: bool) -> None:
        if trainer.global_step == self._at and in_validation == self._in_validation:
            raise SwitchedOff


@pytest.fixture
def with_callback(monkeypatch: pytest.MonkeyPatch) -> Callable[[lightning.Callback], None]:
    """Put a callback into the trainers that are made from now on, before all others."""
    made = fitting.make_trainer

    def put(callback: lightning.Callback) -> None:
        def make(*arguments: Any, **named: Any) -> lightning.Trainer:
            trainer = made(*arguments, **named)
            trainer.callbacks.insert(0, callback)
            return trainer

        monkeypatch.setattr(fitting, "make_trainer", make)

    return put


@pytest.fixture(scope="module", params=KINDS.values(), ids=KINDS)
def unbroken(request: pytest.FixtureRequest, dataset: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A finished run of each kind; not to be changed."""
    folder = tmp_path_factory.mktemp("unbroken")
    fit(request.param, dataset, folder, quiet=True)
    return folder


@pytest.fixture(scope="module")
def run(dataset: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A finished run; not to be changed."""
    folder = tmp_path_factory.mktemp("run")
    fit(SETTINGS, dataset, folder, quiet=True)
    return folder


def losses(run: Path) -> list[dict[str, str]]:
    with (run / LOSSES_FILE).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_a_run_leaves_its_best_and_last_state_and_its_settings(run: Path) -> None:
    assert {path.name for path in run.iterdir()} == {BEST_FILE, LAST_FILE, SETTINGS_FILE}
    assert read_settings(run) == SETTINGS
    assert state(run / LAST_FILE)["global_step"] == STEPS
    assert kept_state(run, SETTINGS) == run / BEST_FILE
    assert kept_state(run, replace(SETTINGS, keep_last=True)) == run / LAST_FILE


def test_a_run_learns(run: Path, dataset: Path, tmp_path: Path) -> None:
    longer = replace(SETTINGS, max_epochs=15, learning_rate=0.03)
    fit(longer, dataset, tmp_path, quiet=True)
    assert best_loss(tmp_path) < 0.7 * best_loss(run)


def best_loss(run: Path) -> float:
    """Return the validation loss that the best state was kept for."""
    return next(kept["best"] for kept in state(run / BEST_FILE)["callbacks"].values() if "best" in kept)


def test_the_same_settings_give_the_same_weights(run: Path, dataset: Path, tmp_path: Path) -> None:
    torch.manual_seed(99)
    fit(SETTINGS, dataset, tmp_path / "again", quiet=True)
    assert alike(tmp_path / "again" / LAST_FILE, run / LAST_FILE)
    fit(replace(SETTINGS, seed=1), dataset, tmp_path / "other", quiet=True)
    assert not same(state(tmp_path / "other" / LAST_FILE)["state_dict"], state(run / LAST_FILE)["state_dict"])


@pytest.mark.parametrize(
    ("at_step", "in_validation", "every_min"),
    [(2, False, 0.0), (4, False, 0.0), (6, False, 1e6), (6, False, 0.0), (8, True, 0.0), (12, True, 1e6)],
)
def test_a_run_that_was_switched_off_and_resumed_gives_what_an_unbroken_one_gives(
    unbroken: Path,
    dataset: Path,
    tmp_path: Path,
    with_callback: Callable[[lightning.Callback], None],
    at_step: int,
    in_validation: bool,
    every_min: float,
) -> None:
    settings = read_settings(unbroken)
    epoch_steps = settings.epoch_steps or (16 if settings.held_out else 33) // 4
    if in_validation and not settings.held_out:
        pytest.skip("nothing is held out")
    if in_validation:
        at_step = -(-at_step // epoch_steps) * epoch_steps
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fitting, "make_trainer", fitting.make_trainer)
        with_callback(Switch(at_step, in_validation))
        with pytest.raises(SwitchedOff):
            fit(settings, dataset, tmp_path, quiet=True, machine=Machine(save_every_min=every_min))
    with_callback(lightning.Callback())
    kept = state(tmp_path / LAST_FILE)["global_step"] if (tmp_path / LAST_FILE).exists() else 0
    expected = at_step - in_validation if every_min == 0 else (at_step - in_validation) // epoch_steps * epoch_steps
    assert kept == expected
    torch.manual_seed(99)
    fit(settings, dataset, tmp_path, resume=True, quiet=True)
    assert alike(tmp_path / LAST_FILE, unbroken / LAST_FILE)
    if settings.held_out:
        assert alike(tmp_path / BEST_FILE, unbroken / BEST_FILE)


def test_a_finished_run_can_be_resumed_and_stays_as_it_is(dataset: Path, tmp_path: Path) -> None:
    fit(SETTINGS, dataset, tmp_path, quiet=True)
    before = state(tmp_path / LAST_FILE)
    fit(SETTINGS, dataset, tmp_path, resume=True, quiet=True)
    assert same(state(tmp_path / LAST_FILE), before)


def test_a_run_that_gets_no_better_stops_and_stays_stopped(dataset: Path, tmp_path: Path) -> None:
    hopeless = replace(SETTINGS, learning_rate=1.0, gradient_clip=1e6, max_epochs=30, patience=2)
    fit(hopeless, dataset, tmp_path, quiet=True)
    before = state(tmp_path / LAST_FILE)
    best = state(tmp_path / BEST_FILE)
    assert before["global_step"] == best["global_step"] + 2 * 4 < 30 * 4
    fit(hopeless, dataset, tmp_path, resume=True, quiet=True)
    assert same(state(tmp_path / LAST_FILE), before)


def test_averaged_weights_are_what_is_validated_and_kept(dataset: Path, tmp_path: Path) -> None:
    for average in (0.0, 0.9):
        fit(replace(SETTINGS, max_epochs=1, average=average), dataset, tmp_path / str(average), quiet=True)
    plain, averaged = (state(tmp_path / str(average) / LAST_FILE) for average in (0.0, 0.9))
    assert same(plain["state_dict"], averaged["current_model_state"])
    assert not same(plain["state_dict"], averaged["state_dict"])
    assert best_loss(tmp_path / "0.0") != best_loss(tmp_path / "0.9")


def test_with_nothing_held_out_every_file_is_trained_on_and_the_last_state_counts(
    dataset: Path, tmp_path: Path
) -> None:
    told: list[str] = []
    kept = fit(replace(SETTINGS, max_epochs=1, held_out=False), dataset, tmp_path, quiet=True, tell=told.append)
    assert kept == tmp_path / LAST_FILE
    assert told == ["train: 33 slices from 6 of 6 files"]
    assert not (tmp_path / BEST_FILE).exists()


def test_a_cap_is_one_draw_for_training_only(dataset: Path, tmp_path: Path) -> None:
    told: list[str] = []
    fit(replace(SETTINGS, max_epochs=1, cap=2), dataset, tmp_path, quiet=True, tell=told.append)
    assert told == ["train: 6 slices from 3 of 3 files", "validation: 11 slices from 2 of 2 files"]


def test_an_earlier_run_is_not_written_over(run: Path, dataset: Path) -> None:
    before = (run / LAST_FILE).read_bytes()
    with pytest.raises(CheckpointError, match="holds a run already"):
        fit(SETTINGS, dataset, run, quiet=True)
    with pytest.raises(CheckpointError, match="begun with other settings"):
        fit(replace(SETTINGS, max_epochs=4), dataset, run, resume=True, quiet=True)
    assert (run / LAST_FILE).read_bytes() == before
    assert read_settings(run) == SETTINGS


@pytest.mark.parametrize("text", [None, "", "[]", "{}", '{"model": 3}'])
def test_a_run_with_damaged_settings_is_not_resumed(dataset: Path, tmp_path: Path, text: str | None) -> None:
    (tmp_path / LAST_FILE).touch()
    if text is not None:
        (tmp_path / SETTINGS_FILE).write_text(text, encoding="utf-8")
    with pytest.raises(CheckpointError, match=r"damaged settings|lost its settings"):
        fit(SETTINGS, dataset, tmp_path, resume=True, quiet=True)


def test_a_folder_that_cannot_be_made_is_said(dataset: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(CheckpointError, match="choose another folder"):
        fit(SETTINGS, dataset, tmp_path / "file", quiet=True)


def test_the_log_and_the_progress_are_there_unless_the_run_is_quiet(
    dataset: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    fit(replace(SETTINGS, max_epochs=1), dataset, tmp_path, machine=Machine(log_every=1))
    assert list(tmp_path.glob("events.out.tfevents.*"))
    out = capfd.readouterr().out
    assert "loss:" in out
    assert "sequences_per_s" in out
    assert json.loads((tmp_path / SETTINGS_FILE).read_text(encoding="utf-8"))["max_epochs"] == 1


def test_losses_are_written_down_step_by_step_and_go_on_after_a_break(
    dataset: Path, tmp_path: Path, with_callback: Callable[[lightning.Callback], None]
) -> None:
    settings = replace(SETTINGS, hidden_inputs=0.0, dropout=0.0)
    fit(settings, dataset, tmp_path / "unbroken", machine=Machine(log_every=2))
    rows = losses(tmp_path / "unbroken")
    assert [(row["step"], row["split"]) for row in rows if row["split"] == "train"] == [
        (str(step), "train") for step in range(0, STEPS, 2)
    ]
    assert [row["step"] for row in rows if row["split"] == "validation"] == ["4", "8", "12"]
    assert float(rows[0]["loss"]) == pytest.approx(64 * 6.238, rel=0.01)  # ln 512: nothing is known yet
    assert all(set(row) == set(columns(Training.LOSSES)) for row in rows)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fitting, "make_trainer", fitting.make_trainer)
        with_callback(Switch(7, in_validation=False))
        with pytest.raises(SwitchedOff):
            fit(settings, dataset, tmp_path / "broken", machine=Machine(log_every=2, save_every_min=1e6))
    with (tmp_path / "broken" / LOSSES_FILE).open("a", encoding="utf-8") as file:
        file.write("6,tra")  # half a line, as kill -9 leaves it
    with_callback(lightning.Callback())
    fit(settings, dataset, tmp_path / "broken", resume=True, machine=Machine(log_every=2))
    timeless = [[row | {"seconds": ""} for row in losses(tmp_path / name)] for name in ("broken", "unbroken")]
    assert timeless[0] == timeless[1]


@pytest.mark.parametrize(
    ("machine", "sentence"),
    [
        (Machine("cpu", 3), "a batch of 4 can't be shared by 3 devices"),
        (Machine("cuda", 64), r"no CUDA card|there are not 64 CUDA cards"),
    ],
)
def test_devices_that_do_not_fit_are_said(dataset: Path, tmp_path: Path, machine: Machine, sentence: str) -> None:
    with pytest.raises(TrainingError, match=sentence):
        fit(SETTINGS, dataset, tmp_path, quiet=True, machine=machine)


def test_a_loss_that_is_no_number_stops_the_run_at_its_step_and_leaves_what_was_kept(
    dataset: Path, tmp_path: Path, with_callback: Callable[[lightning.Callback], None]
) -> None:
    class Spoil(lightning.Callback):
        def on_train_batch_start(self, trainer: lightning.Trainer, module: lightning.LightningModule, *_: Any) -> None:
            if trainer.global_step == 6:
                torch.nn.init.constant_(next(module.parameters()), torch.inf)

    with_callback(Spoil())
    with pytest.raises(TrainingError, match=r"stopped being a number at step 6; .* lower --learning-rate"):
        fit(SETTINGS, dataset, tmp_path, quiet=True, machine=Machine(save_every_min=0.0))
    kept = state(tmp_path / LAST_FILE)
    assert kept["global_step"] == 6
    assert all(weight.isfinite().all() for weight in kept["state_dict"].values())
