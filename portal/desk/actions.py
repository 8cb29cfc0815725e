"""The one write of the desk: that somebody searched."""

from __future__ import annotations

from datetime import datetime

from portal.audit import log
from portal.audit.actors import Actor


def record_search(*, actor: Actor, at: datetime, text: str, found: int) -> None:
    """Log one search: who, when, how many finds; the words searched for are private and erasable."""
    log.record(
        act="desk.searched", actor=actor, at=at, subject=("desk.Search", actor.key),
        facts={"found": found}, private={"text": text},
    )  # fmt: skip
