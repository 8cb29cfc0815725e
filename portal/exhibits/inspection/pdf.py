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
PACKED = re.compile(rb"/Type\s*/(?:ObjStm|XRef)\b.{0,2000}?stream\r?\n", re.DOTALL)


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
    """Object and cross-reference streams are unpacked whole by every reader: their sum is capped first."""
    file.seek(0)
    content = file.read()
    total = 0
    for match in PACKED.finditer(content):
        unpacker = zlib.decompressobj()
        try:
            total += len(unpacker.decompress(memoryview(content)[match.end() :], caps.unpacked_bytes // 8))
        except zlib.error:
            continue
        if (unpacker.unconsumed_tail and not unpacker.eof) or total > caps.unpacked_bytes // 4:
            raise FileRefused("bomb")


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
