"""A screen of the test's own, and hands to use a program on it."""

from __future__ import annotations

import os
import shutil
import struct
import subprocess
import sys
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from numpy.typing import NDArray

WIDTH, HEIGHT = 1280, 800
PATIENCE_S = 60.0
_LOOK_S = 0.05
_TRIES = 4  # at pressing a key
_XWD_HEADER = struct.Struct(">25I")  # X11/XWDFile.h


@dataclass
class Screen:
    """An X server that nobody sees, with its picture in a file."""

    display: str
    picture: Path

    def pixels(self) -> NDArray[np.uint8]:
        """Return what is on screen as RGB, [height, width, 3]."""
        raw = self.picture.read_bytes()
        header = _XWD_HEADER.unpack_from(raw)
        header_size, width, height, bytes_per_line, colours = header[0], header[4], header[5], header[12], header[19]
        start = header_size + colours * 12
        rows = np.frombuffer(raw, np.uint8, bytes_per_line * height, start).reshape(height, bytes_per_line)
        return rows[:, : width * 4].reshape(height, width, 4)[:, :, 2::-1]  # stored as BGRX

    def find(self, colour: str) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """Return the rows and columns of the pixels of one colour, ``#RRGGBB``."""
        wanted = [int(colour[start : start + 2], 16) for start in (1, 3, 5)]
        rows, columns = (self.pixels() == wanted).all(axis=2).nonzero()
        return rows, columns

    def wait_for(self, condition: Callable[[], object], what: str) -> None:
        """Wait until a condition holds; fail, naming it, if it doesn't."""
        deadline_s = time.monotonic() + PATIENCE_S
        while not condition():
            assert time.monotonic() < deadline_s, f"waited in vain for {what}; {self.describe()}"
            time.sleep(_LOOK_S)

    def describe(self) -> str:
        """Return which windows there are and which has the keyboard, by their names."""
        names = [self.do("getwindowname", window) for window in self.do("search", "--onlyvisible", "").split()]
        focused = self.do("getwindowfocus", "getwindowname") or "nothing"
        return f"{focused} has the keyboard; there are {[*filter(None, names)]}"

    def wait_for_change(self, what: str) -> None:
        """Wait until another picture is on screen."""
        before = self.pixels()
        self.wait_for(lambda: not np.array_equal(self.pixels(), before), what)

    def do(self, *words: object) -> str:
        """Run xdotool and return what it prints; nothing where it fails."""
        command = ["xdotool", *map(str, words)]
        environment = {**os.environ, "DISPLAY": self.display}
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=False).stdout.strip()

    def window(self, name: str) -> str:
        """Return the id of a visible window by a pattern of its name; nothing where there is none."""
        return self.do("search", "--onlyvisible", "--name", name).partition("\n")[0]

    def focus(self, name: str) -> str:
        """Wait for a window and give it the keyboard; return its id."""
        self.wait_for(lambda: self.window(name), f"a window called {name}")
        window = self.window(name)
        self.wait_for(
            lambda: self.do("windowfocus", window) == "" and self.do("getwindowfocus") == window, f"the focus on {name}"
        )
        return window

    def click(self, x: int, y: int) -> None:
        """Click with the left button."""
        self.do("mousemove", x, y, "click", 1)

    def press_until(self, condition: Callable[[], object], what: str, *keys: str) -> None:
        """Press keys, and again if nothing comes of it for a while.

        Without a window manager the keyboard is nobody's now and then after a dialog has gone, and a key is lost.
        """
        for _ in range(_TRIES):
            self.press(*keys)
            again_s = time.monotonic() + PATIENCE_S / _TRIES
            while time.monotonic() < again_s:
                if condition():
                    return
                time.sleep(_LOOK_S)
            self.give_keyboard_back()
        self.wait_for(condition, what)

    def give_keyboard_back(self) -> None:
        """Give the keyboard to a dialog or else to the window, where neither has it."""
        windows = self.do("search", "--onlyvisible", "--name", ".").split()
        if self.do("getwindowfocus") not in windows:
            for window in sorted(windows, key=lambda window: self.do("getwindowname", window).endswith("BeatGen"))[:1]:
                self.do("windowfocus", window)

    def press(self, *keys: str) -> None:
        """Press keys one after the other."""
        self.do("key", "--delay", "20", *keys)


@pytest.fixture
def screen(tmp_path: Path) -> Iterator[Screen]:
    """A screen of 1280 by 800."""
    missing = [name for name in ("Xvfb", "xdotool") if shutil.which(name) is None]
    if missing or not sys.platform.startswith("linux"):
        pytest.skip(f"needs an X server of its own: {', '.join(missing) or 'Linux'} is missing")
    reading, writing = os.pipe()
    folder = tmp_path / "screen"
    folder.mkdir()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", f"{WIDTH}x{HEIGHT}x24", "-fbdir", str(folder)]
    # Without -noreset the server starts over whenever xdotool, for a moment the only client, leaves.
    server = subprocess.Popen(
        [*command, "-noreset", "-nolisten", "tcp"],
        pass_fds=[writing],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    try:
        with os.fdopen(reading) as number:
            yield Screen(f":{number.readline().strip()}", folder / "Xvfb_screen0")
    finally:
        server.terminate()
        server.wait()


@pytest.fixture
def tiny_model(tmp_path: Path) -> Path:
    """A checkpoint with random weights, two bars long."""
    import torch

    from core.model.checkpoint import Checkpoint, save_checkpoint
    from core.model.config import ModelConfig
    from core.model.music_vae import MusicVae
    from core.model.prior import MixturePrior
    from core.model_card import ModelCard

    torch.manual_seed(7)
    config = ModelConfig.debug()
    prior = MixturePrior.gaussian(torch.zeros(config.z_size), torch.eye(config.z_size))
    velocity = torch.full((16, 9), 90, dtype=torch.uint8)
    card = ModelCard("tiny", "Tiny", "Plays noise.", bars=config.bars)
    path = tmp_path / "tiny.safetensors"
    save_checkpoint(Checkpoint(MusicVae(config).eval(), prior, velocity, card), path)
    return path
