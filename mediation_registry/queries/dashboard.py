"""The page of a mediator or organisation about itself: certification, rosters, applications, mediations, training."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from mediation_registry.models import Application, Appointment, Claim, Listing, Registrant
from mediation_registry.queries import own, own_application
from mediation_registry.queries.public_profile import public_profile
from mediation_registry.queries.register import in_public
from mediation_registry.queries.rosters import roster_entries_on
from mediation_registry.queries.sentences import status_sentence
from mediation_registry.queries.status import has_scheme, status_on
from mediation_registry.queries.training import own_records, standings
from mediation_registry.rules import completeness
from mediation_registry.rules.lifecycle import ACTIVE, SUSPENDED
from portal.audit.actors import Actor

SHOWN = 5


@dataclass(frozen=True)
class ApplicationRow:
    """An application with the authority that holds it (None: the applicant, all three places, or nobody)."""

    application: Application
    holder: Any


def page(registrant: Registrant, actor: Actor, at: datetime, on: date) -> dict[str, Any]:
    """Everything on the dashboard, by the name that the template uses."""
    status = status_on(registrant.register_no, on)
    filled = own.parts_filled(registrant)
    return {
        "registrant": registrant,
        "names": registrant.person.current_names,
        "status": status,
        "status_sentence": status_sentence(status) if status.listing else "",
        "has_scheme": has_scheme(registrant.kind),
        "listings": _listings(registrant),
        "is_public": in_public(registrant.register_no) is not None,
        "rosters": roster_entries_on(registrant, on),
        "applications": [
            ApplicationRow(row, own_application.holder(row))
            for row in own_application.own_applications(actor)[:SHOWN]
        ],
        "appointments": appointments_of(registrant)[:SHOWN],
        "training": standings(registrant, on),
        "training_count": own_records(actor).count(),
        "filled": filled,
        "missing": [(part, completeness.PAGES[part]) for part, done in filled.items() if not done],
        "percent": completeness.percent(filled),
        "public": public_profile(registrant, on),
        "consents": own.consents_of(registrant),
        "memberships": [
            row for row in own.memberships_of(registrant) if row.standing in ("asked", "confirmed")
        ],
        "periods": own.unavailable_of(registrant, at),
        "claims": own.claims_of(registrant),
        "verified": Claim.Standing.VERIFIED,
        "establishment": own.establishment_of(registrant) if registrant.is_organisation else None,
    }


@dataclass(frozen=True)
class ListingRow:
    """A certification, and whether the mediator can leave the panel from it."""

    listing: Listing
    can_leave: bool


def _listings(registrant: Registrant) -> list[ListingRow]:
    rows = own.listings_of(registrant)
    return [
        ListingRow(row, place == 0 and row.state in (ACTIVE, SUSPENDED)) for place, row in enumerate(rows)
    ]


def appointments_of(registrant: Registrant) -> QuerySet[Appointment]:
    """The appointments told to this mediator, or made under this organisation, the newest first."""
    side = "organisation" if registrant.is_organisation else "mediator"
    rows = Appointment.objects.filter(**{side: registrant}).select_related("mediation__court")
    return rows.order_by("-told_at")
