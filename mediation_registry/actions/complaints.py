"""A complaint is made, evidence is added, and the body that receives it confirms that it hears it or passes it on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from mediation_registry.actions import complaint_steps as steps
from mediation_registry.actions.complaint_steps import BODY, COMPLAINANT, MEDIATOR
from mediation_registry.models import Complaint, ComplaintEvidence, Mediation, Registrant
from mediation_registry.queries import complaints as queries
from mediation_registry.rules import complaints as rules
from mediation_registry.rules.rosters import GROUND_OF
from portal.audit.actors import Actor
from portal.cases.models.cases import person_id_of
from portal.exhibits.actions import deposit
from portal.identity.models import Authority, Court
from portal.identity.permissions import PermissionRefused, require
from portal.numbering.allocation import allocate, compose_reference

SERIES = "complaints"


@dataclass(frozen=True)
class Account:
    """What the complainant says: who, what, when, in which case."""

    name: str
    text: str
    conduct: str
    grounds: tuple[str, ...]
    contact: str = ""
    conduct_date: date | None = None
    case_number: str = ""
    court: Court | None = None
    mediation: Mediation | None = None


@transaction.atomic
def complain(
    *, actor: Actor, at: datetime, about: Registrant, account: Account, uploads: Iterable[Any] = ()
) -> Complaint:
    """A signed-in person complains about a mediator or organisation; nobody but the body hears of it.

    The body is proposed by the rule (the court that referred the case, else the accrediting place); it confirms that
    it hears the complaint, or transfers it.

    :raises ValidationError: something is missing, or the portal knows no body that could hear it.
    """
    act = "mediation_registry.complaint_received"
    require(actor, act)
    if person_id_of(actor) is None:
        raise PermissionRefused(act)
    _require_sense(actor, at, about, account)
    court = (account.mediation.court if account.mediation else None) or account.court
    inside = account.conduct == Complaint.Conduct.INSIDE
    proposal = queries.proposal_for(about, court=court if inside else None)
    if proposal is None:
        raise ValidationError(
            _(
                "The portal knows no body that hears complaints about this person. Choose the court that referred the case."
            ),
            code="no_body",
        )
    complaint = Complaint(
        reference=_next_reference(steps.day_of(at).year), about=about,
        complainant_key=actor.key, complainant_name=account.name.strip(), complainant_contact=account.contact.strip(),
        conduct=account.conduct, grounds=list(account.grounds), account=account.text.strip(),
        conduct_date=account.conduct_date, case_number=account.case_number.strip(), mediation=account.mediation,
        court=proposal.court, authority=proposal.authority, routed_because=proposal.why,
        state=rules.RECEIVED, state_since_at=at, received_at=at,
    )  # fmt: skip
    complaint.save(force_insert=True)
    steps.enter(complaint, act, actor=actor, at=at, facts={"why": proposal.why})
    for upload in uploads:
        _add(complaint, actor, at, upload, "", COMPLAINANT)
    steps.tell_complainant(complaint, at, "mediation_registry.complaint_received")
    steps.tell_body(complaint, at)
    return complaint


def _next_reference(year: int) -> str:
    return compose_reference("CMP", year=year, number=allocate(SERIES, year=year))


def _require_sense(actor: Actor, at: datetime, about: Registrant, account: Account) -> None:
    if about.person.user_id == person_id_of(actor):
        raise ValidationError(_("You cannot complain about yourself."), code="self")
    steps.require_text(account.name, "name")
    steps.require_text(account.text, "text")
    if not account.grounds or any(ground not in GROUND_OF for ground in account.grounds):
        raise ValidationError({"grounds": _("Choose at least one ground.")})
    if account.conduct_date is not None and account.conduct_date > steps.day_of(at):
        raise ValidationError({"conduct_date": _("The date lies in the future.")})
    if account.mediation is not None:
        known = queries.mediations_shared_with(actor, about).filter(pk=account.mediation.pk)
        if not known.exists():
            raise ValidationError({"mediation": _("Choose one of your own mediations.")})


@transaction.atomic
def add_evidence(
    *, actor: Actor, at: datetime, complaint_id: UUID, upload: Any, description: str = ""
) -> ComplaintEvidence:
    """The complainant, the mediator who is heard, or the body adds a file.

    :raises ValidationError: the file is refused, or it is too late for it.
    """
    act = "mediation_registry.complaint_evidence_added"
    complaint = steps.locked_complaint(actor, at, act, complaint_id, sides=(COMPLAINANT, MEDIATOR, BODY))
    side = queries.side_of(complaint, actor, steps.day_of(at))
    if side == MEDIATOR and complaint.state != rules.INVESTIGATION:
        raise PermissionRefused(act)
    return _add(complaint, actor, at, upload, description.strip(), side)


def _add(
    complaint: Complaint, actor: Actor, at: datetime, upload: Any, description: str, side: str
) -> ComplaintEvidence:
    exhibit = deposit(actor=actor, at=at, upload=upload, declared_name=upload.name, scope=complaint.chain)
    known = complaint.evidence.filter(exhibit=exhibit, side=side).first()
    if known is not None:
        return known
    row = ComplaintEvidence.objects.create(
        complaint=complaint,
        side=side,
        exhibit=exhibit,
        description=description,
        added_at=at,
        added_by=actor.key,
    )
    steps.enter(
        complaint, "mediation_registry.complaint_evidence_added", actor=actor, at=at, facts={"side": side}
    )
    return row


@transaction.atomic
def withdraw(*, actor: Actor, at: datetime, complaint_id: UUID) -> Complaint:
    """The complainant takes the complaint back, until an investigation is opened; the mediator never hears of it."""
    act = "mediation_registry.complaint_withdrawn"
    complaint = steps.locked_complaint(actor, at, act, complaint_id, sides=(COMPLAINANT,))
    complaint.outcome, complaint.outcome_date = Complaint.Outcome.WITHDRAWN, steps.day_of(at)
    complaint.closed_at = at
    steps.write(complaint, act, actor=actor, at=at)
    return complaint


@transaction.atomic
def acknowledge(*, actor: Actor, at: datetime, complaint_id: UUID) -> Complaint:
    """The body confirms receipt to the complainant."""
    act = "mediation_registry.complaint_acknowledged"
    complaint = steps.locked_complaint(actor, at, act, complaint_id, sides=(BODY,))
    steps.write(complaint, act, actor=actor, at=at)
    steps.tell_complainant(complaint, at)
    return complaint


@transaction.atomic
def open_jurisdiction_check(*, actor: Actor, at: datetime, complaint_id: UUID) -> Complaint:
    """The body checks whether it is the one to hear the complaint."""
    act = "mediation_registry.complaint_jurisdiction_opened"
    complaint = steps.locked_complaint(actor, at, act, complaint_id, sides=(BODY,))
    steps.write(complaint, act, actor=actor, at=at)
    return complaint


@transaction.atomic
def confirm_jurisdiction(*, actor: Actor, at: datetime, complaint_id: UUID) -> Complaint:
    """The body hears the complaint; screening follows."""
    act = "mediation_registry.complaint_jurisdiction_confirmed"
    complaint = steps.locked_complaint(actor, at, act, complaint_id, sides=(BODY,))
    steps.write(complaint, act, actor=actor, at=at)
    steps.tell_complainant(complaint, at)
    return complaint


@transaction.atomic
def transfer(
    *, actor: Actor, at: datetime, complaint_id: UUID, reason: str, court: Court | None = None,
    authority: Authority | None = None,
) -> Complaint:  # fmt: skip
    """The complaint goes to another body, with a reason; the complainant is told to which.

    :raises ValidationError: not exactly one other body was chosen, or the reason is missing.
    """
    act = "mediation_registry.complaint_transferred"
    complaint = steps.locked_complaint(actor, at, act, complaint_id, sides=(BODY,))
    said = steps.require_text(reason, "reason")
    if (court is None) == (authority is None):
        raise ValidationError(_("Choose either a court or an authority."), code="one_body")
    if (court or authority) == complaint.body:
        raise ValidationError(_("The complaint is before this body already."), code="same_body")
    earlier = complaint.body.code
    complaint.court, complaint.authority = court, authority
    steps.write(complaint, act, actor=actor, at=at, reason=said, facts={"earlier": earlier})
    steps.tell_complainant(complaint, at)
    steps.tell_body(complaint, at)
    return complaint


@transaction.atomic
def set_due_date(*, actor: Actor, at: datetime, complaint_id: UUID, due_date: date) -> Complaint:
    """The body sets a day by which this stage is to be done. The law names none, so none is assumed.

    :raises ValidationError: the day lies in the past.
    """
    act = "mediation_registry.complaint_due_date_set"
    complaint = steps.locked_complaint(actor, at, act, complaint_id, sides=(BODY,))
    if due_date < steps.day_of(at):
        raise ValidationError({"due_date": _("The day lies in the past.")})
    steps.write(complaint, act, actor=actor, at=at, facts={"until_date": due_date.isoformat()})
    complaint.due_date = due_date
    complaint.save(update_fields=["due_date"])
    return complaint
