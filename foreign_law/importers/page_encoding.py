"""The characters of an old page: what it declares, what its bytes are, and no page with broken characters goes in."""

from __future__ import annotations

import codecs
import re

from foreign_law.importers.hardened import MAX_BYTES
from foreign_law.importers.parsed import Refused
from foreign_law.rules.refusals import Reason, reason

_DECLARED = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
_XML = re.compile(rb"""^\s*<\?xml[^>]*encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_CODECS = {
    "iso-8859-1": "cp1252", "latin1": "cp1252", "windows-1252": "cp1252", "us-ascii": "cp1252", "big5": "big5hkscs",
    "big5-hkscs": "big5hkscs", "cp950": "big5hkscs", "x-x-big5": "big5hkscs", "utf8": "utf-8", "gb2312": "gb18030",
    "gbk": "gb18030",
}  # fmt: skip
"""As browsers do: Latin-1 means Windows-1252, Big5 means Big5 with the Hong Kong characters."""
_TELLTALE = re.compile("[ÃÂ][\u0080-\u00bf\u0152-\u2122]|â€|ï»¿|å[\u0080-\u00bf]|ã€|\ufffd|[\u0080-\u009f]")
"""UTF-8 read as Windows-1252, the sign for what could not be read, control characters of no page."""
_CJK = re.compile("[\u4e00-\u9fff]")
_COMMON = re.compile("[的一是法律條款項於及或由為之不得規定第二三本其有者之在以]")
_HIGH = re.compile("[\u00a1-\u00ff\u0152-\u2122]")


def decoded(data: bytes) -> tuple[str, list[Reason]]:
    """The text of a page, and a warning where it is written otherwise than it declares.

    :raises Refused: too large, or no encoding makes clean text of it.
    """
    if len(data) > MAX_BYTES:
        raise Refused("file_too_large", size=MAX_BYTES)
    if data[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        raise Refused("page_utf16")
    if data.startswith(codecs.BOM_UTF8):
        return _clean(data[3:], "utf-8", reason("states_mark")), []
    found = _XML.search(data[:256]) or _DECLARED.search(data[:4096])
    declared = found[1].decode("ascii").lower() if found else ""
    first_tried = _CODECS.get(declared, declared if declared in _CODECS.values() else "")
    tried = [name for name in (first_tried, "utf-8", "big5hkscs", "cp1252") if name]
    for name in dict.fromkeys(tried):
        text = _read(data, name)
        if text is not None and not trouble(text):
            other = declared and name != _CODECS.get(declared, declared)
            return text, [reason("page_declares", declared=declared, encoding=name)] if other else []
    stated = reason("states_encoding", encoding=declared) if declared else reason("states_nothing")
    found_first = trouble(first) if (first := _read(data, tried[0])) is not None else None
    raise Refused(
        "page_characters", stated=stated, found=found_first or reason("not_in_encoding", encoding=tried[0])
    )


def trouble(text: str) -> Reason | None:
    """Why a text is no clean text; none when it is."""
    if "\x00" in text:
        return reason("holds_nul")
    if found := _TELLTALE.findall(text):
        return reason("mixed_encoding", sample=found[0], places=len(found))
    letters = sum(char.isalpha() for char in text)
    chinese = len(_CJK.findall(text))
    if chinese >= 20 and len(_COMMON.findall(text)) * 50 < chinese:
        return reason("not_chinese")
    if not chinese and letters and len(_HIGH.findall(text)) > letters * 0.35:
        return reason("too_many_accents")
    return None


def _read(data: bytes, name: str) -> str | None:
    try:
        return data.decode(name)
    except (UnicodeDecodeError, LookupError):
        return None


def _clean(data: bytes, name: str, stated: Reason) -> str:
    text = _read(data, name)
    found = trouble(text) if text is not None else reason("not_in_encoding", encoding=name)
    if text is None or found:
        raise Refused("page_characters", stated=stated, found=found or reason("not_text"))
    return text
