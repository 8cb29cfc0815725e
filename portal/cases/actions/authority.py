"""The chain of authority of an entity, and the account behind a person in the case."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from portal.audit.actors import Actor
from portal.cases.actions.steps import (
    day_of,
    locked,
    party_in_force,
    record,
    refuse_conflict,
    require_side,
    tell,
)
from portal.cases.models import AuthorityLink, Case, Party, Representation
from portal.cases.rules.scripts import script_of
from portal.exhibits.models import Exhibit
from portal.identity.models import Person
from portal.identity.permissions import PermissionRefused


@transaction.atomic
def enter_authority(
    *,
    actor: Actor,
    at: datetime,
    case_id: UUID,
    party_id: UUID,
    holder_name: str,
    capacity: str,
    document_name: str,
    document_date: date | None = None,
    document: Exhibit | None = None,
    holder: Person | None = None,
    acts_for: AuthorityLink | None = None,
) -> AuthorityLink:
    """Enter who acts for the party, authorised by whom and by which document; it waits for the court.

    :raises ValidationError: name or document missing, or ``acts_for`` is no link of this party's chain.
    """
    case = locked(actor, at, "cases.authority_entered", case_id)
    today = day_of(at)
    party = party_in_force(case, party_id, today)
    require_side(case, party, actor, today, "cases.authority_entered")
    _refuse_incomplete(party, holder_name, document_name, acts_for)
    refuse_conflict(case, party.role, holder, today, field="holder")
    highest = party.authority_links.aggregate(highest=Max("position"))["highest"] or 0
    text = " ".join(holder_name.split())
    link = AuthorityLink.objects.create(
        party=party, position=highest + 1, holder_name=text, holder=holder, acts_for=acts_for, capacity=capacity,
        holder_script=script_of(text, typed_in=actor.language), document_name=document_name.strip(),
        document_date=document_date, document=document, valid_from=today,
    )  # fmt: skip
    record(
        "cases.authority_entered", actor=actor, at=at, case=case, subject=link,
        facts={"number": party.number, "position": link.position, "capacity": capacity},
        private={"holder": text, "document": link.document_name},
    )  # fmt: skip
    return link


@transaction.atomic
def confirm_authority(*, actor: Actor, at: datetime, case_id: UUID, link_id: UUID) -> AuthorityLink:
    """The court simply confirms one link of the chain; its holder now acts for the party and sees the case.

    :raises ValidationError: confirmed already, ended, or the link before it is not confirmed.
    """
    case = locked(actor, at, "cases.authority_confirmed", case_id)
    link = _link(case, link_id, at)
    if link.confirmed_at is not None:
        raise ValidationError(_("This authority was confirmed already."), code="confirmed")
    if link.acts_for is not None and link.acts_for.confirmed_at is None:
        raise ValidationError(_("Confirm first the authority of the person who authorised."), code="chain")
    refuse_conflict(case, link.party.role, link.holder, day_of(at), field="link")
    link.confirmed_at, link.confirmed_by = at, actor.key
    link.save(update_fields=["confirmed_at", "confirmed_by"])
    record(
        "cases.authority_confirmed", actor=actor, at=at, case=case, subject=link,
        facts={"number": link.party.number, "position": link.position},
    )  # fmt: skip
    if link.holder is not None and link.holder.user is not None:
        tell("cases.access_opened", [link.holder.user], case=case, at=at, about=link)
    return link


@transaction.atomic
def end_authority(*, actor: Actor, at: datetime, case_id: UUID, link_id: UUID, reason: str) -> AuthorityLink:
    """The authority ends today, with a reason; links that rest on it end with it."""
    case = locked(actor, at, "cases.authority_ended", case_id)
    link = _link(case, link_id, at)
    if not reason.strip():
        raise ValidationError({"reason": _("Give the reason.")})
    ending = [link]
    for one in ending:
        ending.extend(one.delegated_to.filter(valid_to=None))
    AuthorityLink.objects.filter(pk__in=[one.pk for one in ending]).update(valid_to=day_of(at))
    link.refresh_from_db()
    record(
        "cases.authority_ended", actor=actor, at=at, case=case, subject=link,
        facts={"number": link.party.number, "positions": [one.position for one in ending]},
        private={"reason": reason.strip()},
    )  # fmt: skip
    return link


@transaction.atomic
def link_account(
    *,
    actor: Actor,
    at: datetime,
    case_id: UUID,
    person: Person,
    record_of: Party | AuthorityLink | Representation,
) -> None:
    """A party, representative or agent entered by name is the person behind an account; she is told.

    An unconfirmed authority stays closed until the court confirms it.

    :raises ValidationError: somebody else is linked already, the person has no account or stands on another side.
    """
    case = locked(actor, at, "cases.account_linked", case_id)
    party = record_of if isinstance(record_of, Party) else record_of.party
    if party.case_id != case.pk:
        raise PermissionRefused("cases.account_linked")
    field = {Party: "person", AuthorityLink: "holder", Representation: "agent"}[type(record_of)]
    if getattr(record_of, f"{field}_id") is not None:
        raise ValidationError(
            _("This entry is linked to an account already; a mistake is rectified."), code="linked"
        )
    if person.user is None:
        raise ValidationError(_("This person has no account."), code="no_account")
    refuse_conflict(case, party.role, person, day_of(at), field="person")
    setattr(record_of, field, person)
    record_of.save(update_fields=[field])
    record(
        "cases.account_linked",
        actor=actor,
        at=at,
        case=case,
        subject=record_of,
        facts={"number": party.number},
    )
    if not isinstance(record_of, AuthorityLink) or record_of.confirmed_at is not None:
        tell("cases.access_opened", [person.user], case=case, at=at, about=record_of)


def _refuse_incomplete(
    party: Party, holder_name: str, document_name: str, acts_for: AuthorityLink | None
) -> None:
    if not holder_name.strip():
        raise ValidationError({"holder_name": _("Enter who acts for the party.")})
    if not document_name.strip():
        raise ValidationError({"document_name": _("Name the document on which the authority rests.")})
    if acts_for is not None and acts_for.party_id != party.pk:
        raise ValidationError({"acts_for": _("The authorising person must stand in this party's chain.")})


def _link(case: Case, link_id: UUID, at: datetime) -> AuthorityLink:
    found = AuthorityLink.objects.select_related("party", "acts_for", "holder__user").filter(pk=link_id)
    link = found.filter(party__case=case).first()
    if link is None:
        raise PermissionRefused(str(link_id))
    if not link.is_in_force(day_of(at)):
        raise ValidationError(_("This authority has ended."), code="ended")
    return link
