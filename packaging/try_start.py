"""Start a built BeatGen as on a new machine, and say how large it is and how soon its window is there.

    python3 packaging/try_start.py dist/beatgen/beatgen [RUNS]

It runs in an empty folder with an empty home, on an X server of its own (Xvfb; xdotool closes the window): this is for
Linux. A start counts until the window is painted, from the moment the program is asked for; the first one reads the
program from the disk.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

WIDTH, HEIGHT = 1280, 800
HEADER_BYTES = 4096  # more than what comes before the pixels of an XWD picture
LOOK_S = 0.005
PATIENCE_S = 60.0
RUNS = 5
GOAL_MB, GOAL_MS = 600, 1500


@contextmanager
def screen(folder: Path) -> Iterator[str]:
    """Run an X server that keeps its picture in ``folder``, and give its display's name."""
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", f"{WIDTH}x{HEIGHT}x24", "-fbdir", str(folder)]
    quiet = subprocess.DEVNULL
    server = subprocess.Popen(
        [*command, "-noreset", "-nolisten", "tcp"], pass_fds=[writing], stdout=quiet, stderr=quiet
    )
    os.close(writing)
    try:
        with os.fdopen(reading) as number:
            yield f":{number.readline().strip()}"
    finally:
        server.terminate()
        server.wait()


def is_painted(picture: Path) -> bool:
    """Tell whether most of the screen is something else than black."""
    pixels = picture.read_bytes()[HEADER_BYTES::97]  # a prime: rows are a multiple of 4
    return pixels.count(0) < len(pixels) / 2


def start_ms(program: Path, folder: Path) -> float:
    """Start the program once, and close its window; in milliseconds."""
    with screen(folder) as display:
        environment = {"PATH": os.environ["PATH"], "HOME": str(folder), "LANG": "C.UTF-8", "DISPLAY": display}
        began_s = time.monotonic()
        process = subprocess.Popen([program], cwd=folder, env=environment)
        try:
            while not is_painted(folder / "Xvfb_screen0"):
                if process.poll() is not None or time.monotonic() > began_s + PATIENCE_S:
                    raise SystemExit(f"no window appeared (exit status {process.poll()})")
                time.sleep(LOOK_S)
            took_ms = (time.monotonic() - began_s) * 1000
            close(process, environment)
        finally:
            process.kill()
            process.wait()
    return took_ms


def close(process: subprocess.Popen[bytes], environment: dict[str, str]) -> None:
    """Leave the program by its key, and look at how it ended."""
    keys = ("search", "--sync", "--onlyvisible", "--name", "BeatGen$", "windowfocus", "--sync", "key", "ctrl+q")
    # The window may be gone before the key is let go of, of which xdotool complains: what counts is the program's end.
    subprocess.run(["xdotool", *keys], env=environment, check=False, timeout=PATIENCE_S, stderr=subprocess.DEVNULL)
    status = process.wait(timeout=PATIENCE_S)
    if status:
        raise SystemExit(f"the program ended with exit status {status}")


def size_mb(folder: Path) -> float:
    """Return what a folder takes in megabytes (10⁶ bytes); a link takes nothing."""
    files = (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    return sum(path.stat().st_size for path in files) / 1e6


def main() -> int:
    """Print the figures; 1 where one is over its goal."""
    program = Path(sys.argv[1]).resolve()
    runs = int(sys.argv[2]) if len(sys.argv) > 2 else RUNS
    missing = [name for name in ("Xvfb", "xdotool") if shutil.which(name) is None]
    if missing:
        raise SystemExit(f"this needs {' and '.join(missing)}")
    times_ms = []
    for _ in range(runs):
        with tempfile.TemporaryDirectory() as folder:
            times_ms.append(start_ms(program, Path(folder)))
    size, middle_ms = size_mb(program.parent), statistics.median(times_ms)
    print(f"{program.parent.name}: {size:.0f} MB (at most {GOAL_MB})")
    each = ", ".join(f"{took_ms:.0f}" for took_ms in times_ms)
    print(f"window after {middle_ms:.0f} ms (at most {GOAL_MS}; each: {each})")
    return int(size > GOAL_MB or middle_ms > GOAL_MS)


if __name__ == "__main__":
    sys.exit(main())
