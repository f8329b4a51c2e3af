"""What BeatGen leaves in the text events of its MIDI files, for itself: the drum map and the recipe."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from core.drum_maps import BUILT_IN, map_from_dict, map_to_dict
from core.take import Recipe

if TYPE_CHECKING:
    from collections.abc import Iterable

    from core.kit import Kit

MAP_MARK, RECIPE_MARK = "beatgen-map:", "beatgen-recipe:"


def write(kit: Kit, recipe: Recipe | None) -> list[str]:
    """Return the texts for a file, in plain ASCII. One of our own maps is named with the notes that it writes."""
    texts = [MAP_MARK + json.dumps(map_to_dict(kit, notes_only=kit in BUILT_IN))]
    if recipe is not None:
        texts.append(RECIPE_MARK + json.dumps(recipe.to_dict()))
    return texts


def read_map(texts: Iterable[str]) -> Kit | None:
    """Return the drum map that a file was written with; None where no text tells.

    One of our own comes back as it is today, unless it wrote other notes when the file was made.
    """
    try:
        kit = map_from_dict(json.loads(_marked(texts, MAP_MARK)))
    except (ValueError, RecursionError):
        return None
    return next((ours for ours in BUILT_IN if (ours.name, ours.out_notes) == (kit.name, kit.out_notes)), kit)


def read_recipe(texts: Iterable[str]) -> Recipe | None:
    """Return the recipe in a file's texts; None where there is none, or only somebody else's or a damaged one."""
    try:
        return Recipe.from_dict(json.loads(_marked(texts, RECIPE_MARK)))
    except (ValueError, RecursionError):
        return None


def _marked(texts: Iterable[str], mark: str) -> str:
    """Return what the first text that begins with ``mark`` says after it; empty where there is none."""
    return next((text.removeprefix(mark) for text in texts if text.startswith(mark)), "")
