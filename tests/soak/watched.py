"""The real application in a process of its own, as a soak steers it and looks at it. See ``watched_app.py``."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from core.preferences import Preferences, save

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

APP = Path(__file__).with_name("watched_app.py")
PATIENCE_S, START_S, END_S = 20.0, 60.0, 20.0


class App:
    """The application, and what it shows."""

    def __init__(self) -> None:
        self.shown: dict[str, object] = {}
        self.events: list[dict[str, object]] = []
        pipe = subprocess.PIPE
        self._process = subprocess.Popen([sys.executable, str(APP)], stdin=pipe, stdout=pipe, text=True)
        self._thread = threading.Thread(target=self._read)
        self._thread.start()

    @property
    def died(self) -> bool:
        """Whether it has ended by itself."""
        return self._process.poll() is not None

    @property
    def player_deaths(self) -> int:
        """How often the player had to be started again."""
        return sum(
            str(event.get("said", "")).startswith(("The sound stopped", "The sound keeps")) for event in self.events
        )

    def tell(self, word: str) -> None:
        """Give a command."""
        with suppress(BrokenPipeError):
            self._process.stdin.write(f"{word}\n")
            self._process.stdin.flush()

    def pause_s(self) -> float:
        """Return the longest pause of the heartbeat since this was asked last."""
        self.shown.pop("pause_s", None)
        self.tell("pause")
        return float(self.shown["pause_s"]) if self.wait(lambda: "pause_s" in self.shown) else float("inf")

    def message_s(self, since_s: float) -> float | None:
        """Return when the first message came after a moment."""
        came = (event for event in list(self.events) if event.get("message") and event["time_s"] > since_s)
        return next((float(event["time_s"]) for event in came), None)

    def messages(self, since_s: float) -> set[str]:
        """Return what was said after a moment."""
        events = list(self.events)
        return {str(event["message"]) for event in events if event.get("message") and event["time_s"] > since_s}

    def wait(self, condition: Callable[[], bool], patience_s: float = PATIENCE_S) -> bool:
        """Wait for a condition; return whether it came."""
        end_s = time.perf_counter() + patience_s
        while not condition():
            if time.perf_counter() > end_s or self.died:
                return condition()
            time.sleep(0.005)
        return True

    def quit(self) -> int | None:
        """Close the window; return the exit status, or None where it had to be killed."""
        self.tell("quit")
        try:
            return self._process.wait(END_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
            return None
        finally:
            self._thread.join()

    def _read(self) -> None:
        for line in self._process.stdout:
            event = json.loads(line)
            self.shown.update(event)
            self.events.append(event)


@contextmanager
def application(preferences: Preferences) -> Iterator[App]:
    """Run the application with these preferences until its model is loaded and it has settled."""
    save(preferences)
    app = App()
    try:
        if not app.wait(lambda: app.shown.get("phase") in ("READY", "FAILED"), START_S):
            raise TimeoutError("the application doesn't start")
        time.sleep(1.0)
        yield app
    finally:
        status = app.quit()
        if status != 0:
            print(f"the application ended with status {status}", flush=True)
