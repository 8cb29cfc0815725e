"""XML from outside, read without trust: no entities, no document type, no network, UTF-8 only, limits."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from io import BytesIO

from lxml import etree

from foreign_law.importers.parsed import Refused

MAX_BYTES = 32 * 1024 * 1024
"""Largest file that is read; the largest ordinance published is well below 20 MB."""

_ENCODING = re.compile(rb"""^<\?xml[^>]*encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")


def check_bytes(data: bytes, *, limit: int | None = None) -> None:
    """Refuse what must not reach the parser.

    :raises Refused: too large, another encoding than UTF-8, a document type or entity declaration.
    """
    allowed = MAX_BYTES if limit is None else limit
    if len(data) > allowed:
        raise Refused("file_too_large", size=allowed)
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\x00" in data[:4096]:
        raise Refused("not_utf8")
    declared = _ENCODING.match(data.removeprefix(b"\xef\xbb\xbf"))
    if declared and declared.group(1).lower() not in (b"utf-8", b"utf8", b"us-ascii"):
        raise Refused("not_utf8")
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise Refused("declares_entities")


def events(data: bytes, tags: Sequence[str] | None = None) -> Iterator[tuple[str, etree._Element]]:
    """Start and end events of the elements (of those in ``tags`` only, if given), while the tree is built.

    :raises Refused: malformed, nested too deeply, or a text too long; with the parser's line.
    """
    check_bytes(data)
    try:
        yield from etree.iterparse(
            BytesIO(data),
            events=("start", "end"),
            tag=tags,
            resolve_entities=False,
            load_dtd=False,
            no_network=True,
            huge_tree=False,
            recover=False,
            remove_comments=True,
            remove_pis=True,
        )
    except etree.XMLSyntaxError as error:
        raise Refused("malformed", line=error.lineno or 1, detail=str(error.msg)) from error


def tree(data: bytes) -> etree._Element:
    """The whole tree of a file that is too interwoven to be read in one pass.

    :raises Refused: as :func:`events`.
    """
    check_bytes(data)
    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False, recover=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise Refused("malformed", line=error.lineno or 1, detail=str(error.msg)) from error
