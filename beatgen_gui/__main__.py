"""The ``beatgen`` command: the window, or one of the commands that need none.

Nothing slow is imported before it is known which of the two is wanted: the commands run without Qt, the window opens
without torch.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from beatgen_gui.display import display_problem
from core import __version__

_USAGE = "beatgen [FILE] | beatgen COMMAND …"
_ABOUT = "Open the BeatGen window, with FILE as the current beat, or with FILE as the model."


def main(arguments: list[str] | None = None) -> int:
    """Run the command line.

    Args:
        arguments: Without the program's name; those of the process by default.

    Returns:
        The exit status: 0 done, 1 failed, 2 bad usage.
    """
    words = sys.argv[1:] if arguments is None else arguments
    if words[:1] == ["--helper"]:  # a frozen app starts its player by itself
        from core.playback.helper import run_helper

        run_helper(words)
        return 0
    if _is_command(words):
        from core.command_line import main as command_main

        return command_main(words)
    options = _parser(words).parse_args(words)
    problem = _file_problem(options.file) or display_problem()
    if problem is not None:
        print("beatgen: error:", problem, file=sys.stderr)  # noqa: T201 - read in a terminal
        return 1
    from beatgen_gui.application import Application

    return Application(options.file, options.debug).run()


def _is_command(words: list[str]) -> bool:
    named = [word for word in words if word != "--debug"]  # which may stand before the command, too
    if not named or not named[0].isalpha():
        return False  # no need to load the commands for `beatgen` and `beatgen beat.mid`

    from core.command_line import is_command

    return is_command(named)


def _file_problem(file: Path | None) -> str | None:
    """Return a sentence on why there is nothing to open, or None."""
    if file is None or file.exists():
        return None
    return f"there is no file or command {str(file)!r}; beatgen --help lists the commands"


def _parser(words: list[str]) -> argparse.ArgumentParser:
    about = f"{_ABOUT}\n\n{_commands_in_words()}" if {"-h", "--help"} & set(words) else _ABOUT
    parser = argparse.ArgumentParser(
        prog="beatgen", usage=_USAGE, description=about, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "file", nargs="?", type=Path, metavar="FILE", help="a .beatgen project, a .mid file, or a model's .safetensors"
    )
    parser.add_argument("--version", action="version", version=f"BeatGen {__version__}")
    parser.add_argument("--debug", action="store_true", help="show tracebacks of unexpected errors")
    return parser


def _commands_in_words() -> str:
    from core.command_line import COMMANDS

    return f"Commands without a window, each with --help: {', '.join(COMMANDS)}."


if __name__ == "__main__":
    sys.exit(main())
