"""Files that lie beside a checkpoint: safetensors whose facts are one JSON text, and nothing is believed unchecked."""

from __future__ import annotations

import json
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from safetensors import SafetensorError, safe_open

from core.errors import CheckpointError
from core.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class SideFile:
    """A kind of file.

    Attributes:
        facts: Under which name its facts stand.
        version: The format that is read.
        holds: What the user calls its content.
        made_by: The command that makes it.
    """

    facts: str
    version: int
    holds: Wording
    made_by: str

    @contextmanager
    def opened(self, path: Path, most_bytes: int) -> Iterator[tuple[Any, dict[str, Any]]]:
        """Give the open file and its facts; what goes wrong until it is closed means that it is damaged.

        Raises:
            CheckpointError: It is none, or damaged, too large or of another format.
        """
        try:
            if not path.is_file() or path.stat().st_size > most_bytes:
                raise CheckpointError(
                    Wording("is no file of up to {size} MB; make it again", size=most_bytes // 1_000_000), path
                )
            with safe_open(path, framework="np") as file:
                facts = json.loads((file.metadata() or {})[self.facts])
                self._check_version(facts, path)
                yield file, facts
        except (SafetensorError, OSError, LookupError, TypeError, ValueError, RecursionError, AttributeError) as error:
            # AttributeError: safetensors asks numpy for a type of numbers that it doesn't have
            raise CheckpointError(
                Wording("is damaged; make it again with {command}", command=self.made_by), path
            ) from error

    def _check_version(self, facts: dict[str, Any], path: Path) -> None:
        if facts["format"] != self.version:
            raise CheckpointError(
                Wording(
                    "holds {holds} of another format than {version}; update BeatGen, or make it again with {command}",
                    holds=self.holds,
                    version=self.version,
                    command=self.made_by,
                ),
                path,
            )
