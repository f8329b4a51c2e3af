"""Errors that nobody expected."""

from __future__ import annotations

import sys
import threading
from typing import TYPE_CHECKING

import pytest

from beatgen_gui.application import SafetyNet

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot


@pytest.fixture
def net(qapp: object, monkeypatch: pytest.MonkeyPatch) -> Iterator[SafetyNet]:
    for owner in (sys, threading):
        monkeypatch.setattr(owner, "excepthook", owner.excepthook)  # put back afterwards
    net = SafetyNet(debug=False)
    net.spread()
    yield net
    net.furl()


def test_an_exception_in_the_main_thread_becomes_a_sentence(
    net: SafetyNet, qtbot: QtBot, capsys: pytest.CaptureFixture[str]
) -> None:
    error = ValueError("seven is not a drum")
    with qtbot.waitSignal(net.caught) as caught:
        sys.excepthook(ValueError, error, None)
    assert "seven is not a drum" in caught.args[0]
    assert capsys.readouterr().err == ""


def test_an_exception_in_another_thread_becomes_a_sentence_in_the_windows_thread(net: SafetyNet, qtbot: QtBot) -> None:
    def fail() -> None:
        raise OSError("the disk is gone")

    with qtbot.waitSignal(net.caught) as caught:
        thread = threading.Thread(target=fail)
        thread.start()
    thread.join()
    assert "the disk is gone" in caught.args[0]


def test_with_debug_the_traceback_is_printed(
    qapp: object, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    net = SafetyNet(debug=True)
    net.spread()
    sys.excepthook(ValueError, ValueError("seven"), None)
    net.furl()
    assert "ValueError: seven" in capsys.readouterr().err
