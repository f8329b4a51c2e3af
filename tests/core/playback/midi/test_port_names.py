"""Which port is wanted, and which ports are BeatGen's own."""

from __future__ import annotations

import pytest

from core.errors import OutputError
from core.playback.midi.port_names import find_loopback, find_port, others, same_port

ALSA = ["Midi Through:Midi Through Port-0 14:0", "Synth:in 128:0", "Synth:in 130:0"]
WINDOWS = ["Microsoft GS Wavetable Synth 0", "loopMIDI Port 1", "Drums 2"]


def test_a_port_is_found_by_name_even_if_alsa_numbers_it_anew() -> None:
    assert find_port(ALSA, "Synth:in 130:0", "linux") == 2
    assert find_port(ALSA, "Synth:in 129:0", "linux") == 1
    assert find_port(ALSA, "Synth:in", "linux") == 1
    with pytest.raises(OutputError, match="isn't there"):
        find_port(ALSA, "Drums", "linux")


def test_a_number_at_the_end_is_rtmidis_own_on_windows_only() -> None:
    assert find_port(WINDOWS, "Drums 3", "win32") == 2
    with pytest.raises(OutputError, match="isn't there"):
        find_port(["Drums 2"], "Drums 3", "darwin")


def test_an_open_port_is_told_from_its_twin_where_the_numbers_last() -> None:
    assert not same_port("Synth:in 128:0", "Synth:in 130:0", "linux")
    assert same_port("Drums 1", "Drums 2", "win32")  # a device before it was unplugged


def test_own_ports_are_none_to_play_to() -> None:
    names = ["BeatGen:BeatGen 129:0", "BeatGen:drums", "BeatGen-01:in", "BeatGen", "BeatGen-ear:in", "Live:in"]
    assert others(names, "linux") == ["BeatGen-ear:in", "Live:in"]


def test_on_windows_a_port_called_beatgen_is_one_made_for_it() -> None:
    assert others(["BeatGen 3"], "win32") == ["BeatGen 3"]


def test_a_port_made_for_beatgen_comes_before_any_of_loopmidis() -> None:
    assert find_loopback([*WINDOWS, "to beatgen 3"]) == 3
    assert find_loopback(WINDOWS) == 1
    assert find_loopback(["Drums 0"]) is None
