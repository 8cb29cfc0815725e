"""The beats that every act on an edition shares: lock it, may this person, may it happen now; write it down."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from mediation_registry.models import Application, PanelEdition, Scheme
from mediation_registry.queries import editions as queries
from mediation_registry.rules import lifecycle
from portal.audit import log as audit
from portal.audit.actors import Actor
from portal.identity.permissions import PermissionRefused, require


def require_seat(actor: Actor, scheme: Scheme, act: str) -> None:
    """The actor publishes for an authority that decides in this scheme.

    :raises PermissionRefused: no such seat.
    """
    if not queries.schemes_published_by(actor).filter(pk=scheme.pk).exists():
        raise PermissionRefused(act)


def open_edition(actor: Actor, act: str, edition_id: UUID) -> PanelEdition:
    """Beats one to three: the edition, locked, of a scheme the actor publishes for, and not yet published.

    :raises PermissionRefused: no such edition for this actor.
    :raises ValidationError: somebody published or discarded it before.
    """
    require(actor, act)
    rows = PanelEdition.objects.select_for_update(of=("self",)).select_related("scheme")
    edition = rows.filter(pk=edition_id).first()
    if edition is None:
        raise PermissionRefused(act)
    require_seat(actor, edition.scheme, act)
    if edition.state == PanelEdition.State.PUBLISHED:
        raise ValidationError(
            _("Somebody else has published this edition already; it stays as it is."), code="state"
        )
    if edition.state == PanelEdition.State.DISCARDED:
        raise ValidationError(_("This edition was discarded; prepare another one."), code="state")
    return edition


def require_order(edition: PanelEdition) -> None:
    """Editions of a scheme follow each other: none is prepared or published behind a later one.

    :raises ValidationError: an edition of the year stands already, or a later one is published.
    """
    same = PanelEdition.objects.filter(scheme=edition.scheme_id, year=edition.year).exclude(pk=edition.pk)
    if same.exclude(state=PanelEdition.State.DISCARDED).exists():
        raise year_taken(edition.year)
    later = queries.later_edition(edition)
    if later is not None:
        sentence = _(
            "The edition of %(year)s, in force from %(date)s, is published already; an earlier one cannot follow it."
        )
        raise ValidationError(
            sentence % {"year": later.year, "date": later.valid_from.isoformat()}, code="order"
        )


def minute(
    act: str,
    edition: PanelEdition,
    actor: Actor,
    at: datetime,
    facts: Mapping[str, Any],
    private: Mapping[str, str] | None = None,
) -> None:
    """Beat six: the act enters the log, in the edition's chain."""
    audit.record(
        act=act, actor=actor, at=at, subject=(edition._meta.label, str(edition.pk)),
        chain=queries.chain_of(edition), facts={"scheme": edition.scheme.code, "year": edition.year, **facts},
        private=private or {},
    )  # fmt: skip


def year_taken(year: int) -> ValidationError:
    sentence = _("An edition of %(year)s stands already; work on that one, or discard it first.")
    return ValidationError({"year": sentence % {"year": year}})


def why_not_listed(edition: PanelEdition, application: Application) -> list[str]:
    """Why an application cannot stand in the edition, in sentences; empty where it can."""
    words = {"reference": application.reference}
    if application.state != lifecycle.DETERMINED:
        return [_("Application %(reference)s is not determined by the Joint Conference.") % words]
    if application.registrant.kind != edition.scheme.kind:
        return [_("Application %(reference)s is not for this kind of scheme.") % words]
    days = [row.decided_date for row in application.determinations.all() if row.outcome == "determined"]
    if days and max(days) > edition.determined_date:
        return [_("Application %(reference)s was determined later than this edition.") % words]
    return []
