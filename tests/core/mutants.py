"""Files as an enemy, a bad disk or a careless program would leave them: mutations of good ones, by a seeded chance."""

from __future__ import annotations

import copy
import json
import struct
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import random

DEEP = 100_000
_HUGE = (10**18, -(10**18), 2**63, 2**64, 10**308, 10**400, -1, 0, 1, 127, 128, 65_536)
_ODD_FLOATS = (0.5, -0.0, 1e308, -1e308, 5e-324, 1e-40)
_ODD_TEXTS = ("", "\0", "\ud800", "a\n\x1b[31m", "\N{DRUM WITH DRUMSTICKS}" * 2000, "../../../etc/passwd", "AAAA", "-1")
_RAW = ("NaN", "Infinity", "-Infinity", "1e309", "1" * 5000, "-0", "1.", "0x10", "tru", '"\\ud800"', '"\\u0000"', "")
_DEEP_RAW = ("[" * DEEP, '{"a":' * DEEP, "[" * 900 + "]" * 900, '{"a":' * 900 + "0" + "}" * 900)
_MARK = "mutant's place"


def bytes_mutant(data: bytes, chance: random.Random) -> bytes:
    """Return a file with a few bytes flipped, taken out, doubled or put in, or the end missing."""
    spoiled = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 5, 20))):
        at = chance.randrange(len(spoiled) + 1)
        length = chance.choice((1, 2, 4, 16, 300))
        kind = chance.randrange(6)
        if kind == 0 and at < len(spoiled):
            spoiled[at] ^= 1 << chance.randrange(8)
        elif kind == 1 and at < len(spoiled):
            spoiled[at] = chance.choice((0, 1, 127, 128, 255))
        elif kind == 2:
            del spoiled[at : at + length]
        elif kind == 3:
            spoiled[at:at] = spoiled[at : at + length]
        elif kind == 4:
            spoiled[at:at] = chance.randbytes(length)
        elif chance.random() < 0.3:
            del spoiled[at:]
    return bytes(spoiled)


def json_mutant(values: Any, chance: random.Random) -> str:
    """Return a JSON text with a few places of other types, huge or no numbers, too deep, doubled or missing."""
    values = copy.deepcopy(values)
    raw = ""
    for _ in range(chance.choice((1, 1, 1, 2, 4))):
        holder, key = chance.choice(_places(values))
        raw = _spoil(holder, key, chance) or raw
    text = json.dumps(values)
    if raw:
        text = text.replace(json.dumps(_MARK), raw, 1)
    return _doubled(text, chance) if chance.random() < 0.1 else text


def _places(values: Any) -> list[tuple[Any, Any]]:
    """Return where something stands: objects and lists with a key each, those far inside as often as those outside."""
    found: list[tuple[Any, Any]] = []
    inner = [values]
    while inner:
        holder = inner.pop()
        entries = holder.items() if isinstance(holder, dict) else enumerate(holder)
        for key, value in list(entries)[:40]:
            found.append((holder, key))
            if isinstance(value, dict | list):
                inner.append(value)
    return found or [({"": 0}, "")]


def _spoil(holder: Any, key: Any, chance: random.Random) -> str:
    """Put something else at a place; return what has to be written there that Python's JSON can't write."""
    old = holder[key]
    kind = chance.randrange(8)
    if kind == 0:
        holder[key] = chance.choice(_HUGE)
    elif kind == 1:
        holder[key] = chance.choice(_ODD_FLOATS)
    elif kind == 2:
        holder[key] = chance.choice(_ODD_TEXTS)
    elif kind == 3:
        holder[key] = chance.choice((None, True, False, [], {}, [[]], [old], {"a": old}, "1", [None] * 9))
    elif kind == 4 and isinstance(holder, dict):
        del holder[key]
        holder[chance.choice(("", "new", f"{key} "))] = old
    elif kind == 5 and isinstance(old, list) and old:
        holder[key] = chance.choice((old[:-1], old + old, old * 30, old[::-1], [*old, old[0]]))
    elif kind == 6 and isinstance(old, int | float):
        holder[key] = chance.choice((old + 1, -old, old * 1000, float(old), str(old)))
    else:
        holder[key] = _MARK
        return chance.choice(_RAW if chance.random() < 0.8 else _DEEP_RAW)
    return ""


def _doubled(text: str, chance: random.Random) -> str:
    """Return a JSON text in which a member comes twice."""
    starts = [at for at, mark in enumerate(text) if mark == "{" and text[at + 1 : at + 2] == '"']
    if not starts:
        return text
    at = chance.choice(starts) + 1
    name = text[at : text.index('"', at + 1) + 1]
    return f"{text[:at]}{name}: 0, {text[at:]}"


def project_mutant(data: bytes, chance: random.Random) -> bytes:
    """Return a project file, spoiled as bytes or as JSON."""
    if chance.random() < 0.35:
        return bytes_mutant(data, chance)
    return json_mutant(json.loads(data), chance).encode("utf-8", "surrogatepass")


def safetensors_mutant(data: bytes, chance: random.Random) -> bytes:
    """Return a safetensors file with a spoiled length of its header, header, facts or numbers."""
    (length,) = struct.unpack("<Q", data[:8])
    header, body = json.loads(data[8 : 8 + length]), data[8 + length :]
    kind = chance.randrange(6)
    if kind == 0:
        claimed = chance.choice((0, 1, length - 1, length + 1, len(data), 10**8, 10**8 + 1, 2**32, 2**63, 2**64 - 1))
        return struct.pack("<Q", claimed) + data[8:]
    if kind == 1:
        return _with_header(json_mutant(header, chance).encode("utf-8", "surrogatepass"), body)
    if kind == 2:
        facts = header["__metadata__"]
        name = chance.choice(list(facts))
        try:
            facts[name] = json_mutant(json.loads(facts[name]), chance)
        except TypeError:  # a number
            facts[name] = chance.choice(("", "-1", "0", "99", "9" * 5000, "\N{SUPERSCRIPT TWO}", "2.0", "\0"))
        return _with_header(json.dumps(header).encode(), body)
    if kind == 3:
        return _with_header(json.dumps(_other_tensor(header, chance)).encode(), body)
    if kind == 4:
        at = chance.randrange(max(len(body) - 8, 1))
        number = chance.choice(
            (b"\x00\x7e", b"\x00\x7c", b"\x00\xfc", b"\x00\x00\xc0\x7f", b"\x00\x00\x80\x7f", b"\xff")
        )
        at -= at % len(number)
        return data[: 8 + length] + body[:at] + number + body[at + len(number) :]
    return bytes_mutant(data, chance)


def _with_header(header: bytes, body: bytes) -> bytes:
    return struct.pack("<Q", len(header)) + header + body


_DTYPES = [
    "BOOL",
    "U8",
    "I8",
    "I16",
    "U16",
    "F16",
    "BF16",
    "I32",
    "U32",
    "F32",
    "F64",
    "I64",
    "U64",
    "F8_E4M3",
    "F8_E5M2",
    "F8_E8M0",
    "F4",
    "F6_E2M3",
    "C64",
    "X1",
]


def _other_tensor(header: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    """Return a header in which a tensor has another type, shape, place or name."""
    name = chance.choice([name for name in header if name != "__metadata__"])
    tensor, last = header[name], max(tensor["data_offsets"][1] for key, tensor in header.items() if key[:2] != "__")
    kind = chance.randrange(6)
    if kind == 0:
        tensor["dtype"] = chance.choice(_DTYPES)
    elif kind == 1:  # of the same size in bytes
        tensor["dtype"] = {"F16": "BF16", "U8": "I8", "F32": "I32", "I8": "BOOL"}.get(tensor["dtype"], "U8")
    elif kind == 2:
        tensor["shape"] = chance.choice(
            (tensor["shape"][::-1], [1, *tensor["shape"]], [], [0], [2**62, 4], [-1], [2**32] * 3, tensor["shape"][:1])
        )
    elif kind == 3:
        start, end = tensor["data_offsets"]
        tensor["data_offsets"] = chance.choice(
            ([start, end + 2], [end, start], [start, last], [0, 2**63], [last, last])
        )
    elif kind == 4:
        header[chance.choice(("", "\0", "a" * 10_000, "x\n\x1b[31m", f"{name}.weight"))] = header.pop(name)
    else:
        other = chance.choice([key for key in header if key != "__metadata__"])
        header[name], header[other] = header[other], header[name]
    return header


def soundfont(chance: random.Random | None = None) -> bytes:
    """Return a small SoundFont with one drum kit of nine notes; ``chance`` takes the fields of its tables from it."""

    def odd(value: int, bits: int, share: float = 0.03) -> int:
        if chance is None or chance.random() > share:
            return value % (1 << bits)
        return chance.choice((0, 1, -1, value + 1, value - 1, 1 << (bits - 1), chance.getrandbits(bits))) % (1 << bits)

    def chunk(name: bytes, body: bytes) -> bytes:
        return name + struct.pack("<I", odd(len(body), 32, 0.01)) + body + b"\0" * (len(body) % 2)

    def gens(*pairs: tuple[int, int]) -> bytes:
        return b"".join(struct.pack("<HH", odd(kind, 16, 0.05), odd(value, 16, 0.1)) for kind, value in pairs)

    def table(form: str, bits: tuple[int, ...], *rows: tuple[Any, ...]) -> bytes:
        return b"".join(
            struct.pack(form, *(odd(value, size) if size else value for value, size in zip(row, bits, strict=True)))
            for row in rows
        )

    frames = 2000
    wave = struct.pack(
        f"<{frames}h", *((frame * 7919 % 20_000 - 10_000) * (frames - frame) // frames for frame in range(frames))
    )
    smpl = chunk(b"smpl", wave + bytes(92))
    info = chunk(b"ifil", struct.pack("<HH", 2, 1)) + chunk(b"isng", b"EMU8000\0") + chunk(b"INAM", b"Tiny kit\0\0")
    pairs = [[(43, note | note << 8), (58, note), (54, 0), (53, 0)] for note in range(36, 45)]
    pairs[0][3:3] = [(54, 1)]
    bags = [4 * index + (index > 0) for index in range(len(pairs) + 1)]
    pdta = [
        chunk(
            b"phdr",
            table("<20sHHHIII", (0, 16, 16, 16, 32, 32, 32), (b"Kit", 0, 128, 0, 0, 0, 0), (b"EOP", 0, 0, 1, 0, 0, 0)),
        ),
        chunk(b"pbag", table("<HH", (16, 16), (0, 0), (1, 0))),
        chunk(b"pmod", bytes(10)),
        chunk(b"pgen", gens((41, 0)) + bytes(4)),
        chunk(b"inst", table("<20sH", (0, 16), (b"Drums", 0), (b"EOI", len(pairs)))),
        chunk(b"ibag", table("<HH", (16, 16), *((bag, 0) for bag in bags))),
        chunk(b"imod", bytes(10)),
        chunk(b"igen", b"".join(gens(*row) for row in pairs) + bytes(4)),
        chunk(
            b"shdr",
            table(
                "<20sIIIIIBBHH",
                (0, 32, 32, 32, 32, 32, 8, 8, 16, 16),
                (b"Hit", 0, frames, 8, frames - 8, 22_050, 60, 0, 0, 1),
                (b"EOS", 0, 0, 0, 0, 0, 0, 0, 0, 0),
            ),
        ),
    ]
    if chance is not None and chance.random() < 0.15:
        pdta = _shuffled(pdta, chance)
    lists = [chunk(b"LIST", b"INFO" + info), chunk(b"LIST", b"sdta" + smpl), chunk(b"LIST", b"pdta" + b"".join(pdta))]
    if chance is not None and chance.random() < 0.05:
        lists = _shuffled(lists, chance)
    return chunk(b"RIFF", b"sfbk" + b"".join(lists))


def _shuffled(parts: list[bytes], chance: random.Random) -> list[bytes]:
    """Return chunks with one taken out, doubled or in another place."""
    parts = list(parts)
    taken = parts.pop(chance.randrange(len(parts)))
    for _ in range(chance.randrange(3)):
        parts.insert(chance.randrange(len(parts) + 1), taken)
    return parts


def soundfont_mutant(chance: random.Random) -> bytes:
    """Return a SoundFont that is spoiled in its tables, its chunks, as bytes, or in all of these ways."""
    data = soundfont(chance if chance.random() < 0.75 else None)
    return bytes_mutant(data, chance) if chance.random() < 0.35 else data


def refusal_problem(sentence: str) -> str:
    """Return what is wrong with a sentence for the user, or nothing."""
    if len(sentence) > 400:
        return f"a sentence of {len(sentence)} characters"
    if not sentence.isprintable():
        return "a sentence with what can't be printed"
    return ""
