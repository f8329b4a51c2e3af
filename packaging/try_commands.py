"""Use a built BeatGen's commands as on a new machine, and look at what they make.

    python3 packaging/try_commands.py dist/beatgen/beatgen [--bundled]

They run in an empty folder with an empty home. With --bundled, the FluidSynth that they use has to be the program's
own: beatgen.spec takes along only one that is new enough.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
import wave
from pathlib import Path

HOMES = ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME")
PATIENCE_S = 120.0
BUNDLED = "--bundled"


def run(program: Path, folder: Path, *words: str) -> str:
    """Run a command in a folder and return what it prints.

    A complaint counts as a failure, too: where a helper of the program can't start, that is all there is to see.
    """
    environment = {**os.environ, **dict.fromkeys(HOMES, str(folder / "home"))}
    command = [str(program), *words]
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=PATIENCE_S
    )
    if done.returncode or done.stderr:
        raise SystemExit(f"beatgen {' '.join(words)} ended with {done.returncode} and said: {done.stderr}")
    return done.stdout


def make_beats(program: Path, folder: Path) -> None:
    """Generate, morph, rebuild and play anew with feel: each command has to write its files."""
    first, second = "beats/beat-0000.mid", "beats/beat-0001.mid"
    for words, count in (
        (("generate", "-n", "2", "--seed", "1", "-o", "beats"), 2),
        (("morph", first, second, "-k", "3", "-o", "morphed"), 3),
        (("reconstruct", first, "-o", "rebuilt"), 1),
        (("feel", first, "-o", "felt"), 1),
    ):
        run(program, folder, *words)
        files = list((folder / words[-1]).glob("*.mid"))
        if len(files) != count or any(file.read_bytes()[:4] != b"MThd" for file in files):
            raise SystemExit(f"beatgen {words[0]} made {len(files)} MIDI files for {count}, or something else")


def make_audio(program: Path, folder: Path) -> None:
    """Render a beat, which has to be heard."""
    run(program, folder, "render", "beats/beat-0000.mid", "beat.wav")
    with wave.open(str(folder / "beat.wav")) as audio:
        if not any(audio.readframes(audio.getnframes())):
            raise SystemExit("beatgen render made silence")


def fluidsynth_problem(findings: list[dict[str, object]], inside: Path) -> str:
    """Return what is wrong with the FluidSynth that ``beatgen doctor --json`` found, or nothing.

    Args:
        findings: What it printed.
        inside: The folder that the library has to lie in.
    """
    (found,) = [finding for finding in findings if finding["name"] == "FluidSynth"]
    library = re.search(r"\((.+)\)", str(found["detail"]))
    if not found["ok"] or library is None:
        return f"FluidSynth can't be used: {found['detail']}"
    if not Path(library[1]).is_absolute() or not Path(library[1]).resolve().is_relative_to(inside.resolve()):
        return f"FluidSynth is not the program's own: {found['detail']}"
    return ""


def main() -> None:
    """Try all commands; end with a sentence and 1 where one fails."""
    words = sys.argv[1:]
    program = Path(next(word for word in words if word != BUNDLED)).resolve()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "home").mkdir()
        make_beats(program, folder)
        run(program, folder, "models")
        run(program, folder, "ports", "--json")
        findings = json.loads(run(program, folder, "doctor", "--json"))
        problem = fluidsynth_problem(findings, program.parent) if BUNDLED in words else ""
        if problem:
            raise SystemExit(problem)
        make_audio(program, folder)
    print("All commands do what they are for.")


if __name__ == "__main__":
    main()
