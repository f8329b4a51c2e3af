"""What another player process is told."""

from __future__ import annotations

from dataclasses import replace

from core.mix import Mix
from core.note_events import EventList, Section
from core.playback import wire
from core.playback.states import (
    ClockSource,
    InputChoice,
    Metronome,
    Playhead,
    PortChoice,
    SwitchAt,
    SynthChoice,
    TransportChanged,
)
from core.playback.wanted import Wanted

BEAT = EventList((), 1920, 100.0)


def after(*commands: wire.Command) -> list[wire.Command]:
    wanted = Wanted()
    for command in commands:
        wanted = wanted.after(command)
    return wanted.commands()


def test_everything_that_holds_is_told_again() -> None:
    told = (
        wire.SetSynth(SynthChoice(gain=1.0)),
        wire.SetPort(PortChoice("out")),
        wire.Seek(240),
        wire.SetInput(InputChoice("in")),
        wire.SetMetronome(Metronome(on=True)),
        wire.SetMix(Mix().with_mute(3, True)),
        wire.Load(BEAT, SwitchAt.STEP, Section(0, 960)),
        wire.SetBpm(90.0),
        wire.SetClock(ClockSource.LINK),
        wire.Play(960),
    )
    assert after(*told) == list(told)


def test_a_moment_that_has_passed_is_not() -> None:
    commands = after(wire.Play(960), wire.Audition(36, 100), wire.Load(BEAT, SwitchAt.LOOP), wire.Stop())
    assert commands == [
        *(wire.SetSynth(None), wire.SetPort(None), wire.Seek(0)),
        *(wire.Load(BEAT, SwitchAt.STEP), wire.SetBpm(100.0)),
    ]


def test_the_tempo_told_last_holds() -> None:
    assert wire.SetBpm(100.0) in after(wire.SetBpm(90.0), wire.Load(BEAT, SwitchAt.STEP))
    assert wire.SetBpm(90.0) in after(wire.Load(BEAT, SwitchAt.STEP), wire.SetBpm(90.0))


def test_what_a_leader_starts_and_stops_is_wanted_too() -> None:
    playing = Wanted().after_hearing(TransportChanged(playing=True))
    assert playing.playing
    assert not playing.after_hearing(TransportChanged(playing=False)).playing


def test_the_next_player_goes_on_where_the_music_was() -> None:
    wanted = Wanted().after(wire.Load(BEAT, SwitchAt.STEP)).after(wire.Play(0))
    died = wanted.after_death(Playhead(700.5, True, 3, 150.0), at_s=9.0)
    assert died.commands()[-1] == wire.Play(700, bpm=150.0)
    assert died.after(wire.Play(240)).commands()[-1] == wire.Play(240)
    assert wire.Stop() not in died.commands()
    assert died.after(wire.Stop()).commands() == wanted.after(wire.Stop()).commands()


def test_in_the_wake_of_a_leader_the_next_player_is_told_when_the_music_was_there() -> None:
    wanted = Wanted().after(wire.SetClock(ClockSource.MIDI)).after_hearing(TransportChanged(playing=True))
    died = wanted.after_death(Playhead(700.5, True, 3, 150.0), at_s=9.0)
    assert died.commands()[-1] == wire.Play(700, at_s=9.0, bpm=150.0)
    assert died.after_hearing(TransportChanged(playing=True)).commands()[-1] == wire.Play(None)


def test_the_next_player_hears_that_notes_may_sound_at_the_port_whether_the_music_ran_or_not() -> None:
    choice = PortChoice("port")
    for wanted in (Wanted(port=choice), Wanted(port=choice, playing=True)):
        died = wanted.after_death(Playhead(0.0, False, 0, 120.0), at_s=9.0)
        assert wire.SetPort(replace(choice, left_sounding=True)) in died.commands()
        assert wire.SetPort(choice) in died.after(wire.SetPort(choice)).commands()
