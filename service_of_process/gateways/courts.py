"""How a package reaches another court: carried by the official channel and only recorded here, or simulated.

The interface of the Mainland–Macao judicial-assistance platform is not public, and Hong Kong is written to on paper: the
portal sends nothing in their place. What staff did there is recorded with its number. The simulated platform sends
nothing either; it is marked as simulated in the answer, on the screen, in the record and in the package.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Protocol

BY_HAND, SIMULATED = "by_hand", "simulated"


@dataclass(frozen=True)
class Receipt:
    """What the other side's channel answered: its number, and whether that is only simulated."""

    number: str
    is_simulated: bool


class CourtChannel(Protocol):
    """Takes note of a package that goes to a court."""

    is_simulated: bool

    def hand_over(self, *, court_code: str, digest: str, number: str, at: datetime) -> Receipt:
        """The receipt for a package with this SHA-256; ``number`` as staff entered it."""


class ByHand:
    """Staff carry the package by the official channel; the number that it gave is what they enter."""

    is_simulated = False

    def hand_over(self, *, court_code: str, digest: str, number: str, at: datetime) -> Receipt:
        """The number as entered."""
        return Receipt(number.strip(), is_simulated=False)


class SimulatedPlatform:
    """Stands in for the official platform in a demonstration. Nothing is sent; the number says so."""

    is_simulated = True

    def hand_over(self, *, court_code: str, digest: str, number: str, at: datetime) -> Receipt:
        """A number that can only be a simulated one."""
        mark = sha256(f"{court_code}{digest}".encode()).hexdigest()[:8].upper()
        return Receipt(f"SIMULATED-{mark}", is_simulated=True)


CHANNELS: dict[str, CourtChannel] = {BY_HAND: ByHand(), SIMULATED: SimulatedPlatform()}


def channel_for(way: str) -> CourtChannel:
    """The adapter of a way. Raises KeyError for an unknown one."""
    return CHANNELS[way]
