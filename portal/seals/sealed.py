"""What sealing and checking give back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from portal.seals.levels import BASIC


@dataclass(frozen=True)
class SealedPdf:
    """A signed or sealed document: its bytes, the PAdES level, whose key, and whether that is the demonstration's."""

    content: bytes
    level: str
    sealed_by: str
    is_simulated: bool

    @property
    def is_pending(self) -> bool:
        """True while the time stamp is pending."""
        return self.level == BASIC


@dataclass(frozen=True)
class PdfVerdict:
    """What the check found. Only ``is_genuine`` counts; ``problem`` is a code, empty when genuine.

    Problems: ``not_pdf``, ``not_sealed`` (no seal, or the last signature is not the seal's), ``changed``,
    ``extended`` (something was added that no signature covers), ``not_trusted``. ``signed_by`` names the people who
    signed before the seal, in order.
    """

    is_genuine: bool
    problem: str = ""
    level: str = ""
    sealed_by: str = ""
    is_simulated: bool = False
    stamped_at: datetime | None = None
    signed_by: tuple[str, ...] = ()
