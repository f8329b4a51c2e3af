"""What several headless commands write: a folder of beats, how each of them was made, and what went wrong."""

from __future__ import annotations

import io
import json
import signal
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from core.errors import BeatgenError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
    from pathlib import Path

    from core.kit import Kit
    from core.take import Take

MANIFEST = "manifest.json"
_INTERRUPTED, _TERMINATED = 130, 143  # 128 and the signal's number, as shells have it


def let_any_name_be_printed() -> None:
    """Let what stdout's encoding lacks be printed as escapes, as on stderr, instead of failing after all the work."""
    if isinstance(sys.stdout, io.TextIOWrapper) and sys.stdout.errors == "strict":
        sys.stdout.reconfigure(errors="backslashreplace")


def somebody_watches() -> bool:
    """Say whether stderr is a terminal, which progress is for; where stderr was closed, there is none."""
    return sys.stderr is not None and sys.stderr.isatty()


@contextmanager
def ended_by_signals() -> Iterator[None]:
    """End on Ctrl+C and SIGTERM with the status that shells expect, once all is silent and cleared up."""

    def end(*_: object) -> None:
        raise SystemExit(_TERMINATED)

    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    except KeyboardInterrupt:
        raise SystemExit(_INTERRUPTED) from None
    finally:
        signal.signal(signal.SIGTERM, before)


def made_folder(folder: Path) -> Path:
    """Return a folder, made if it is missing.

    Raises:
        BeatgenError: It can't be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BeatgenError(f"can't be made ({error.strerror}); choose another folder", folder) from error
    return folder


def free_target(target: Path, source: Path, written: Collection[Path] = ()) -> Path:
    """Return ``target`` unless writing it would lose the source or what the command has just written.

    Raises:
        BeatgenError: It would.
    """
    if target.resolve() == source.resolve():
        raise BeatgenError("would be overwritten; choose another folder with -o", source)
    if target in written:
        raise BeatgenError("has the same name as another of these files; give it to a command of its own", source)
    return target


def for_each(files: Iterable[Path], work: Callable[[Path], None]) -> bool:
    """Do ``work`` for each file, go on past a bad one and name it; return whether all were good."""
    all_good = True
    for path in files:
        try:
            work(path)
        except BeatgenError as error:
            all_good = False
            print_error(error)
    return all_good


def print_error(error: BeatgenError) -> None:
    """Say on stderr what went wrong, in one line whatever the path holds."""
    print("beatgen: error:", str(error).replace("\n", "\\n"), file=sys.stderr)  # noqa: T201


def write_takes(takes: Mapping[Path, Take], folder: Path, model: str, bpm: float, seed: int, kit: Kit) -> None:
    """Write takes as files of a folder, each with its recipe, and the manifest that tells how each was made.

    Raises:
        BeatgenError: A file can't be written.
    """
    from core.midi_file import write_pattern

    beats = []
    for path, take in takes.items():
        write_pattern(take.pattern, path, bpm, recipe=take.recipe, kit=kit)
        beats.append({"file": path.name, "recipe": take.recipe.to_dict() if take.recipe else None})
    _write_json(folder / MANIFEST, {"model": model, "bpm": bpm, "seed": seed, "beats": beats})


def _write_json(path: Path, values: object) -> None:
    from core.atomic_file import replacing

    try:
        with replacing(path) as part:
            part.write_text(json.dumps(values, indent=2) + "\n", encoding="utf-8")
    except OSError as error:
        raise BeatgenError(f"can't be written ({error.strerror}); choose another folder", path) from error
