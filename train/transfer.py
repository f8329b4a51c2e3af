"""Fetching a file over HTTP so that a transfer that breaks off can go on later (RFC 9110, sections 13 to 15).

httpx rather than urllib because it brings its own certificates (Python on macOS has none until its user installs them)
and notices a body that ends too early.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import httpx

from core.errors import DatasetError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

TIMEOUT_S = 30.0  # without a byte
MAX_BYTES = 200_000_000  # sixty times the published archive

_LABEL = rb"[0-9A-Za-z_-]{1,63}"
_HOST = re.compile(rb"(?:%b\.)*%b\.?|[0-9A-Fa-f:.]+" % (_LABEL, _LABEL))  # names and addresses, as they are looked up
_CONTENT_RANGE = re.compile(r"bytes (?:(\d+)-\d+|\*)/(\d+|\*)")


@dataclass(frozen=True, slots=True)
class Part:
    """What has arrived of a file, and beside it a note of what it is a part of.

    Attributes:
        path: The part; its note has ``.json`` at the end of the name.
    """

    path: Path

    @property
    def size(self) -> int:
        """How many bytes have arrived."""
        return self.path.stat().st_size if self.path.exists() else 0

    def version(self, url: str) -> str | None:
        """Return the server's mark for the version that this is a part of, empty where it gives none.

        None if this is no part of what lies at that address.
        """
        try:
            note = json.loads(self._note.read_text(encoding="utf-8"))
            return str(note["version"]) if note["url"] == url else None
        except (OSError, ValueError, TypeError, KeyError):
            return None

    def begin(self, url: str, version: str) -> None:
        """Forget what has arrived and be a part of this version from now on."""
        self.discard()
        self._note.write_text(json.dumps({"url": url, "version": version}), encoding="utf-8")

    def discard(self) -> None:
        """Forget what has arrived."""
        self.path.unlink(missing_ok=True)
        self._note.unlink(missing_ok=True)

    @property
    def _note(self) -> Path:
        return self.path.with_name(self.path.name + ".json")


def fetch(url: str, part: Part, progress: Callable[[int, int | None], None] | None = None) -> None:
    """Bring a part up to the whole file.

    Args:
        url: Where it lies.
        part: What has arrived of it, if anything.
        progress: Called with (bytes there, bytes in all, None where the server doesn't tell).

    Raises:
        DatasetError: The server can't be reached, refuses, sends too much, or the connection breaks off.
        OSError: The part can't be written.
    """
    before = part.size
    try:
        _check_host(httpx.URL(url))
        if not _transfer(url, part, progress):
            part.discard()
            _transfer(url, part, progress)
    except (httpx.InvalidURL, httpx.UnsupportedProtocol, UnicodeError) as error:  # the last for names of odd characters
        raise DatasetError("is not a web address; give one that begins with https://", url) from error
    except httpx.RequestError as error:
        if part.size not in (0, before):
            raise DatasetError("broke off; run the same command again to go on from there", url) from error
        reason = str(error) or type(error).__name__
        raise DatasetError(f"can't be reached ({reason}); check the network and run it again", url) from error


def _check_host(url: httpx.URL) -> None:
    """Refuse what can't be the name of a machine, which httpx would write with percent signs and look up.

    Raises:
        httpx.InvalidURL: It can't be.
    """
    if not _HOST.fullmatch(url.raw_host):
        raise httpx.InvalidURL("no machine can have this name")


def _transfer(url: str, part: Part, progress: Callable[[int, int | None], None] | None) -> bool:
    """Ask for what is missing and write it; False if what is there turns out to be a part of another version."""
    version = part.version(url)
    start = 0 if version is None else part.size
    headers = {"Accept-Encoding": "identity"}  # ranges count the bytes as they are sent
    if start:
        headers |= {"Range": f"bytes={start}-"} | ({"If-Range": version} if version else {})
    with httpx.stream("GET", url, headers=headers, follow_redirects=True, timeout=TIMEOUT_S) as response:
        begin, total = _content_range(response)
        match response.status_code:
            case httpx.codes.OK:  # all of it: nothing was asked for, it has changed, or the server knows no ranges
                part.begin(url, _version(response))
                start = 0
            case httpx.codes.PARTIAL_CONTENT if start:
                if begin != start or _version(response) != version:
                    return False
            case httpx.codes.REQUESTED_RANGE_NOT_SATISFIABLE if start:
                return total == start  # nothing is missing
            case _:
                status = f"{response.status_code} {response.reason_phrase}"
                raise DatasetError(f"was refused by the server ({status}); try later or give another --url", url)
        _append(response, part, start, total, progress)
    return True


def _version(response: httpx.Response) -> str:
    """Return the mark by which the server tells versions apart; a weak one doesn't stand for every byte."""
    tag = str(response.headers.get("ETag", ""))
    return tag if tag and not tag.startswith("W/") else str(response.headers.get("Last-Modified", ""))


def _content_range(response: httpx.Response) -> tuple[int | None, int | None]:
    """Return (first byte, bytes in all) as the response tells them."""
    if found := _CONTENT_RANGE.fullmatch(response.headers.get("Content-Range", "")):
        first, total = (int(number) if number and number.isdigit() else None for number in found.groups())
        return first, total
    length = response.headers.get("Content-Length", "")
    return None, int(length) if length.isdecimal() else None


def _append(
    response: httpx.Response,
    part: Part,
    done: int,
    total: int | None,
    progress: Callable[[int, int | None], None] | None,
) -> None:
    with part.path.open("ab") as file:
        for chunk in response.iter_raw():
            done += len(chunk)
            if max(done, total or 0) > MAX_BYTES:
                raise DatasetError(f"is larger than {MAX_BYTES // 1_000_000} MB; give another --url", response.url)
            file.write(chunk)
            file.flush()  # what has arrived outlives a crash
            if progress:
                progress(done, total)
