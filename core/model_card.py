"""Model cards: what a checkpoint says about itself, readable without torch.

A checkpoint is a safetensors file; its metadata carries the format's version, the model's config and the card.
"""

from __future__ import annotations

import json
import stat
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from safetensors import SafetensorError, safe_open

from core.errors import CheckpointError
from core.kit import VOICES
from core.take import DEFAULT_TEMPERATURE, MAX_BARS, MAX_TEMPERATURE
from core.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

FORMAT_VERSION = 2
MAX_CHECKPOINT_BYTES = 500_000_000
MAX_VERSION_DIGITS = 9
_MOST_LEVELS = 8  # of tables in tables; ours have three
KIT = [voice.key for voice in VOICES]


@dataclass(frozen=True, slots=True)
class ModelCard:
    """What a user should know about a model.

    Attributes:
        name: What ``--model`` calls it.
        title: What the window calls it.
        summary: One sentence: what it plays.
        bars: Length of its patterns.
        dataset: What it was trained on, with the licence's terms.
        training: How it was trained: settings, steps, time.
        metrics: Held-out figures by name.
        licence: Of the weights.
        limits: What it can't do, one sentence.
        styles: Styles that can be asked for.
        temperature: What it is best sampled at, 0..2.
    """

    name: str
    title: str
    summary: str
    bars: int
    dataset: str = ""
    training: Mapping[str, Any] = field(default_factory=dict)
    metrics: Mapping[str, float] = field(default_factory=dict)
    licence: str = "Apache-2.0"
    limits: str = ""
    styles: tuple[str, ...] = ()
    temperature: float = DEFAULT_TEMPERATURE

    def to_dict(self) -> dict[str, Any]:
        """Return plain values for JSON."""
        return asdict(self) | {"styles": list(self.styles)}

    def to_markdown(self, said: Callable[[str], str] = str) -> str:
        """Return a page for people.

        Args:
            said: Says a wording in their language.
        """
        facts = {
            Wording("Length"): said(Wording("{count} bars", count=self.bars)),
            Wording("Styles"): ", ".join(self.styles),
            Wording("Temperature"): f"{self.temperature:g}",
            Wording("Trained on"): self.dataset,
            Wording("Limits"): self.limits,
            Wording("Licence"): self.licence,
        }
        lines = [f"# {self.title} (`{self.name}`)", "", self.summary, ""]
        lines += [f"* **{said(name)}:** {fact}" for name, fact in facts.items() if fact]
        for heading, table in ((Wording("Held-out figures"), self.metrics), (Wording("Training"), self.training)):
            if table:
                lines += ["", f"## {said(heading)}", "", "| | |", "|---|---|"]
                lines += [f"| {name} | {value} |" for name, value in _told(table)]
        return "\n".join(lines) + "\n"


def _told(table: Mapping[str, Any], of: str = "") -> Iterator[tuple[str, object]]:
    """Yield the names and values of a table for people, tables in it row by row, what is empty left out."""
    for name, value in table.items():
        if isinstance(value, dict):
            yield from _told(value, f"{of}{name.replace('_', ' ')}: ")
        elif value not in ("", None, [], ()):
            yield (
                f"{of}{name.replace('_', ' ')}",
                ", ".join(map(str, value)) if isinstance(value, list | tuple) else value,
            )


@dataclass(frozen=True, slots=True)
class Header:
    """A checkpoint's metadata, checked.

    Attributes:
        config: The model's config as plain values, not yet checked.
        card: The model card.
    """

    config: dict[str, Any]
    card: ModelCard

    def to_metadata(self) -> dict[str, str]:
        """Return what goes into the safetensors file."""
        return {
            "beatgen.format": str(FORMAT_VERSION),
            "beatgen.kit": json.dumps(KIT),
            "beatgen.config": json.dumps(self.config),
            "beatgen.card": json.dumps(self.card.to_dict()),
        }


def read_header(path: str | Path) -> Header:
    """Read a checkpoint's metadata; no weights are read.

    Raises:
        CheckpointError: The file isn't a BeatGen checkpoint, is damaged, or is of a newer format.
    """
    path = Path(path)
    _check_file(path)
    try:
        with safe_open(path, framework="np") as file:
            metadata = file.metadata() or {}
    except (SafetensorError, OSError, ValueError) as error:
        raise CheckpointError(
            Wording("is not a BeatGen checkpoint, or is damaged; choose a .safetensors file"), path
        ) from error
    return _header(metadata, path)


def _check_file(path: Path) -> None:
    try:
        status = path.stat()
    except (OSError, ValueError) as error:
        raise CheckpointError(Wording("can't be found; check the name with beatgen models"), path) from error
    if not stat.S_ISREG(status.st_mode):
        raise CheckpointError(Wording("is not a file; choose a .safetensors checkpoint"), path)
    if status.st_size > MAX_CHECKPOINT_BYTES:
        raise CheckpointError(
            Wording("is larger than {size} MB; it is not one of ours", size=MAX_CHECKPOINT_BYTES // 1_000_000), path
        )


def _header(metadata: Mapping[str, str], path: Path) -> Header:
    version = metadata.get("beatgen.format", "")
    if not version.isdecimal() or len(version) > MAX_VERSION_DIGITS:
        raise CheckpointError(Wording("was not made by BeatGen; choose a checkpoint from python -m train export"), path)
    if int(version) > FORMAT_VERSION:
        raise CheckpointError(
            Wording("is of format {version}, newer than this BeatGen knows; update BeatGen", version=version), path
        )
    if int(version) < FORMAT_VERSION:
        raise CheckpointError(
            Wording("is of format {version}, which was never released; export it again", version=version), path
        )
    try:
        if json.loads(metadata["beatgen.kit"]) != KIT:
            raise CheckpointError(Wording("was trained for other drum voices; it can't be used here"), path)
        config = _table(metadata["beatgen.config"])
        card = _card(_table(metadata["beatgen.card"]))
    except (KeyError, TypeError, ValueError, RecursionError) as error:
        raise CheckpointError(
            Wording("has damaged metadata; export it again with python -m train export"), path
        ) from error
    return Header(config, card)


def _table(text: str) -> dict[str, Any]:
    values = json.loads(text)
    if not isinstance(values, dict) or not _is_shallow(values):
        raise TypeError("not a table")
    json.dumps(values, ensure_ascii=False).encode("utf-8")  # half of a character couldn't be shown
    return values


def _card(values: dict[str, Any]) -> ModelCard:
    """Return the card that ``to_dict`` gave; fields that a later BeatGen added are left out.

    Raises:
        TypeError: A field is missing or of the wrong type.
    """
    known = {entry.name for entry in fields(ModelCard)}
    card = ModelCard(**{name: value for name, value in values.items() if name in known})
    card = replace(card, styles=tuple(card.styles))
    texts = (card.name, card.title, card.summary, card.dataset, card.licence, card.limits, *card.styles)
    tables = (card.training, card.metrics)
    if not all(isinstance(text, str) for text in texts) or not all(isinstance(table, dict) for table in tables):
        raise TypeError("a field of the card is of the wrong type")
    numbers = card.metrics.values()
    if type(card.bars) is not int or not all(type(number) in (int, float) for number in (*numbers, card.temperature)):
        raise TypeError("a figure of the card is not a number")
    if not 0.0 <= card.temperature <= MAX_TEMPERATURE or not 1 <= card.bars <= MAX_BARS:
        raise TypeError("the temperature or the length of the card is out of range")
    if not all(map(str.isprintable, (card.name, card.title, card.summary, *card.styles))):
        raise TypeError("what is shown on a line is no line")
    return card


def _is_shallow(value: object, levels: int = _MOST_LEVELS) -> bool:
    """Say whether tables and lists lie in each other no deeper than that, so that they can be shown and copied."""
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return levels > 0 and all(_is_shallow(one, levels - 1) for one in inner)
