"""Make Qt's copy of ICU's data smaller: of its 32 MB, Qt asks for how text is sorted and for little else.

What goes are the names of languages, regions, currencies, units and time zones, the rules to spell and transliterate,
the dictionaries to break lines with (Qt has rules of its own) and old character sets. The form of the data is described
in ICU's ``ucmndata.h``: a header, a count, pairs of offsets of names and items, the names, the items.
"""

from __future__ import annotations

import struct
import subprocess
import tempfile
from pathlib import Path

UNUSED = tuple(f"/{folder}/" for folder in ("brkitr", "curr", "lang", "rbnf", "region", "translit", "unit", "zone"))
UNUSED_ENDING = ".cnv"
ALIGNMENT = 16
_SOURCE = """
.section .rodata
.balign {alignment}
.globl {symbol}
.type {symbol}, @object
{symbol}:
.incbin "{data}"
.size {symbol}, . - {symbol}
.section .note.GNU-stack,"",@progbits
"""


def shrink(library: Path) -> None:
    """Put a smaller library in the place of ``libicudata.so.NUMBER``, with gcc."""
    number = library.name.rpartition(".")[2]
    with tempfile.TemporaryDirectory() as folder:
        data, source = Path(folder, "icu.dat"), Path(folder, "icu.s")
        data.write_bytes(smaller(data_of(library.read_bytes())))
        symbol = f"icudt{number}_dat"
        source.write_text(_SOURCE.format(alignment=ALIGNMENT, symbol=symbol, data=data))
        linking = ("gcc", "-shared", "-nostdlib", f"-Wl,-soname,{library.name}", "-Wl,-z,noexecstack")
        subprocess.run([*linking, "-o", str(library), str(source)], check=True)


def data_of(library: bytes) -> bytes:
    """Return the library's data with all that follows it.

    Raises:
        ValueError: It has none.
    """
    return library[library.index(b"CmnD") - 12 :]  # the format's name stands twelve bytes after the header's start


def smaller(data: bytes) -> bytes:
    """Return the data without the items that aren't used."""
    (start,) = struct.unpack_from("<H", data)
    kept = {name: item for name, item in items(data[start:]).items() if is_used(name)}
    names = [name.encode() + b"\0" for name in kept]
    table, texts, bodies = b"", b"", b""
    first_text = 4 + 8 * len(kept)
    first_body = _aligned(first_text + sum(map(len, names)))
    for name, item in zip(names, kept.values(), strict=True):
        table += struct.pack("<2I", first_text + len(texts), first_body + len(bodies))
        texts += name
        bodies += item + bytes(_aligned(len(item)) - len(item))
    head = struct.pack("<I", len(kept)) + table + texts
    return data[:start] + head.ljust(first_body, b"\0") + bodies


def items(contents: bytes) -> dict[str, bytes]:
    """Return the items by their names, in their order; the last one is as long as what is left."""
    (count,) = struct.unpack_from("<I", contents)
    places = list(struct.iter_unpack("<2I", contents[4 : 4 + 8 * count]))
    ends = [*(start for _, start in places), len(contents)][1:]
    names = (contents[at : contents.index(b"\0", at)].decode() for at, _ in places)
    return {name: contents[start:end] for name, (_, start), end in zip(names, places, ends, strict=True)}


def is_used(name: str) -> bool:
    """Tell whether Qt asks for an item."""
    return not name.endswith(UNUSED_ENDING) and not any(folder in name for folder in UNUSED)


def _aligned(size: int) -> int:
    return -(-size // ALIGNMENT) * ALIGNMENT
