"""Every colour and measure of the window, in one place.

The surfaces are quiet so that the voices are what one sees. The five families' colours stay apart in normal vision and
in simulated protanopia, deuteranopia and tritanopia (a test holds it); the one accent is for what is active or asked
for. The window has one ``Theme``; ``become`` gives it the colours of another while it is open.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from types import MappingProxyType
from typing import TYPE_CHECKING

from PySide6.QtGui import QColor, QPalette

if TYPE_CHECKING:
    from collections.abc import Mapping

# Measures in device-independent pixels, on a grid of 4.
UNIT = 4
CONTROL_HEIGHT = 28
RADIUS = 4
TEXT_SIZE = 13
SMALL_SIZE = 11
LABELS_WIDTH = 132
PANEL_WIDTH = 208


@dataclass(slots=True)
class Theme:
    """The colours, as ``#RRGGBB``, or ``#AARRGGBB`` where one lies over others.

    Attributes:
        name: What the user calls it.
        window: Behind everything.
        panel: The transport bar, the side panel, the tray, menus.
        control: Buttons and fields.
        control_hover: The same under the mouse.
        lane: The grid's cells.
        lane_alt: Every second beat of the grid.
        step_line: Lines between the steps of a beat, where there is room for them.
        hover: Over the cell under the mouse.
        veil: Over what doesn't sound: silent lanes, and what lies outside of the loop.
        hairline: Borders between panels and lanes.
        beat_line: Beat lines of the grid.
        bar_line: Bar lines of the grid.
        text: Words and numbers.
        text_quiet: Labels and hints.
        accent: What is active or asked for: Generate, the playhead, the slider's knob, the focus.
        on_accent: Words on the accent.
        danger: Behind an error's sentence.
        on_danger: An error's sentence.
        notice: Behind a sentence with a remedy.
        on_notice: A sentence with a remedy, and the ring of an output that is missing.
        record: The mark of what records.
        families: Family of voices → colour of its hits.
    """

    name: str
    window: str
    panel: str
    control: str
    control_hover: str
    lane: str
    lane_alt: str
    step_line: str
    hover: str
    veil: str
    hairline: str
    beat_line: str
    bar_line: str
    text: str
    text_quiet: str
    accent: str
    on_accent: str
    danger: str
    on_danger: str
    notice: str
    on_notice: str
    record: str
    families: Mapping[str, str]

    def become(self, other: Theme) -> None:
        """Take the colours of another theme; what was painted has to be painted again."""
        for colour in fields(other):
            setattr(self, colour.name, getattr(other, colour.name))

    @property
    def text_pairs(self) -> tuple[tuple[str, str], ...]:
        """Each pair (words, surface) that the window shows."""
        surfaces = (self.window, self.panel, self.control, self.control_hover)
        plain = tuple((words, surface) for words in (self.text, self.text_quiet) for surface in surfaces)
        return (*plain, (self.on_accent, self.accent), (self.on_danger, self.danger), (self.on_notice, self.notice))


DARK = Theme(
    name="dark",
    window="#0E0F11",
    panel="#16171A",
    control="#232529",
    control_hover="#2C2F34",
    lane="#131417",
    lane_alt="#181A1D",
    step_line="#1D1F23",
    hover="#14FFFFFF",
    veil="#B0131417",
    hairline="#26282D",
    beat_line="#2B2E34",
    bar_line="#575C66",
    text="#ECEDEF",
    text_quiet="#A3A7B0",
    accent="#F4F4F0",
    on_accent="#141517",
    danger="#4A1D1F",
    on_danger="#FFD9D6",
    notice="#2B2618",
    on_notice="#EFD9A0",
    record="#F0565B",
    families=MappingProxyType(
        {"kick": "#D9603C", "snare": "#EED267", "hats": "#A3CCEC", "toms": "#45C492", "cymbals": "#B07ADB"}
    ),
)

LIGHT = Theme(
    name="light",
    window="#E4E5E7",
    panel="#F2F2F1",
    control="#DCDDDF",
    control_hover="#D0D2D5",
    lane="#FBFBF9",
    lane_alt="#F3F3F1",
    step_line="#ECECEA",
    hover="#12000000",
    veil="#B4FBFBF9",
    hairline="#D5D7DA",
    beat_line="#CFD1D5",
    bar_line="#8A8F98",
    text="#17181B",
    text_quiet="#4C5059",
    accent="#191A1E",
    on_accent="#FAFAF8",
    danger="#F9D4D1",
    on_danger="#5E1214",
    notice="#F4E7C3",
    on_notice="#5A4508",
    record="#C4232B",
    families=MappingProxyType(
        {"kick": "#E01F02", "snare": "#8C6A43", "hats": "#0034AD", "toms": "#267F6E", "cymbals": "#8F02FC"}
    ),
)


def palette(theme: Theme) -> QPalette:
    """Return the colours of what Qt paints by itself."""
    colours = QPalette()
    role = QPalette.ColorRole
    for which, colour in (
        (role.Window, theme.window),
        (role.Base, theme.control),
        (role.AlternateBase, theme.panel),
        (role.Button, theme.control),
        (role.WindowText, theme.text),
        (role.Text, theme.text),
        (role.ButtonText, theme.text),
        (role.PlaceholderText, theme.text_quiet),
        (role.ToolTipBase, theme.control),
        (role.ToolTipText, theme.text),
        (role.Highlight, theme.accent),
        (role.HighlightedText, theme.on_accent),
        (role.Link, theme.accent),
    ):
        colours.setColor(which, QColor(colour))
    for which in (role.WindowText, role.Text, role.ButtonText):
        colours.setColor(QPalette.ColorGroup.Disabled, which, QColor(theme.text_quiet))
    return colours


def style_sheet(theme: Theme) -> str:
    """Return the style sheet of the standard widgets; what BeatGen paints itself reads the theme directly."""
    return f"""
    QMainWindow, QDialog {{ background: {theme.window}; }}
    QWidget#panel {{ background: {theme.panel}; }}
    QLabel#quiet {{ color: {theme.text_quiet}; }}
    QLabel#heading {{ color: {theme.text_quiet}; font-size: {SMALL_SIZE}px; font-weight: 600; }}
    QLabel#hint {{ color: {theme.text_quiet}; font-size: {SMALL_SIZE}px; }}
    QTextBrowser {{ background: {theme.panel}; border: 1px solid {theme.hairline}; border-radius: {RADIUS}px; }}
    QMenuBar {{ background: {theme.panel}; border-bottom: 1px solid {theme.hairline}; padding: 1px 8px; }}
    QMenuBar::item {{ padding: 4px 8px; border-radius: {RADIUS}px; background: transparent; }}
    QMenuBar::item:selected {{ background: {theme.control_hover}; }}
    QLineEdit {{
        background: {theme.control}; border: 1px solid transparent; border-radius: {RADIUS}px; padding: 2px 6px;
        selection-background-color: {theme.accent}; selection-color: {theme.on_accent};
    }}
    QLineEdit:focus {{ border: 1px solid {theme.accent}; }}
    QToolTip {{ background: {theme.control}; color: {theme.text}; border: 1px solid {theme.bar_line}; padding: 4px; }}
    QMenu {{ background: {theme.panel}; border: 1px solid {theme.beat_line}; padding: 4px; }}
    QMenu::item {{ padding: 6px 20px 6px 12px; border-radius: {RADIUS}px; }}
    QMenu::item:selected {{ background: {theme.control_hover}; }}
    QMenu::item:disabled {{ color: {theme.text_quiet}; }}
    QMenu::indicator {{ width: 8px; height: 8px; border-radius: 4px; margin-left: 8px; }}
    QMenu::indicator:checked {{ background: {theme.accent}; }}
    QMenu::separator {{ height: 1px; background: {theme.beat_line}; margin: 4px 8px; }}
    QSlider {{ min-height: 16px; max-height: 16px; background: transparent; }}
    QSlider::groove:horizontal {{ height: 2px; background: {theme.bar_line}; border-radius: 1px; }}
    QSlider::sub-page:horizontal {{ height: 2px; background: {theme.text_quiet}; border-radius: 1px; }}
    QSlider::handle:horizontal {{
        width: 12px; height: 12px; margin: -5px 0; border-radius: 6px; background: {theme.accent};
    }}
    QSlider::groove:horizontal:focus {{ height: 4px; background: {theme.text_quiet}; border-radius: 2px; }}
    QSlider::sub-page:horizontal:focus {{ height: 4px; background: {theme.accent}; border-radius: 2px; }}
    QScrollBar:vertical {{ background: transparent; width: 8px; }}
    QScrollBar:horizontal {{ background: transparent; height: 8px; }}
    QScrollBar::handle {{ background: {theme.control_hover}; border-radius: 4px; min-height: 24px; min-width: 24px; }}
    QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
    QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
    """
