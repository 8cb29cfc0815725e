"""DOCX and XLSX: every part is unpacked under a cap and parsed; other archives are refused."""

from __future__ import annotations

import os
import zipfile
import zlib
from typing import BinaryIO

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


def _unpacked(archive: zipfile.ZipFile, name: str, left: int) -> tuple[bytes, int]:
    """One part and what is left of the cap: the sizes in the headers are not believed."""
    pieces = []
    with archive.open(name) as part:
        while piece := part.read(PIECE):
            left -= len(piece)
            if left < 0:
                raise FileRefused("bomb")
            pieces.append(piece)
    return b"".join(pieces), left


def _parsed(content: bytes) -> etree._Element:
    """The root of an XML part: no entities, no network, no document type. Raises FileRefused."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise FileRefused("damaged") from error
    if root.getroottree().docinfo.doctype:
        raise FileRefused("bomb")
    return root


def _judged(archive: zipfile.ZipFile, caps: Limits) -> Verdict:
    """Parses every part and says what the container is."""
    left, reasons, found = caps.unpacked_bytes, set[str](), None
    for name in archive.namelist():
        lowered = name.lower()
        if "vbaproject" in lowered or "/activex/" in lowered or "/macrosheets/" in lowered:
            raise FileRefused("macro")
        if "/embeddings/" in lowered:
            reasons.add("office_embedded_file")
        content, left = _unpacked(archive, name, left)
        if content[:2] == b"MZ":
            raise FileRefused("two_in_one")
        if not lowered.endswith((".xml", ".rels")):
            continue
        root = _parsed(content)
        if name == TYPES:
            found = _main_part(root)
        elif lowered.endswith(".rels") and _loads_from_elsewhere(root):
            reasons.add("office_external_content")
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
