"""Which earlier findings speak to a request (art. 8(3)): how near they are, whether the same text was found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

#: How near a finding is to what is asked: the same provision, another of the same work, the same law only.
PROVISION, WORK, LAW = "provision", "work", "law"
NEARNESS: Final = (PROVISION, WORK, LAW)


def place_of(citation_id: str, key: str = "") -> str:
    """``hk:cap:9001:s2``: the canonical citation of a place, the provision's key behind the work's id."""
    return f"{citation_id}:{key}".lower() if key else citation_id.lower()


def parted(place: str) -> tuple[str, str]:
    """The work and the key of a place: ``("hk:cap:9001", "s2")``; a work or judgment itself has no key."""
    stem, _colon, key = place.rpartition(":")
    return (stem, key) if key[:1].isalpha() and ":" in stem else (place, "")


@dataclass(frozen=True)
class Wanted:
    """What a request names: canonical citations of provisions, and of the works that hold them."""

    places: frozenset[str]
    works: frozenset[str]

    @property
    def is_empty(self) -> bool:
        """Nothing was recognised: every finding on the law may speak to it."""
        return not self.places and not self.works


def nearness(place: str, work: str, wanted: Wanted) -> str:
    """How near a finding on ``place`` of ``work`` is; "" where it does not speak to the request.

    A finding that names neither place nor work, or a request that names none, is as near as the law itself.
    """
    if place and place.lower() in wanted.places:
        return PROVISION
    if work and work.lower() in wanted.works:
        return WORK
    return LAW if wanted.is_empty or not (place or work) else ""


def same_text(
    asked: date | None, found: date | None, known: tuple[date | None, date | None] | None
) -> bool | None:
    """Whether the finding is on the text asked for: both days in the range proved for the version that was found.

    ``known`` is that version's half-open range, None where no version is pinned. None: nobody can say.
    """
    if asked is None:
        return None
    if asked == found:
        return True
    if known is None:
        return None
    start, end = known
    return (start is None or start <= asked) and (end is None or asked < end)
