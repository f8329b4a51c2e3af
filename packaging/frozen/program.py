"""What a frozen BeatGen runs: the program itself, or one of its helpers, as the words after its name say."""

from __future__ import annotations

import multiprocessing
import sys

from beatgen_gui.__main__ import main

if __name__ == "__main__":
    multiprocessing.freeze_support()  # torch or a library may start a process in Python's own way
    sys.exit(main())
