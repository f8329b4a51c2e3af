"""The dataset comes whole or not at all, and what has arrived of it isn't fetched again."""

from __future__ import annotations

import contextlib
import hashlib
import io
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import zipfile
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import httpx
import pytest

from core.errors import DatasetError
from train import transfer
from train.dataset import read_dataset
from train.download import Archive, download

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class Server:
    """A web server on this computer with one file, and with the vices that real ones have.

    Attributes:
        content: The file.
        tag: Its ETag; empty for none.
        knows_ranges: False answers a request for a part with the whole.
        believes_if_range: False sends the part asked for even of a file that has changed.
        cut_after: Breaks the connection after so many bytes of an answer; None sends all.
        status: Answers every request with this status instead, if set.
        stalls: True sends nothing more after ``cut_after`` but keeps the connection until ``go_on`` is set.
        asked: The Range of each request, empty for none.
    """

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.tag = '"one"'
        self.knows_ranges = True
        self.believes_if_range = True
        self.tells_length = True
        self.cut_after: int | None = None
        self.status: int | None = None
        self.stalls = False
        self.go_on = threading.Event()
        self.asked: list[str] = []
        self.url = ""

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        wanted = request.headers.get("Range", "")
        self.asked.append(wanted)
        if self.status:
            request.send_error(self.status)
            return
        same = not self.believes_if_range or request.headers.get("If-Range", self.tag) == self.tag
        start = int(wanted[len("bytes=") : -1]) if wanted and self.knows_ranges and same else None
        if start is not None and start >= len(self.content):
            request.send_response(416)
            request.send_header("Content-Range", f"bytes */{len(self.content)}")
            request.send_header("Content-Length", "0")
            request.end_headers()
            return
        body = self.content[start or 0 :]
        request.send_response(200 if start is None else 206)
        if start is not None:
            request.send_header("Content-Range", f"bytes {start}-{len(self.content) - 1}/{len(self.content)}")
        if self.tag:
            request.send_header("ETag", self.tag)
        if self.tells_length:
            request.send_header("Content-Length", str(len(body)))
        request.end_headers()
        request.wfile.write(body[: self.cut_after])
        if self.stalls:
            request.wfile.flush()
            self.go_on.wait(60)


@contextlib.contextmanager
def serving(server: Server) -> Iterator[Server]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            server.answer(self)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as http:
        http.daemon_threads = False
        thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        server.url = f"http://127.0.0.1:{http.server_port}/groove.zip"
        try:
            yield server
        finally:
            server.go_on.set()
            http.shutdown()
            thread.join()


def zipped(members: dict[str, bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return data.getvalue()


@pytest.fixture
def archive(dataset: Path) -> bytes:
    """The small dataset packed as the published one is: all of it in one folder."""
    files = [path for path in dataset.rglob("*") if path.is_file()]
    return zipped({f"groove/{path.relative_to(dataset).as_posix()}": path.read_bytes() for path in files})


@pytest.fixture
def server(archive: bytes) -> Iterator[Server]:
    with serving(Server(archive)) as server:
        yield server


def get(server: Server, folder: Path, content: bytes | None = None) -> bool:
    """Download what the server has, or what it should have."""
    return download(folder, Archive(server.url, sha256(server.content if content is None else content)))


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture
def half(server: Server, tmp_path: Path) -> int:
    """The number of bytes that arrived before the connection broke."""
    server.cut_after = len(server.content) // 2
    with pytest.raises(DatasetError, match="broke off; run the same command again to go on from there"):
        get(server, tmp_path / "groove")
    assert names(tmp_path) == ["groove.zip.part", "groove.zip.part.json"]
    assert (tmp_path / "groove.zip.part").stat().st_size == server.cut_after
    server.asked.clear()
    half, server.cut_after = server.cut_after, None
    return half


def test_the_dataset_lies_ready_and_nothing_else_is_left(server: Server, dataset: Path, tmp_path: Path) -> None:
    assert get(server, tmp_path / "data" / "groove") is True
    assert names(tmp_path / "data") == ["groove"]
    assert read_dataset(tmp_path / "data" / "groove") == read_dataset(dataset)
    for path in dataset.rglob("*.mid"):
        assert (tmp_path / "data" / "groove" / path.relative_to(dataset)).read_bytes() == path.read_bytes()


def test_what_is_there_already_is_not_fetched_again(server: Server, tmp_path: Path) -> None:
    get(server, tmp_path / "groove")
    assert get(server, tmp_path / "groove") is False
    assert len(server.asked) == 1


def test_an_empty_folder_is_filled_and_one_in_use_left_alone(server: Server, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert get(server, tmp_path / "empty")
    (tmp_path / "used").mkdir()
    (tmp_path / "used" / "song.mid").touch()
    with pytest.raises(DatasetError, match="holds something else"):
        get(server, tmp_path / "used")
    with pytest.raises(DatasetError, match="holds something else"):
        get(server, tmp_path / "used" / "song.mid")
    assert names(tmp_path / "used") == ["song.mid"]
    assert len(server.asked) == 1


def test_a_transfer_that_broke_off_goes_on_where_it_stopped(server: Server, tmp_path: Path, half: int) -> None:
    assert get(server, tmp_path / "groove")
    assert server.asked == [f"bytes={half}-"]
    assert names(tmp_path) == ["groove"]


def test_a_transfer_goes_on_without_marks_too(server: Server, tmp_path: Path) -> None:
    server.tag, server.cut_after = "", 700
    with pytest.raises(DatasetError, match="broke off"):
        get(server, tmp_path / "groove")
    server.cut_after = None
    assert get(server, tmp_path / "groove")
    assert server.asked == ["", "bytes=700-"]


def test_a_server_without_ranges_sends_it_all_again(server: Server, tmp_path: Path, half: int) -> None:
    server.knows_ranges = False
    assert get(server, tmp_path / "groove")
    assert server.asked == [f"bytes={half}-"]


@pytest.mark.parametrize("believes", [True, False])
def test_a_file_that_has_changed_meanwhile_is_fetched_anew(
    server: Server, tmp_path: Path, half: int, believes: bool
) -> None:
    server.content, server.tag = zipped({"groove/info.csv": b"other", "groove/a.mid": os.urandom(3 * half)}), '"two"'
    server.believes_if_range = believes
    assert get(server, tmp_path / "groove")
    assert (tmp_path / "groove" / "info.csv").read_bytes() == b"other"
    assert len(server.asked) == (1 if believes else 2)


def test_a_part_of_another_address_is_not_gone_on_with(server: Server, tmp_path: Path, half: int) -> None:
    server.url += "?mirror"
    assert get(server, tmp_path / "groove")
    assert server.asked == [""]


@pytest.mark.parametrize("note", [b"", b"[]", b'{"url": 3}', b"\xff"])
def test_a_part_whose_note_is_damaged_is_not_gone_on_with(
    server: Server, tmp_path: Path, half: int, note: bytes
) -> None:
    (tmp_path / "groove.zip.part.json").write_bytes(note)
    assert get(server, tmp_path / "groove")
    assert server.asked == [""]


def test_an_archive_that_had_arrived_whole_is_unpacked_without_fetching(
    server: Server, tmp_path: Path, half: int
) -> None:
    (tmp_path / "groove.zip.part").write_bytes(server.content)
    assert get(server, tmp_path / "groove")
    assert server.asked == [f"bytes={len(server.content)}-"]


def test_a_part_that_is_too_long_is_fetched_anew(server: Server, tmp_path: Path, half: int) -> None:
    (tmp_path / "groove.zip.part").write_bytes(server.content + b"more")
    assert get(server, tmp_path / "groove")
    assert server.asked == [f"bytes={len(server.content) + 4}-", ""]


def test_a_wrong_checksum_leaves_nothing(server: Server, tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match=f"has the SHA-256 {sha256(server.content)}, not 0{{64}}; run it again"):
        download(tmp_path / "groove", Archive(server.url, "0" * 64))
    assert names(tmp_path) == []


def test_a_checksum_may_be_in_capitals(server: Server, tmp_path: Path) -> None:
    assert download(tmp_path / "groove", Archive(server.url, sha256(server.content).upper()))


def test_an_answer_cut_short_without_a_length_fails_by_its_checksum(server: Server, tmp_path: Path) -> None:
    server.tells_length, server.cut_after = False, 500
    with pytest.raises(DatasetError, match="has the SHA-256"):
        get(server, tmp_path / "groove")
    assert names(tmp_path) == []


@pytest.mark.parametrize("status", [403, 404, 416, 500, 503])
def test_a_refusal_is_said_with_its_status(server: Server, tmp_path: Path, status: int) -> None:
    server.status = status
    with pytest.raises(DatasetError, match=rf"was refused by the server \({status} .+\); try later or give another"):
        get(server, tmp_path / "groove")
    assert names(tmp_path) == []


def test_without_a_network_it_says_so_and_keeps_what_has_arrived(server: Server, tmp_path: Path, half: int) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        nobody = f"http://127.0.0.1:{closed.getsockname()[1]}/groove.zip"
        with pytest.raises(DatasetError, match=r"can't be reached \(.+\); check the network and run it again"):
            download(tmp_path / "groove", Archive(nobody, "0" * 64))
    assert get(server, tmp_path / "groove")
    assert server.asked == [f"bytes={half}-"]


@pytest.mark.parametrize(
    "url",
    [
        *("", "groove.zip", "//localhost/groove.zip", "ftp://localhost/groove.zip", "http://"),
        *(
            "http://[",
            "http://%5B/groove.zip",
            "https://%5B",
            "http://[::1",
            "http://a b/",
            "http://a%00/",
            "http://%2e/",
        ),
        *(
            "http://a..b/",
            "http://.a/",
            f"http://{'a' * 64}.invalid/",
            "http://xn--a/",
            "http://\u200b/",
            "http://\udcff/",
        ),
    ],
)
def test_what_is_no_address_is_said(tmp_path: Path, url: str) -> None:
    with pytest.raises(DatasetError, match="is not a web address; give one that begins with https://"):
        download(tmp_path / "groove", Archive(url, "0" * 64))
    assert names(tmp_path) == []


@pytest.mark.parametrize(
    "url",
    [
        "https://zenodo.org",
        "http://localhost:80/",
        "http://[::1]/",
        "http://10.0.0.1/",
        "http://my_disk./",
        "http://드럼.한국/",
    ],
)
def test_what_is_an_address_is_looked_up(url: str) -> None:
    transfer._check_host(httpx.URL(url))


def test_a_server_that_sends_one_on_to_no_address_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, server: Server
) -> None:
    def move(request: BaseHTTPRequestHandler) -> None:
        request.send_response(302)
        request.send_header("Location", "http://a..b/groove.zip")
        request.send_header("Content-Length", "0")
        request.end_headers()

    monkeypatch.setattr(server, "answer", move)
    with pytest.raises(DatasetError, match="is not a web address"):
        get(server, tmp_path / "groove")


def test_a_silent_server_is_given_up(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transfer, "TIMEOUT_S", 0.2)
    server.stalls, server.cut_after = True, 100
    with pytest.raises(DatasetError, match="broke off"):
        get(server, tmp_path / "groove")
    assert (tmp_path / "groove.zip.part").stat().st_size == 100


@pytest.mark.parametrize("tells", [True, False])
def test_a_flood_is_stopped(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tells: bool) -> None:
    monkeypatch.setattr(transfer, "MAX_BYTES", 1000)
    server.tells_length = tells
    with pytest.raises(DatasetError, match="is larger than"):
        get(server, tmp_path / "groove")
    assert not (tmp_path / "groove").exists()
    assert (tmp_path / "groove.zip.part").stat().st_size <= 1000


@pytest.mark.skipif(sys.platform == "win32", reason="has no limit on the size of a file")
def test_a_disk_without_room_is_said_and_what_fitted_is_kept(tmp_path: Path, archive: bytes) -> None:
    import resource

    content = zipped({"groove/info.csv": os.urandom(300_000)})
    with serving(Server(content)) as server:
        before = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (150_000, before[1]))
        try:
            with pytest.raises(DatasetError, match=r"can't be written \(.+\); make room or choose another folder"):
                get(server, tmp_path / "groove")
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)
        assert get(server, tmp_path / "groove")
        assert re.fullmatch(r"bytes=1\d{5}-", server.asked[1])


def test_progress_tells_bytes_there_and_in_all(server: Server, tmp_path: Path, half: int) -> None:
    seen: list[tuple[int, int | None]] = []
    download(tmp_path / "groove", Archive(server.url, sha256(server.content)), lambda *now: seen.append(now))
    assert seen[0][0] > half
    assert seen[-1] == (len(server.content), len(server.content))


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl+C can't be sent to one process there")
def test_ctrl_c_leaves_a_part_to_go_on_with(server: Server, tmp_path: Path) -> None:
    server.stalls, server.cut_after = True, 800
    part = tmp_path / "groove.zip.part"
    line = [sys.executable, "-m", "train", "download", tmp_path / "groove", "--url", server.url, "--sha256"]
    with subprocess.Popen([*line, sha256(server.content)], stderr=subprocess.PIPE, text=True) as process:
        _wait_for_size(part, 800, process)
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=60)
    assert process.returncode not in (0, None)
    assert "Traceback" not in errors
    assert not (tmp_path / "groove").exists()
    server.stalls, server.cut_after = False, None
    assert get(server, tmp_path / "groove")
    assert server.asked == ["", "bytes=800-"]


def _wait_for_size(path: Path, size: int, process: subprocess.Popen[str]) -> None:
    deadline_s = time.monotonic() + 60
    while not path.exists() or path.stat().st_size < size:
        assert time.monotonic() < deadline_s
        with contextlib.suppress(subprocess.TimeoutExpired):
            pytest.fail(f"ended with {process.wait(0.02)}")
