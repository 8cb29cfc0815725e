"""For how long is a text proved? Ranges cut from the dates on which it was seen.

A file proves its own date, and through ``startPeriod`` that the text is the same since then. Nothing is
bridged: between two files the text is proved only where the later one's ``startPeriod`` reaches back to
the earlier one. (``design/search.md``, *HKLM*.)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Seen:
    """One sighting: the file's date, the version date it gives, the digest of the text, the row it is in.

    ``worth`` is what the file is worth: two files of different worth never share a row, whatever they say.
    """

    held: date
    start: date | None
    digest: str
    row: str
    worth: str = ""

    @property
    def since(self) -> date:
        """The day from which this sighting proves the text: never after the file's own date."""
        return self.start if self.start is not None and self.start <= self.held else self.held


@dataclass(frozen=True)
class Range:
    """Half-open: ``begins`` included, ``ends`` not; ``ends`` None while the newest file is current."""

    begins: date
    ends: date | None
    contradicted: bool = False


def joins(earlier: Seen | None, later: Seen | None, files: Sequence[date] = ()) -> bool:
    """True when the two sightings are one row: of the same worth, and the later proves the earlier one's text."""
    return proves(earlier, later, files) and earlier.worth == later.worth  # type: ignore[union-attr]  # both are there


def proves(earlier: Seen | None, later: Seen | None, files: Sequence[date] = ()) -> bool:
    """True when the later sighting proves the earlier one's text without a gap.

    :param files: the dates of all files held; one in between shows that the provision was missing then.
    """
    if earlier is None or later is None or earlier.digest != later.digest:
        return False
    return later.since <= earlier.held and not any(earlier.held < day < later.held for day in files)


def ranges(
    sightings: Sequence[Seen], *, open_end: date | None, files: Sequence[date] = ()
) -> dict[str, Range]:
    """The proved range of each row.

    :param sightings: of one provision in one language, one per date, in any order.
    :param open_end: the date of the newest file if it is current, else None.
    :param files: the dates of all files held of the work; where one lacks the provision, nothing is proved.
    """
    ordered = sorted(sightings, key=lambda seen: seen.held)
    cut: dict[str, Range] = {}
    previous: Seen | None = None
    for seen in ordered:
        ends = None if open_end is not None and seen.held == open_end else seen.held + ONE_DAY
        known = cut.get(seen.row)
        if known is not None:
            cut[seen.row] = Range(known.begins, ends, known.contradicted)
        else:
            cut[seen.row] = _first(seen, previous, ends, files)
        previous = seen
    return cut


def _first(seen: Seen, previous: Seen | None, ends: date | None, files: Sequence[date]) -> Range:
    missing = max((day for day in files if day < seen.held), default=None)
    if previous is not None and (missing is None or missing <= previous.held):
        missing = None
    if missing is not None and seen.since <= missing:
        return Range(seen.held, ends, contradicted=True)
    if previous is None or seen.since > previous.held:
        return Range(seen.since, ends)
    if proves(previous, seen):
        return Range(previous.held + ONE_DAY, ends)
    return Range(seen.held, ends, contradicted=True)
