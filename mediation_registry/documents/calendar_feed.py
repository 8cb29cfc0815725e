"""A mediator's calendar for other programs: stretches of time that are taken, and nothing about why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from portal.documents import icalendar


@dataclass(frozen=True)
class Busy:
    """One stretch [starts_at, ends_at) with the key of its record."""

    key: UUID
    starts_at: datetime
    ends_at: datetime


def calendar(*, title: str, busy: Iterable[Busy], summary: str, at: datetime) -> str:
    """The whole calendar (RFC 5545)."""
    entries = [icalendar.Entry(one.key, one.starts_at, one.ends_at, summary) for one in busy]
    return icalendar.calendar(
        product="Register of mediators", domain="register-of-mediators", entries=entries, at=at, title=title
    )
