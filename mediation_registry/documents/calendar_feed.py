"""A calendar as iCalendar text (RFC 5545): stretches of time that are taken, and nothing about why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

LONGEST_LINE = 75  # octets, RFC 5545 section 3.1


@dataclass(frozen=True)
class Busy:
    """One stretch [starts_at, ends_at) with the key of its record."""

    key: UUID
    starts_at: datetime
    ends_at: datetime


def calendar(*, title: str, busy: Iterable[Busy], summary: str, at: datetime) -> str:
    """The whole calendar, with lines ended by CRLF and folded at 75 octets; moments in UTC."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Register of mediators//EN", "CALSCALE:GREGORIAN"]
    lines.append(f"X-WR-CALNAME:{escaped(title)}")
    for one in busy:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{one.key}@register-of-mediators",
            f"DTSTAMP:{_moment(at)}",
            f"DTSTART:{_moment(one.starts_at)}",
            f"DTEND:{_moment(one.ends_at)}",
            f"SUMMARY:{escaped(summary)}",
            "CLASS:PRIVATE",
            "TRANSP:OPAQUE",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in folded(line))


def escaped(text: str) -> str:
    """Text as a value: backslash, semicolon, comma and line break escaped (section 3.3.11)."""
    return (
        text.replace("\\", "\\\\")
        .replace(";", "\\;")
        .replace(",", "\\,")
        .replace("\r\n", "\\n")
        .replace("\n", "\\n")
    )


def folded(line: str) -> Iterator[str]:
    """The line in parts of at most 75 octets, never cutting a character; later parts begin with a space."""
    part = ""
    for character in line:
        if len((part + character).encode()) > LONGEST_LINE:
            yield part
            part = " "
        part += character
    yield part


def _moment(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
