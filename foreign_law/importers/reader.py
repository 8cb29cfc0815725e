"""Which reader a file needs, and what it gives."""

from __future__ import annotations

from foreign_law.importers import akn, hardened, hklm, macao, macao_html, macao_judgment
from foreign_law.importers.parsed import ParsedDocument, ParsedSummary, Received, Refused, UnknownKind

FORMATS = ("auto", "hklm", "macao", "akn")
Parsed = ParsedDocument | ParsedSummary


def read(received: Received, wanted: str = "auto") -> list[Parsed]:
    """The documents of one file; a document's provisions may still raise :class:`Refused` when consumed.

    :raises UnknownKind: neither Hong Kong e-Legislation XML nor a Macao text.
    :raises Refused: malformed, oversized, unsafe, or not what ``wanted`` says.
    """
    if len(received.data) > hardened.MAX_BYTES:
        raise Refused("file_too_large", size=hardened.MAX_BYTES)
    if not received.data.strip():
        raise Refused("file_empty")
    if wanted in ("auto", "macao") and macao_html.is_page(received):
        lines, warnings = macao_html.lines_of(received)
        return list(macao.read(received, lines, warnings))
    as_xml = _looks_like_xml(received)
    if wanted == "akn" or (wanted == "auto" and as_xml and akn.is_akn(received.data)):
        return [akn.read(received)]
    if wanted == "hklm" or (wanted == "auto" and as_xml):
        return [_hklm(received)]
    if as_xml:
        raise UnknownKind("macao_xml")
    lines = macao.lines_of(received)
    if macao_judgment.is_summary(lines):
        return [macao_judgment.read(received)]
    return list(macao.read(received))


def _looks_like_xml(received: Received) -> bool:
    head = received.data.lstrip(b"\xef\xbb\xbf \t\r\n")[:64]
    return head.startswith(b"<") or received.file_name.lower().endswith(".xml")


def _hklm(received: Received) -> ParsedDocument:
    """HKLM, or the reason why not: a broken file is malformed before it is of another kind."""
    hardened.check_bytes(received.data)
    if hklm.is_hklm(received.data):
        return hklm.read(received)
    for _ in hardened.events(received.data):
        pass
    raise UnknownKind("hklm_root")
