"""Which language the window speaks can be asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QTranslator

from beatgen_gui.language import ENGLISH, KOREAN, speak, spoken

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def qt(qapp: QCoreApplication) -> Iterator[QCoreApplication]:
    before = qapp.findChildren(QTranslator)
    yield qapp
    for translator in qapp.findChildren(QTranslator):
        if translator not in before:
            qapp.removeTranslator(translator)
            translator.deleteLater()
    speak(qapp, ENGLISH)


def test_the_language_is_the_one_that_was_spoken_last(qt: QCoreApplication) -> None:
    assert spoken() == ENGLISH
    speak(qt, KOREAN)
    assert spoken() == KOREAN
    speak(qt, ENGLISH)
    assert spoken() == ENGLISH
