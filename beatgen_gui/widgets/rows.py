"""Labels and rows of the panels."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from beatgen_gui.theme import UNIT


def row(*widgets: QWidget | None) -> QHBoxLayout:
    """Return widgets beside each other; None is room that stretches."""
    layout = QHBoxLayout()
    layout.setSpacing(UNIT)
    for widget in widgets:
        if widget is None:
            layout.addStretch(1)
        else:
            layout.addWidget(widget)
    return layout


def label(words: str, parent: QWidget, kind: str = "quiet") -> QLabel:
    """Return a label of a kind that the style sheet knows: ``quiet``, ``heading`` or ``hint``."""
    made = QLabel(words, parent)
    made.setObjectName(kind)
    return made
