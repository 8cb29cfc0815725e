"""What a signature by hand holds: how it was made, its strokes, its digest."""

from __future__ import annotations

import json
from base64 import b64decode
from hashlib import sha256
from typing import Any

from portal.power_of_attorney.models import StrokeSignature

#: Drawn by hand; a mark set by key; the typed name, drawn. The last two need the judge's note.
DRAWN, MARK, TYPED = "drawn", "mark", "typed"


def canonical(strokes: dict[str, Any]) -> str:
    """The strokes as the one JSON text that is kept and hashed: sorted keys, no spaces, UTF-8."""
    return json.dumps(strokes, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def digest_of(strokes: str, png: bytes, document_digest: str) -> str:
    """SHA-256 over three lines: SHA-256 of the strokes' JSON, SHA-256 of the picture, the document's SHA-256 (hex)."""
    lines = (sha256(strokes.encode()).hexdigest(), sha256(png).hexdigest(), document_digest)
    return sha256("\n".join(lines).encode()).hexdigest()


def strokes_of(signature: StrokeSignature) -> dict[str, Any]:
    """``{"way", "width", "height", "strokes": [[[x, y, milliseconds], …], …]}``."""
    return dict(json.loads(signature.strokes))


def way_of(signature: StrokeSignature) -> str:
    """``drawn``, ``mark`` or ``typed``."""
    return str(strokes_of(signature)["way"])


def was_made_by_mark(signature: StrokeSignature) -> bool:
    """True where the signer could not draw: the judge notes how it was made."""
    return way_of(signature) != DRAWN


def picture_of(signature: StrokeSignature) -> bytes:
    """The picture as PNG."""
    return b64decode(signature.image)


def is_intact(signature: StrokeSignature) -> bool:
    """Whether strokes, picture and document still give the digest that was kept."""
    found = digest_of(signature.strokes, picture_of(signature), signature.document_digest)
    return found == signature.digest
