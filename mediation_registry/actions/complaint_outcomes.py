"""A complaint is screened, the mediator is heard, somebody else decides; review, end, and what is published."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from mediation_registry.actions import complaint_steps as steps
from mediation_registry.actions import roster_conduct
from mediation_registry.actions.complaint_steps import BODY, COMPLAINANT, MEDIATOR
from mediation_registry.models import (
    Complaint,
    ComplaintStatement,
    CourtRosterEntry,
    Listing,
    RemovalReferral,
)
from mediation_registry.queries import complaints as queries
from mediation_registry.queries.rosters import open_proposal
from mediation_registry.rules import complaints as rules
from mediation_registry.rules import rosters as roster_rules
from portal.audit import log as audit
from portal.audit.actors import Actor
from portal.identity.permissions import PermissionRefused, require

DECIDED = "mediation_registry.complaint_decided"


@dataclass(frozen=True)
class Ruling:
    """What was decided: outcome, reasons, day, the rule it stands on, until when a review may be asked for."""

    outcome: str
    reason: str
    decided_date: date
    rule_citation: str = ""
    review_until_date: date | None = None


@transaction.atomic
def dismiss(*, actor: Actor, at: datetime, complaint_id: UUID, reason: str) -> Complaint:
    """Screening: there is no case to answer. The mediator is not told, the complainant is, with the reason."""
    act = "mediation_registry.complaint_dismissed"
    complaint = steps.locked_complaint(actor, at, act, complaint_id, sides=(BODY,))
    complaint.screened_by = actor.key
    complaint.outcome, complaint.outcome_date = Complaint.Outcome.DISMISSED, steps.day_of(at)
    complaint.outcome_reason = steps.require_text(reason, "reason")
    steps.write(complaint, act, actor=actor, at=at, reason=complaint.outcome_reason)
    steps.tell_complainant(complaint, at)
    return complaint


@transaction.atomic
def open_investigation(*, actor: Actor, at: datetime, complaint_id: UUID) -> Complaint:
    """Screening: there is a case to answer. From here on the mediator may be heard."""
    act = rules.KNOWN_TO_THE_MEDIATOR
    complaint = steps.locked_complaint(actor, at, act, complaint_id, sides=(BODY,))
    complaint.screened_by, complaint.heard_from_at = actor.key, at
    steps.write(complaint, act, actor=actor, at=at)
    steps.tell_complainant(complaint, at)
    return complaint


@transaction.atomic
def ask_statement(
    *, actor: Actor, at: datetime, complaint_id: UUID, question: str, due_date: date | None = None
) -> ComplaintStatement:
    """What is alleged is put to the mediator in the body's own words, so that nobody's data go with it.

    :raises ValidationError: nothing is asked, or the day lies in the past.
    """
    act = "mediation_registry.complaint_statement_asked"
    complaint = steps.locked_complaint(actor, at, act, complaint_id, sides=(BODY,))
    if due_date is not None and due_date < steps.day_of(at):
        raise ValidationError({"due_date": _("The day lies in the past.")})
    asked = ComplaintStatement(
        complaint=complaint, question=steps.require_text(question, "question"), asked_by=actor.key, asked_at=at,
        due_date=due_date,
    )  # fmt: skip
    asked.save(force_insert=True)
    steps.write(complaint, act, actor=actor, at=at)
    steps.tell_mediator(complaint, at, "mediation_registry.complaint_statement_asked")
    return asked


@transaction.atomic
def give_statement(
    *, actor: Actor, at: datetime, complaint_id: UUID, statement_id: UUID, answer: str
) -> Complaint:
    """The mediator answers what was put to her.

    :raises ValidationError: nothing was written, or it was answered already.
    """
    act = "mediation_registry.complaint_statement_given"
    complaint = steps.locked_complaint(actor, at, act, complaint_id, sides=(MEDIATOR,))
    asked = complaint.statements.select_for_update().filter(pk=statement_id).first()
    if asked is None:
        raise PermissionRefused(act)
    if asked.answered_at is not None:
        raise ValidationError(_("This was answered already."), code="answered")
    asked.answer, asked.answered_at = steps.require_text(answer, "answer"), at
    asked.save()
    steps.write(complaint, act, actor=actor, at=at)
    steps.tell_body(complaint, at)
    return complaint


@transaction.atomic
def decide(*, actor: Actor, at: datetime, complaint_id: UUID, ruling: Ruling) -> Complaint:
    """Another officer than the screener decides, after the mediator was heard.

    :raises ValidationError: the screener decides, the mediator was not heard, reasons or the cited rule are missing,
        or the dates are out of order.
    """
    complaint = steps.locked_complaint(actor, at, DECIDED, complaint_id, sides=(BODY,))
    if complaint.screened_by == actor.key:
        raise ValidationError(_("You screened this complaint; another officer must decide."), code="screener")
    if ruling.outcome != rules.OUTCOME_DISMISSED and not queries.was_heard(complaint, steps.day_of(at)):
        raise ValidationError(
            _(
                "The mediator must be heard first: ask for a statement, and wait for it or for the day set for it."
            ),
            code="unheard",
        )
    complaint.decided_by = actor.key
    return _ruled(complaint, actor, at, DECIDED, ruling)


@transaction.atomic
def open_review(*, actor: Actor, at: datetime, complaint_id: UUID, reason: str) -> Complaint:
    """The complainant, or the mediator who was heard, asks for a review, once.

    :raises ValidationError: it was reviewed already, the day for it has passed, or the reason is missing.
    """
    act = "mediation_registry.complaint_review_opened"
    complaint = steps.locked_complaint(actor, at, act, complaint_id, sides=(COMPLAINANT, MEDIATOR))
    if complaint.reviewed_by:
        raise ValidationError(_("The decision was reviewed already."), code="reviewed")
    until = complaint.review_until_date
    if until is not None and steps.day_of(at) > until:
        raise ValidationError(_("The day until which a review could be asked for has passed."), code="late")
    steps.write(complaint, act, actor=actor, at=at, reason=steps.require_text(reason, "reason"))
    steps.tell_body(complaint, at)
    return complaint


@transaction.atomic
def decide_review(*, actor: Actor, at: datetime, complaint_id: UUID, ruling: Ruling) -> Complaint:
    """A third officer reviews: neither the screener nor whoever decided.

    :raises ValidationError: the same person, a sanction without hearing, or as for :func:`decide`.
    """
    act = "mediation_registry.complaint_review_decided"
    complaint = steps.locked_complaint(actor, at, act, complaint_id, sides=(BODY,))
    if actor.key in {complaint.screened_by, complaint.decided_by}:
        raise ValidationError(
            _("You took part in the decision under review; another officer must decide."), code="same_person"
        )
    if ruling.outcome != rules.OUTCOME_DISMISSED and not queries.was_heard(complaint, steps.day_of(at)):
        raise ValidationError(
            _("Nobody is sanctioned who was not heard; the review can only confirm the dismissal."),
            code="unheard",
        )
    complaint.reviewed_by = actor.key
    return _ruled(complaint, actor, at, act, ruling)


def _ruled(complaint: Complaint, actor: Actor, at: datetime, act: str, ruling: Ruling) -> Complaint:
    today = steps.day_of(at)
    if ruling.outcome not in set(rules.OUTCOMES) - {rules.OUTCOME_WITHDRAWN}:
        raise ValidationError({"outcome": _("Choose an outcome.")})
    if not steps.day_of(complaint.received_at) <= ruling.decided_date <= today:
        raise ValidationError(
            {"decided_date": _("The decision lies between the receipt of the complaint and today.")}
        )
    if ruling.review_until_date is not None and ruling.review_until_date < ruling.decided_date:
        raise ValidationError({"review_until_date": _("This day lies before the decision.")})
    forum = rules.COURT if complaint.court_id else rules.AUTHORITY
    if rules.needs_citation(forum, ruling.outcome) and not ruling.rule_citation.strip():
        sentence = _("Cite the rule that gives your body this sanction; no published instrument does.")
        raise ValidationError({"rule_citation": sentence})
    complaint.outcome, complaint.outcome_date = ruling.outcome, ruling.decided_date
    complaint.outcome_reason = steps.require_text(ruling.reason, "reason")
    complaint.rule_citation = ruling.rule_citation.strip()
    complaint.review_until_date = ruling.review_until_date
    steps.write(
        complaint, act, actor=actor, at=at, reason=complaint.outcome_reason, facts={"outcome": ruling.outcome}
    )
    steps.tell_complainant(complaint, at)
    steps.tell_mediator(complaint, at, DECIDED)
    return complaint


@transaction.atomic
def close(*, actor: Actor, at: datetime, complaint_id: UUID) -> Complaint:
    """The decision is final; what it carries takes effect: on the court's own roster, or as a proposal elsewhere.

    :raises ValidationError: a review may still be asked for.
    """
    act = "mediation_registry.complaint_closed"
    complaint = steps.locked_complaint(actor, at, act, complaint_id, sides=(BODY,))
    until = complaint.review_until_date
    if until is not None and not complaint.reviewed_by and steps.day_of(at) <= until:
        raise ValidationError(
            _("A review may still be asked for; close it after that day."), code="review_open"
        )
    complaint.closed_at = at
    steps.write(complaint, act, actor=actor, at=at, facts={"outcome": complaint.outcome})
    _carry_out(complaint, actor, at)
    steps.tell_complainant(complaint, at)
    steps.tell_mediator(complaint, at, "mediation_registry.complaint_closed")
    return complaint


def _carry_out(complaint: Complaint, actor: Actor, at: datetime) -> None:
    """A court warns, criticises or proposes a removal on its own roster; listings are for the home authority."""
    outcome = complaint.outcome
    ground = next((code for code in complaint.grounds if code in roster_rules.GROUND_OF), "other_ethics")
    reason = _("Decision on complaint %(reference)s.") % {"reference": complaint.reference}
    entries = CourtRosterEntry.objects.filter(
        registrant=complaint.about_id,
        roster__court=complaint.court_id,
        state__in=sorted(roster_rules.ON_THE_ROSTER),
    )
    for entry in entries if complaint.court_id else entries.none():
        said = {"actor": actor, "at": at, "entry_id": entry.pk, "ground": ground, "reason": reason}
        if outcome == rules.OUTCOME_WARNING:
            roster_conduct.warn(**said)  # type: ignore[arg-type]
        elif outcome == rules.OUTCOME_CRITICISM:
            roster_conduct.criticise(**said)  # type: ignore[arg-type]
        elif outcome == rules.OUTCOME_REMOVAL and open_proposal(entry) is None:
            roster_conduct.propose_removal(**said)  # type: ignore[arg-type]
    if outcome == rules.OUTCOME_REMOVAL:
        _refer(complaint, actor, at)


def _refer(complaint: Complaint, actor: Actor, at: datetime) -> None:
    """A work item for the authority that recognised the mediator: only it, the committee and the conference remove."""
    listings = Listing.objects.filter(
        registrant=complaint.about_id, state__in=[Listing.State.ACTIVE, Listing.State.SUSPENDED]
    )
    for listing in listings.select_related("edition"):
        authority = queries.home_authority(listing)
        if authority is not None:
            RemovalReferral.objects.create(
                complaint=complaint, listing=listing, authority=authority, made_at=at, made_by=actor.key
            )


@transaction.atomic
def publish(*, actor: Actor, at: datetime, complaint_id: UUID, text: str, order: str) -> Complaint:
    """What the body ordered to be published, in its own words, with the order that says so.

    :raises ValidationError: text or order are missing, or it was published already.
    """
    act = "mediation_registry.complaint_published"
    complaint = steps.locked_complaint(actor, at, act, complaint_id, sides=(BODY,))
    if complaint.published_at is not None:
        raise ValidationError(_("It was published already."), code="published")
    if complaint.outcome in {rules.OUTCOME_WITHDRAWN, ""}:
        raise ValidationError(_("There is no decision that could be published."), code="no_decision")
    complaint.published_text = steps.require_text(text, "text")
    complaint.publication_order = steps.require_text(order, "order")
    complaint.published_at = at
    steps.write(complaint, act, actor=actor, at=at, facts={"order": complaint.publication_order})
    return complaint


@transaction.atomic
def answer_referral(
    *, actor: Actor, at: datetime, referral_id: UUID, is_taken_up: bool, reason: str = ""
) -> RemovalReferral:
    """The home authority takes the proposal up (the removal itself is an act of its own), or does not pursue it.

    :raises PermissionRefused: another authority's.
    :raises ValidationError: answered already, made by the same person, or no reason for not pursuing it.
    """
    act = "mediation_registry.removal_referral_" + ("taken_up" if is_taken_up else "not_pursued")
    require(actor, act)
    referral = queries.referrals_for(actor).select_for_update(of=("self",)).filter(pk=referral_id).first()
    if referral is None:
        raise PermissionRefused(act)
    if referral.state != RemovalReferral.State.WAITING:
        raise ValidationError(_("This proposal was answered already."), code="answered")
    if referral.made_by == actor.key:
        raise ValidationError(
            _("You made this proposal; another officer must answer it."), code="same_person"
        )
    referral.state = RemovalReferral.State.TAKEN_UP if is_taken_up else RemovalReferral.State.NOT_PURSUED
    referral.reason = reason.strip() if is_taken_up else steps.require_text(reason, "reason")
    referral.answered_at, referral.answered_by = at, actor.key
    referral.save()
    audit.record(
        act=act, actor=actor, at=at, subject=(referral._meta.label, str(referral.pk)),
        chain=referral.complaint.chain,
        facts={"reference": referral.complaint.reference, "authority": referral.authority.code},
    )  # fmt: skip
    return referral
