"""Whether somebody else changed a request while a form lay open."""

from __future__ import annotations

import hashlib

from foreign_law.models import AscertainmentRequest
from foreign_law.rules.ascertainment.scope import PARTICULARS


def version_of(request: AscertainmentRequest) -> str:
    """A short digest of what the request says and of its state; it changes with every change of them."""
    said = [str(getattr(request, name)) for name in PARTICULARS]
    rows = request.questions.order_by("number").values_list("number", "text", "translation", "struck_at")
    words = repr((request.state, said, [tuple(map(str, row)) for row in rows]))
    return hashlib.sha256(words.encode()).hexdigest()[:16]
