"""What the one search of the back office finds of the register: by reference, register or certificate number, name."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from mediation_registry.models import Application, Listing, Registrant
from portal.audit.actors import Actor
from portal.desk.queries import MOST_ROWS
from portal.desk.registry import Found, SearchSource, register_source
from portal.identity.permissions import visible
from portal.identity.roles import Role

SEERS = frozenset({
    Role.AUTHORITY_INTAKE.value, Role.AUTHORITY_ASSESSOR.value, Role.AUTHORITY_DECIDER.value,
    Role.AUTHORITY_PUBLISHER.value, Role.CLERK.value, Role.JUDGE.value, Role.ASSISTANCE_DESK.value, Role.AUDITOR.value,
})  # fmt: skip


def _named(text: str, path: str) -> Q:
    names = {
        f"{path}person__names__text__icontains": text,
        f"{path}person__names__withdrawn_at": None,
    }
    return Q(**{f"{path}register_no__icontains": text}) | Q(**names)


def find_applications(actor: Actor, on: date, text: str) -> Iterable[Found]:
    """Applications in the actor's scope by reference, register number, or the applicant's name."""
    if not actor.roles & SEERS:
        return
    rows = visible(Application.objects.all(), actor)
    rows = rows.filter(Q(reference__icontains=text) | _named(text, "registrant__")).distinct()
    rows = rows.select_related("registrant__person").prefetch_related("registrant__person__names")
    for row in rows.order_by("reference")[:MOST_ROWS]:
        yield _found(
            str(row.get_state_display()), row.reference, reverse("mediator_applications:inspect", args=[row.pk]),
            row.registrant,
        )  # fmt: skip


def find_listings(actor: Actor, on: date, text: str) -> Iterable[Found]:
    """Listings in the actor's scope by certificate number, register number, or name."""
    if not actor.roles & SEERS:
        return
    rows = visible(Listing.objects.all(), actor)
    rows = rows.filter(Q(certificate_no__icontains=text) | _named(text, "registrant__")).distinct()
    rows = rows.select_related("registrant__person").prefetch_related("registrant__person__names")
    for row in rows.order_by("certificate_no")[:MOST_ROWS]:
        yield _found(
            str(row.get_state_display()), row.certificate_no, reverse("panel_listings:inspect", args=[row.pk]),
            row.registrant,
        )  # fmt: skip


def _found(kind: str, title: str, address: str, registrant: Registrant) -> Found:
    name = registrant.person.name_in(get_language() or "en")
    return Found(
        kind=kind, title=title, address=address, note=name.text if name else registrant.register_no,
        note_lang=name.html_lang if name else "",
    )  # fmt: skip


def register_sources() -> None:
    """Let the one search look through applications and listings."""
    register_source(
        "mediator_applications", SearchSource(_("Applications for joint certification"), find_applications)
    )
    register_source("mediator_listings", SearchSource(_("Listings on the panel"), find_listings))
