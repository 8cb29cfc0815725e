"""Publication of an edition by a second person: listings with frozen names, certificate numbers, places in the
status list; the end of what is not carried forward; applications that are published with it.
"""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from mediation_registry.actions import listings as acts
from mediation_registry.actions.edition_steps import minute, open_edition, require_order, why_not_listed
from mediation_registry.actions.steps import record
from mediation_registry.models import Application, EditionEntry, Listing, PanelEdition
from mediation_registry.queries import criteria
from mediation_registry.queries import editions as queries
from mediation_registry.rules import lifecycle
from portal.audit.actors import Actor
from portal.notices import outbox
from portal.numbering.allocation import allocate, compose_reference

PUBLISHED = "mediation_registry.edition_published"
NOT_CARRIED = "mediation_registry.not_carried_forward"
LISTED_NOTICE = "mediation_registry.listed_in_edition"
SERIES = "certificates"
TERM = "validity_term"
PREFIX = "GBMC"


@transaction.atomic
def publish_edition(*, actor: Actor, at: datetime, edition_id: UUID) -> PanelEdition:
    """Everything of an edition in one act: all of it is public, or nothing is.

    :raises PermissionRefused: no publisher's seat at an authority of the scheme.
    :raises ValidationError: the actor prepared it; somebody was faster; it is empty; a later edition is published;
        a line may no longer stand in it (each is named).
    """
    edition = open_edition(actor, PUBLISHED, edition_id)
    if edition.prepared_by == actor.key:
        raise ValidationError(
            _("You prepared this edition; another person publishes it."), code="same_person"
        )
    require_order(edition)
    rows = queries.lines_of(edition).select_related("registrant__person__user", "application__registrant")
    rows = rows.select_related("application__jurisdiction").prefetch_related("application__determinations")
    entries = list(rows)
    _require_sound(edition, entries)
    _claim(edition, entries, actor, at)
    made = _list(edition, entries, actor, at)
    left = _end_those_left(edition, actor, at)
    _publish_applications(edition, made, actor, at)
    minute(PUBLISHED, edition, actor, at, {"count": len(made), "not_carried": left})
    for listing in made:
        _tell(listing, edition, at)
    return edition


def _require_sound(edition: PanelEdition, entries: list[EditionEntry]) -> None:
    """Between preparation and publication a registrant may have withdrawn, been removed, or lost a name."""
    if not entries:
        raise ValidationError(_("This edition has no line yet; add the determined applications first."))
    problems = []
    for entry in entries:
        number = {"number": entry.registrant.register_no}
        if entry.application is not None:
            problems += why_not_listed(edition, entry.application)
        if entry.carried_from is not None and entry.carried_from.state != lifecycle.ACTIVE:
            problems.append(_("The earlier listing of %(number)s is no longer in force.") % number)
        if not entry.registrant.person.current_names:
            problems.append(_("%(number)s has no name in force.") % number)
    if problems:
        raise ValidationError([*problems, _("Take these lines out of the edition, then publish it.")])


def _claim(edition: PanelEdition, entries: list[EditionEntry], actor: Actor, at: datetime) -> None:
    """One publisher wins: the state is compared and set in a single statement."""
    fictitious = edition.is_fictitious or any(entry.registrant.is_fictitious for entry in entries)
    prepared = PanelEdition.objects.filter(pk=edition.pk, state=PanelEdition.State.PREPARED)
    won = prepared.update(
        state=PanelEdition.State.PUBLISHED, published_by=actor.key, published_at=at, is_fictitious=fictitious
    )
    if not won:
        raise ValidationError(
            _("Somebody else has published this edition already; it stays as it is."), code="state"
        )
    edition.refresh_from_db()


def _list(edition: PanelEdition, entries: list[EditionEntry], actor: Actor, at: datetime) -> list[Listing]:
    names = queries.names_as_certified(entries)
    taken = Listing.objects.values_list("status_index", flat=True)
    places = queries.free_status_places(len(entries), list(taken))
    terms = _terms(edition, entries)
    made = Listing.objects.bulk_create(
        Listing(
            edition=edition, registrant=entry.registrant, jurisdiction_id=entry.jurisdiction_id,
            application=entry.application, certificate_no=_number(edition.year), names=names[entry.registrant_id],
            status_index=place, valid_from=edition.valid_from, valid_to=terms.get(entry.jurisdiction_id),
        )
        for entry, place in zip(entries, places, strict=True)
    )  # fmt: skip
    for listing in made:
        acts.enter(
            listing=listing, act=PUBLISHED, state=lifecycle.ACTIVE, effective_date=edition.valid_from, actor=actor,
            at=at, deciding_body=edition.session, instrument_no=edition.instrument_no,
        )  # fmt: skip
    return made


def _terms(edition: PanelEdition, entries: list[EditionEntry]) -> dict[UUID, date]:
    """The day on which a listing of each place ends; only where a rule that gives a term is cited and confirmed."""
    found = {}
    for place in {entry.jurisdiction_id: entry.jurisdiction for entry in entries}.values():
        rule = criteria.enabled(TERM, edition.scheme, place, edition.valid_from)
        if rule is not None and rule.value:
            found[place.pk] = years_later(edition.valid_from, rule.value)
    return found


def years_later(day: date, years: int) -> date:
    """The same day so many years later; 29 February ends with 1 March where the year has none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def _number(year: int) -> str:
    return compose_reference(PREFIX, year=year, number=allocate(SERIES, year=year))


def _end_those_left(edition: PanelEdition, actor: Actor, at: datetime) -> int:
    left = list(queries.left_behind(edition))
    for listing in left:
        acts.enter(
            listing=listing, act=NOT_CARRIED, state=lifecycle.NOT_CARRIED_FORWARD,
            effective_date=edition.valid_from, actor=actor, at=at, deciding_body=edition.session,
            instrument_no=edition.instrument_no,
        )  # fmt: skip
    return len(left)


def _publish_applications(edition: PanelEdition, made: list[Listing], actor: Actor, at: datetime) -> None:
    """The applications move by the one table, in the same transaction."""
    applied = [(listing, listing.application) for listing in made if listing.application is not None]
    Application.objects.filter(pk__in=[application.pk for _listing, application in applied]).update(
        state=lifecycle.PUBLISHED, state_since_at=at
    )
    for listing, application in applied:
        application.state = lifecycle.PUBLISHED
        record(
            PUBLISHED, actor=actor, at=at, application=application, subject=listing,
            facts={"year": edition.year, "certificate_no": listing.certificate_no},
        )  # fmt: skip


def _tell(listing: Listing, edition: PanelEdition, at: datetime) -> None:
    """Whoever is listed and has an account is told, after commit."""
    user = listing.registrant.person.user
    if user is None or not user.is_active:
        return
    outbox.queue(
        kind=LISTED_NOTICE,
        recipient=outbox.Recipient(key=f"user:{user.pk}", email=user.email, language=user.language),
        context={
            "year": edition.year,
            "certificate_no": listing.certificate_no,
            "valid_from_date": listing.valid_from.isoformat(),
            "path": f"/mediators/{listing.registrant.register_no}/",
        },
        dedupe=f"{LISTED_NOTICE}|{listing.pk}",
        at=at,
        chain=listing.registrant.chain,
    )
