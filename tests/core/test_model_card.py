"""Model cards: read without torch, and believed in nothing."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import numpy as np
import pytest
from safetensors.numpy import save_file

from core import model_card
from core.errors import CheckpointError
from core.model_card import KIT, Header, ModelCard, read_header

if TYPE_CHECKING:
    from pathlib import Path

CARD = ModelCard(
    "rock", "Rock", "Plays rock.", 4, "GMD", {"steps": 10}, {"validation/nll": 1.25}, "CC BY 4.0", "No fills."
)
GOOD = Header({"bars": 4}, CARD).to_metadata()


def write(path: Path, metadata: dict[str, str] | None) -> Path:
    save_file({"weight": np.zeros(1, np.float32)}, path, metadata)
    return path


def test_a_card_and_a_config_come_back(tmp_path: Path) -> None:
    header = read_header(write(tmp_path / "rock.safetensors", GOOD))
    assert header == Header({"bars": 4}, CARD)


def test_a_field_that_a_later_beatgen_added_is_passed_over(tmp_path: Path) -> None:
    newer = GOOD | {"beatgen.card": json.dumps(CARD.to_dict() | {"genre": "rock"})}
    assert read_header(write(tmp_path / "rock.safetensors", newer)).card == CARD


def test_reading_a_card_does_not_load_torch(tmp_path: Path) -> None:
    path = write(tmp_path / "rock.safetensors", GOOD)
    program = (
        "import sys; from core.model_card import read_header; read_header(sys.argv[1]); print('torch' in sys.modules)"
    )
    assert subprocess.check_output([sys.executable, "-c", program, path], text=True) == "False\n"


@pytest.mark.parametrize(
    ("key", "value", "words"),
    [
        ("beatgen.format", "3", "newer than this BeatGen"),
        ("beatgen.format", "1", "never released"),
        ("beatgen.format", "999999999", "newer than this BeatGen"),
        ("beatgen.format", "9" * 5000, "not made by BeatGen"),
        ("beatgen.format", "one", "not made by BeatGen"),
        ("beatgen.format", "²", "not made by BeatGen"),
        ("beatgen.format", "-1", "not made by BeatGen"),
        ("beatgen.kit", json.dumps(KIT[::-1]), "other drum voices"),
        ("beatgen.kit", "[", "damaged metadata"),
        ("beatgen.config", "[]", "damaged metadata"),
        ("beatgen.config", "[" * 200_000, "damaged metadata"),
        ("beatgen.card", "[]", "damaged metadata"),
        ("beatgen.card", "null", "damaged metadata"),
        ("beatgen.card", "{}", "damaged metadata"),
        ("beatgen.card", json.dumps(CARD.to_dict() | {"bars": 4.5}), "damaged metadata"),
        ("beatgen.card", json.dumps(CARD.to_dict() | {"title": 3}), "damaged metadata"),
        ("beatgen.card", json.dumps(CARD.to_dict() | {"metrics": [1]}), "damaged metadata"),
        ("beatgen.card", json.dumps(CARD.to_dict() | {"metrics": {"nll": "low"}}), "damaged metadata"),
    ],
)
def test_metadata_that_cannot_be_used_is_refused(tmp_path: Path, key: str, value: str, words: str) -> None:
    path = write(tmp_path / "rock.safetensors", GOOD | {key: value})
    with pytest.raises(CheckpointError, match=words) as caught:
        read_header(path)
    assert caught.value.subject == path


@pytest.mark.parametrize("key", ["beatgen.kit", "beatgen.config", "beatgen.card"])
def test_metadata_that_lacks_a_part_is_refused(tmp_path: Path, key: str) -> None:
    rest = {name: value for name, value in GOOD.items() if name != key}
    with pytest.raises(CheckpointError, match="damaged metadata"):
        read_header(write(tmp_path / "rock.safetensors", rest))


def test_a_safetensors_file_of_another_program_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CheckpointError, match="not made by BeatGen"):
        read_header(write(tmp_path / "other.safetensors", None))


@pytest.mark.parametrize("content", [b"", b"PK\3\4", b"\x80\2.", b"\xff" * 64, b"\xff\xff\xff\xff\0\0\0\0{}"])
def test_a_file_that_is_no_safetensors_file_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "bad.safetensors"
    path.write_bytes(content)
    with pytest.raises(CheckpointError, match="not a BeatGen checkpoint, or is damaged"):
        read_header(path)


def test_a_folder_and_a_missing_file_are_refused(tmp_path: Path) -> None:
    with pytest.raises(CheckpointError, match="is not a file"):
        read_header(tmp_path)
    with pytest.raises(CheckpointError, match="can't be found"):
        read_header(tmp_path / "missing.safetensors")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_named_pipe_does_not_hang_the_reader(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.safetensors")
    with pytest.raises(CheckpointError, match="is not a file"):
        read_header(tmp_path / "pipe.safetensors")


def test_a_file_that_is_too_large_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path / "rock.safetensors", GOOD)
    monkeypatch.setattr(model_card, "MAX_CHECKPOINT_BYTES", 100)
    with pytest.raises(CheckpointError, match="larger than"):
        read_header(path)
