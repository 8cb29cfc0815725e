"""Proposals to the judge: made and overtaken by the portal, decided by nobody but her."""

from __future__ import annotations

from datetime import date, datetime

from portal.audit.actors import Actor, system_actor
from service_of_process.actions.steps import S, record
from service_of_process.models import ConfirmedFact, Leg, Proposal, ServiceMatter
from service_of_process.rules import lifecycle

PROPOSER = system_actor("proposer")
SERVING = (Proposal.Kind.SERVED, Proposal.Kind.DEEMED, Proposal.Kind.NOTICE)


def propose(
    matter: ServiceMatter,
    kind: str,
    *,
    at: datetime,
    leg: Leg | None = None,
    on: date | None = None,
    alternative: date | None = None,
    basis: str = "",
    fact: ConfirmedFact | None = None,
    actor: Actor = PROPOSER,
) -> Proposal:
    """Put a proposal before the judge, once; the same open one with other dates is overtaken.

    It writes no date of service anywhere: 2009 Provisions arts 6–12 are the judge's.
    """
    held = Proposal.objects.filter(matter=matter, leg=leg, kind=kind, state=Proposal.State.OPEN).first()
    if held is not None:
        if (held.date, held.alternative_date, held.fact) == (on, alternative, fact):
            return held
        _overtake(held, at)
    proposal = Proposal.objects.create(
        matter=matter, leg=leg, kind=kind, date=on, alternative_date=alternative,
        legal_basis=basis or (leg.legal_basis if leg else ""), fact=fact, made_at=at,
    )  # fmt: skip
    settle(matter, at)
    record(
        S + "service_proposed", actor=actor, at=at, matter=matter, leg=leg, subject=proposal,
        facts={"proposal": kind, "service_date": on.isoformat() if on else "", "basis": proposal.legal_basis},
    )  # fmt: skip
    return proposal


def overtake(
    matter: ServiceMatter, at: datetime, *, leg: Leg | None = None, kinds: tuple[str, ...] = ()
) -> None:
    """Open proposals (of a leg, of these kinds) that no longer fit what happened."""
    rows = Proposal.objects.filter(matter=matter, state=Proposal.State.OPEN)
    if leg is not None:
        rows = rows.filter(leg=leg)
    if kinds:
        rows = rows.filter(kind__in=kinds)
    for proposal in rows.select_related("matter", "leg"):
        _overtake(proposal, at)
    settle(matter, at)


def _overtake(proposal: Proposal, at: datetime) -> None:
    proposal.state, proposal.decided_at = Proposal.State.OVERTAKEN, at
    proposal.save(update_fields=["state", "decided_at"])
    record(
        S + "proposal_overtaken", actor=PROPOSER, at=at, matter=proposal.matter, leg=proposal.leg, subject=proposal,
        facts={"proposal": proposal.kind, "service_date": proposal.date.isoformat() if proposal.date else ""},
    )  # fmt: skip


def settle(matter: ServiceMatter, at: datetime) -> None:
    """Active or "proof before the judge": what the open proposals say. No other state is touched."""
    if matter.state not in (lifecycle.ACTIVE, lifecycle.PROPOSED_SERVED):
        return
    waiting = matter.proposals.filter(state=Proposal.State.OPEN, kind__in=SERVING).exists()
    state = lifecycle.PROPOSED_SERVED if waiting else lifecycle.ACTIVE
    if state != matter.state:
        matter.state, matter.state_since_at = state, at
        matter.save(update_fields=["state", "state_since_at"])
