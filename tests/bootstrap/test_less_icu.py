"""The smaller copy of ICU's data holds what Qt asks for, as it was, and nothing else."""

from __future__ import annotations

import runpy
import struct
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

PACKAGING = Path(__file__).resolve().parents[2] / "packaging"
LESS_ICU = runpy.run_path(str(PACKAGING / "frozen" / "less_icu.py"))
HEADER = struct.pack("<HBB", 32, 0xDA, 0x27) + bytes(8) + b"CmnD" + bytes(16)
FOLDERS = st.sampled_from(["icudt73l/", "icudt73l/coll/", "icudt73l/zone/", "icudt73l/brkitr/"])
ENDINGS = st.sampled_from([".res", ".icu", ".nrm", ".cnv"])
NAMES = st.tuples(FOLDERS, st.text("abcdeXYZ_", min_size=1, max_size=8), ENDINGS).map("".join)


def _packed(items: dict[str, bytes]) -> bytes:
    """Pack items in ICU's form, without gaps."""
    names = [name.encode() + b"\0" for name in items]
    first = 4 + 8 * len(items)
    table, at, body = b"", first, first + sum(map(len, names))
    for name, item in zip(names, items.values(), strict=True):
        table += struct.pack("<2I", at, body)
        at, body = at + len(name), body + len(item)
    return HEADER + struct.pack("<I", len(items)) + table + b"".join(names) + b"".join(items.values())


@settings(max_examples=40)
@given(st.dictionaries(NAMES, st.binary(min_size=1, max_size=40), max_size=12))
def test_what_is_used_stays_as_it_was_and_the_rest_goes(items: dict[str, bytes]) -> None:
    kept = LESS_ICU["items"](LESS_ICU["smaller"](_packed(items))[32:])
    wanted = {name: item for name, item in items.items() if LESS_ICU["is_used"](name)}
    assert list(kept) == list(wanted)
    assert all(
        kept[name].startswith(item) and not kept[name][len(item) :].strip(b"\0") for name, item in wanted.items()
    )


@settings(max_examples=40)
@given(st.dictionaries(NAMES, st.binary(min_size=1, max_size=40), min_size=1, max_size=12))
def test_every_item_begins_where_icu_may_read_it(items: dict[str, bytes]) -> None:
    contents = LESS_ICU["smaller"](_packed(items))[32:]
    (count,) = struct.unpack_from("<I", contents)
    assert all(start % 16 == 0 for _, start in struct.iter_unpack("<2I", contents[4 : 4 + 8 * count]))


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere, Qt takes the system's ICU")
def test_qts_own_data_shrinks_to_less_than_half_and_can_still_sort() -> None:
    import PySide6

    (library,) = Path(PySide6.__path__[0], "Qt", "lib").glob("libicudata.so.*")
    data = LESS_ICU["data_of"](library.read_bytes())
    smaller = LESS_ICU["smaller"](data)
    names = {name.partition("/")[2] for name in LESS_ICU["items"](smaller[struct.unpack_from("<H", smaller)[0] :])}
    assert len(smaller) < len(data) / 2
    assert {"coll/root.res", "coll/ko.res", "coll/ucadata.icu", "root.res", "ko.res"} <= names
