"""Plain text: UTF-8 to its end, no control characters, nothing that a browser or a shell would run."""

from __future__ import annotations

import codecs
import re
from typing import BinaryIO

from portal.exhibits.inspection.limits import Limits
from portal.exhibits.inspection.verdict import FileRefused, Verdict

CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ufffe\uffff]")
RUNS = re.compile(r"\s*(#!|<\?|<!doctype|<[a-z][a-z0-9:]*[\s>/])", re.IGNORECASE)
ANYWHERE = re.compile(r"<(script|iframe|svg|html|body|object|embed)[\s>/]", re.IGNORECASE)
PIECE = 1 << 20
OVERLAP = 16


def inspect_text(file: BinaryIO, caps: Limits) -> Verdict:
    """Plain text or a refusal. Raises FileRefused."""
    file.seek(0)
    decoder, tail, beginning = codecs.getincrementaldecoder("utf-8")("strict"), "", True
    while True:
        piece = file.read(PIECE)
        try:
            text = decoder.decode(piece, final=not piece)
        except UnicodeDecodeError as error:
            raise FileRefused("unknown_type" if beginning else "not_utf8") from error
        if CONTROL.search(text):
            raise FileRefused("unknown_type")
        if (beginning and RUNS.match(text.lstrip("\ufeff"))) or ANYWHERE.search(tail + text):
            raise FileRefused("markup")
        if not piece:
            return Verdict("text/plain", "txt")
        tail, beginning = text[-OVERLAP:], False
