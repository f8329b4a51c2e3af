"""Preferences last, and no file of preferences can keep BeatGen from starting."""

from __future__ import annotations

import errno
import json
import os
import random
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.controllers import Controller, Target
from core.errors import BeatgenError
from core.playback.states import ClockSource, InputChoice, Metronome, PortChoice, SwitchAt, SynthChoice
from core.preferences import MAX_RECENT, Preferences, load, preferences_path, save

if TYPE_CHECKING:
    from pathlib import Path

CHOSEN = Preferences(
    synth=SynthChoice("/sounds/Jazz Kit.sf3", 40, 1.5, 0.0, "jack"),
    synth_on=False,
    port=PortChoice("Live", virtual=True, clock=True),
    input=InputChoice("Pads"),
    clock=ClockSource.MIDI,
    metronome=Metronome(True, 60, 33, 34, True),
    counts_in=True,
    map_name="Logic",
    switch_at=SwitchAt.LOOP,
    recent_soundfonts=("/sounds/Jazz Kit.sf3", "/b\udc80d.sf2"),
    recent_projects=("/songs/a.beatgen",),
    theme="light",
    language="ko",
    model="/models/mine.safetensors",
    computing="cpu",
    tap_latency_ms=12.5,
    controllers=((Target.MORPH, Controller(0, 1)), (Target.PAD_Y, Controller(15, None))),
)
NAMES = st.text(min_size=1)
NOTES = st.integers(0, 127)
PREFERENCES = st.builds(
    Preferences,
    st.builds(SynthChoice, st.none() | NAMES, NOTES, st.floats(0, 10), st.floats(0, 1), st.none() | NAMES),
    st.booleans(),
    st.none() | st.builds(PortChoice, NAMES, st.booleans(), st.booleans()),
    st.none() | st.builds(InputChoice, NAMES, st.booleans()),
    st.sampled_from(ClockSource),
    st.builds(Metronome, st.booleans(), st.integers(1, 127), NOTES, NOTES, st.booleans()),
    st.booleans(),
    NAMES,
    st.sampled_from(SwitchAt),
    st.lists(NAMES, max_size=MAX_RECENT).map(tuple),
    st.lists(NAMES, max_size=MAX_RECENT).map(tuple),
    st.sampled_from(["system", "dark", "light"]),
    st.sampled_from(["system", "en", "ko"]),
    st.text(),
    st.sampled_from(["auto", "cpu"]),
    st.just(((Target.PAD_X, Controller(3, 74)),)) | st.just(()),
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(), lambda inner: st.lists(inner, max_size=3)
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for the examples of one test after another."""
    return tmp_path_factory.mktemp("preferences")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where preferences are kept; the folder isn't there yet."""
    return tmp_path / "beatgen" / "preferences.json"


def write(path: Path, **values: object) -> Path:
    """Write good preferences with some values changed."""
    save(CHOSEN, path)
    path.write_text(json.dumps(json.loads(path.read_text()) | values))
    return path


def test_what_was_chosen_is_chosen_the_next_time(path: Path) -> None:
    save(CHOSEN, path)
    assert load(path) == (CHOSEN, "")


@settings(max_examples=60)
@given(PREFERENCES)
def test_all_preferences_come_back(folder: Path, preferences: Preferences) -> None:
    save(preferences, folder / "any.json")
    assert load(folder / "any.json") == (preferences, "")


def test_they_are_kept_in_the_users_settings_folder() -> None:
    assert load() == (Preferences(), "")
    try:
        save(CHOSEN)
        assert preferences_path().is_file()
        assert load() == (CHOSEN, "")
    finally:
        preferences_path().unlink(missing_ok=True)


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b"\xff\xfe", b"[" * 100_000, b"{}" + b" " * 2_000_000])
def test_a_file_that_cannot_be_understood_is_set_aside_and_said(path: Path, data: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(data)
    preferences, sentence = load(path)
    assert preferences == Preferences()
    assert "can't be understood" in sentence
    assert "preferences.bad.json" in sentence
    assert not path.exists()
    assert path.with_suffix(".bad.json").read_bytes() == data
    assert load(path) == (Preferences(), "")


def test_a_file_that_cannot_be_read_is_set_aside_and_not_written_over(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(CHOSEN, path)

    def fail(_path: Path) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    with monkeypatch.context() as patch:
        patch.setattr("core.preferences.read_object", fail)
        preferences, sentence = load(path)
    assert f"can't be read ({os.strerror(errno.EIO)}" in sentence
    save(preferences, path)
    assert load(path) == (Preferences(), "")
    assert load(path.with_suffix(".bad.json")) == (CHOSEN, "")


@pytest.mark.parametrize(
    "values",
    [
        {"synth": {"gain": 11}},
        {"synth": {"on": 1}},
        {"synth": {"gain": True}},
        {"synth": {"gain": "loud"}},
        {"synth": {"gain": 10**400}},
        {"synth": {"program": 1.0}},
        {"synth": {"soundfont": 3}},
        {"synth": []},
        {"port": {"virtual": True}},
        {"port": {"name": "Live", "clock": 1}},
        {"input": {"name": None}},
        {"clock": 1},
        {"metronome": {"velocity": 0}},
        {"metronome": {"bar_note": 128}},
        {"map_name": 4},
        {"switch_at": None},
        {"recent_soundfonts": [1]},
        {"recent_soundfonts": "a.sf2"},
        {"recent_projects": [None]},
        {"theme": 1},
        {"language": None},
        {"controllers": []},
        {"controllers": {"morph": 1}},
        {"controllers": {"morph": {"channel": 16, "number": 1}}},
        {"controllers": {"morph": {"channel": 0}}},
    ],
)
def test_a_value_that_cannot_be_is_refused_with_the_whole_file(path: Path, values: dict[str, object]) -> None:
    preferences, sentence = load(write(path, **values))
    assert preferences == Preferences()
    assert "can't be understood" in sentence
    assert path.with_suffix(".bad.json").exists()


def test_words_of_a_newer_version_cost_nothing_but_themselves(path: Path) -> None:
    preferences, sentence = load(
        write(path, theme="pink", language="xx", computing="cuda:1", clock="sundial", switch_at="moon")
    )

    assert not sentence
    assert preferences == replace(
        CHOSEN,
        theme="system",
        language="system",
        computing="auto",
        clock=ClockSource.INTERNAL,
        switch_at=SwitchAt.BAR,
    )


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999"])
def test_a_number_that_is_none_is_refused(path: Path, number: str) -> None:
    path.parent.mkdir()
    path.write_text(f'{{"synth": {{"gain": {number}}}}}')
    assert "can't be understood" in load(path)[1]


@settings(max_examples=60)
@given(st.dictionaries(st.sampled_from(["synth", "port", "clock", "metronome", "map_name", "controllers"]), JSON))
def test_no_content_keeps_beatgen_from_starting(folder: Path, values: dict[str, object]) -> None:
    (folder / "odd.json").write_text(json.dumps(values))
    preferences, sentence = load(folder / "odd.json")
    assert isinstance(preferences, Preferences)
    assert (folder / "odd.json").exists() != bool(sentence)


def test_a_folder_in_the_files_place_is_set_aside(path: Path) -> None:
    path.mkdir(parents=True)
    assert "it is not a file" in load(path)[1]
    save(CHOSEN, path)
    assert load(path) == (CHOSEN, "")


def test_what_is_missing_is_at_its_default(path: Path) -> None:
    path.parent.mkdir()
    path.write_text('{"synth": {"gain": 1}, "map_name": "Logic"}')
    assert load(path) == (Preferences(synth=SynthChoice(gain=1.0), map_name="Logic"), "")


def test_a_synthesizer_that_an_older_version_turned_off_is_off_with_everything_at_its_default(path: Path) -> None:
    preferences, sentence = load(write(path, synth=None))
    assert not sentence
    assert (preferences.synth, preferences.synth_on) == (SynthChoice(), False)


def test_what_a_newer_version_has_added_is_kept(path: Path) -> None:
    write(path, language="ko", synth={"gain": 1.0, "chorus": 0.5})
    preferences, sentence = load(path)
    assert not sentence
    save(replace(preferences, map_name="Roland TD"), path)
    kept = json.loads(path.read_text())
    assert (kept["language"], kept["synth"]["chorus"], kept["map_name"]) == ("ko", 0.5, "Roland TD")


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(BeatgenError, match="can't be kept"):
        save(CHOSEN, tmp_path / "file" / "preferences.json")


@pytest.mark.parametrize(
    ("number", "name"),
    [(errno.ENOSPC, "preferences.json"), (errno.EROFS, "preferences.json"), (errno.ENAMETOOLONG, "x" * 300)],
)
def test_what_hinders_the_writing_is_named_in_one_sentence_and_the_old_file_kept(
    path: Path, monkeypatch: pytest.MonkeyPatch, number: int, name: str
) -> None:
    save(CHOSEN, path)

    def fail(_file: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(BeatgenError, match=f"can't be kept .{os.strerror(number)}.; make room") as caught:
        save(Preferences(), path.with_name(name))
    assert "\n" not in caught.value.sentence
    assert load(path) == (CHOSEN, "")
    assert list(path.parent.iterdir()) == [path]


def test_a_disk_that_takes_no_more_leaves_the_old_preferences(path: Path) -> None:
    resource = pytest.importorskip("resource")
    save(CHOSEN, path)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (path.stat().st_size // 2, limits[1]))
    try:
        with pytest.raises(BeatgenError, match="File too large"):
            save(replace(CHOSEN, theme="dark"), path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert load(path) == (CHOSEN, "")
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.skipif(os.name == "nt", reason="Windows can't write at a place")
def test_a_damaged_write_is_noticed_and_the_old_preferences_kept(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    save(CHOSEN, path)
    sync, random_ = os.fsync, random.Random(4)  # noqa: S311

    def spoil(file: int) -> None:
        sync(file)
        os.pwrite(file, b"\0\0", random_.randrange(os.fstat(file).st_size))

    monkeypatch.setattr(os, "fsync", spoil)
    for _ in range(20):
        with pytest.raises(BeatgenError, match="what was written is damaged"):
            save(Preferences(), path)
        assert load(path) == (CHOSEN, "")
        assert list(path.parent.iterdir()) == [path]


def test_the_folder_is_made_again_where_it_is_gone(path: Path) -> None:
    save(CHOSEN, path)
    path.unlink()
    path.parent.rmdir()
    save(CHOSEN, path)
    assert load(path) == (CHOSEN, "")


def test_what_killed_writers_left_is_swept_away(path: Path) -> None:
    save(CHOSEN, path)
    left = path.with_name(f".{path.name}.abc.part")
    left.touch()
    os.utime(left, (1000, 1000))
    save(CHOSEN, path)
    assert list(path.parent.iterdir()) == [path]


def test_the_latest_soundfonts_are_remembered_once_each() -> None:
    preferences = Preferences(synth_on=False)
    for name in [*"abcdefgh", "c", "j"]:
        preferences = preferences.with_soundfont(name)
    assert preferences.recent_soundfonts == tuple("jchgfedb")
    assert preferences.sounding_synth == SynthChoice("j")
    back = preferences.with_soundfont(None)
    assert (back.sounding_synth, back.recent_soundfonts) == (SynthChoice(), preferences.recent_soundfonts)


def test_the_latest_projects_are_remembered_once_each() -> None:
    preferences = Preferences()
    for name in [*"abcdefghi", "d"]:
        preferences = preferences.with_project(name)
    assert preferences.recent_projects == tuple("dihgfecb")


def test_a_controller_moves_one_thing() -> None:
    knob, wheel = Controller(0, 1), Controller(0, None)
    preferences = Preferences().with_controller(Target.MORPH, knob).with_controller(Target.PAD_X, wheel)
    assert preferences.controllers == ((Target.MORPH, knob), (Target.PAD_X, wheel))
    preferences = preferences.with_controller(Target.PAD_X, knob)
    assert preferences.controllers == ((Target.PAD_X, knob),)
    assert preferences.with_controller(Target.PAD_X, None) == Preferences()


def test_one_controller_for_two_things_is_read_as_the_later_ones(path: Path) -> None:
    knob = Controller(0, 1).values
    preferences, sentence = load(write(path, controllers={"pad_x": knob, "morph": knob}))
    assert not sentence
    assert preferences.controllers == ((Target.PAD_X, Controller(0, 1)),)


def test_what_a_newer_version_has_learnt_is_kept_and_what_is_forgotten_is_not(path: Path) -> None:
    learnt = {"morph": Controller(0, 1).values, "temperature": {"channel": 0, "note": 60}}
    preferences, sentence = load(write(path, controllers=learnt))
    assert not sentence
    assert preferences.controllers == ((Target.MORPH, Controller(0, 1)),)
    save(preferences.with_controller(Target.MORPH, None), path)
    assert json.loads(path.read_text())["controllers"] == {"temperature": {"channel": 0, "note": 60}}


@pytest.mark.parametrize(("written", "read"), [(-5000.0, -100.0), (5000.0, 400.0)])
def test_a_latency_that_cannot_be_is_as_near_as_can_be(tmp_path: Path, written: float, read: float) -> None:
    path = tmp_path / "preferences.json"
    save(replace(Preferences(), tap_latency_ms=written), path)
    assert load(path)[0].tap_latency_ms == read
