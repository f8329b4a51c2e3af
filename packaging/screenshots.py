"""Take the READMEs' pictures of the real window, so that they show what there is.

Usage: ``python packaging/screenshots.py [FOLDER] [LANGUAGE ...]`` (``resources/readme en ko``). It makes a session with
the shipped models, always the same one, opens it in a window that nobody sees, once in each language, and needs neither
sound nor a screen; but for Korean a font that has its letters.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "resources" / "readme"
SIZE = 1280, 800
PICTURES = {"en": "window.png", "ko": "window.ko.png"}  # by language
SEED, STYLE, BPM = 23, "funk", 96.0
CHAINED = 6
SETTLED_MS = 3000  # after the models are in memory: ghosts and the morph's line come then


def main(folder: Path, languages: list[str]) -> int:
    """Take the pictures, each in a process of its own: a language holds for the whole of one."""
    folder.mkdir(parents=True, exist_ok=True)
    for language in languages:
        taking = get_context("spawn").Process(target=_picture, args=(folder / PICTURES[language], language))
        taking.start()
        taking.join()
        if taking.exitcode:
            return 1
    return 0


def _picture(picture: Path, language: str) -> None:
    sys.path.insert(0, str(ROOT))
    with tempfile.TemporaryDirectory() as home:
        _live_in(Path(home), language)
        session = Path(home) / "Session.beatgen"
        _make(session)
        _take(session, picture)


def _live_in(home: Path, language: str) -> None:
    """Let the window find no settings but these, and no screen."""
    for name in ("CONFIG", "DATA", "STATE", "CACHE"):
        os.environ[f"XDG_{name}_HOME"] = str(home / name.lower())
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    settings = home / "config" / "beatgen" / "preferences.json"
    settings.parent.mkdir(parents=True)
    settings.write_text(json.dumps({"theme": "dark", "synth": None, "language": language}), encoding="utf-8")


def _make(path: Path) -> None:
    """Make a session: takes in the tray, two of them as ends of a morph, and a chain between them."""
    from core.feel import Playing
    from core.generation import BeatGenerator
    from core.morph_takes import with_chain
    from core.morphing import Morphing
    from core.project import Ends, Project
    from core.project_file import save_project
    from core.take import GenerationRequest

    generator = BeatGenerator.load()
    takes = generator.sample(GenerationRequest(8, SEED, style=STYLE, playing=Playing(BPM)))
    project = Project.of(takes[0]).with_takes(takes[1:])
    a, b = project.beat.source, project.takes[1]
    line = generator.line(replace(Morphing().line((a.pattern, b.pattern)), temperature=generator.temperature))
    project = with_chain(replace(project, ends=Ends(a.number, b.number)), line.spread(CHAINED))
    save_project(replace(project, beat=replace(project.beat, bpm=BPM)), path)


def _take(session: Path, picture: Path) -> None:
    """Open a session and take a picture of the window."""
    from PySide6.QtCore import QTimer

    from beatgen_gui.application import Application
    from beatgen_gui.services.generation import Phase

    application = Application(session)
    window = application.window

    def shoot() -> None:
        window.grab().save(str(picture))
        application.document.undo_stack.setClean()
        window.close()

    def look(phase: Phase) -> None:
        if phase is Phase.READY:
            window.resize(*SIZE)
            QTimer.singleShot(SETTLED_MS, window, shoot)

    application.generation.phase_changed.connect(look)
    application.run()


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER, sys.argv[2:] or list(PICTURES)))
