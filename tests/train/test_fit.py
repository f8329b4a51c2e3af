"""A training run: what it leaves behind, and that stopping and going on changes nothing."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import lightning
import pytest
import torch

from core.errors import CheckpointError, DatasetError
from train import fit as fitting
from train.fit import BEST_FILE, LAST_FILE, SETTINGS_FILE, fit, load_split, read_settings
from train.settings import PRESETS

if TYPE_CHECKING:
    from pathlib import Path

    from train.settings import FitSettings

SETTINGS = replace(PRESETS["debug"], batch_size=4, max_epochs=3, precision="32-true")


def weights(path: Path) -> dict[str, torch.Tensor]:
    return torch.load(path, weights_only=True)["state_dict"]


def equal(a: Path, b: Path) -> bool:
    ours, theirs = weights(a), weights(b)
    return ours.keys() == theirs.keys() and all(ours[name].equal(theirs[name]) for name in ours)


@pytest.fixture(scope="module")
def run(dataset: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A finished run; not to be changed."""
    folder = tmp_path_factory.mktemp("run")
    fit(SETTINGS, dataset, folder, quiet=True)
    return folder


def interrupted(settings: FitSettings, data: Path, run: Path, epochs: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Fit, but stop in the middle of the epoch after ``epochs`` as if the machine had been switched off."""
    seen = 0

    class SwitchedOff(Exception):  # noqa: N818
        """No orderly end."""

    class Switch(lightning.Callback):
        def on_train_batch_end(self, trainer: lightning.Trainer, *_: object) -> None:
            nonlocal seen
            seen += 1
            if seen == epochs * trainer.num_training_batches + 2:
                raise SwitchedOff

    trainer_of = fitting._trainer

    def with_switch(*arguments: object, **named: object) -> lightning.Trainer:
        trainer = trainer_of(*arguments, **named)  # type: ignore[arg-type]
        trainer.callbacks.insert(0, Switch())
        return trainer

    with monkeypatch.context() as patch:
        patch.setattr(fitting, "_trainer", with_switch)
        with pytest.raises(SwitchedOff):
            fit(settings, data, run, quiet=True)


def test_a_run_leaves_its_best_and_last_state_and_its_settings(run: Path) -> None:
    assert {path.name for path in run.iterdir()} == {BEST_FILE, LAST_FILE, SETTINGS_FILE}
    assert read_settings(run) == SETTINGS
    state = torch.load(run / LAST_FILE, weights_only=True)
    assert (state["epoch"], state["global_step"]) == (2, 3 * (16 // 4))


def test_a_run_learns(run: Path, dataset: Path, tmp_path: Path) -> None:
    longer = replace(SETTINGS, max_epochs=15, learning_rate=0.03)
    fit(longer, dataset, tmp_path, quiet=True)
    assert best_loss(tmp_path) < 0.7 * best_loss(run)


def best_loss(run: Path) -> float:
    """Return the validation loss that the best state was kept for."""
    callbacks = torch.load(run / BEST_FILE, weights_only=True)["callbacks"]
    return next(float(kept["best_model_score"]) for name, kept in callbacks.items() if name.startswith("ModelCheck"))


def test_the_same_settings_give_the_same_weights(run: Path, dataset: Path, tmp_path: Path) -> None:
    torch.manual_seed(99)
    fit(SETTINGS, dataset, tmp_path / "again", quiet=True)
    assert equal(tmp_path / "again" / LAST_FILE, run / LAST_FILE)
    fit(replace(SETTINGS, seed=1), dataset, tmp_path / "other", quiet=True)
    assert not equal(tmp_path / "other" / LAST_FILE, run / LAST_FILE)


@pytest.mark.parametrize("epochs", [1, 2])
def test_a_run_that_was_switched_off_and_resumed_gives_what_an_unbroken_one_gives(
    run: Path, dataset: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, epochs: int
) -> None:
    interrupted(SETTINGS, dataset, tmp_path, epochs, monkeypatch)
    assert torch.load(tmp_path / LAST_FILE, weights_only=True)["epoch"] == epochs - 1
    torch.manual_seed(99)
    fit(SETTINGS, dataset, tmp_path, resume=True, quiet=True)
    assert torch.load(tmp_path / LAST_FILE, weights_only=True)["global_step"] == 12
    assert equal(tmp_path / LAST_FILE, run / LAST_FILE)
    assert equal(tmp_path / BEST_FILE, run / BEST_FILE)


def test_a_run_switched_off_before_its_first_state_starts_anew(
    run: Path, dataset: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    interrupted(SETTINGS, dataset, tmp_path, 0, monkeypatch)
    assert not (tmp_path / LAST_FILE).exists()
    fit(SETTINGS, dataset, tmp_path, resume=True, quiet=True)
    assert equal(tmp_path / LAST_FILE, run / LAST_FILE)


def test_a_finished_run_can_be_resumed_and_stays_as_it_is(dataset: Path, tmp_path: Path) -> None:
    fit(SETTINGS, dataset, tmp_path, quiet=True)
    before = weights(tmp_path / LAST_FILE)
    fit(SETTINGS, dataset, tmp_path, resume=True, quiet=True)
    after = weights(tmp_path / LAST_FILE)
    assert all(before[name].equal(after[name]) for name in before)


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
    with pytest.raises(CheckpointError, match="damaged settings"):
        fit(SETTINGS, dataset, tmp_path, resume=True, quiet=True)


def test_a_folder_that_cannot_be_made_is_said(dataset: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(CheckpointError, match="choose another folder"):
        fit(SETTINGS, dataset, tmp_path / "file", quiet=True)


def test_a_split_holds_the_slices_of_its_own_files(dataset: Path) -> None:
    assert len(load_split(dataset, "train", SETTINGS).labels) == 16
    assert load_split(dataset, "validation", SETTINGS).files == ("drummer1/beat_3.mid", "drummer1/beat_4.mid")


def test_a_split_without_slices_is_refused(dataset: Path) -> None:
    long = replace(SETTINGS, model=replace(SETTINGS.model, bars=16))
    with pytest.raises(DatasetError, match="holds no 16-bar slices in its train split"):
        load_split(dataset, "train", long)


@pytest.mark.parametrize(("rows", "size"), [(10, 4), (4, 4), (5, 1)])
def test_an_epoch_shows_every_row_at_most_once_in_whole_batches(rows: int, size: int) -> None:
    batches = fitting._Batches(rows, size, seed=0)
    seen = [batch.tolist() for batch in batches]
    assert [len(batch) for batch in seen] == [size] * len(batches) == [size] * (rows // size)
    flat = [row for batch in seen for row in batch]
    assert len(set(flat)) == len(flat)
    assert seen == [batch.tolist() for batch in batches]
    if rows > size:
        batches.set_epoch(1)
        assert seen != [batch.tolist() for batch in batches]


def test_without_a_seed_all_rows_come_in_order() -> None:
    batches = fitting._Batches(10, 4, seed=None)
    assert [batch.tolist() for batch in batches] == [[0, 1, 2, 3], [4, 5, 6, 7], [8, 9]]
    assert len(batches) == 3


def test_the_log_and_the_progress_are_there_unless_the_run_is_quiet(
    dataset: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    fit(replace(SETTINGS, max_epochs=1), dataset, tmp_path, quiet=False)
    assert list(tmp_path.glob("events.out.tfevents.*"))
    assert "validation/loss" in capfd.readouterr().out
    assert json.loads((tmp_path / SETTINGS_FILE).read_text(encoding="utf-8"))["max_epochs"] == 1


def test_every_epoch_has_an_order_of_its_own(dataset: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    orders: list[list[int]] = []
    read = fitting._Rows.__getitem__

    def watched(rows: fitting._Rows, index: torch.Tensor) -> torch.Tensor:
        if len(rows) == 16:  # the train split
            orders.append(index.tolist())
        return read(rows, index)

    monkeypatch.setattr(fitting._Rows, "__getitem__", watched)
    fit(SETTINGS, dataset, tmp_path, quiet=True)
    epochs = [[row for batch in orders[start : start + 4] for row in batch] for start in (0, 4, 8)]
    assert [sorted(epoch) for epoch in epochs] == [list(range(16))] * 3
    assert len({tuple(epoch) for epoch in epochs}) == 3
