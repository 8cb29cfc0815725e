"""Circumstances of art. 12 (2009 Provisions): the judge finds them or not; what follows is proposed, never written."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from portal.audit.actors import Actor
from portal.cases.actions.steps import require_reason
from portal.identity.permissions import PermissionRefused
from service_of_process.actions.deeming import propose_deemed
from service_of_process.actions.proposals import overtake
from service_of_process.actions.proving import propose_what_expired, tell_judges
from service_of_process.actions.steps import S, locked, record, require_past, require_since_filing
from service_of_process.models import ConfirmedFact, Leg, Proposal, ServiceMatter
from service_of_process.rules import effect, lifecycle


@transaction.atomic
def find_fact(
    *, actor: Actor, at: datetime, fact_id: UUID, reason: str, leg_id: UUID | None = None
) -> ConfirmedFact:
    """The judge finds the circumstance proved, for one leg: the documents of that leg reached the addressee.

    Deemed service is then proposed: on the day of the fact, for silent mail on the last day of the three months.

    :raises ValidationError: decided already; no leg, or one that was not sent out before the day of the fact; no reason.
    """
    text = require_reason(reason)
    matter, fact = _undecided(actor, at, S + "fact_found", fact_id)
    require_past(fact.fact_date, at, "fact")
    leg = _leg_of(matter, fact, leg_id)
    fact.leg, fact.is_found = leg, True
    _decide(fact, actor, at, text)
    record(
        S + "fact_found", actor=actor, at=at, matter=matter, leg=leg, subject=fact, on=fact.fact_date,
        facts={"fact": fact.kind, "fact_date": fact.fact_date.isoformat()}, private={"reason": text},
    )  # fmt: skip
    proposal = propose_deemed(leg, at)
    if proposal is not None:
        tell_judges(matter, proposal, at)
    return fact


@transaction.atomic
def reject_fact(*, actor: Actor, at: datetime, fact_id: UUID, reason: str) -> ConfirmedFact:
    """The judge does not find the circumstance, also one found before of which nothing was confirmed.

    :raises ValidationError: a confirmed service rests on it, or the reason is missing.
    """
    text = require_reason(reason)
    matter, fact = _locked(actor, at, S + "fact_not_found", fact_id)
    if fact.is_found is False:
        raise ValidationError(_("This circumstance has been decided."), code="state")
    if fact.proposals.filter(state=Proposal.State.CONFIRMED).exists():
        raise ValidationError(_("A confirmed service rests on this circumstance."), code="state")
    fact.is_found = False
    _decide(fact, actor, at, text)
    for proposal in fact.proposals.filter(state=Proposal.State.OPEN).select_related("leg"):
        overtake(matter, at, leg=proposal.leg, kinds=(Proposal.Kind.DEEMED,))
    record(
        S + "fact_not_found", actor=actor, at=at, matter=matter, leg=fact.leg, subject=fact,
        facts={"fact": fact.kind, "fact_date": fact.fact_date.isoformat()}, private={"reason": text},
    )  # fmt: skip
    if fact.leg is not None:
        fact.leg.matter = matter
        propose_what_expired(fact.leg, at)
    return fact


def _locked(actor: Actor, at: datetime, act: str, fact_id: UUID) -> tuple[ServiceMatter, ConfirmedFact]:
    found = ConfirmedFact.objects.filter(pk=fact_id).values_list("matter_id", flat=True).first()
    if found is None:
        raise PermissionRefused(act)
    matter = locked(actor, at, act, found)
    fact = ConfirmedFact.objects.select_for_update(of=("self",)).get(pk=fact_id)
    fact.matter = matter
    return matter, fact


def _undecided(actor: Actor, at: datetime, act: str, fact_id: UUID) -> tuple[ServiceMatter, ConfirmedFact]:
    matter, fact = _locked(actor, at, act, fact_id)
    if fact.is_found is not None:
        raise ValidationError(_("This circumstance has been decided."), code="state")
    return matter, fact


def _leg_of(matter: ServiceMatter, fact: ConfirmedFact, leg_id: UUID | None) -> Leg:
    """The leg to which the fact belongs: chosen, named when submitted, or the only one it can be."""
    legs = Leg.objects.select_for_update(of=("self",)).filter(matter=matter)
    wanted = leg_id or fact.leg_id
    if wanted is None:
        able = [leg for leg in legs if may_be_deemed(leg)]
        if len(able) != 1:
            raise ValidationError({"leg_id": _("Say to which leg this circumstance belongs.")})
        wanted = able[0].pk
    leg = legs.filter(pk=wanted).first()
    if leg is None or not may_be_deemed(leg):
        raise ValidationError({"leg_id": _("Service cannot be deemed on this leg now.")})
    if leg.dispatched_date is not None and fact.fact_date < leg.dispatched_date:
        raise ValidationError(
            {"leg_id": _("On the day of this circumstance the leg had not been sent out yet.")}
        )
    require_since_filing(matter, fact.fact_date, "leg_id")
    leg.matter = matter
    return leg


def may_be_deemed(leg: Leg) -> bool:
    """Whether the table lets a fact of art. 12 count on this leg now; never on one set aside or withdrawn."""
    if leg.end_reason in ("set_aside", "withdrawn") and leg.state == lifecycle.FAILED:
        return False
    return lifecycle.leg_after(leg.family, leg.state, effect.ACT_OF[Proposal.Kind.DEEMED]) is not None


def _decide(fact: ConfirmedFact, actor: Actor, at: datetime, reason: str) -> None:
    fact.finding_reason, fact.found_at, fact.found_by = reason, at, actor.key
    fact.save(update_fields=["leg", "is_found", "finding_reason", "found_at", "found_by"])
