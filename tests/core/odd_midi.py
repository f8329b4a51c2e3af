"""MIDI files as programs, bad disks and enemies leave them: one of every kind that has broken a reader.

``KINDS`` tells of each what has to be read of it: how many notes, and a word of the sentence on what was left out; or,
where it has to be refused, a word of the reason.
"""

from __future__ import annotations

from typing import NamedTuple

MAX_BYTES = 2_000_000
ON, OFF, END = "00 99 24 64", "3C 89 24 40", "00 FF2F00"
BEAT = f"{ON} {OFF} 00 99 26 50 3C 89 26 40"  # a kick and a snare, a quarter of a step each
_OWN_LENGTH = -1


class Kind(NamedTuple):
    """One odd file.

    Attributes:
        data: The file.
        notes: How many notes are read; None where it is refused.
        word: Stands in what is said: of what was left out, or of why it is refused; empty where nothing is said.
    """

    data: bytes
    notes: int | None
    word: str = ""


def header(form: int = 1, tracks: int = 1, division: int = 480, length: int = 6) -> bytes:
    """Return a file's header."""
    fields = (length.to_bytes(4, "big"), *(field.to_bytes(2, "big") for field in (form, tracks, division)))
    return b"MThd" + b"".join(fields)


def chunk(body: bytes, length: int = _OWN_LENGTH, kind: bytes = b"MTrk") -> bytes:
    """Return a chunk; its length may lie."""
    return kind + (len(body) if length == _OWN_LENGTH else length).to_bytes(4, "big") + body


def track(events: str, length: int = _OWN_LENGTH) -> bytes:
    """Return a track with these events, in hex."""
    return chunk(bytes.fromhex(events), length)


def one(events: str, *, division: int = 480) -> bytes:
    """Return a file of one track with these events, in hex."""
    return header(division=division) + track(events)


def full(unit: str, size: int, before: str = "", after: str = "") -> bytes:
    """Return a file of about ``size`` bytes whose one track is the same bytes again and again."""
    count = (size - 100) // len(bytes.fromhex(unit))
    return header() + chunk(bytes.fromhex(before) + bytes.fromhex(unit) * count + bytes.fromhex(after))


def text(body: bytes) -> bytes:
    """Return a text event of up to 2 MB, as bytes of a track."""
    sevens = [len(body) >> 14, len(body) >> 7 & 0x7F, len(body) & 0x7F]
    return b"\0\xff\1" + bytes([sevens[0] | 0x80, sevens[1] | 0x80, sevens[2]]) + body


GOOD = one(BEAT + END)
_BODY = bytes.fromhex(BEAT + END)
_TWO = header(tracks=2) + track(BEAT + END) * 2

KINDS: dict[str, Kind] = {
    # Cuts.
    "empty": Kind(b"", None, "not a MIDI file"),
    "cut in the header": Kind(GOOD[:13], None, "not a MIDI file"),
    "a header alone": Kind(header(), 0, "holds 0"),
    "cut in a chunk's header": Kind(GOOD[:20], 0, "holds 0"),
    "cut in a note": Kind(GOOD[:-10], 1, "ends in the middle"),
    "cut between two notes": Kind(GOOD[: 22 + 8], 1, "ends in the middle"),
    "cut at its end": Kind(GOOD[:-1], 2),
    "cut between two tracks": Kind(_TWO[: 14 + 8 + len(_BODY)], 2, "2 tracks, but holds 1"),
    "zeros at its end": Kind(GOOD + bytes(500), 2, "no track"),
    "zeros throughout": Kind(bytes(5000), None, "not a MIDI file"),
    "a text": Kind(b"la la la, la la la", None, "not a MIDI file"),
    "a RIFF": Kind(b"RIFF" + GOOD, None, "not a MIDI file"),
    # Lengths and numbers that lie.
    "a header of four gigabytes": Kind(header(length=2**32 - 1) + GOOD[14:], None, "damaged header"),
    "a header of no length": Kind(header(length=0) + GOOD[14:], None, "damaged header"),
    "a longer header": Kind(header(length=8) + b"\xab\xcd" + GOOD[14:], 2),
    "a track of four gigabytes": Kind(header() + chunk(_BODY, 2**32 - 1), 2),
    "a track of no length": Kind(header(tracks=2) + chunk(_BODY, 0) + chunk(_BODY), 2, "no track"),
    "a track a byte too short": Kind(header(tracks=2) + chunk(_BODY, len(_BODY) - 1) + chunk(_BODY), 4, "no track"),
    "a track a byte too long": Kind(header(tracks=2) + chunk(_BODY, len(_BODY) + 1) + chunk(_BODY), 4, "wrong"),
    "a track that claims the next": Kind(header(tracks=2) + chunk(_BODY, 50) + chunk(_BODY), 4, "wrong"),
    "no track of 65,535": Kind(header(tracks=65_535), 0, "holds 0"),
    "one track of 65,535": Kind(header(tracks=65_535) + GOOD[14:], 2, "65,535"),
    "tracks that the header denies": Kind(header(tracks=0) + GOOD[14:] * 2, 4),
    "two tracks of a file of one": Kind(header(form=0) + GOOD[14:] * 2, 4),
    "more tracks than anybody has": Kind(header(tracks=1100) + GOOD[14:] * 1100, 2000, "first 1,000 tracks"),
    "an unknown chunk": Kind(header() + chunk(b"\1\2\3", kind=b"Junk") + GOOD[14:], 2),
    "an unknown chunk of four gigabytes": Kind(header() + chunk(b"\1", 2**32 - 1, b"Junk") + GOOD[14:], 2, "no track"),
    "what is no chunk": Kind(header() + bytes(20) + GOOD[14:], 2, "no track"),
    "another program's chunk in place of a track": Kind(header() + chunk(_BODY, kind=b"XTrk"), 0, "holds 0"),
    # Formats and divisions.
    "format 2": Kind(header(form=2) + GOOD[14:], None, "format 2"),
    "format 65,535": Kind(header(form=65_535) + GOOD[14:], None, "format 65535"),
    "no ticks a beat": Kind(header(division=0) + GOOD[14:], None, "how long a beat is"),
    "one tick a beat": Kind(header(division=1) + GOOD[14:], 2),
    "the most ticks a beat": Kind(header(division=32_767) + GOOD[14:], 2),
    "film frames of 25": Kind(header(division=0xE728) + GOOD[14:], None, "film frames"),
    "film frames of 29.97": Kind(header(division=0xE350) + GOOD[14:], None, "film frames"),
    "film frames of none": Kind(header(division=0x8000) + GOOD[14:], None, "film frames"),
    # Delta times and other lengths in the events.
    "a delta time that never ends": Kind(one(BEAT + "FF" * 400_000), 2, "damaged"),
    "a delta time of five bytes": Kind(one(BEAT + "81 80 80 80 00 99 24 64" + END), 2, "damaged"),
    "a delta time written too long": Kind(one("80 80 80 00 99 24 64" + END), 1),
    "the longest delta time": Kind(one(BEAT + "FF FF FF 7F 99 24 64" + END), 2, "tick 10,000,000"),
    "long delta times of long beats": Kind(one(BEAT + "84 E2 AC 7F 99 24 64" + END, division=1), 2, "tick 100,000"),
    "an end after years": Kind(one(BEAT + "FF FF FF 7F FF2F00"), 2, "tick 10,000,000"),
    "a text longer than the file": Kind(one(BEAT + "00 FF01 FFFFFF7F 41"), 2, "damaged"),
    "a length of five bytes": Kind(one(BEAT + "00 FF01 84 80 80 80 00" + END), 2, "damaged"),
    # Events.
    "data without a status": Kind(one("00 24 64" + BEAT + END), 0, "damaged"),
    "a note above 127": Kind(one(BEAT + "00 99 80 64" + END), 2, "damaged"),
    "a velocity above 127": Kind(one(BEAT + "00 99 24 FF" + END), 2, "damaged"),
    "no note-off at all": Kind(one("00 99 24 64 60 99 26 64 60 99 2A 64" + END), 3),
    "notes of no length": Kind(one("00 99 24 64 00 89 24 00 60 99 26 64 00 99 26 00" + END), 2),
    "note-offs of nothing": Kind(one("00 89 24 00 00 99 26 00" + BEAT + END), 2),
    "a note struck while it sounds": Kind(one("00 99 24 64 01 99 24 64 01 99 24 64 01 89 24 00" + END), 3),
    "real-time bytes between events": Kind(one("00 F8 00 FA 00 FE" + BEAT + "00 FC" + END), 2),
    "undefined status bytes": Kind(one("00 F4 00 F5 00 F9 00 FD" + BEAT + END), 2),
    "system-exclusive that isn't ended": Kind(one("00 F0 02 7E 09" + BEAT + END), 2),
    "system-exclusive of no length": Kind(one("00 F0 00 00 F7 00" + BEAT + END), 2),
    "system-exclusive longer than the file": Kind(one(BEAT + "00 F0 FF FF FF 7F 00"), 2, "damaged"),
    "a running status over meta events": Kind(one("00 99 24 64 00 FF 06 01 41 00 26 64" + END), 2),
    "no end of the track": Kind(one(BEAT), 2),
    "notes after the end of the track": Kind(one(BEAT + END + BEAT), 2, "after the end"),
    "an end that claims a length": Kind(one(BEAT + "00 FF2F05"), 2, "after the end"),
    # Meta events.
    "a tempo of no time": Kind(one("00 FF5103 000000" + BEAT + END), 2, "tempo"),
    "the fastest tempo": Kind(one("00 FF5103 000001" + BEAT + END), 2),
    "a tempo of two bytes": Kind(one("00 FF5102 07A1" + BEAT + END), 2, "tempo"),
    "a tempo of four bytes": Kind(one("00 FF5104 07A12000" + BEAT + END), 2),
    "a metre of 0/4": Kind(one("00 FF5804 00021808" + BEAT + END), 2, "time signature"),
    "a metre of 4/2^255": Kind(one("00 FF5804 04FF1808" + BEAT + END), 2, "time signature"),
    "a metre of 255/4": Kind(one("00 FF5804 FF021808" + BEAT + END), 2, "time signature"),
    "a metre of one byte": Kind(one("00 FF5801 04" + BEAT + END), 2, "time signature"),
    "a metre of nothing": Kind(one("00 FF5800" + BEAT + END), 2, "time signature"),
    "a key of eight sharps": Kind(one("00 FF5902 0800" + BEAT + END), 2),
    "a key of one byte": Kind(one("00 FF5901 00" + BEAT + END), 2),
    "a film offset of nothing": Kind(one("00 FF5400" + BEAT + END), 2),
    "a sequence number of one byte": Kind(one("00 FF0001 00" + BEAT + END), 2),
    "a channel prefix of nothing": Kind(one("00 FF2000" + BEAT + END), 2),
    "an unknown meta event": Kind(one("00 FF6003 010203 00 FF7F00" + BEAT + END), 2),
    "a meta event above 127": Kind(one("00 FFFF 01 00" + BEAT + END), 2),
    "a text of another encoding": Kind(one("00 FF0103 E9FF80" + BEAT + END), 2),
    "a drum map of brackets": Kind(header() + chunk(text(b"beatgen-map:" + b"[" * 99_999) + _BODY), 2),
    "a recipe of one long number": Kind(header() + chunk(text(b"beatgen-recipe:" + b"9" * 99_999) + _BODY), 2),
    "a recipe of numbers that are none": Kind(
        header() + chunk(text(b'beatgen-recipe:{"count": Infinity, "seed": NaN, "temperature": 1e999}') + _BODY), 2
    ),
    "a tempo in the second track": Kind(header(tracks=2) + track(BEAT + END) + track("00 FF5103 061A80" + END), 2),
    # Drums elsewhere.
    "drums on channel 1": Kind(one("00 90 24 64 3C 80 24 40" + END), 1),
    "drums on two other channels": Kind(one("00 90 24 64 00 91 24 64" + END), 2),
    "notes that no map knows": Kind(one("00 99 00 64 00 99 7F 64" + END), 2),
    "a byte too many": Kind(GOOD + bytes(MAX_BYTES + 1 - len(GOOD)), None, "larger than 2 MB"),
}


def large(size: int) -> dict[str, bytes]:
    """Return files of about ``size`` bytes in which there is too much of something."""
    return {
        "notes": full("00 99 24 64", size),
        "notes that go on": full("01 99 24 64", size),
        "notes that end at once": full("00 24 64 00 24 00", size, before=ON),
        "note-offs": full("00 24 00", size, before="00 89 24 00"),
        "tempi": full("01 FF5103 07A120 01 FF5103 061A80", size, before=ON),
        "metres": full("01 FF5804 04021808 01 FF5804 03021808", size, before=ON),
        "bad tempi after a thousand damaged tracks": (
            header(tracks=1000) + track("24") * 999 + track("00 FF5100" * (size // 4 - 3000))
        ),
        "empty texts": full("00 FF0100", size, before=ON),
        "a long text": header() + chunk(bytes.fromhex(ON) + text(b"a" * (size - 100))),
        "a drum map of brackets": header() + chunk(bytes.fromhex(ON) + text(b"beatgen-map:" + b"[" * (size - 200))),
        "a recipe of empty lists": header()
        + chunk(bytes.fromhex(ON) + text(b"beatgen-recipe:[" + b"[]," * (size // 3 - 100) + b"[]]")),
        "clocks": full("00 F8", size, before=ON),
        "starts of tracks in texts": full("00 FF0108 4D54726B FFFFFFFF", size),
        "starts of damaged tracks in texts": full("00 FF0108 4D54726B FFFFFFFF", size, after="FF"),
        "unknown chunks": header() + chunk(b"", kind=b"Junk") * (size // 8 - 10),
        "starts of tracks": header() + b"MTrk" * (size // 4 - 10),
        "zeros": header() + bytes(size - 100),
        "a delta time that never ends": header() + chunk(b"\xff" * (size - 100)),
    }
