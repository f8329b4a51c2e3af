"""The doctor: each examination tells what it found, and a remedy exactly where something is wrong."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import pytest

from core import doctor, installation
from core.errors import OutputError
from core.installation import Installation
from core.playback.midi.port_list import PortLists
from core.playback.synth.fluid import import_fluidsynth

if TYPE_CHECKING:
    from collections.abc import Callable

AGAIN = "Run `python3 packaging/bootstrap.py setup` again."


def test_every_subject_is_found_once_with_a_remedy_exactly_where_something_is_wrong() -> None:
    findings = doctor.examine()
    names = [finding.name for finding in findings]
    assert len(set(names)) == len(names)
    assert {"Python", "Torch", "FluidSynth", "Default SoundFont", "MIDI", "Display", "Models"} <= set(names)
    assert all(finding.detail for finding in findings)
    assert all(finding.ok == (finding.remedy == "") for finding in findings)
    assert all(finding.remedy == "" or finding.remedy.endswith(".") for finding in findings)


def test_an_examination_does_not_load_torch() -> None:
    before = "torch" in sys.modules
    doctor.examine()
    assert ("torch" in sys.modules) == before


def test_an_old_python_is_named_with_what_to_install() -> None:
    finding = doctor.python((3, 10, 4))
    assert not finding.ok
    assert finding.detail.startswith("3.10.4")
    assert "3.11" in finding.remedy


def test_a_machine_without_sound_midi_and_screen_can_still_make_beats() -> None:
    optional = {finding.name for finding in doctor.examine() if not finding.needed}
    assert optional == {"FluidSynth", "Default SoundFont", "MIDI", "Display", "Feel"}


def test_a_missing_torch_is_a_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        doctor.importlib.metadata, "version", _raising(doctor.importlib.metadata.PackageNotFoundError())
    )
    assert doctor.torch() == doctor.Finding("Torch", ok=False, detail="not installed", remedy=AGAIN)


@pytest.mark.parametrize(("system", "words"), [("linux", "apt-get"), ("darwin", "brew"), ("win32", "choco")])
def test_a_missing_fluidsynth_names_the_command_of_the_system_at_hand(
    monkeypatch: pytest.MonkeyPatch, system: str, words: str
) -> None:
    monkeypatch.setitem(sys.modules, "fluidsynth", None)  # importing it raises ImportError
    monkeypatch.setattr(doctor.sys, "platform", system)
    finding = doctor.fluidsynth()
    assert not finding.ok
    assert words in finding.remedy
    assert finding.remedy.endswith(".")
    # whoever wants to hear something is told just the same
    with pytest.raises(OutputError) as caught:
        import_fluidsynth()
    assert finding.remedy.removeprefix("Install FluidSynth: ").removesuffix(".") in str(caught.value)


@pytest.mark.parametrize(
    ("version", "safe"),
    [
        ("2.3.1", False),
        ("2.5.6", False),
        ("1.1.11", False),
        ("2.5.7", True),
        ("2.6.0", True),
        ("3.0", True),
        ("", False),
    ],
)
def test_a_fluidsynth_that_a_soundfont_can_crash_is_said_with_what_to_do(version: str, safe: bool) -> None:
    caution = doctor.fluidsynth_caution(version)
    assert (caution == "") == safe
    assert safe or ("only SoundFonts that you trust" in caution and "2.5.7" in caution and caution.endswith("."))


def test_what_needs_care_is_told_and_is_no_failure() -> None:
    finding = doctor.Finding("FluidSynth", ok=True, detail="2.3.1", caution="Take care.")
    assert doctor.in_words([finding]) == "ok  FluidSynth: 2.3.1\n    Take care."


@pytest.mark.parametrize(("system", "words"), [("linux", "newer one"), ("darwin", "brew"), ("win32", "choco")])
def test_the_update_fits_the_system(monkeypatch: pytest.MonkeyPatch, system: str, words: str) -> None:
    monkeypatch.setattr(doctor.sys, "platform", system)
    assert words in doctor.fluidsynth_caution("2.3.1")


def test_what_mends_beatgen_fits_how_it_was_installed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(doctor, "default_soundfont", _raising(OutputError("it is missing")))
    assert installation.installation() is Installation.SOURCE
    assert doctor.soundfont().remedy == AGAIN
    monkeypatch.setattr(installation, "RESOURCES", tmp_path / "resources")
    assert installation.installation() is Installation.PIP
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert installation.installation() is Installation.FOLDER
    monkeypatch.setattr(installation, "_PACKAGE_FOLDER", Path(sys.executable).resolve().parent)
    assert installation.installation() is Installation.PACKAGE
    told = {doctor.SET_UP_AGAIN[way] for way in Installation}
    assert len(told) == len(Installation)
    frozen = doctor.soundfont().remedy
    assert "bootstrap" not in frozen
    assert ".venv" not in frozen


def test_looking_for_fluidsynth_prints_nothing(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CI", "true")
    monkeypatch.delitem(sys.modules, "fluidsynth", raising=False)
    doctor.fluidsynth()
    assert capfd.readouterr() == ("", "")


def test_the_default_soundfont_is_a_soundfont() -> None:
    finding = doctor.soundfont()
    assert finding.ok
    assert Path(finding.detail).read_bytes()[:4] == b"RIFF"


def test_a_missing_soundfont_is_a_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "default_soundfont", _raising(OutputError("it is missing")))
    assert doctor.soundfont() == doctor.Finding("Default SoundFont", False, "it is missing", AGAIN)


def test_midi_lists_the_ports_that_exist() -> None:
    finding = doctor.midi(lambda: PortLists(("Live", "Synth"), ("Keys",)))
    assert finding.ok
    assert finding.detail.endswith("; outputs Live, Synth; inputs Keys")


def test_midi_without_an_output_says_what_to_do() -> None:
    finding = doctor.midi(lambda: PortLists(inputs=("Keys",)))
    assert not finding.ok
    assert finding.detail.endswith("; outputs none; inputs Keys")
    assert finding.remedy


@pytest.mark.parametrize("environment", [{"DISPLAY": ":1"}, {"WAYLAND_DISPLAY": "wayland-0"}])
def test_a_display_is_found_by_its_variable(environment: dict[str, str]) -> None:
    assert doctor.display("linux", environment).ok


def test_without_a_display_the_headless_commands_are_named() -> None:
    finding = doctor.display("linux", {"DISPLAY": ""})
    assert not finding.ok
    assert "beatgen generate" in finding.remedy


@pytest.mark.parametrize("system", ["darwin", "win32"])
def test_other_systems_need_no_variable_for_a_display(system: str) -> None:
    assert doctor.display(system, {}).ok


def test_models_are_listed_by_name(tmp_path: Path, tiny_model: Path) -> None:
    for name in ("b.safetensors", "a.safetensors", "a.md"):
        shutil.copy(tiny_model, tmp_path / name)
    assert doctor.models(tmp_path) == doctor.Finding("Models", ok=True, detail="a, b")


def test_fingerprints_are_no_damaged_model(tmp_path: Path, tiny_model: Path) -> None:
    shutil.copy(tiny_model, tmp_path / "a.safetensors")
    (tmp_path / "a.fingerprints.safetensors").touch()
    assert doctor.models(tmp_path) == doctor.Finding("Models", ok=True, detail="a")


def test_a_damaged_model_is_named(tmp_path: Path, tiny_model: Path) -> None:
    shutil.copy(tiny_model, tmp_path / "good.safetensors")
    (tmp_path / "bad.safetensors").write_bytes(b"bad")
    finding = doctor.models(tmp_path)
    assert not finding.ok
    assert finding.detail == "damaged: bad"
    assert str(tmp_path) in finding.remedy


def test_no_models_is_a_finding_that_names_the_folder(tmp_path: Path) -> None:
    finding = doctor.models(tmp_path / "nowhere")
    assert not finding.ok
    assert str(tmp_path / "nowhere") in finding.remedy


def test_the_model_of_feel_is_named_and_its_lack_has_a_remedy(tmp_path: Path, tiny_feel: Path) -> None:
    assert doctor.feel(tiny_feel) == doctor.Finding("Feel", ok=True, detail="Tiny feel")
    finding = doctor.feel(tmp_path / "nowhere")
    assert not finding.ok
    assert "--feel 0" in finding.remedy


def test_a_folder_that_can_be_made_is_fine_and_is_not_made(tmp_path: Path) -> None:
    where = tmp_path / "config" / "beatgen"
    assert doctor.folder("Settings folder", where).ok
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_in_truth_a_file_is_a_finding(tmp_path: Path) -> None:
    where = tmp_path / "file"
    where.touch()
    finding = doctor.folder("Settings folder", where / "beatgen")
    assert not finding.ok
    assert str(where) in finding.remedy


def _raising(error: Exception) -> Callable[..., NoReturn]:
    def fail(*_: object) -> NoReturn:
        raise error

    return fail
