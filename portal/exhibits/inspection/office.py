"""DOCX and XLSX: every part is unpacked under a cap and parsed; other archives are refused."""

from __future__ import annotations

import os
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any, BinaryIO, cast

from lxml import etree

from portal.exhibits.inspection.limits import Limits
from portal.exhibits.inspection.verdict import FileRefused, Verdict

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MAIN_PARTS = {f"{WORD}.main+xml": (WORD, "docx"), f"{SHEET}.main+xml": (SHEET, "xlsx")}
TYPES = "[Content_Types].xml"
END = 22
PIECE = 1 << 18
SMALL = 1 << 20
TABLE = 4 << 20
PARSING: dict[str, Any] = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "huge_tree": True,
}
LOADS = ("attachedTemplate", "oleObject", "frame", "subDocument", "externalLinkPath", "image", "package")


def inspect_archive(file: BinaryIO, caps: Limits) -> Verdict:
    """A DOCX or an XLSX with the reasons why it must be looked at first. Raises FileRefused."""
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as archive:
            _refuse_strange_shape(file, archive, caps)
            if TYPES not in archive.namelist():
                raise FileRefused("archive")
            return _judged(archive, caps)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, ValueError) as error:
        raise FileRefused("damaged") from error


def _refuse_strange_shape(file: BinaryIO, archive: zipfile.ZipFile, caps: Limits) -> None:
    """Locked, too many, doubled or escaping parts; bytes before, between or behind the archive's own."""
    entries = archive.infolist()
    names = [entry.filename for entry in entries]
    size = file.seek(0, os.SEEK_END)
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise FileRefused("locked")
    if len(entries) > caps.parts:
        raise FileRefused("bomb")
    if sum(entry.file_size for entry in entries) > caps.unpacked_bytes:
        raise FileRefused("bomb")
    if any(
        entry.file_size > SMALL and entry.file_size > caps.ratio * entry.compress_size for entry in entries
    ):
        raise FileRefused("bomb")
    if len(set(names)) != len(names) or sum(entry.compress_size for entry in entries) > size:
        raise FileRefused("two_in_one")
    if any(name.startswith("/") or "\\" in name or ".." in name.split("/") for name in names):
        raise FileRefused("two_in_one")
    if archive.comment or min((entry.header_offset for entry in entries), default=0) != 0:
        raise FileRefused("two_in_one")
    file.seek(size - END)
    if file.read(4) != b"PK\x05\x06":
        raise FileRefused("two_in_one")


class _WellFormed:
    """Hears a parse and keeps nothing of it: a tree of hundreds of megabytes is never built."""

    def doctype(self, name: str, public_id: str | None, system_id: str | None) -> None:
        raise FileRefused("bomb")

    def close(self) -> None:
        return None


def _pieces(archive: zipfile.ZipFile, name: str, caps: Limits, used: list[int]) -> Iterator[bytes]:
    """One part in pieces, `used` counting what all parts gave: the sizes in the headers are not believed."""
    with archive.open(name) as part:
        while piece := part.read(PIECE):
            used[0] += len(piece)
            if used[0] > caps.unpacked_bytes:
                raise FileRefused("bomb")
            yield piece


def _read_through(pieces: Iterator[bytes], *, xml: bool) -> None:
    """Any other part to its end: never a program, and whole where it is XML. Raises FileRefused."""
    parser = etree.XMLParser(target=cast(Any, _WellFormed()), **PARSING) if xml else None
    beginning = b""
    try:
        for piece in pieces:
            if len(beginning) < 2:
                beginning = (beginning + piece)[:2]
                if beginning == b"MZ":
                    raise FileRefused("two_in_one")
            if parser is not None:
                parser.feed(piece)
        if parser is not None:
            parser.close()
    except etree.XMLSyntaxError as error:
        raise FileRefused("damaged") from error


def _parsed(pieces: Iterator[bytes]) -> etree._Element:
    """The root of a part that says what the others are: small, no entities, no document type."""
    content = b""
    for piece in pieces:
        content += piece
        if len(content) > TABLE:
            raise FileRefused("bomb")
    try:
        root = etree.fromstring(content, etree.XMLParser(**PARSING))
    except etree.XMLSyntaxError as error:
        raise FileRefused("damaged") from error
    if cast(Any, root.getroottree().docinfo).doctype:
        raise FileRefused("bomb")
    return root


def _judged(archive: zipfile.ZipFile, caps: Limits) -> Verdict:
    """Reads every part and says what the container is."""
    reasons, found, used = set[str](), None, [0]
    for name in archive.namelist():
        lowered = name.lower()
        if "vbaproject" in lowered or "/activex/" in lowered or "/macrosheets/" in lowered:
            raise FileRefused("macro")
        if "/embeddings/" in lowered:
            reasons.add("office_embedded_file")
        pieces = _pieces(archive, name, caps, used)
        if name == TYPES:
            found = _main_part(_parsed(pieces))
        elif lowered.endswith(".rels"):
            if _loads_from_elsewhere(_parsed(pieces)):
                reasons.add("office_external_content")
        else:
            _read_through(pieces, xml=lowered.endswith(".xml"))
    if found is None:
        raise FileRefused("unknown_type")
    return Verdict(found[0], found[1], tuple(sorted(reasons)))


def _main_part(types: etree._Element) -> tuple[str, str] | None:
    """Type and extension by the content types of the parts (ECMA-376 part 2)."""
    declared = [str(element.get("ContentType", "")) for element in types.iter("{*}Override", "{*}Default")]
    if any("macroenabled" in kind.lower() or "vbaproject" in kind.lower() for kind in declared):
        raise FileRefused("macro")
    known = {MAIN_PARTS[kind] for kind in declared if kind in MAIN_PARTS}
    return known.pop() if len(known) == 1 else None


def _loads_from_elsewhere(relations: etree._Element) -> bool:
    """Whether a relationship fetches something by itself; a link that a person clicks does not."""
    return any(
        relation.get("TargetMode") == "External" and str(relation.get("Type", "")).rpartition("/")[2] in LOADS
        for relation in relations.iter("{*}Relationship")
    )
