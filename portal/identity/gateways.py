"""The outside world of identity checks: one small interface, a manual way and a plainly marked simulation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

MATCH = "match"
NO_MATCH = "no_match"
NOT_FOUND = "not_found"
ANSWERS = {
    MATCH: _("The platform finds name and number together"),
    NO_MATCH: _("The platform knows the number under another name"),
    NOT_FOUND: _("The platform does not know the number"),
}


@dataclass(frozen=True)
class Question:
    """What a platform is asked: kind and key of the paper, the names as entered, the date of birth
    if given.
    """

    kind: str
    number: str
    names: Sequence[str]
    birth_date: date | None


class Verifier(Protocol):
    """A way of checking papers. ``asks`` is False where only people look; ``is_simulated`` is
    never hidden.
    """

    name: str
    label: Any
    is_simulated: bool
    asks: bool

    def ask(self, question: Question) -> str:
        """One of :data:`ANSWERS`. An answer never verifies anybody: a member of staff decides."""
        ...


class ManualVerifier:
    """Staff compare the paper, the notarised or forwarded copies and the person before them."""

    name = "manual"
    label = _("Checked by staff against the papers")
    is_simulated = False
    asks = False

    def ask(self, question: Question) -> str:
        raise NotImplementedError("The manual way asks no platform.")


class SimulatedNationalPlatform:
    """Stands in for the national entry-exit document platform where there is no connection. Proves nothing.

    The answer depends on the last digit of the number alone: 0 gives *not found*, 9 *no match*, else *match*.
    """

    name = "simulated-national-platform"
    label = _("National entry-exit document platform (simulated)")
    is_simulated = True
    asks = True

    def ask(self, question: Question) -> str:
        digits = [character for character in question.number if character.isdigit()]
        return {"0": NOT_FOUND, "9": NO_MATCH}.get(digits[-1] if digits else "0", MATCH)


VERIFIERS: dict[str, type[Verifier]] = {
    ManualVerifier.name: ManualVerifier,
    SimulatedNationalPlatform.name: SimulatedNationalPlatform,
}


def verifier() -> Verifier:
    """The way of checking that the settings name.

    :raises ImproperlyConfigured: the name is unknown, or simulated and not in ``PORTAL_ALLOW_SIMULATED``.
    """
    name = settings.PORTAL_IDENTITY_ADAPTER
    if name not in VERIFIERS:
        raise ImproperlyConfigured(
            f"PORTAL_IDENTITY_ADAPTER={name} is unknown; known: {', '.join(VERIFIERS)}"
        )
    chosen = VERIFIERS[name]()
    if chosen.is_simulated and name not in settings.PORTAL_ALLOW_SIMULATED:
        raise ImproperlyConfigured(
            f"PORTAL_IDENTITY_ADAPTER={name} is simulated and PORTAL_ALLOW_SIMULATED does not name it"
        )
    return chosen


def label_of(name: str) -> str:
    """The words for a way of checking as it stands in a record; the name itself when it is no
    longer known.
    """
    known = VERIFIERS.get(name)
    return str(known.label) if known else name
