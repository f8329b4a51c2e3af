"""The models at hand: by name, by path, and the default one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from safetensors.numpy import save_file

from core.errors import CheckpointError
from core.model_card import Header, ModelCard, read_header
from core.model_library import DEFAULT_NAME, checkpoints, find_model, fingerprints_path, list_models, map_path

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of three models, one of them damaged."""
    for name in ("ballad", DEFAULT_NAME):
        card = ModelCard(name, name.title(), f"Plays {name}.", 4)
        save_file({"weight": np.zeros(1)}, tmp_path / f"{name}.safetensors", Header({}, card).to_metadata())
    (tmp_path / "broken.safetensors").write_bytes(b"broken")
    return tmp_path


def test_the_default_model_is_listed_first_and_a_damaged_one_not_at_all(folder: Path) -> None:
    entries = list_models(folder)
    assert [entry.name for entry in entries] == [DEFAULT_NAME, "ballad"]
    assert (entries[1].title, entries[1].summary) == ("Ballad", "Plays ballad.")
    assert entries[1].path == folder / "ballad.safetensors"


def test_a_model_is_found_by_its_name_and_the_default_by_that_word(folder: Path) -> None:
    assert find_model("ballad", folder) == folder / "ballad.safetensors"
    assert find_model("default", folder) == find_model(folder=folder) == folder / f"{DEFAULT_NAME}.safetensors"


def test_fingerprints_and_a_map_beside_a_model_are_no_models(folder: Path) -> None:
    before = list_models(folder), checkpoints(folder)
    for beside, name in ((fingerprints_path, "ballad.fingerprints.safetensors"), (map_path, "ballad.map.safetensors")):
        path = beside(folder / "ballad.safetensors")
        path.touch()
        assert path.name == name
    assert (list_models(folder), checkpoints(folder)) == before
    with pytest.raises(CheckpointError, match=rf"the models are: ballad, broken, {DEFAULT_NAME}$"):
        find_model("polka", folder)


def test_a_model_is_found_by_its_path(folder: Path) -> None:
    path = folder / "broken.safetensors"
    assert find_model(path, folder / "elsewhere") == path
    assert find_model(str(path), folder / "elsewhere") == path


def test_a_name_goes_before_a_file_of_that_name_here(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "here").mkdir()
    (folder / "here" / "ballad").touch()
    monkeypatch.chdir(folder / "here")
    assert find_model("ballad", folder) == folder / "ballad.safetensors"


@pytest.mark.parametrize("name", ["polka", "", "..", "../ballad", "no/such/file.safetensors", "a\0b"])
def test_a_model_that_is_not_there_is_refused_with_those_that_are(folder: Path, name: str) -> None:
    with pytest.raises(CheckpointError, match=rf"the models are: ballad, broken, {DEFAULT_NAME}"):
        find_model(name, folder)


def test_an_empty_library_says_so(tmp_path: Path) -> None:
    assert list_models(tmp_path) == list_models(tmp_path / "missing") == []
    with pytest.raises(CheckpointError, match="none is installed"):
        find_model("default", tmp_path)


def test_every_shipped_model_has_a_card_of_its_own_name() -> None:
    entries = list_models()
    assert len(entries) == len(checkpoints())
    assert entries[0].name == DEFAULT_NAME
    for entry in entries:
        assert read_header(entry.path).card.name == entry.name
        assert entry.title
        assert entry.summary
