"""A file that the desktop hands over while BeatGen runs is opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication

from beatgen_gui.services.desktop_files import DesktopFiles

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def handed(qapp: QApplication) -> Iterator[list[Path]]:
    files: list[Path] = []
    desktop_files = DesktopFiles(qapp)
    desktop_files.handed.connect(files.append)
    yield files
    qapp.removeEventFilter(desktop_files)
    desktop_files.setParent(None)


def test_a_file_of_the_desktop_is_handed_over_once(qapp: QApplication, handed: list[Path], tmp_path: Path) -> None:
    file = tmp_path / "드럼 100%.mid"

    assert QApplication.sendEvent(qapp, QFileOpenEvent(str(file)))

    assert handed == [file]


def test_what_names_no_file_is_left_to_others(qapp: QApplication, handed: list[Path]) -> None:
    QApplication.sendEvent(qapp, QFileOpenEvent(""))
    QApplication.sendEvent(qapp, QEvent(QEvent.Type.ApplicationActivate))

    assert handed == []
