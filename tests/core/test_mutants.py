"""A few hundred files of each kind as an enemy would make them; ``tests/soak/fuzz_files.py`` opens thousands."""

from __future__ import annotations

import json
import os
import pickle
import random
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import torch

from core import preferences
from core.copy_check import read_fingerprints
from core.drum_maps import ABLETON, map_to_dict
from core.errors import BeatgenError, CheckpointError, ProjectFileError, brief
from core.model.checkpoint import load_checkpoint
from core.model.feel.checkpoint import load_feel
from core.model_card import read_header
from core.playback.synth.soundfont import checked_soundfont
from core.project_file import load_project, save_project
from core.space_map import load_map
from core.user_maps import read_map

sys.path.insert(0, str(Path(__file__).parent))

from mutants import json_mutant, project_mutant, refusal_problem, safetensors_mutant
from project_samples import played_project

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parents[2]
MODELS = ROOT / "resources" / "models"


def refusals(open_one: Callable[[random.Random], object], count: int) -> list[str]:
    """Return why files were refused; each reason has to be a sentence that can be shown."""
    said = []
    for number in range(count):
        try:
            open_one(random.Random(f"short {number}"))  # noqa: S311
        except BeatgenError as error:
            said.append(error.sentence)
    assert [refusal_problem(sentence) for sentence in said] == [""] * len(said)
    return said


def test_a_mutated_project_is_refused_in_a_sentence_or_whole(tmp_path: Path) -> None:
    good, path, again = tmp_path / "good", tmp_path / "mutant", tmp_path / "again"
    save_project(played_project(), good)

    def open_one(chance: random.Random) -> None:
        path.write_bytes(project_mutant(good.read_bytes(), chance))
        opened = load_project(path)
        save_project(opened, again)
        assert load_project(again) == opened

    assert 80 < len(refusals(open_one, 120)) < 120


def test_a_mutated_checkpoint_is_refused_in_a_sentence_or_whole(tiny_model: Path, tmp_path: Path) -> None:
    path = tmp_path / "mutant"

    def open_one(chance: random.Random) -> None:
        path.write_bytes(safetensors_mutant(tiny_model.read_bytes(), chance))
        opened = load_checkpoint(path)
        assert opened.card.to_markdown()
        assert all(value.isfinite().all() for value in opened.model.state_dict().values())

    assert 70 < len(refusals(open_one, 100)) < 100


def test_a_mutated_checkpoint_of_feel_is_refused_in_a_sentence_or_whole(tiny_feel: Path, tmp_path: Path) -> None:
    path = tmp_path / "mutant"

    def open_one(chance: random.Random) -> None:
        path.write_bytes(safetensors_mutant(tiny_feel.read_bytes(), chance))
        assert all(value.isfinite().all() for value in load_feel(path).net.state_dict().values())

    assert 70 < len(refusals(open_one, 100)) < 100


@pytest.mark.parametrize(("name", "read"), [("map", load_map), ("fingerprints", read_fingerprints)])
def test_a_mutated_file_beside_a_checkpoint_is_refused_in_a_sentence(
    tmp_path: Path, name: str, read: Callable[[Path], object]
) -> None:
    good, path = (MODELS / f"drummer.{name}.safetensors").read_bytes(), tmp_path / "mutant"

    def open_one(chance: random.Random) -> None:
        path.write_bytes(safetensors_mutant(good, chance))
        read(path)

    assert 50 < len(refusals(open_one, 80)) < 80


def test_mutated_settings_never_keep_beatgen_from_starting(tmp_path: Path) -> None:
    good, path = tmp_path / "good.json", tmp_path / "preferences.json"
    preferences.save(preferences.Preferences().with_soundfont("a.sf2"), good)

    def open_one(chance: random.Random) -> None:
        path.write_text(json_mutant(json.loads(good.read_text()), chance), "utf-8", "surrogatepass")
        opened, said = preferences.load(path)
        preferences.save(opened, path)
        assert preferences.load(path) == (opened, "")
        if said:
            raise BeatgenError(said.replace(str(tmp_path), "folder"))

    assert 70 < len(refusals(open_one, 100)) < 100


def test_a_mutated_drum_map_is_refused_in_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "map.json"

    def open_one(chance: random.Random) -> None:
        path.write_text(json_mutant(map_to_dict(ABLETON), chance), "utf-8", "surrogatepass")
        read_map(path)

    assert 70 < len(refusals(open_one, 100)) < 100


@pytest.mark.skipif(sys.platform != "linux", reason="memory is limited and measured as Linux does it")
def test_a_mutated_soundfont_is_played_or_refused_in_a_sentence(tmp_path: Path) -> None:
    command = [
        sys.executable,
        str(ROOT / "tests" / "soak" / "fuzz_files.py"),
        "--worker",
        "soundfonts",
        "1",
        "0",
        "200",
    ]
    quiet = {name: value for name, value in os.environ.items() if name != "CI"}  # pyfluidsynth prints where it is set
    run = subprocess.run([*command, str(tmp_path)], stdout=subprocess.PIPE, text=True, check=False, env=quiet)
    outcomes = [said["outcome"] for line in run.stdout.splitlines() if "outcome" in (said := json.loads(line))]
    # Where FluidSynth itself breaks, that costs the player only: it is a process of its own, as here.
    assert len(outcomes) == 200 or run.returncode < 0
    assert set(outcomes) == {"opened", "refused"}


def test_what_a_file_says_is_cut_and_made_printable() -> None:
    assert (
        brief("a\n\x1b[31m\ud800b")
        == "a\N{REPLACEMENT CHARACTER}\N{REPLACEMENT CHARACTER}[31m\N{REPLACEMENT CHARACTER}b"
    )
    assert brief("x" * 160) == "x" * 160
    assert brief("x" * 10**6) == "x" * 159 + "\N{HORIZONTAL ELLIPSIS}"


def with_facts(good: Path, path: Path, **facts: object) -> Path:
    """Write a checkpoint whose card says something else."""
    data = good.read_bytes()
    length = int.from_bytes(data[:8], "little")
    header = json.loads(data[8 : 8 + length])
    card = json.loads(header["__metadata__"]["beatgen.card"]) | facts
    header["__metadata__"]["beatgen.card"] = json.dumps(card)
    text = json.dumps(header).encode()
    path.write_bytes(len(text).to_bytes(8, "little") + text + data[8 + length :])
    return path


@pytest.mark.parametrize(
    "facts",
    [
        {"training": {"a": json.loads("[" * 500 + "]" * 500)}},
        {"summary": "half of one: \ud800"},
        {"training": {"note": "\ud800"}},
        {"title": "red \x1b[31m"},
        {"bars": 10**12},
        {"bars": 0},
    ],
)
def test_a_card_that_cannot_be_shown_is_refused(tiny_model: Path, tmp_path: Path, facts: dict[str, object]) -> None:
    with pytest.raises(CheckpointError, match="damaged metadata"):
        read_header(with_facts(tiny_model, tmp_path / "mutant", **facts))


def changed_project(path: Path, change: Callable[[dict[str, object]], None]) -> Path:
    save_project(played_project(), path)
    values = json.loads(path.read_text())
    change(values)
    path.write_text(json.dumps(values))
    return path


def test_a_project_of_very_many_names_is_refused_before_they_are_all_read(tmp_path: Path) -> None:
    path = changed_project(tmp_path / "many", lambda values: values.update({f"a{n}": 0 for n in range(1000)}))
    with pytest.raises(ProjectFileError, match="more than 1000 names"):
        load_project(path)


@pytest.mark.parametrize("z", [[1] * 16_385, "AAAA" * 22_000])
def test_a_project_with_an_endless_latent_vector_is_refused(tmp_path: Path, z: object) -> None:
    def lengthen(values: dict[str, object]) -> None:
        values["takes"][0]["recipe"]["z"] = z  # type: ignore[index]

    with pytest.raises(ProjectFileError, match="z is too long"):
        load_project(changed_project(tmp_path / "long", lengthen))


def test_a_project_with_more_hits_than_its_bars_can_hold_is_refused(tmp_path: Path) -> None:
    def repeat(values: dict[str, object]) -> None:
        values["takes"][0]["pattern"]["hits"] = [[0, 0, 90, 0.0]] * (2 * 16 * 9 + 1)  # type: ignore[index]

    with pytest.raises(ProjectFileError, match="more hits than 2 bars"):
        load_project(changed_project(tmp_path / "many", repeat))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
@pytest.mark.parametrize("open_one", [load_project, load_checkpoint, load_feel, load_map, read_map, checked_soundfont])
@pytest.mark.parametrize("kind", ["pipe", "folder", "dangling", "device", "missing", "null"])
def test_what_is_no_file_is_refused_at_once(tmp_path: Path, open_one: Callable[[Path], object], kind: str) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "folder").mkdir()
    (tmp_path / "dangling").symlink_to(tmp_path / "nowhere")
    path = {"device": Path("/dev/zero"), "null": tmp_path / "a\0b"}.get(kind, tmp_path / kind)
    with pytest.raises(BeatgenError):
        open_one(path)


_OPENED: list[str] = []
_LISTENS: list[bool] = []


def _listen(event: str, arguments: tuple[object, ...]) -> None:
    if _LISTENS and (event.startswith("pickle.") or event in ("exec", "compile", "marshal.loads")):
        _OPENED.append(f"{event} {arguments!r:.80}")


@pytest.mark.parametrize("name", ["model.pt", "model.ckpt", "model.pkl", "model.safetensors"])
@pytest.mark.parametrize("how", ["pickle", "torch", "old torch"])
def test_a_pickle_of_any_name_is_refused_and_not_even_begun_to_be_read(tmp_path: Path, name: str, how: str) -> None:
    path = tmp_path / name
    if how == "pickle":
        path.write_bytes(pickle.dumps({"state_dict": Path("x")}))
    else:
        torch.save({"state_dict": Path("x")}, path, _use_new_zipfile_serialization=how == "torch")
    if not _OPENED:
        sys.addaudithook(_listen)
    refused = []
    _OPENED[:] = ["hooked"]
    _LISTENS.append(True)
    try:
        for open_one in (read_header, load_checkpoint, load_feel, load_map, read_fingerprints):
            with pytest.raises(CheckpointError) as found:
                open_one(path)
            refused.append(found.value.sentence)
        assert _OPENED == ["hooked"]
        pickle.loads(pickle.dumps(Path("x")))  # noqa: S301 - the hook hears it
        assert len(_OPENED) > 1
    finally:
        _LISTENS.clear()
    assert all(";" in sentence and "torch" not in sentence for sentence in refused)
