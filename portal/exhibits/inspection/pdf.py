"""PDF: read to its end, and walked from its trailer through every object, direct ones included."""

from __future__ import annotations

import os
import re
import zlib
from collections.abc import Iterator
from typing import Any, BinaryIO

import pikepdf

from portal.exhibits.inspection.limits import Limits
from portal.exhibits.inspection.verdict import FileRefused, Verdict

TAIL = 4096
PIECE = 1 << 16
KEYS = {
    "/JS": "pdf_script",
    "/JavaScript": "pdf_script",
    "/AA": "pdf_automatic_action",
    "/EmbeddedFiles": "pdf_embedded_file",
    "/EF": "pdf_embedded_file",
    "/AF": "pdf_embedded_file",
    "/XFA": "pdf_dynamic_form",
    "/RichMediaContent": "pdf_multimedia",
}
ACTIONS = {
    "/JavaScript": "pdf_script",
    "/Launch": "pdf_launch",
    "/SubmitForm": "pdf_launch",
    "/ImportData": "pdf_launch",
    "/GoToR": "pdf_launch",
    "/GoToE": "pdf_embedded_file",
    "/Rendition": "pdf_multimedia",
    "/Movie": "pdf_multimedia",
    "/Sound": "pdf_multimedia",
}
ANNOTATIONS = {
    "/FileAttachment": "pdf_embedded_file",
    "/RichMedia": "pdf_multimedia",
    "/Movie": "pdf_multimedia",
    "/Screen": "pdf_multimedia",
    "/3D": "pdf_multimedia",
}
BLANK = rb"(?:[\x00\s]|%[^\r\n]{0,200}[\r\n]){0,400}+"


def _spelt(name: str) -> bytes:
    """A name as a pattern: any of its letters may be written as # and two hexadecimal digits (ISO 32000-1 7.3.5)."""
    return b"".join(b"(?:%c|#(?i:%02x))" % (ord(letter), ord(letter)) for letter in name)


PACKED = re.compile(
    b"/" + _spelt("Type") + BLANK + b"/(?:" + _spelt("ObjStm") + b"|" + _spelt("XRef") + rb")\b"
)
MOST = 20_000
BEFORE, BEHIND = 1 << 12, 1 << 16  # where the dictionary of such a stream is looked for
FLATE = {b"/FlateDecode", b"/Fl"}
FILTERS = re.compile(rb"/(?:[A-Z][A-Za-z0-9]*Decode|Fl|LZW|A85|AHx|RL|CCF|DCT)\b")
VEILED = re.compile(rb"/[^\s/<>\[\]()]*#[0-9A-Fa-f]{2}|/Filter" + BLANK + rb"\d")


def inspect_pdf(file: BinaryIO, caps: Limits) -> Verdict:
    """A PDF with the reasons why it must be looked at first. Raises FileRefused."""
    _refuse_bytes_behind_the_end(file)
    _refuse_packed_bombs(file, caps)
    reasons: set[str] = set()
    try:
        document = _opened(file, reasons)
    except pikepdf.PasswordError as error:
        raise FileRefused("locked") from error
    except (pikepdf.PdfError, RuntimeError, ValueError) as error:
        raise FileRefused("damaged") from error
    with document:
        try:
            if not len(document.pages):
                raise FileRefused("damaged")
            for found in _walk(document, caps):
                reasons.update(_active(found))
        except (pikepdf.PdfError, RuntimeError, ValueError) as error:
            raise FileRefused("damaged") from error
    return Verdict("application/pdf", "pdf", tuple(sorted(reasons)))


def _opened(file: BinaryIO, reasons: set[str]) -> pikepdf.Pdf:
    """The document as it stands; repaired, with a reason, where it cannot be read otherwise."""
    file.seek(0)
    try:
        return pikepdf.open(file, attempt_recovery=False, suppress_warnings=True)
    except pikepdf.PasswordError:
        raise
    except pikepdf.PdfError:
        file.seek(0)
        reasons.add("pdf_damaged")
        return pikepdf.open(file, attempt_recovery=True, suppress_warnings=True)


def _refuse_bytes_behind_the_end(file: BinaryIO) -> None:
    size = file.seek(0, os.SEEK_END)
    file.seek(max(0, size - TAIL))
    _before, mark, behind = file.read().rpartition(b"%%EOF")
    if not mark:
        raise FileRefused("damaged")
    if behind.strip(b"\r\n\t \x00"):
        raise FileRefused("two_in_one")


def _refuse_packed_bombs(file: BinaryIO, caps: Limits) -> None:
    """Object and cross-reference streams are unpacked whole by every reader: their sum is capped first.

    They are packed once, with Flate, or not at all (as every known writer does): what is packed in another
    way, or twice, cannot be measured without unpacking it and is taken for a bomb.
    """
    file.seek(0)
    content = file.read()
    total = found = 0
    body = -1
    for match in PACKED.finditer(content):
        if match.start() < body:
            continue  # the same stream, named twice
        if (body := content.find(b"stream", match.end())) < 0:
            break
        if body - match.end() > BEHIND:
            continue
        found += 1
        if found > MOST:
            raise FileRefused("bomb")
        before = max(0, match.start() - BEFORE)
        opened = max(content.rfind(b"obj", before, match.start()), before)
        filters = FILTERS.findall(content, opened, body)
        if len(filters) > 1 or set(filters) - FLATE or VEILED.search(content, opened, body):
            raise FileRefused("bomb")
        total += _unpacked_size(content, body + len(b"stream"), caps.unpacked_bytes // 8)
        if total > caps.unpacked_bytes // 4:
            raise FileRefused("bomb")


def _unpacked_size(content: bytes, start: int, most: int) -> int:
    """To how many bytes the stream unpacks that begins behind `start`; 0 when it is not packed. Raises FileRefused."""
    start += 2 if content[start : start + 2] == b"\r\n" else 1
    unpacker, size = zlib.decompressobj(), 0
    while not unpacker.eof and start < len(content):
        try:
            size += len(unpacker.decompress(content[start : start + PIECE], most + 1))
        except zlib.error:
            return size
        if size > most or unpacker.unconsumed_tail:
            raise FileRefused("bomb")
        start += PIECE
    return size


def _walk(document: pikepdf.Pdf, caps: Limits) -> Iterator[Any]:
    """Every dictionary and stream dictionary reachable from the trailer, each indirect object once."""
    seen: set[tuple[int, int]] = set()
    waiting: list[Any] = [document.trailer]
    count = 0
    while waiting:
        found = waiting.pop()
        if not isinstance(found, pikepdf.Object):
            continue
        if found.is_indirect:
            if found.objgen in seen:
                continue
            seen.add(found.objgen)
        count += 1
        if count > caps.pdf_objects:
            raise FileRefused("bomb")
        if isinstance(found, pikepdf.Array):
            waiting.extend(iter(found))
        elif isinstance(found, pikepdf.Dictionary | pikepdf.Stream):
            yield found
            waiting.extend(value for _key, value in found.items())


def _active(found: Any) -> set[str]:
    """The reasons that one dictionary gives."""
    reasons = {reason for key, reason in KEYS.items() if key in found}
    if str(found.get("/Type", "")) == "/Metadata":
        return set()
    kind, subtype = str(found.get("/S", "")), str(found.get("/Subtype", ""))
    if kind in ACTIONS and ("/Type" not in found or str(found.get("/Type")) == "/Action"):
        reasons.add(ACTIONS[kind])
    if subtype in ANNOTATIONS and "/Rect" in found:
        reasons.add(ANNOTATIONS[subtype])
    opening = found.get("/OpenAction")
    if isinstance(opening, pikepdf.Dictionary) and str(opening.get("/S", "")) != "/GoTo":
        reasons.add("pdf_automatic_action")
    return reasons
