"""What becomes of a listing. ``enter`` is the only place where a listing moves; every act here ends in it.

Only removal (除名) and withdrawal (退出) are known from the instruments; a listing that the next edition does not
carry ends with it. Suspension and expiry exist in the table and are refused until an authority's rule is cited.
No court takes part: removal is recorded by the home authority, with the body that decided it.
"""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from i18n import languages
from mediation_registry.models import Listing, ListingEntry, SchemeDoor
from mediation_registry.queries import criteria
from mediation_registry.rules import lifecycle
from mediation_registry.search.outbox import mark
from portal.audit import log as audit
from portal.audit.actors import Actor
from portal.exhibits.models import Exhibit
from portal.identity.permissions import PermissionRefused, require
from portal.notices import outbox

LISTED = "mediation_registry.edition_published"
WITHDRAWN = "mediation_registry.listing_withdrawn"
REMOVED = "mediation_registry.removed"
SUSPENDED = "mediation_registry.suspended"
REINSTATED = "mediation_registry.reinstated"
EXPIRED = "mediation_registry.expired"
DIED = "mediation_registry.death_recorded"
SET_ASIDE = "mediation_registry.entry_set_aside"
CHANGED = "mediation_registry.listing_changed"


@transaction.atomic
def enter(
    *,
    listing: Listing,
    act: str,
    state: str,
    effective_date: date,
    actor: Actor,
    at: datetime,
    ground: str = "",
    deciding_body: str = "",
    instrument_no: str = "",
    exhibit: Exhibit | None = None,
) -> ListingEntry:
    """Write the next entry of a listing: the one writer, for the acts below and for the publication of editions.

    Whether the actor may, and whether the act is lawful, its caller has asked. Here: the table of transitions, the
    date, the entry, the listing's own columns, the log, the notice to the mediator, the search index.

    :raises ValidationError: the act may not happen in the listing's state, or takes effect before it begins.
    """
    listing, last = _next_to(listing, act, state, effective_date)
    entry = ListingEntry.objects.create(
        listing=listing, number=last.number + 1 if last else 1, act=act, state=state,
        effective_date=effective_date, ground=ground.strip(), deciding_body=deciding_body.strip(),
        instrument_no=instrument_no.strip(), recorded_by=actor.key, recorded_at=at, exhibit=exhibit,
    )  # fmt: skip
    Listing.objects.filter(pk=listing.pk).update(state=state)
    _minute(entry, listing, actor, at)
    if last is not None:
        _tell(entry, listing, at)
    mark([listing.registrant_id], at=at)
    return entry


@transaction.atomic
def withdraw_listing(*, actor: Actor, at: datetime, listing_id: UUID, reason: str = "") -> ListingEntry:
    """The mediator leaves the panel at her own request, from today; her authority may record it for her.

    :raises PermissionRefused: the listing is not the actor's own, nor of the actor's authority.
    :raises ValidationError: the state does not allow it.
    """
    listing = _reached(actor, WITHDRAWN, listing_id, own_too=True)
    return enter(
        listing=listing, act=WITHDRAWN, state=lifecycle.LISTING_WITHDRAWN, effective_date=_day(at),
        actor=actor, at=at, ground=reason,
    )  # fmt: skip


@transaction.atomic
def remove(
    *,
    actor: Actor,
    at: datetime,
    listing_id: UUID,
    ground: str,
    deciding_body: str,
    effective_date: date,
    instrument_no: str = "",
    exhibit: Exhibit | None = None,
) -> ListingEntry:
    """Record a removal with its ground and the body that decided it; the date may lie in the past or future.

    :raises PermissionRefused: the role may not, or the listing belongs to another place.
    :raises ValidationError: ground or body missing, date before the listing, state.
    """
    listing = _reached(actor, REMOVED, listing_id)
    _needed(ground=ground, deciding_body=deciding_body)
    return enter(
        listing=listing, act=REMOVED, state=lifecycle.REMOVED, effective_date=effective_date, actor=actor,
        at=at, ground=ground, deciding_body=deciding_body, instrument_no=instrument_no, exhibit=exhibit,
    )  # fmt: skip


@transaction.atomic
def suspend(
    *,
    actor: Actor,
    at: datetime,
    listing_id: UUID,
    ground: str,
    deciding_body: str,
    effective_date: date,
    instrument_no: str = "",
    exhibit: Exhibit | None = None,
) -> ListingEntry:
    """Suspend a listing: only where an authority's rule gives the power on that day.

    :raises PermissionRefused: the role may not, or the listing belongs to another place.
    :raises ValidationError: no rule is cited; ground or body missing; date or state.
    """
    listing = _reached(actor, SUSPENDED, listing_id)
    _rule_cited(SUSPENDED, listing, effective_date)
    _needed(ground=ground, deciding_body=deciding_body)
    return enter(
        listing=listing, act=SUSPENDED, state=lifecycle.SUSPENDED, effective_date=effective_date, actor=actor,
        at=at, ground=ground, deciding_body=deciding_body, instrument_no=instrument_no, exhibit=exhibit,
    )  # fmt: skip


@transaction.atomic
def reinstate(
    *,
    actor: Actor,
    at: datetime,
    listing_id: UUID,
    ground: str,
    deciding_body: str,
    effective_date: date,
    instrument_no: str = "",
    exhibit: Exhibit | None = None,
) -> ListingEntry:
    """End a suspension. It needs no power of its own: what stands suspended was suspended under a cited rule.

    :raises PermissionRefused: the role may not, or the listing belongs to another place.
    :raises ValidationError: ground or body missing; earlier than the suspension; state.
    """
    listing = _reached(actor, REINSTATED, listing_id)
    _needed(ground=ground, deciding_body=deciding_body)
    last = listing.entries.order_by("-number").first()
    if last is not None and effective_date < last.effective_date:
        raise ValidationError({"effective_date": _("This lies before the suspension took effect.")})
    return enter(
        listing=listing, act=REINSTATED, state=lifecycle.ACTIVE, effective_date=effective_date, actor=actor,
        at=at, ground=ground, deciding_body=deciding_body, instrument_no=instrument_no, exhibit=exhibit,
    )  # fmt: skip


@transaction.atomic
def expire(*, actor: Actor, at: datetime, listing_id: UUID) -> ListingEntry:
    """Enter the end of a dated term that was set under a cited rule; it takes effect on the term's last day + 1.

    :raises ValidationError: the listing has no dated term, it still runs, no rule is cited, or the state.
    """
    listing = _reached(actor, EXPIRED, listing_id)
    if listing.valid_to is None:
        raise ValidationError(_("This listing has no dated term; it does not expire."), code="no_term")
    if listing.valid_to > _day(at):
        raise ValidationError(_("The term of this listing still runs."), code="running")
    _rule_cited(EXPIRED, listing, listing.valid_from)
    return enter(
        listing=listing, act=EXPIRED, state=lifecycle.EXPIRED, effective_date=listing.valid_to, actor=actor, at=at
    )  # fmt: skip


@transaction.atomic
def record_death(
    *,
    actor: Actor,
    at: datetime,
    listing_id: UUID,
    death_date: date,
    instrument_no: str = "",
    exhibit: Exhibit | None = None,
) -> ListingEntry:
    """Record that the mediator has died; the listing ends with that day.

    :raises PermissionRefused: the role may not, or the listing belongs to another place.
    :raises ValidationError: the day lies in the future or before the listing; state.
    """
    listing = _reached(actor, DIED, listing_id)
    if death_date > _day(at):
        raise ValidationError({"death_date": _("The date of death lies in the future.")})
    return enter(
        listing=listing, act=DIED, state=lifecycle.DECEASED, effective_date=death_date, actor=actor, at=at,
        instrument_no=instrument_no, exhibit=exhibit,
    )  # fmt: skip


@transaction.atomic
def set_aside(
    *,
    actor: Actor,
    at: datetime,
    listing_id: UUID,
    ground: str,
    deciding_body: str,
    instrument_no: str = "",
    exhibit: Exhibit | None = None,
) -> ListingEntry:
    """Set the last entry aside, on review or because it was a mistake: it stays legible and counts no more.

    The listing stands again from the day on which that entry had taken effect; a suspension that ran when the entry
    was made runs on, and is entered again.

    :raises PermissionRefused: the role may not, or the listing belongs to another place.
    :raises ValidationError: ground or body missing; there is nothing to set aside.
    """
    listing = _reached(actor, SET_ASIDE, listing_id)
    _needed(ground=ground, deciding_body=deciding_body)
    last, before = [*listing.entries.order_by("-number")[:2], None, None][:2]
    since = last.effective_date if last is not None else listing.valid_from
    entry = enter(
        listing=listing, act=SET_ASIDE, state=lifecycle.ACTIVE, effective_date=since, actor=actor, at=at,
        ground=ground, deciding_body=deciding_body, instrument_no=instrument_no, exhibit=exhibit,
    )  # fmt: skip
    if before is not None and before.state == lifecycle.SUSPENDED:
        enter(
            listing=listing, act=SUSPENDED, state=lifecycle.SUSPENDED, effective_date=before.effective_date,
            actor=actor, at=at, ground=before.ground, deciding_body=before.deciding_body,
            instrument_no=before.instrument_no, exhibit=before.exhibit,
        )  # fmt: skip
    return entry


def _next_to(
    listing: Listing, act: str, state: str, effective_date: date
) -> tuple[Listing, ListingEntry | None]:
    """The listing, locked, and its last entry, if this act may follow it from that day."""
    rows = Listing.objects.select_for_update(of=("self",)).select_related(
        "edition", "registrant__person__user"
    )
    listing = rows.get(pk=listing.pk)
    last = listing.entries.order_by("-number").first()
    if lifecycle.listing_after(last.state if last else None, act) != state:
        raise ValidationError(
            _("In the present state of the listing this step is not possible."), code="state"
        )
    if effective_date < listing.valid_from:
        begins = {"valid_from": listing.valid_from.isoformat()}
        sentence = _("This lies before the listing begins on %(valid_from)s.") % begins
        raise ValidationError({"effective_date": sentence})
    return listing, last


def _day(at: datetime) -> date:
    return timezone.localdate(at)


def _reached(actor: Actor, act: str, listing_id: UUID, *, own_too: bool = False) -> Listing:
    """The listing, locked, where it is the actor's own or of the actor's authority, and the newest of its kind."""
    require(actor, act)
    rows = Listing.objects.select_for_update(of=("self",)).select_related(
        "edition", "registrant__person__user"
    )
    listing = rows.filter(pk=listing_id, edition__state="published").first()
    if listing is None:
        raise PermissionRefused(act)
    own = actor.key == f"user:{listing.registrant.person.user_id}"
    reached = own_too if own else actor.is_system or _is_home(actor, listing)
    if not reached:  # a decision maker who is listed herself takes no step on her own listing but to leave
        raise PermissionRefused(act)
    later = Listing.objects.filter(
        registrant=listing.registrant_id, edition__scheme=listing.edition.scheme_id, edition__state="published",
        valid_from__gt=listing.valid_from,
    )  # fmt: skip
    if later.exists():
        raise ValidationError(
            _("A later edition lists the same registrant; take this step on that listing."), code="later"
        )
    return listing


def _is_home(actor: Actor, listing: Listing) -> bool:
    """Does the actor decide at the authority that recognises for the listing's place?"""
    held = actor.authorities_as("authority_decider")
    doors = SchemeDoor.objects.filter(scheme=listing.edition.scheme_id, jurisdiction=listing.jurisdiction_id)
    return bool(held) and doors.filter(recognition__code__in=held).exists()


def _needed(**texts: str) -> None:
    missing = {
        name: _("Fill this in: the register names it.") for name, text in texts.items() if not text.strip()
    }
    if missing:
        raise ValidationError(missing)


def _rule_cited(act: str, listing: Listing, on: date) -> None:
    power = lifecycle.ENABLED_BY_RULE[act]
    if criteria.enabled(power, listing.edition.scheme, listing.jurisdiction, on) is None:
        raise ValidationError(
            _("No published rule gives this power. It stays off until an authority's rule is cited."),
            code="off",
        )


def _minute(entry: ListingEntry, listing: Listing, actor: Actor, at: datetime) -> None:
    """The log: number, state and day as facts; the ground is about a person and can be erased."""
    audit.record(
        act="mediation_registry.listed" if entry.act == LISTED else entry.act,
        actor=actor,
        at=at,
        subject=(entry._meta.label, str(entry.pk)),
        chain=listing.registrant.chain,
        facts={
            "register_no": listing.registrant.register_no,
            "certificate_no": listing.certificate_no,
            "number": entry.number,
            "state": entry.state,
            "effective_date": entry.effective_date.isoformat(),
            "edition": listing.edition.year,
            "deciding_body": entry.deciding_body,
            "instrument_no": entry.instrument_no,
        },
        private={"ground": entry.ground} if entry.ground else {},
    )


def _tell(entry: ListingEntry, listing: Listing, at: datetime) -> None:
    """The mediator is told of every entry after the first, where she has an account."""
    user = listing.registrant.person.user
    if user is None:
        return
    words = {}
    for code in languages.CODES:
        with override(code):
            words[code] = str(Listing.State(entry.state).label)
    outbox.queue(
        kind=CHANGED,
        recipient=outbox.Recipient(key=f"user:{user.pk}", email=user.email, language=user.language),
        context={
            "certificate_no": listing.certificate_no,
            "edition": listing.edition.year,
            "states": words,
            "effective_date": entry.effective_date.isoformat(),
            "ground": entry.ground or "–",
            "deciding_body": entry.deciding_body or "–",
            "path": f"/mediators/{listing.registrant.register_no}/",
        },
        dedupe=f"{CHANGED}|{entry.pk}",
        at=at,
        chain=listing.registrant.chain,
    )
