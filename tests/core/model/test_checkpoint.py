"""Checkpoints: what was saved comes back; what is damaged or hostile is refused in one sentence, and never run."""

from __future__ import annotations

import json
import pickle
import resource
import struct
import subprocess
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import torch
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from safetensors.torch import load_file, save_file

from core.errors import CheckpointError
from core.model.checkpoint import Checkpoint, checkpoint_hash, load_checkpoint, save_checkpoint
from core.model.config import ModelConfig
from core.model.music_vae import MusicVae
from core.model.prior import MixturePrior
from core.model_card import Header, read_header

if TYPE_CHECKING:
    from collections.abc import Callable

Tensors = dict[str, torch.Tensor]


@pytest.fixture
def saved(tiny_checkpoint: Checkpoint, tmp_path: Path) -> Path:
    path = tmp_path / "tiny.safetensors"
    save_checkpoint(tiny_checkpoint, path)
    return path


def changed(path: Path, change: Callable[[Tensors], object], **config: Any) -> Path:
    """Write the checkpoint again after a change of its tensors or config."""
    tensors, header = load_file(path), read_header(path)
    change(tensors)
    metadata = Header(header.config | config, header.card).to_metadata()
    save_file(tensors, path, metadata)
    return path


def nothing(_: Tensors) -> None:
    """Change nothing."""


def refused(path: Path, words: str) -> None:
    with pytest.raises(CheckpointError, match=words) as caught:
        load_checkpoint(path)
    assert caught.value.subject == path
    assert "weights_only" not in str(caught.value)


def test_a_checkpoint_comes_back_to_the_precision_of_float16(saved: Path, tiny_checkpoint: Checkpoint) -> None:
    back = load_checkpoint(saved)
    assert (back.card, back.model.config) == (tiny_checkpoint.card, ModelConfig.debug())
    assert back.mean_velocity.equal(tiny_checkpoint.mean_velocity)
    assert back.prior.mean.equal(tiny_checkpoint.prior.mean.half().float())
    assert back.prior.scale.equal(tiny_checkpoint.prior.scale.half().float())
    ours, theirs = back.model.state_dict(), tiny_checkpoint.model.state_dict()
    assert ours.keys() == theirs.keys()
    assert all(ours[name].equal(theirs[name].half().float()) for name in ours)


def test_what_comes_back_is_ready_to_generate(saved: Path) -> None:
    model = load_checkpoint(saved).model
    assert not model.training
    assert not any(parameter.requires_grad for parameter in model.parameters())
    assert {parameter.dtype for parameter in model.parameters()} == {torch.float32}


def test_saving_what_was_loaded_loses_nothing_more(saved: Path, tmp_path: Path) -> None:
    save_checkpoint(load_checkpoint(saved), tmp_path / "again.safetensors")
    again, before = load_file(tmp_path / "again.safetensors"), load_file(saved)
    assert again.keys() == before.keys()
    assert all(again[name].equal(before[name]) for name in before)


@pytest.mark.parametrize("config", [replace(ModelConfig.debug(), autoregressive=False, encoder_layers=1, segments=8)])
@pytest.mark.parametrize("hierarchical", [True, False])
def test_every_kind_of_decoder_can_be_kept(tmp_path: Path, tiny_checkpoint: Checkpoint, config, hierarchical) -> None:
    model = MusicVae(replace(config, hierarchical=hierarchical)).eval()
    checkpoint = Checkpoint(model, MixturePrior.standard(8), tiny_checkpoint.mean_velocity, tiny_checkpoint.card)
    save_checkpoint(checkpoint, tmp_path / "other.safetensors")
    assert load_checkpoint(tmp_path / "other.safetensors").model.config == model.config


def test_a_folder_that_is_not_there_is_said(tiny_checkpoint: Checkpoint, tmp_path: Path) -> None:
    with pytest.raises(CheckpointError, match="can't be written"):
        save_checkpoint(tiny_checkpoint, tmp_path / "missing" / "tiny.safetensors")


def test_weights_beyond_float16_are_not_saved_over_a_good_checkpoint(saved: Path, tiny_checkpoint: Checkpoint) -> None:
    before = saved.read_bytes()
    tiny_checkpoint.model.encoder.mu.bias.fill_(1e6)
    with pytest.raises(CheckpointError, match=r"not usable numbers \(model\.encoder\.mu\.bias\)"):
        save_checkpoint(tiny_checkpoint, saved)
    assert saved.read_bytes() == before


@pytest.mark.parametrize(
    "name", ["model.encoder.mu.weight", "model.encoder.sigma.bias", "prior.mean", "prior.scale", "velocity.mean"]
)
def test_a_missing_part_is_named(saved: Path, name: str) -> None:
    refused(changed(saved, lambda t: t.pop(name)), name)


@pytest.mark.parametrize("name", ["model.extra", "optimizer.step", "a"])
def test_an_additional_tensor_is_refused(saved: Path, name: str) -> None:
    refused(changed(saved, lambda t: t.update({name: torch.zeros(1)})), name)


@pytest.mark.parametrize("shape", [(), (3,), (16, 8, 1), (8, 16), (0,)])
@pytest.mark.parametrize("name", ["model.encoder.sigma.weight", "prior.scale", "velocity.mean"])
def test_a_wrong_shape_is_named(saved: Path, name: str, shape: tuple[int, ...]) -> None:
    if shape == tuple(load_file(saved)[name].shape):
        shape = shape[::-1]
    refused(changed(saved, lambda t: t.update({name: torch.zeros(shape, dtype=t[name].dtype)})), name)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), -float("inf")])
@pytest.mark.parametrize("name", ["model.decoder.core.output.bias", "prior.mean"])
def test_weights_that_are_not_finite_are_refused(saved: Path, name: str, value: float) -> None:
    refused(changed(saved, lambda t: t[name].view(-1)[-1:].fill_(value)), f"not usable numbers .{name}")


@pytest.mark.parametrize("dtype", [torch.int8, torch.float64, torch.bool])
def test_weights_of_another_type_are_refused(saved: Path, dtype: torch.dtype) -> None:
    name = "model.encoder.mu.weight"
    refused(changed(saved, lambda t: t.update({name: t[name].to(dtype)})), f"not usable numbers .{name}")


@pytest.mark.parametrize("value", [0, 128, 255])
def test_velocities_out_of_range_are_refused(saved: Path, value: int) -> None:
    refused(changed(saved, lambda t: t["velocity.mean"].view(-1)[:1].fill_(value)), "velocity.mean")


@pytest.mark.parametrize(
    "config",
    [{"z_size": 10**15}, {"bars": 0}, {"encoder_size": True}, {"segments": 3}, {"dropout": 0.5}, {"z_size": "8"}],
)
def test_an_absurd_config_is_refused(saved: Path, config: dict[str, Any]) -> None:
    refused(changed(saved, nothing, **config), "asks for a model that can't be")


@pytest.mark.parametrize(
    "config",
    [
        {"z_size": 4096, "encoder_size": 4096, "encoder_layers": 8, "decoder_size": 4096, "decoder_layers": 8},
        {"encoder_layers": 8},
        {"decoder_layers": 8},
        {"decoder_size": 4096},
        {"hierarchical": False},
        {"autoregressive": False},
    ],
)
def test_a_config_of_another_model_than_the_weights_is_refused(saved: Path, config: dict[str, Any]) -> None:
    refused(changed(saved, nothing, **config), "other weights|wrong shape")


def test_a_large_config_over_few_weights_takes_no_memory(saved: Path) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    refused(changed(saved, nothing, encoder_size=4096, encoder_layers=8), "other weights|wrong shape")
    taken_kib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert taken_kib < 200_000  # the model would be 14 GiB


def test_a_newer_format_asks_for_an_update(saved: Path) -> None:
    tensors, header = load_file(saved), read_header(saved)
    save_file(tensors, saved, header.to_metadata() | {"beatgen.format": "3"})
    refused(saved, "update BeatGen")


def test_another_kit_is_refused(saved: Path) -> None:
    tensors, header = load_file(saved), read_header(saved)
    save_file(tensors, saved, header.to_metadata() | {"beatgen.kit": json.dumps(["kick", "clap"])})
    refused(saved, "other drum voices")


@pytest.mark.parametrize("share", [0.0, 0.001, 0.3, 0.999])
def test_a_truncated_checkpoint_is_refused(saved: Path, share: float) -> None:
    data = saved.read_bytes()
    saved.write_bytes(data[: int(share * len(data))])
    refused(saved, "damaged")


@pytest.mark.parametrize("length", [2**63, 2**31, 200_000_000])
def test_a_header_that_claims_to_be_huge_is_refused(saved: Path, length: int) -> None:
    saved.write_bytes(struct.pack("<Q", length) + saved.read_bytes()[8:])
    refused(saved, "damaged")


def test_tensors_that_overlap_or_lie_outside_are_refused(saved: Path) -> None:
    for offsets in ([0, 4], [0, 10**15]):
        header = json.dumps({"a": {"dtype": "F16", "shape": [1], "data_offsets": offsets}}).encode()
        saved.write_bytes(struct.pack("<Q", len(header)) + header + b"\0\0")
        refused(saved, "damaged")


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, 6000), st.integers(0, 255)), min_size=1, max_size=6))
def test_a_mutated_checkpoint_is_refused_or_whole(tiny_model: Path, tmp_path: Path, changes) -> None:
    data = bytearray(tiny_model.read_bytes())
    for place, byte in changes:
        data[place] = byte
    path = tmp_path / "mutant.safetensors"
    path.write_bytes(data)
    try:
        back = load_checkpoint(path)
    except CheckpointError:
        return
    assert all(value.isfinite().all() for value in back.model.state_dict().values())


@dataclass
class Bomb:
    """Makes a file when it is unpickled."""

    marker: str

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return Path.touch, (Path(self.marker),)  # type: ignore[return-value]


@pytest.mark.parametrize("how", ["pickle", "torch"])
def test_a_pickle_under_our_name_is_refused_and_never_run(tmp_path: Path, how: str) -> None:
    marker, path = tmp_path / "it ran", tmp_path / "evil.safetensors"
    if how == "pickle":
        path.write_bytes(pickle.dumps(Bomb(str(marker))))
    else:
        torch.save({"state_dict": Bomb(str(marker))}, path)
    refused(path, "not a BeatGen checkpoint")
    assert not marker.exists()
    if how == "pickle":  # the bomb is live
        pickle.loads(path.read_bytes())  # noqa: S301
        assert marker.exists()


def test_the_hash_is_that_of_the_files_bytes(tmp_path: Path) -> None:
    path = tmp_path / "bytes"
    path.write_bytes(b"abc")
    assert checkpoint_hash(path) == "ba7816bf8f01cfea"


def test_loading_does_not_bring_in_torchs_compiler(saved: Path) -> None:
    program = (
        "import sys\n"
        "from core.model.checkpoint import load_checkpoint\n"
        "load_checkpoint(sys.argv[1])\n"
        "print('torch._dynamo' in sys.modules)"
    )
    assert subprocess.check_output([sys.executable, "-c", program, saved], text=True).strip() == "False"
