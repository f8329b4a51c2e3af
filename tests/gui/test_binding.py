"""What the window takes for granted of PySide."""

from __future__ import annotations

import sys

from PySide6.QtCore import QSize

CALLS = 2000


def test_calls_into_qt_lose_no_reference_to_none() -> None:
    # PySide 6.12.0 did on Python 3.11, and after some minutes of painting the program was gone.
    size = QSize()
    before = sys.getrefcount(None)
    for width in range(CALLS):
        size.setWidth(width)
    assert sys.getrefcount(None) > before - CALLS / 2
