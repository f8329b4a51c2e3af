"""The reader of Standard MIDI Files, on files byte by byte: kept is what can be kept, and nothing is believed."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import smf, smf_track
from core.errors import MidiFileError
from core.smf import MidiFile, parse_midi, read_midi

HEADER = "4D546864 00000006 0001 0001 01E0"  # MThd, 6 bytes, format 1, one track, 480 ticks a beat
END = "00 FF2F00"


def file(events: str, header: str = HEADER) -> bytes:
    """Return a file of one track with these events, given in hex; the length of the chunk is right."""
    body = bytes.fromhex(events)
    return bytes.fromhex(header) + b"MTrk" + len(body).to_bytes(4, "big") + body


def columns(midi: MidiFile) -> list[tuple[int, int, int, int, int]]:
    """Return (tick, channel, pitch, velocity, end tick) of each note."""
    notes = midi.notes
    table = (notes.tick, notes.channel, notes.pitch, notes.velocity, notes.end_tick)
    return list(zip(*(column.tolist() for column in table), strict=True))


def test_a_note_has_its_start_and_its_end() -> None:
    # after 0: on, channel 10, note 36, velocity 100; after 60: off
    midi = parse_midi(file("00 99 24 64  3C 89 24 40" + END))
    assert columns(midi) == [(0, 9, 36, 100, 60)]
    assert (midi.ticks_per_beat, midi.end_tick, midi.problems) == (480, 60, ())


def test_a_running_status_goes_on_and_velocity_zero_is_a_note_off() -> None:
    # on; (on) velocity 0; (on) another note; (on) its velocity 0
    midi = parse_midi(file("00 99 24 64  0A 24 00  00 26 50  0A 26 00" + END))
    assert columns(midi) == [(0, 9, 36, 100, 10), (10, 9, 38, 80, 20)]


def test_a_running_status_outlives_a_meta_event() -> None:
    # on; marker "A"; (on)
    assert len(parse_midi(file("00 99 24 64  00 FF 06 01 41  00 26 64" + END)).notes) == 2


def test_a_note_of_zero_length_is_kept_without_an_end() -> None:
    assert columns(parse_midi(file("00 99 24 64  00 89 24 00" + END))) == [(0, 9, 36, 100, -1)]


def test_a_note_that_never_ends_is_kept_without_an_end() -> None:
    assert columns(parse_midi(file("00 99 24 64  60 99 26 64" + END))) == [(0, 9, 36, 100, -1), (96, 9, 38, 100, -1)]


def test_one_note_off_ends_all_notes_of_its_pitch_that_began_earlier() -> None:
    # on at 0; on at 10; off at 10 ends the first; off at 20 the second
    midi = parse_midi(file("00 99 24 64  0A 99 24 32  00 89 24 00  0A 89 24 00" + END))
    assert columns(midi) == [(0, 9, 36, 100, 10), (10, 9, 36, 50, 20)]
    # on at 0; on at 10; off at 20 ends both
    midi = parse_midi(file("00 99 24 64  0A 99 24 32  0A 89 24 00" + END))
    assert columns(midi) == [(0, 9, 36, 100, 20), (10, 9, 36, 50, 20)]


def test_notes_of_two_channels_do_not_end_each_other() -> None:
    midi = parse_midi(file("00 99 24 64  00 90 24 64  0A 80 24 00  0A 89 24 00" + END))
    assert columns(midi) == [(0, 9, 36, 100, 20), (0, 0, 36, 100, 10)]


def test_other_channel_messages_are_passed_over() -> None:
    # aftertouch, controller, program, channel pressure, pitch bend: of two or one data bytes
    midi = parse_midi(file("00 A9 24 01  00 B9 07 64  00 C9 05  00 D9 10  00 E9 00 40  05 99 24 64" + END))
    assert columns(midi) == [(5, 9, 36, 100, -1)]


def test_tempi_metres_and_texts_are_read_in_order() -> None:
    # 4/4 at 0; text "hé"; tempo 400,000 at 0; 6/8 at 96; tempo 500,000 at 96
    midi = parse_midi(
        file("00 FF5804 04021808  00 FF0103 68C3A9  00 FF5103 061A80  60 FF5804 06031808  00 FF5103 07A120" + END)
    )
    assert midi.metres == ((0, 4, 4), (96, 6, 8))
    assert midi.tempos == ((0, 400_000), (96, 500_000))
    assert midi.texts == ("hé",)


def test_tempi_of_every_track_count() -> None:
    second = bytes.fromhex("00 FF5103 061A80" + END)
    data = file("60 FF5103 07A120" + END) + b"MTrk" + len(second).to_bytes(4, "big") + second
    assert parse_midi(data).tempos == ((0, 400_000), (96, 500_000))


def test_a_text_of_another_encoding_is_no_obstacle() -> None:
    assert parse_midi(file("00 FF0101 E9" + END)).texts == ("\N{REPLACEMENT CHARACTER}",)


@pytest.mark.parametrize(
    ("events", "words"),
    [
        ("00 FF5102 07A1", "tempo"),  # two bytes of three
        ("00 FF5103 000000", "tempo"),  # no time at all
        ("00 FF5801 04", "time signature"),  # a numerator alone
        ("00 FF5804 00021808", "time signature"),  # 0/4
        ("00 FF5804 04FF1808", "time signature"),  # 4/2²⁵⁵
        ("00 FF5800", "time signature"),  # empty
    ],
)
def test_a_meta_event_that_cannot_be_is_left_out_and_said_once(events: str, words: str) -> None:
    midi = parse_midi(file(events * 3 + "00 99 24 64" + END))
    assert (midi.tempos, midi.metres, len(midi.notes)) == ((), (), 1)
    assert len(midi.problems) == 1
    assert words in midi.problems[0]


def test_unknown_meta_events_are_passed_over() -> None:
    # key signature of 8 sharps; unknown type 60 with three bytes; sequencer-specific
    assert len(parse_midi(file("00 FF5902 0800  00 FF6003 010203  00 FF7F01 00  00 99 24 64" + END)).notes) == 1


def test_system_exclusive_and_real_time_messages_are_passed_over() -> None:
    # F0 of three bytes, F7 of one; clock, start, active sensing; song position, song select, time code
    events = "00 F003 7E09F7  00 F701 F8  00 F8  00 FA  00 FE  00 F2 0102  00 F3 01  00 F1 01  00 99 24 64"
    midi = parse_midi(file(events + END))
    assert (len(midi.notes), midi.problems) == (1, ())


def test_what_comes_after_the_end_of_a_track_is_not_read() -> None:
    assert len(parse_midi(file(END + "00 99 24 64")).notes) == 0


def test_a_track_without_an_end_is_read() -> None:
    midi = parse_midi(file("00 99 24 64"))
    assert (len(midi.notes), midi.problems) == (1, ())


def test_an_endless_length_damages_its_track_only() -> None:
    good = bytes.fromhex("00 99 26 64" + END)
    # a delta time of 300,000 bytes that never ends
    bad = file("00 99 24 64" + "FF" * 300_000) + b"MTrk" + len(good).to_bytes(4, "big") + good
    begun_s = time.monotonic()
    midi = parse_midi(bad)
    assert time.monotonic() - begun_s < 5  # other readers take the square of its length
    assert [pitch for _, _, pitch, _, _ in columns(midi)] == [36, 38]
    assert midi.problems == ("Track 1 is damaged; what came before the damage was kept.",)


@pytest.mark.parametrize(
    "events",
    [
        "24 64",  # data without a status, as running status of nothing
        "00 99 24 64  00 99 80 64",  # a note above 127
        "00 99 24 64  00 99 24 80",  # a velocity above 127
        "00 99 24 64  00 99 24",  # ends in the middle of a note
        "00 99 24 64  00 B9 07",  # ends in the middle of a controller
        "00 99 24 64  00",  # ends after a delta time
        "00 99 24 64  00 FF 01 7F 41",  # a text that is longer than the track
        "00 99 24 64  00 FF 01 84 80 80 80 00",  # a length of five bytes
        "00 99 24 64  00 F0 7F 00",  # system-exclusive that is longer than the track
        "00 99 24 64  00 FF",  # a meta event without a type
    ],
)
def test_a_damaged_track_keeps_what_came_before(events: str) -> None:
    midi = parse_midi(file(events))
    assert len(midi.notes) == (1 if "99" in events else 0)
    assert midi.problems == ("Track 1 is damaged; what came before the damage was kept.",)


def test_a_file_cut_in_the_middle_keeps_what_is_there() -> None:
    midi = parse_midi(file("00 99 24 64  3C 89 24 40  00 99 26 64  3C 89 26 40" + END)[:-10])
    assert columns(midi)[0] == (0, 9, 36, 100, 60)
    assert midi.problems[0] == "The file ends in the middle of a track; what came before was kept."


def test_a_track_that_claims_four_gigabytes_is_read_to_the_files_end() -> None:
    data = file("00 99 24 64" + END).replace(b"MTrk\0\0\0\x08", b"MTrk\xff\xff\xff\xff")
    assert len(parse_midi(data).notes) == 1


@pytest.mark.parametrize("claimed", ["0000", "0002", "FFFF"])
def test_the_headers_number_of_tracks_is_not_believed(claimed: str) -> None:
    header = f"4D546864 00000006 0001 {claimed} 01E0"
    assert len(parse_midi(file("00 99 24 64" + END, header)).notes) == 1


def test_an_unknown_chunk_is_passed_over() -> None:
    junk = f"{HEADER} 4A756E6B 00000003 010203"  # "Junk", three bytes
    assert len(parse_midi(file("00 99 24 64" + END, junk)).notes) == 1


def test_a_longer_header_is_read_past() -> None:
    header = "4D546864 00000008 0001 0001 01E0 ABCD"
    assert len(parse_midi(file("00 99 24 64" + END, header)).notes) == 1


@pytest.mark.parametrize(
    ("header", "words"),
    [
        ("", "not a MIDI file"),
        ("52494646 00000006 0001 0001 01E0", "not a MIDI file"),  # RIFF
        ("4D546864 00000005 0001 0001 01E0", "damaged header"),
        ("4D546864 FFFFFFFF 0001 0001 01E0", "damaged header"),
        ("4D546864 00000006 0002 0001 01E0", "format 2"),
        ("4D546864 00000006 FFFF 0001 01E0", "format 65535"),
        ("4D546864 00000006 0001 0001 0000", "how long a beat is"),
        ("4D546864 00000006 0001 0001 E728", "film frames"),  # 25 frames a second, 40 ticks each
        ("4D546864 00000006 0001 0001 8000", "film frames"),
    ],
)
def test_a_header_that_cannot_be_used_is_refused_with_what_to_do(header: str, words: str) -> None:
    with pytest.raises(MidiFileError, match=words) as caught:
        parse_midi(file("00 99 24 64" + END, header))
    assert ";" in caught.value.sentence  # what is wrong; what to do


def test_a_huge_delta_time_ends_the_reading() -> None:
    midi = parse_midi(file("00 99 24 64  FFFFFF7F 99 26 64" + END))
    assert (len(midi.notes), midi.end_tick) == (1, 0)
    assert midi.problems == ("What comes after tick 10,000,000 was left out.",)


def test_only_so_many_notes_and_tracks_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(smf_track, "MAX_NOTES", 3)
    midi = parse_midi(file("00 99 24 64" * 5 + END))
    assert (len(midi.notes), midi.problems) == (3, ("Only the first 3 notes were read.",))
    monkeypatch.setattr(smf_track, "MAX_NOTES", 100)
    monkeypatch.setattr(smf, "MAX_TRACKS", 2)
    track = file("00 99 24 64" + END)
    midi = parse_midi(track + track[14:] * 3)
    assert (len(midi.notes), midi.problems) == (2, ("Only the first 2 tracks were read.",))


def test_only_so_many_tempi_and_metres_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(smf_track, "MAX_CHANGES", 2)
    midi = parse_midi(file("00 FF5103 07A120" * 3 + "00 FF5804 04021808" * 3 + "00 99 24 64" + END))
    assert (len(midi.tempos), len(midi.metres), len(midi.notes)) == (2, 2, 1)
    assert midi.problems == ("Only the first 2 tempi were read.", "Only the first 2 time signatures were read.")


@pytest.mark.parametrize(
    ("ticks_per_beat", "tick"), [("0001", "100,000"), ("0018", "2,400,000"), ("7FFF", "10,000,000")]
)
def test_a_file_is_read_up_to_a_tick_and_a_beat(ticks_per_beat: str, tick: str) -> None:
    header = f"4D546864 00000006 0001 0001 {ticks_per_beat}"
    midi = parse_midi(file("00 99 24 64  85808000 99 26 64" + END, header))  # after over ten million ticks
    assert (len(midi.notes), midi.problems) == (1, (f"What comes after tick {tick} was left out.",))


def test_damaged_tracks_are_told_of_in_one_sentence() -> None:
    bad = b"MTrk\0\0\0\x01\x24"
    (problem,) = parse_midi(file("00 99 24 64" + END) + bad * 2).problems
    assert problem == "2 tracks (2, 3) are damaged; what came before the damage was kept."
    (problem,) = parse_midi(file("00 99 24 64" + END) + bad * 9).problems
    assert problem.startswith("9 tracks (2, 3, 4, 5, 6, 7, 8, 9, …) are damaged")


def test_a_folder_a_missing_file_and_an_impossible_name_are_refused(tmp_path: Path) -> None:
    for path, words in ((tmp_path, "not a file"), (tmp_path / "no.mid", "No such file"), (Path("a\0b"), "bad name")):
        with pytest.raises(MidiFileError, match=words) as caught:
            read_midi(path)
        assert caught.value.subject == path


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_named_pipe_does_not_hang_the_reader(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.mid")
    with pytest.raises(MidiFileError, match="not a file"):
        read_midi(tmp_path / "pipe.mid")


def test_a_file_that_is_too_large_is_not_even_opened(tmp_path: Path) -> None:
    path = tmp_path / "large.mid"
    with path.open("wb") as large:
        large.truncate(smf.MAX_FILE_BYTES + 1)
    with pytest.raises(MidiFileError, match="larger than 2 MB"):
        read_midi(path)


def test_an_error_in_the_content_names_the_file(tmp_path: Path) -> None:
    path = tmp_path / "notes.mid"
    path.write_text("la la la", encoding="utf-8")
    with pytest.raises(MidiFileError, match="not a MIDI file") as caught:
        read_midi(path)
    assert str(caught.value).startswith(str(path))


GOOD = file(
    "00 FF5804 04021808  00 FF5103 07A120  00 FF0103 616263  00 99 24 64  0A 24 00  00 26 50  81 00 89 26 40"
    "00 B9 07 64  00 F003 7E09F7  00 C9 05  60 99 2A 40  3C 2A 00" + END
)


def check(data: bytes) -> None:
    """Parse; whatever comes back has columns of one length and values in range."""
    try:
        midi = parse_midi(data)
    except MidiFileError:
        return
    notes = midi.notes
    assert len(notes) == len(notes.channel) == len(notes.pitch) == len(notes.velocity) == len(notes.end_tick)
    assert ((notes.pitch >= 0) & (notes.pitch <= 127) & (notes.velocity >= 1) & (notes.velocity <= 127)).all()
    assert ((notes.end_tick == -1) | (notes.end_tick > notes.tick)).all()
    assert notes.tick.max(initial=0) <= midi.end_tick <= smf.MAX_TICK


@given(st.binary(max_size=400), st.sampled_from([b"", bytes.fromhex(HEADER), file("")[:-4] + b"\0\0\1\0"]))
def test_no_bytes_break_the_reader(data: bytes, start: bytes) -> None:
    check(start + data)


@given(st.lists(st.tuples(st.integers(0, len(GOOD) - 1), st.integers(0, 255)), max_size=8), st.integers(0, len(GOOD)))
def test_no_mutation_of_a_good_file_breaks_the_reader(changes: list[tuple[int, int]], length: int) -> None:
    data = bytearray(GOOD)
    for place, byte in changes:
        data[place] = byte
    check(bytes(data[:length] if length % 3 == 0 else data))


@pytest.mark.parametrize("unit", ["00 99 24 64", "00 24", "00 C0 00 C0", "00 FF5100", "00 F8", "00 FF0100", "00 F000"])
def test_the_largest_file_of_anything_is_read_in_seconds(unit: str) -> None:
    # ticks never move, so notes of one pitch pile up; note-offs of nothing; metas without a body
    data = file("00 99 24 64" + unit * (smf.MAX_FILE_BYTES // len(bytes.fromhex(unit))))
    begun_s = time.monotonic()
    check(data)
    assert time.monotonic() - begun_s < 10
