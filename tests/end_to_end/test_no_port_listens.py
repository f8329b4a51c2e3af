"""Nobody can come in: neither the window nor its player listens at any port."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

APP = Path(__file__).resolve().parent.parent / "soak" / "watched_app.py"
PATIENCE_S, LOOKS = 60.0, 20
TCP_LISTENS, UNIX_LISTENS = "0A", 0x10000  # Linux: include/net/tcp_states.h, __SO_ACCEPTCON in linux/net.h
PLAYER = "core.playback.player"

pytestmark = pytest.mark.skipif(not Path("/proc/net/tcp").exists(), reason="only Linux tells whose sockets there are")


def listening() -> dict[str, str]:
    """Return all sockets of this machine that somebody could speak to, by inode."""
    found = {}
    for kind in ("tcp", "tcp6", "udp", "udp6"):
        table = Path("/proc/net") / kind
        for words in map(str.split, table.read_text().splitlines()[1:] if table.exists() else []):
            if kind.startswith("udp") or words[3] == TCP_LISTENS:
                found[words[9]] = f"{kind} {words[1]}"
    for words in map(str.split, Path("/proc/net/unix").read_text().splitlines()[1:]):
        if int(words[3], 16) & UNIX_LISTENS:
            found[words[6]] = f"unix {' '.join(words[7:])}"
    return found


def sockets_of(process: int) -> set[str]:
    """Return the inodes of a process's sockets."""
    found = set()
    for handle in Path(f"/proc/{process}/fd").iterdir():
        try:
            target = str(handle.readlink())
        except FileNotFoundError:  # it has just been closed
            continue
        if target.startswith("socket:["):
            found.add(target.removeprefix("socket:[").removesuffix("]"))
    return found


def family(process: int) -> list[int]:
    """Return a process and all that it has started, directly or not."""
    children = Path(f"/proc/{process}/task/{process}/children")
    found = [process]
    for child in map(int, children.read_text().split()):
        found += family(child)
    return found


def doors(process: int) -> dict[int, list[str]]:
    """Return at what each of a process's family listens; nothing of those that listen at nothing."""
    everywhere = listening()
    found = {}
    for member in family(process):
        own = sorted(everywhere[inode] for inode in sockets_of(member) & everywhere.keys())
        if own:
            found[member] = own
    return found


@contextmanager
def application(folder: Path) -> Iterator[subprocess.Popen[str]]:
    """Run the real application, without a screen, until its model is in memory and its player knows its devices."""
    environment = {**os.environ, **{f"XDG_{name}_HOME": str(folder / name.lower()) for name in ("CONFIG", "STATE")}}
    pipe = subprocess.PIPE
    program = subprocess.Popen([sys.executable, str(APP)], env=environment, stdin=pipe, stdout=pipe, text=True)
    assert program.stdin is not None
    assert program.stdout is not None
    try:
        shown: dict[str, object] = {}
        while shown.get("phase") != "READY" or shown.get("synth") in ("off", "starting"):
            line = program.stdout.readline()
            assert line, f"the application has ended; it showed {shown}"
            shown.update(json.loads(line))
        yield program
    finally:
        program.communicate("quit\n", timeout=PATIENCE_S)


def test_neither_the_window_nor_its_player_listens_at_a_port(tmp_path: Path) -> None:
    with application(tmp_path) as program:
        assert program.stdin is not None
        program.stdin.write("play\n")
        program.stdin.flush()
        members = family(program.pid)
        commands = [Path(f"/proc/{member}/cmdline").read_text() for member in members]
        assert any(PLAYER in command for command in commands)
        for _ in range(LOOKS):
            assert doors(program.pid) == {}
    assert program.returncode == 0


@pytest.mark.parametrize("kind", [socket.SOCK_STREAM, socket.SOCK_DGRAM])
def test_a_port_that_listens_would_be_found(kind: socket.SocketKind) -> None:
    with socket.socket(socket.AF_INET, kind) as door:
        door.bind(("127.0.0.1", 0))
        if kind is socket.SOCK_STREAM:
            door.listen()
        assert len(doors(os.getpid())[os.getpid()]) == 1


def test_a_unix_socket_that_listens_would_be_found(tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as door:
        door.bind(str(tmp_path / "door"))
        door.listen()
        assert doors(os.getpid())[os.getpid()] == [f"unix {tmp_path / 'door'}"]
