"""Calendars as iCalendar text (RFC 5545): lines ended by CRLF, folded at 75 octets, moments in UTC."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

LONGEST_LINE = 75  # octets, RFC 5545 section 3.1
CONFIRMED, CANCELLED = "CONFIRMED", "CANCELLED"


@dataclass(frozen=True)
class Entry:
    """One event [starts_at, ends_at). ``key`` stays the same when the event is moved; ``sequence`` then grows.

    ``alarm_minutes`` asks the reader's calendar for a reminder that many minutes before; None for none.
    """

    key: UUID
    starts_at: datetime
    ends_at: datetime
    summary: str
    description: str = ""
    url: str = ""
    status: str = ""
    sequence: int = 0
    alarm_minutes: int | None = None


def calendar(*, product: str, domain: str, entries: Iterable[Entry], at: datetime, title: str = "") -> str:
    """The whole calendar. ``product`` names the writer (PRODID), ``domain`` makes the keys unique (UID)."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//{product}//EN", "CALSCALE:GREGORIAN"]
    if title:
        lines.append(f"X-WR-CALNAME:{escaped(title)}")
    for entry in entries:
        lines += _event(entry, domain, at)
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in folded(line))


def _event(entry: Entry, domain: str, at: datetime) -> list[str]:
    lines = [
        "BEGIN:VEVENT",
        f"UID:{entry.key}@{domain}",
        f"DTSTAMP:{_moment(at)}",
        f"DTSTART:{_moment(entry.starts_at)}",
        f"DTEND:{_moment(entry.ends_at)}",
        f"SUMMARY:{escaped(entry.summary)}",
    ]
    if entry.description:
        lines.append(f"DESCRIPTION:{escaped(entry.description)}")
    if entry.url:
        lines.append(f"URL:{entry.url}")
    if entry.status:
        lines += [f"STATUS:{entry.status}", f"SEQUENCE:{entry.sequence}"]
    lines += ["CLASS:PRIVATE", "TRANSP:OPAQUE"]
    if entry.alarm_minutes is not None:
        lines += [
            "BEGIN:VALARM", "ACTION:DISPLAY", f"DESCRIPTION:{escaped(entry.summary)}",
            f"TRIGGER:-PT{entry.alarm_minutes}M", "END:VALARM",
        ]  # fmt: skip
    return [*lines, "END:VEVENT"]


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
