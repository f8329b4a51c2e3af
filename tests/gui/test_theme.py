"""What the theme promises to eyes."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import numpy as np
import pytest

from beatgen_gui.theme import DARK, LIGHT, Theme
from core.kit import VOICES

if TYPE_CHECKING:
    from numpy.typing import NDArray

THEMES = [DARK, LIGHT]
# Machado, Oliveira and Fernandes (2009), severity 1, on linear RGB.
VISIONS = {
    "normal": np.eye(3),
    "protanopia": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deuteranopia": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "tritanopia": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
}
TO_XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)
WHITE = np.array([0.95047, 1.0, 1.08883])


def linear(colour: str) -> NDArray[np.float64]:
    channels = np.array([int(colour[start : start + 2], 16) for start in (1, 3, 5)]) / 255
    return np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)


def luminance(colour: str) -> float:
    return float(linear(colour) @ [0.2126, 0.7152, 0.0722])


def contrast(one: str, other: str) -> float:
    """WCAG 2's contrast ratio."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def lab(colour: NDArray[np.float64]) -> NDArray[np.float64]:
    xyz = TO_XYZ @ colour.clip(0, 1) / WHITE
    x, y, z = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


@pytest.mark.parametrize("theme", THEMES, ids=["dark", "light"])
def test_every_text_has_a_contrast_of_at_least_four_and_a_half(theme: Theme) -> None:
    weak = {pair: contrast(*pair) for pair in theme.text_pairs if contrast(*pair) < 4.5}
    assert not weak


@pytest.mark.parametrize("theme", THEMES, ids=["dark", "light"])
def test_hits_of_every_family_stand_out_from_the_lane(theme: Theme) -> None:
    assert set(theme.families) == {voice.family for voice in VOICES}
    assert all(contrast(colour, theme.lane) >= 4.5 for colour in theme.families.values())


@pytest.mark.parametrize("theme", THEMES, ids=["dark", "light"])
@pytest.mark.parametrize("vision", VISIONS)
def test_families_can_be_told_apart(theme: Theme, vision: str) -> None:
    seen = {family: lab(VISIONS[vision] @ linear(colour)) for family, colour in theme.families.items()}
    distance = {pair: float(np.linalg.norm(seen[pair[0]] - seen[pair[1]])) for pair in itertools.combinations(seen, 2)}
    assert min(distance.values()) > 20, distance
