"""Write the program's icon as files, for desktops and installers: ``python packaging/icons.py [FOLDER]``.

Run it with the project's own Python. It makes PNGs, an ``.ico`` for Windows and an ``.icns`` for macOS; the icon is the
one that the window paints for itself. Both of these formats may hold PNGs as they are.
"""

from __future__ import annotations

import os
import struct
import sys
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QGuiApplication, QIcon

from beatgen_gui.icons import application_icon
from beatgen_gui.theme import DARK

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "build" / "icons"
SIZES = (32, 64, 128)
ICNS_TYPES = {32: b"icp5", 64: b"icp6", 128: b"ic07"}


def png(icon: QIcon, size: int) -> bytes:
    """Return the icon's picture of a size, in pixels, as a PNG."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    icon.pixmap(size).save(buffer, "PNG")
    return bytes(buffer.data().data())


def ico(pictures: dict[int, bytes]) -> bytes:
    """Return an ``.ico``: a header, an entry for each picture, the pictures."""
    entry = struct.Struct("<4B2H2I")
    start = 6 + entry.size * len(pictures)
    entries = b""
    for size, picture in pictures.items():
        entries += entry.pack(size, size, 0, 0, 1, 32, len(picture), start)
        start += len(picture)
    return struct.pack("<3H", 0, 1, len(pictures)) + entries + b"".join(pictures.values())


def icns(pictures: dict[int, bytes]) -> bytes:
    """Return an ``.icns``: a header, and each picture after its type and length."""
    chunks = (ICNS_TYPES[size] + struct.pack(">I", len(picture) + 8) + picture for size, picture in pictures.items())
    body = b"".join(chunks)
    return b"icns" + struct.pack(">I", len(body) + 8) + body


def main() -> None:
    """Write all files."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QGuiApplication(["icons"])
    icon = application_icon(DARK)
    pictures = {size: png(icon, size) for size in SIZES}
    app.quit()
    for size, picture in pictures.items():
        (folder / f"beatgen-{size}.png").write_bytes(picture)
    (folder / "beatgen.ico").write_bytes(ico(pictures))
    (folder / "beatgen.icns").write_bytes(icns(pictures))


if __name__ == "__main__":
    main()
