"""Which kind of file it is, and whether a second one hides in it."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import PurePath
from typing import BinaryIO

from portal.exhibits.inspection.images import inspect_jpeg, inspect_png
from portal.exhibits.inspection.limits import Limits, limits
from portal.exhibits.inspection.office import inspect_archive
from portal.exhibits.inspection.text import inspect_text
from portal.exhibits.inspection.verdict import FileRefused, Verdict

EDGE = 66_000
MARKUP = (b"<script", b"<html", b"<?php", b"<svg", b"<!doctype html", b"<iframe")
ARCHIVE_END = b"PK\x05\x06"
SAME = {"jpeg": "jpg"}

Inspector = Callable[[BinaryIO, Limits], Verdict]


def _inspect_pdf(file: BinaryIO, caps: Limits) -> Verdict:
    from portal.exhibits.inspection.pdf import inspect_pdf  # with the first PDF: what reads them is large

    return inspect_pdf(file, caps)


KINDS: tuple[tuple[bytes, Inspector], ...] = (
    (b"%PDF-", _inspect_pdf),
    (b"\x89PNG\r\n\x1a\n", inspect_png),
    (b"\xff\xd8\xff", inspect_jpeg),
    (b"PK\x03\x04", inspect_archive),
)
FOREIGN = (
    b"MZ", b"\x7fELF", b"Rar!", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"BZh", b"\xd0\xcf\x11\xe0", b"{\\rtf",
    b"PK\x05\x06", b"GIF8", b"\xca\xfe\xba\xbe",
)  # fmt: skip


def _edges(file: BinaryIO) -> tuple[bytes, bytes, int]:
    """The first and the last bytes of the file, and its size."""
    size = file.seek(0, os.SEEK_END)
    file.seek(0)
    first = file.read(EDGE)
    file.seek(max(0, size - EDGE))
    last = file.read(EDGE)
    file.seek(0)
    return first, last, size


def inspect(file: BinaryIO, declared_name: str, *, caps: Limits | None = None) -> Verdict:
    """Inspects a whole, seekable file; the position is left at its beginning.

    Raises FileRefused with a sentence for the person who deposits: empty, too large, unknown, damaged,
    locked, two files in one, an archive, macros, a bomb, or a name that says another type.
    """
    caps = caps or limits()
    first, last, size = _edges(file)
    if not size:
        raise FileRefused("empty")
    if size > caps.file_bytes:
        raise FileRefused("too_large", limit=caps.file_bytes >> 20)
    if any(first.startswith(magic) for magic in FOREIGN):
        raise FileRefused(
            "archive" if first[:2] in (b"PK", b"Ra", b"7z", b"\x1f\x8b", b"BZ") else "unknown_type"
        )
    verdict = None
    for magic, inspector in KINDS:
        if first.startswith(magic):
            _refuse_a_second_file(first, last, container=inspector is inspect_archive)
            verdict = inspector(file, caps)
    if verdict is None:
        verdict = inspect_text(file, caps)
    file.seek(0)
    _refuse_another_name(verdict, declared_name)
    return verdict


def _refuse_a_second_file(first: bytes, last: bytes, *, container: bool) -> None:
    """A page for browsers or an archive inside another kind of file."""
    if container:
        return
    edges = (first + last).lower()
    if any(mark in edges for mark in MARKUP) or ARCHIVE_END in last:
        raise FileRefused("two_in_one")


def _refuse_another_name(verdict: Verdict, declared_name: str) -> None:
    extension = PurePath(declared_name).suffix.lower().lstrip(".")
    if SAME.get(extension, extension) != verdict.extension:
        raise FileRefused("name_and_type_differ", found=verdict.extension.upper())
