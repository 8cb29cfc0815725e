"""Editions of the panel: prepared by one publisher, published by another, both of authorities of the scheme.

The Joint Conference determines the panel and it is then announced (local Accreditation Rules of 28 March 2024):
publication lists whom it determined or carried, and ends the listings of the edition before that it does not carry.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mediation_registry.actions.edition_steps import (
    minute,
    open_edition,
    require_order,
    require_seat,
    why_not_listed,
    year_taken,
)
from mediation_registry.actions.publication import publish_edition
from mediation_registry.models import Application, EditionEntry, Listing, PanelEdition, Scheme
from mediation_registry.queries import editions as queries
from mediation_registry.rules import lifecycle
from portal.audit.actors import Actor
from portal.identity.permissions import PermissionRefused, require

__all__ = [
    "add_lines", "add_to_edition", "discard_edition", "drop_from_edition", "prepare_edition", "publish_edition",
]  # fmt: skip

PREPARED = "mediation_registry.edition_prepared"
ADDED = "mediation_registry.edition_line_added"
DROPPED = "mediation_registry.edition_line_dropped"
DISCARDED = "mediation_registry.edition_discarded"


@transaction.atomic
def prepare_edition(
    *,
    actor: Actor,
    at: datetime,
    scheme: Scheme,
    year: int,
    session: str,
    determined_date: date,
    valid_from: date,
    instrument_no: str = "",
    source_url: str = "",
) -> PanelEdition:
    """An edition is begun, without lines. It is public only once another person publishes it.

    :raises PermissionRefused: no publisher's seat at an authority of the scheme.
    :raises ValidationError: dates out of order, an edition of the year stands already, or a later one is published.
    """
    require(actor, PREPARED)
    require_seat(actor, scheme, PREPARED)
    require_dates(determined_date, valid_from, at)
    edition = PanelEdition(
        scheme=scheme, year=year, session=session.strip(), instrument_no=instrument_no.strip(),
        determined_date=determined_date, valid_from=valid_from, source_url=source_url.strip(),
        prepared_by=actor.key, prepared_at=at, is_fictitious=scheme.is_fictitious,
    )  # fmt: skip
    edition.clean_fields(exclude=["prepared_by"])
    require_order(edition)
    try:
        with transaction.atomic():
            edition.save()
    except IntegrityError as taken:
        raise year_taken(year) from taken
    minute(PREPARED, edition, actor, at, {"determined_date": determined_date.isoformat()})
    return edition


def add_to_edition(
    *,
    actor: Actor,
    at: datetime,
    edition_id: UUID,
    application_id: UUID | None = None,
    listing_id: UUID | None = None,
) -> EditionEntry:
    """One line: a determined application, or a listing in force that is carried forward.

    :raises ValidationError: it may not stand in this edition, or stands in it already.
    """
    lines = add_lines(
        actor=actor, at=at, edition_id=edition_id,
        application_ids=[application_id] if application_id else [],
        listing_ids=[listing_id] if listing_id else [],
    )  # fmt: skip
    return lines[0]


@transaction.atomic
def add_lines(
    *,
    actor: Actor,
    at: datetime,
    edition_id: UUID,
    application_ids: Iterable[UUID] = (),
    listing_ids: Iterable[UUID] = (),
) -> list[EditionEntry]:
    """Lines from determined applications and from listings in force; all of them or none.

    :raises PermissionRefused: no publisher's seat at an authority of the scheme.
    :raises ValidationError: each line that may not stand in the edition, named.
    """
    edition = open_edition(actor, ADDED, edition_id)
    wanted = [*_applications(edition, application_ids), *_carried(edition, listing_ids)]
    if not wanted:
        raise ValidationError(_("Choose at least one line."))
    held = set(edition.entries.values_list("registrant_id", flat=True))
    problems = []
    for line in wanted:
        if line.registrant_id in held:
            problems.append(
                _("%(name)s stands in this edition already.") % {"name": line.registrant.register_no}
            )
        held.add(line.registrant_id)
    if problems:
        raise ValidationError(problems)
    made = EditionEntry.objects.bulk_create(wanted)
    minute(ADDED, edition, actor, at, {"register_numbers": [line.registrant.register_no for line in made]})
    return made


@transaction.atomic
def drop_from_edition(*, actor: Actor, at: datetime, edition_id: UUID, entry_id: UUID) -> None:
    """A line is taken out of an edition that is not published yet; the log keeps that it stood there.

    :raises PermissionRefused: the line stands in another edition, or the actor publishes none of this scheme.
    """
    edition = open_edition(actor, DROPPED, edition_id)
    entry = edition.entries.select_related("registrant").filter(pk=entry_id).first()
    if entry is None:
        raise PermissionRefused(DROPPED)
    number = entry.registrant.register_no
    entry.delete()
    minute(DROPPED, edition, actor, at, {"register_numbers": [number]})


@transaction.atomic
def discard_edition(*, actor: Actor, at: datetime, edition_id: UUID, reason: str) -> PanelEdition:
    """An edition is given up before publication, with a reason; the year is free for another one.

    :raises ValidationError: no reason, or it is published already.
    """
    edition = open_edition(actor, DISCARDED, edition_id)
    if not reason.strip():
        raise ValidationError({"reason": _("Give the reason.")})
    edition.entries.all().delete()
    edition.state = PanelEdition.State.DISCARDED
    edition.save(update_fields=["state"])
    minute(DISCARDED, edition, actor, at, {}, private={"reason": reason.strip()})
    return edition


def require_dates(determined_date: date, valid_from: date, at: datetime) -> None:
    if determined_date > timezone.localdate(at):
        raise ValidationError({"determined_date": _("The date of the decision lies in the future.")})
    if valid_from < determined_date:
        raise ValidationError(
            {"valid_from": _("The edition is in force from the day on which it was determined, or later.")}
        )


def _applications(edition: PanelEdition, ids: Iterable[UUID]) -> list[EditionEntry]:
    wanted = list(ids)
    rows = Application.objects.select_for_update(of=("self",)).select_related("registrant").filter(
        pk__in=wanted, scheme=edition.scheme_id
    )  # fmt: skip
    found = {row.pk: row for row in rows.prefetch_related("determinations")}
    if set(wanted) - set(found):
        raise PermissionRefused(ADDED)
    problems = [problem for row in found.values() for problem in why_not_listed(edition, row)]
    if problems:
        raise ValidationError(problems)
    return [
        EditionEntry(
            edition=edition, registrant=row.registrant, jurisdiction_id=row.jurisdiction_id, application=row
        )
        for row in (found[key] for key in wanted)
    ]


def _carried(edition: PanelEdition, ids: Iterable[UUID]) -> list[EditionEntry]:
    wanted = list(ids)
    rows = Listing.objects.select_for_update(of=("self",)).select_related("registrant")
    found = {row.pk: row for row in rows.filter(pk__in=wanted, edition__scheme=edition.scheme_id)}
    if set(wanted) - set(found):
        raise PermissionRefused(ADDED)
    newest = set(queries.newest(Listing.objects.filter(pk__in=found)).values_list("pk", flat=True))
    problems = [
        _("Listing %(number)s is not in force; it cannot be carried forward.")
        % {"number": row.certificate_no}
        for row in found.values()
        if row.state != lifecycle.ACTIVE or row.pk not in newest
    ]
    if problems:
        raise ValidationError(problems)
    return [
        EditionEntry(
            edition=edition, registrant=row.registrant, jurisdiction_id=row.jurisdiction_id, carried_from=row
        )
        for row in (found[key] for key in wanted)
    ]
