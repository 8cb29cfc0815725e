"""What a certificate must show, and in which order its dates may stand.

Hong Kong 1999 art. 5: the court's seal; where it could not serve, the obstacle or refusal with its date, and letter and
all papers come back. Macao 2020 art. 12: method, place, date, identity of the recipient, seal; likewise the obstacle.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

HK, MACAO = "HK", "MO"
SEAL, METHOD, PLACE, RECIPIENT, REASON, PAPERS = "seal", "method", "place", "recipient", "reason", "papers"
ELEMENTS = (SEAL, METHOD, PLACE, RECIPIENT, REASON, PAPERS)
_ASKED: dict[tuple[str, bool], tuple[str, ...]] = {
    (HK, True): (SEAL,),
    (HK, False): (SEAL, REASON, PAPERS),
    (MACAO, True): (SEAL, METHOD, PLACE, RECIPIENT),
    (MACAO, False): (SEAL, REASON),
}


def missing(region: str, *, is_served: bool, shown: frozenset[str]) -> tuple[str, ...]:
    """What the text asks of a certificate and this one does not show: flagged, never a reason not to record it.

    :param shown: of :data:`ELEMENTS`, those that the certificate shows.
    :raises KeyError: an unknown region.
    """
    return tuple(element for element in _ASKED[region, is_served] if element not in shown)


# -- dates that contradict each other
BEFORE_DISPATCH, BEFORE_RECEIPT, RECEIVED_TOO_EARLY = (
    "before_dispatch",
    "before_receipt",
    "received_too_early",
)


@dataclass(frozen=True)
class Journey:
    """The days recorded so far: sent across the border, received there (None: unknown or only estimated)."""

    dispatched: date | None
    received: date | None


def contradiction(journey: Journey, service_date: date, received_date: date) -> str | None:
    """The first contradiction between the certificate's days and the journey's; None where they agree."""
    if journey.dispatched is not None and service_date < journey.dispatched:
        return BEFORE_DISPATCH
    if journey.received is not None and service_date < journey.received:
        return BEFORE_RECEIPT
    if received_date < service_date:
        return RECEIVED_TOO_EARLY
    return None
