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
        raise Refused(f"the file is larger than {allowed} bytes")
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\x00" in data[:4096]:
        raise Refused("the file is not UTF-8 text")
    declared = _ENCODING.match(data.removeprefix(b"\xef\xbb\xbf"))
    if declared and declared.group(1).lower() not in (b"utf-8", b"utf8", b"us-ascii"):
        raise Refused("the file is not UTF-8 text")
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise Refused("the file declares a document type or entities, which e-Legislation files never do")


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
        raise Refused(f"malformed XML: {error.msg}") from error
