"""Mediators of an organisation: the mediator asks, the organisation confirms, either ends it (2016 Rules art. 6)."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from mediation_registry.actions.own_records import own_registrant, record, tell
from mediation_registry.models import OrganisationFacts, OrganisationMembership, Registrant
from mediation_registry.search.outbox import mark
from portal.audit.actors import Actor
from portal.cases.actions.steps import day_of
from portal.identity.models import Court
from portal.identity.permissions import PermissionRefused

PAGE = "/mediators/me/organisations/"
MEMBERS_PAGE = "/mediators/me/members/"


@transaction.atomic
def ask_membership(
    *, actor: Actor, at: datetime, registrant_id: UUID, organisation_no: str
) -> OrganisationMembership:
    """A mediator asks to work under an organisation of the register; it counts once the organisation confirms.

    :raises PermissionRefused: the entry is somebody else's.
    :raises ValidationError: no such organisation, or a request or membership stands there already.
    """
    act = "mediation_registry.membership_asked"
    mediator = own_registrant(actor, act, registrant_id)
    if mediator.is_organisation:
        raise ValidationError(_("Only a mediator joins an organisation."), code="kind")
    rows = Registrant.objects.select_related("person__user")
    organisation = rows.filter(
        register_no=organisation_no.strip().upper(), kind=Registrant.Kind.ORGANISATION
    ).first()
    if organisation is None:
        raise ValidationError(
            {"organisation_no": _("No organisation stands in the register under this number.")}
        )
    if OrganisationMembership.objects.filter(
        organisation=organisation, mediator=mediator, valid_to=None
    ).exists():
        raise ValidationError(
            {"organisation_no": _("You have asked, or belong to this organisation, already.")}
        )
    membership = OrganisationMembership.objects.create(
        organisation=organisation, mediator=mediator, valid_from=day_of(at), asked_at=at
    )
    record(
        act, actor=actor, at=at, registrant=mediator, subject=membership,
        facts={"organisation": organisation.register_no},
    )  # fmt: skip
    tell(act, organisation, at=at, about=membership, path=MEMBERS_PAGE, other=mediator)
    return membership


@transaction.atomic
def confirm_membership(
    *, actor: Actor, at: datetime, registrant_id: UUID, membership_id: UUID
) -> OrganisationMembership:
    """The organisation confirms that the mediator works under it, from today.

    :raises PermissionRefused: the request is to another organisation.
    :raises ValidationError: it was confirmed, declined or taken back already.
    """
    act = "mediation_registry.membership_confirmed"
    organisation = own_registrant(actor, act, registrant_id)
    membership = _open_one(act, membership_id, organisation=organisation)
    if membership.confirmed_at is not None:
        raise ValidationError(_("This membership was confirmed already."), code="confirmed")
    membership.confirmed_at, membership.valid_from = at, day_of(at)
    membership.save(update_fields=["confirmed_at", "valid_from"])
    return _told(act, actor, at, membership, organisation, membership.mediator, PAGE)


@transaction.atomic
def decline_membership(
    *, actor: Actor, at: datetime, registrant_id: UUID, membership_id: UUID
) -> OrganisationMembership:
    """The organisation declines a request.

    :raises PermissionRefused: the request is to another organisation.
    :raises ValidationError: it was confirmed already, or has ended.
    """
    act = "mediation_registry.membership_declined"
    organisation = own_registrant(actor, act, registrant_id)
    membership = _open_one(act, membership_id, organisation=organisation)
    if membership.confirmed_at is not None:
        raise ValidationError(_("This membership was confirmed already; it can be ended."), code="confirmed")
    _close(membership, at, Registrant.Kind.ORGANISATION)
    return _told(act, actor, at, membership, organisation, membership.mediator, PAGE)


@transaction.atomic
def end_membership(
    *, actor: Actor, at: datetime, registrant_id: UUID, membership_id: UUID
) -> OrganisationMembership:
    """Either side ends the membership from today; the mediator so takes a request back, too.

    :raises PermissionRefused: the membership is of others.
    :raises ValidationError: it has ended already.
    """
    act = "mediation_registry.membership_ended"
    own = own_registrant(actor, act, registrant_id)
    if own.is_organisation:
        membership = _open_one(act, membership_id, organisation=own)
        other, page = membership.mediator, PAGE
    else:
        membership = _open_one(act, membership_id, mediator=own)
        other, page = membership.organisation, MEMBERS_PAGE
    _close(membership, at, Registrant.Kind(own.kind))
    return _told(act, actor, at, membership, own, other, page)


def _open_one(act: str, membership_id: UUID, **side: Registrant) -> OrganisationMembership:
    rows = OrganisationMembership.objects.select_for_update(of=("self",)).select_related(
        "organisation__person__user", "mediator__person__user"
    )
    membership = rows.filter(pk=membership_id, **side).first()
    if membership is None:
        raise PermissionRefused(act)
    if membership.valid_to is not None:
        raise ValidationError(_("This membership has ended already."), code="ended")
    return membership


def _close(membership: OrganisationMembership, at: datetime, by: Registrant.Kind) -> None:
    membership.valid_to = max(day_of(at), membership.valid_from)
    membership.ended_at, membership.ended_by = at, by
    membership.save(update_fields=["valid_to", "ended_at", "ended_by"])


def _told(
    act: str,
    actor: Actor,
    at: datetime,
    membership: OrganisationMembership,
    own: Registrant,
    other: Registrant,
    page: str,
) -> OrganisationMembership:
    facts = {
        "organisation": membership.organisation.register_no,
        "mediator": membership.mediator.register_no,
    }
    record(act, actor=actor, at=at, registrant=own, subject=membership, facts=facts)
    mark([other.pk], at=at)
    tell(act, other, at=at, about=membership, path=page, other=own)
    return membership


@transaction.atomic
def record_establishment(
    *,
    actor: Actor,
    at: datetime,
    registrant_id: UUID,
    legal_form: str = "",
    registered_by: str = "",
    registration_no: str = "",
    registration_date: date | None = None,
    seat: str = "",
    seat_court: Court | None = None,
) -> OrganisationFacts:
    """The organisation says how it was established and where its seat is; a change asks for a new check.

    :raises PermissionRefused: the organisation is somebody else's.
    :raises ValidationError: the entry is a person's, or the date lies in the future.
    """
    act = "mediation_registry.establishment_recorded"
    organisation = own_registrant(actor, act, registrant_id)
    if not organisation.is_organisation:
        raise ValidationError(_("Only an organisation is established."), code="kind")
    if registration_date is not None and registration_date > day_of(at):
        raise ValidationError({"registration_date": _("The date lies in the future.")})
    facts, __ = OrganisationFacts.objects.get_or_create(registrant=organisation)
    given = {
        "legal_form": legal_form.strip(), "registered_by": registered_by.strip(),
        "registration_no": registration_no.strip(), "registration_date": registration_date,
        "seat": seat.strip(), "seat_court": seat_court,
    }  # fmt: skip
    changed = sorted(name for name, value in given.items() if getattr(facts, name) != value)
    if not changed:
        return facts
    for name in changed:
        setattr(facts, name, given[name])
    if set(changed) & {"legal_form", "registered_by", "registration_no", "registration_date"}:
        facts.proof_checked_by, facts.proof_checked_at = "", None
    facts.full_clean(exclude=["registrant"])
    facts.save()
    record(act, actor=actor, at=at, registrant=organisation, facts={"fields": changed})
    return facts
