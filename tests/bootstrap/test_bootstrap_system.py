"""What is missing on a system, and which command brings it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import pytest

from core.playback.synth.fluid import how_to_install

if TYPE_CHECKING:
    from collections.abc import Iterable
    from types import ModuleType

ABSENT = "libsurely-absent.so.9"


@pytest.mark.parametrize(
    ("command", "spoken"),
    [
        ("apt-get", "sudo apt-get install -y --no-install-recommends libegl1 libfluidsynth3"),
        ("dnf", "sudo dnf install alsa-lib fluidsynth-libs libglvnd-egl"),
        ("pacman", "sudo pacman -S --needed alsa-lib fluidsynth libglvnd"),
    ],
)
def test_each_manager_gets_its_own_names_once_and_sorted(system: ModuleType, command: str, spoken: str) -> None:
    wanted = {"libfluidsynth.so.3", "libasound.so.2", "libEGL.so.1"}
    missing = [need for need in system.LINUX_APP if need.probe in wanted]
    manager = system.find_manager(lambda name: name if name == command else None)
    assert system.spoken(manager, system.packages(missing, manager)) == spoken


@pytest.mark.parametrize(
    ("command", "spoken"), [("brew", "brew install fluid-synth"), ("choco", "choco install fluidsynth")]
)
def test_elsewhere_fluidsynth_comes_without_sudo(system: ModuleType, command: str, spoken: str) -> None:
    manager = system.find_manager(lambda name: name if name == command else None)
    assert system.spoken(manager, system.packages(system.ELSEWHERE, manager)) == spoken


def test_the_app_names_the_same_packages_for_fluidsynth(system: ModuleType) -> None:
    linux = next(need for need in system.LINUX_APP if "fluidsynth" in need.probe)
    for package in linux.packages.values():
        assert f" {package}`" in how_to_install("linux")
    (elsewhere,) = system.ELSEWHERE
    assert f" {elsewhere.packages['brew']}`" in how_to_install("darwin")
    assert f" {elsewhere.packages['choco']}`" in how_to_install("win32")


def test_every_linux_need_has_a_package_for_every_linux_manager(system: ModuleType) -> None:
    for need in (*system.LINUX_APP, *system.LINUX_TEST):
        assert set(need.packages) == {"apt-get", "dnf", "pacman"}, need.probe
        assert all(need.packages.values()), need.probe


def test_only_the_tests_need_the_tests_programs(system: ModuleType) -> None:
    for_run, for_test = (_probes(system.needs_of(word, "linux", with_venv=False)) for word in ("run", "test"))
    assert for_test - for_run == _probes(system.LINUX_TEST)
    assert for_run < for_test


def test_debians_venv_package_is_needed_only_to_make_a_virtual_environment(system: ModuleType) -> None:
    assert system.ENSUREPIP in system.needs_of("run", "linux", with_venv=True)
    assert system.ENSUREPIP not in system.needs_of("run", "linux", with_venv=False)
    assert system.ENSUREPIP.packages["apt-get"] == f"python3.{sys.version_info[1]}-venv"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="sonames are Linux's")
def test_the_loader_decides_whether_a_library_is_there(system: ModuleType) -> None:
    assert system.is_there(system.Need("libc.so.6", {}))
    assert not system.is_there(system.Need(ABSENT, {}))


def test_a_program_is_there_if_the_shell_finds_it(system: ModuleType) -> None:
    assert not system.is_there(system.Need("surely-no-such-program", {}))


def _probes(needs: Iterable[Any]) -> set[str]:
    return {need.probe for need in needs}


class Machine:
    """A machine with apt-get on which the library is missing; it records what is run."""

    def __init__(self, system: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
        self.need = system.Need(ABSENT, {"apt-get": "libabsent9"})
        self.ran: list[str] = []
        self.failures: list[str] = []
        self.root: tuple[str, ...] | None = ()
        monkeypatch.setattr(system.shutil, "which", lambda name: name if name == "apt-get" else None)
        monkeypatch.setattr(system, "root_prefix", lambda: self.root)
        monkeypatch.setattr(system, "_succeeds", self._succeeds)

    def _succeeds(self, command: tuple[str, ...]) -> bool:
        self.ran.append(" ".join(command))
        word = self.ran[-1].partition("apt-get ")[2].partition(" ")[0]
        if word in self.failures:
            self.failures.remove(word)
            return False
        return True


INSTALL = "env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends libabsent9"
UPDATE = "env DEBIAN_FRONTEND=noninteractive apt-get update"
HINT = "Type this once: sudo apt-get install -y --no-install-recommends libabsent9"


@pytest.fixture
def machine(system: ModuleType, monkeypatch: pytest.MonkeyPatch) -> Machine:
    return Machine(system, monkeypatch)


def test_root_installs_what_is_missing_without_a_question(
    system: ModuleType, machine: Machine, capsys: pytest.CaptureFixture[str]
) -> None:
    system.ensure([machine.need], may_install=True)
    assert machine.ran == [INSTALL]
    assert "Type this" not in capsys.readouterr().out


def test_sudo_without_a_password_does_as_well(system: ModuleType, machine: Machine) -> None:
    machine.root = ("sudo", "-n")
    system.ensure([machine.need], may_install=True)
    assert machine.ran == [f"sudo -n {INSTALL}"]


def test_package_lists_are_fetched_once_when_the_first_try_fails(system: ModuleType, machine: Machine) -> None:
    machine.failures = ["install"]
    system.ensure([machine.need], may_install=True)
    assert machine.ran == [INSTALL, UPDATE, INSTALL]


def test_a_failure_ends_in_the_command_to_type(
    system: ModuleType, machine: Machine, capsys: pytest.CaptureFixture[str]
) -> None:
    machine.failures = ["install", "update"]
    system.ensure([machine.need], may_install=True)
    assert machine.ran == [INSTALL, UPDATE]
    assert HINT in capsys.readouterr().out


@pytest.mark.parametrize(("root", "may_install"), [(None, True), ((), False)])
def test_without_root_or_on_a_later_start_it_is_only_said(
    system: ModuleType,
    machine: Machine,
    capsys: pytest.CaptureFixture[str],
    root: tuple[str, ...] | None,
    may_install: bool,
) -> None:
    machine.root = root
    system.ensure([machine.need], may_install=may_install)
    assert machine.ran == []
    assert HINT in capsys.readouterr().out


def test_where_nothing_is_missing_nothing_is_run_or_said(
    system: ModuleType, machine: Machine, capsys: pytest.CaptureFixture[str]
) -> None:
    system.ensure([], may_install=True)
    assert machine.ran == []
    assert capsys.readouterr().out == ""
