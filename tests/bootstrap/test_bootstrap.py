"""The bootstrap's words, and what it says to people it can't help yet."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from types import ModuleType

PACKAGING = Path(__file__).resolve().parents[2] / "packaging"


@pytest.mark.parametrize("path", sorted(PACKAGING.glob("bootstrap*.py")), ids=lambda path: path.name)
def test_the_files_parse_on_an_old_python_so_that_it_gets_the_sentence(path: Path) -> None:
    ast.parse(path.read_text(encoding="utf-8"), feature_version=(3, 8))


def test_the_folder_is_no_package_for_it_would_hide_the_library_of_that_name() -> None:
    assert not (PACKAGING / "__init__.py").exists()


@pytest.mark.parametrize("version", [(3, 8), (3, 10)])
def test_an_old_python_gets_one_sentence_with_both_versions(bootstrap: ModuleType, version: tuple[int, int]) -> None:
    sentence = bootstrap.python_complaint(version)
    assert "Python 3.11 or newer" in sentence
    assert f"{version[0]}.{version[1]}" in sentence
    assert "\n" not in sentence


@pytest.mark.parametrize("version", [(3, 11), (3, 14), (4, 0)])
def test_a_new_python_gets_no_complaint(bootstrap: ModuleType, version: tuple[int, int]) -> None:
    assert bootstrap.python_complaint(version) == ""


@pytest.mark.parametrize("words", [[], ["song.beatgen"]])
def test_a_window_without_a_display_names_the_headless_commands(bootstrap: ModuleType, words: list[str]) -> None:
    sentence = bootstrap.display_complaint(words, "linux", {"DISPLAY": ""})
    assert "no display" in sentence
    assert f"{bootstrap.venv.script('beatgen')} generate" in sentence


@pytest.mark.parametrize("words", [["generate", "-o", "beats"], ["doctor"], ["--help"]])
def test_headless_commands_need_no_display(bootstrap: ModuleType, words: list[str]) -> None:
    assert bootstrap.display_complaint(words, "linux", {}) == ""


@pytest.mark.parametrize(
    ("platform", "environment"),
    [
        ("linux", {"DISPLAY": ":0"}),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0"}),
        ("linux", {"QT_QPA_PLATFORM": "offscreen"}),
        ("darwin", {}),
        ("win32", {}),
    ],
)
def test_a_window_opens_where_it_can(bootstrap: ModuleType, platform: str, environment: dict[str, str]) -> None:
    assert bootstrap.display_complaint([], platform, environment) == ""


@pytest.mark.parametrize("arguments", [["tset"], ["setup", "now"]])
def test_a_word_that_is_not_understood_is_bad_usage(
    bootstrap: ModuleType, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    assert bootstrap.main(arguments) == 2
    assert "run, test and setup" in capsys.readouterr().err


def test_help_shows_every_word(bootstrap: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    assert bootstrap.main(["--help"]) == 0
    shown = capsys.readouterr().out
    assert all(word in shown for word in bootstrap.EXTRAS)


def test_an_error_of_the_set_up_is_one_line_and_status_1(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(bootstrap, "set_up", _raise(bootstrap.venv.SetupError("the disk is full.")))
    assert bootstrap.main(["setup"]) == 1
    assert capsys.readouterr() == ("", "bootstrap: error: the disk is full.\n")


def test_an_interrupt_is_one_line_and_status_130(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(bootstrap, "set_up", _raise(KeyboardInterrupt()))
    assert bootstrap.main(["setup"]) == 130
    assert capsys.readouterr().err.count("\n") == 1


def test_the_checks_stop_at_the_first_that_fails_and_name_it(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ran: list[str] = []

    def call(command: list[str], **_: object) -> int:
        ran.append(Path(command[0]).stem)
        return 3 if ran[-1] == "mypy" else 0

    monkeypatch.setattr(bootstrap.subprocess, "call", call)
    assert bootstrap.test([]) == 3
    assert ran == ["ruff", "ruff", "mypy"]
    assert "'types'" in capsys.readouterr().err


def test_words_after_test_reach_pytest_alone(bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    commands: list[list[str]] = []
    monkeypatch.setattr(bootstrap.subprocess, "call", lambda command, **_: bool(commands.append(command)))
    assert bootstrap.test(["-k", "kit"]) == 0
    assert [command[-2:] == ["-k", "kit"] for command in commands] == [False] * 4 + [True]


def _raise(error: BaseException) -> object:
    def fail(*_: object) -> None:
        raise error

    return fail
