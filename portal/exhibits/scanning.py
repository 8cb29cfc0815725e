"""Scanning for malware by a clamd daemon, over its own protocol (clamd(8): zINSTREAM, zVERSION).

The setting ``PORTAL_CLAMD`` names the socket: ``unix:/run/clamav/clamd.ctl`` or ``tcp:host:3310``; empty means that
nothing is scanned, and every exhibit then says so. A file is never passed in silence: what cannot be scanned, or was
scanned with signatures older than two days, waits in quarantine for a person.
"""

from __future__ import annotations

import re
import socket
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import BinaryIO

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

NOT_SCANNED, CLEAN, FOUND, STALE, FAILED = "not_scanned", "clean", "found", "stale", "failed"
#: What a scan came to, in words.
WORDS: dict[str, Promise] = {
    NOT_SCANNED: _("Not scanned for malware"),
    CLEAN: _("Scanned for malware: nothing found"),
    FOUND: _("Scanned for malware: something was found"),
    STALE: _("Scanned for malware with old signatures"),
    FAILED: _("The scan for malware did not succeed"),
}
#: Why a scan leads to quarantine.
QUARANTINES = {FOUND: "malware_found", STALE: "scan_stale", FAILED: "scan_failed"}

OLDEST = timedelta(hours=48)
CONNECT_SECONDS, ANSWER_SECONDS = 5, 120
PIECE = 1 << 18
LONGEST_ANSWER = 4096
VERSION = re.compile(r"ClamAV [^/]+/(?P<number>\d+)/(?P<day>.+)\Z")
FOUND_NAME = re.compile(r"stream: (?P<name>.+) FOUND\Z")


@dataclass(frozen=True)
class Scan:
    """The result, the name of what was found, and the scanner with its signatures as it names itself."""

    result: str
    name: str = ""
    scanner: str = ""

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why the file goes to quarantine, if it does."""
        return (QUARANTINES[self.result],) if self.result in QUARANTINES else ()


class ScannerSilent(Exception):
    """The scanner gave no answer that can be relied on."""


def scan(file: BinaryIO, *, at: datetime, address: str | None = None) -> Scan:
    """Scan a whole file from its beginning; the position is left at its beginning. ``at`` decides on the age.

    Never raises for a scanner that is down, slow or confused: the answer is then FAILED.
    """
    address = getattr(settings, "CLAMD", "") if address is None else address
    if not address:
        return Scan(NOT_SCANNED)
    try:
        scanner = _asked(address, b"zVERSION\0")
        answer = _streamed(address, file)
    except (OSError, ScannerSilent, ValueError):
        return Scan(FAILED)
    finally:
        file.seek(0)
    found = FOUND_NAME.match(answer)
    if found:
        return Scan(FOUND, found["name"][:200], scanner)
    if answer != "stream: OK":
        return Scan(FAILED, scanner=scanner)
    return Scan(CLEAN if _is_fresh(scanner, at) else STALE, scanner=scanner)


def _is_fresh(scanner: str, at: datetime) -> bool:
    """Whether the signatures are at most two days old; a scanner that names no day is not fresh."""
    told = VERSION.match(scanner)
    if told is None:
        return False
    try:
        made = datetime.strptime(told["day"].strip(), "%a %b %d %H:%M:%S %Y").replace(tzinfo=UTC)
    except ValueError:
        return False
    return at - made <= OLDEST


@contextmanager
def _connected(address: str) -> Iterator[socket.socket]:
    """A connection to ``unix:/path`` or ``tcp:host:port``. Raises OSError, ValueError for another form."""
    kind, _colon, place = address.partition(":")
    if kind == "unix" and place:
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        target: str | tuple[str, int] = place
    elif kind == "tcp" and ":" in place:
        host, _colon, port = place.rpartition(":")
        connection = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM)
        target = (host.strip("[]"), int(port))
    else:
        raise ValueError(f"PORTAL_CLAMD is unix:/path or tcp:host:port, not {address!r}.")
    with connection:
        connection.settimeout(CONNECT_SECONDS)
        connection.connect(target)
        connection.settimeout(ANSWER_SECONDS)
        yield connection


def _asked(address: str, command: bytes) -> str:
    with _connected(address) as connection:
        connection.sendall(command)
        return _answer(connection)


def _streamed(address: str, file: BinaryIO) -> str:
    """The file in pieces, each behind its length (four bytes, big-endian), ended by a piece of none."""
    file.seek(0)
    with _connected(address) as connection:
        try:
            connection.sendall(b"zINSTREAM\0")
            while piece := file.read(PIECE):
                connection.sendall(struct.pack(">I", len(piece)) + piece)
            connection.sendall(struct.pack(">I", 0))
        except (BrokenPipeError, ConnectionResetError):
            pass  # the scanner has said why before it hung up: too large for StreamMaxLength
        return _answer(connection)


def _answer(connection: socket.socket) -> str:
    """One answer, ended by a null byte. Raises ScannerSilent where it is cut off or has no end."""
    heard = b""
    while not heard.endswith(b"\0"):
        piece = connection.recv(1024)
        heard += piece
        if not piece or len(heard) > LONGEST_ANSWER:
            raise ScannerSilent
    return heard.rstrip(b"\0").decode("utf-8", "replace").strip()
