"""How a joint application reaches the court: the portal's own queue, or a platform that is only simulated.

The interface of the people's courts' mediation platform is not public. Its adapter here sends nothing anywhere: it is
marked as simulated in the receipt, on the screen, in the record and in the document.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Protocol

from mediation_registry.models import ConfirmationApplication

Route = ConfirmationApplication.Route


@dataclass(frozen=True)
class Receipt:
    """What the counterpart answers: its number, and whether anything left the portal."""

    number: str
    is_simulated: bool


class CourtFiling(Protocol):
    """Hands an application over to a court."""

    def hand_over(self, *, reference: str, court_code: str, digest: str, at: datetime) -> Receipt:
        """The receipt for a pack with this SHA-256."""


class PortalQueue:
    """The court works in the portal: the application stands in its queue at once."""

    def hand_over(self, *, reference: str, court_code: str, digest: str, at: datetime) -> Receipt:
        """The portal's reference is the receipt."""
        return Receipt(reference, is_simulated=False)


class SimulatedPlatform:
    """Stands in for the people's courts' platform in a demonstration. Nothing is sent; the number says so."""

    def hand_over(self, *, reference: str, court_code: str, digest: str, at: datetime) -> Receipt:
        """A number that can only be a simulated one; the application stands in the portal's queue all the same."""
        mark = sha256(f"{reference}{court_code}{digest}".encode()).hexdigest()[:8].upper()
        return Receipt(f"SIMULATED-{mark}", is_simulated=True)


FILINGS: dict[str, CourtFiling] = {
    Route.PORTAL.value: PortalQueue(),
    Route.PLATFORM_SIMULATED.value: SimulatedPlatform(),
}


def filing_for(route: str) -> CourtFiling:
    """The adapter for a way of filing.

    :raises KeyError: no such way.
    """
    return FILINGS[route]
