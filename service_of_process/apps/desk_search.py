"""What the one search of the back office finds of service: by any number, by case, by addressee."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.audit.actors import Actor
from portal.desk.queries import MOST_ROWS
from portal.desk.registry import Found, SearchSource, language_of, register_source
from portal.identity.roles import COURT_ROLES
from service_of_process.queries import desk

SEERS = frozenset(role.value for role in COURT_ROLES)


def find_matters(actor: Actor, on: date, text: str) -> Iterable[Found]:
    """The matters on this desk that fit."""
    if not actor.roles & SEERS:
        return
    for matter in desk.found(actor, on, desk.Ask(q=text)).select_related("addressee")[:MOST_ROWS]:
        name = matter.addressee.name
        yield Found(
            kind=str(matter.get_state_display()), title=matter.reference,
            address=reverse("service_desk:inspect", args=[matter.pk]), note=name, note_lang=language_of(name),
        )  # fmt: skip


def register_sources() -> None:
    """Let the one search look through the matters."""
    register_source("service_matters", SearchSource(_("Service of documents"), find_matters))
