"""What a proof in hand proposes to the judge, and what stands again when the date falls away."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from portal.cases.queries import clerks_of
from service_of_process.actions.deeming import clock_of, has_expired, propose_deemed, propose_on_expiry
from service_of_process.actions.proposals import overtake, propose
from service_of_process.actions.steps import day_of, tell
from service_of_process.models import Clock, Confirmation, Leg, Proposal, Reason, ServiceMatter
from service_of_process.rules import channels, lifecycle

Kind = Proposal.Kind
IN_HAND = (lifecycle.PROVED, lifecycle.PRESUMED)


def after_proof(leg: Leg, at: datetime) -> Proposal | None:
    """Propose what the proof in hand says; call it last in the act that recorded or rectified the proof.

    ``leg`` is locked, in its state after the act, with ``proof_date``. Proved (or presumed) and no date confirmed yet:
    served on that day. A later date stands confirmed: served earlier (2009 Provisions art. 10, second paragraph). The
    leg was confirmed on another day than its proof now says: the judge decides on the rectified day. A proof that is
    not earlier than the confirmed date is kept and proposes nothing. No date of service is written here.
    """
    found = _proposed_by_proof(leg, at)
    if found is not None:
        tell_judges(leg.matter, found, at)
    return found


def _proposed_by_proof(leg: Leg, at: datetime) -> Proposal | None:
    matter, on = leg.matter, leg.proof_date
    if matter.state in lifecycle.OVER or on is None:
        return None
    if leg.state == lifecycle.CONFIRMED:
        if on == leg.confirmed_date:
            overtake(matter, at, leg=leg, kinds=(Kind.RECTIFIED,))
            return None
        return propose(matter, Kind.RECTIFIED, at=at, leg=leg, on=on, alternative=leg.confirmed_date)
    if leg.state not in IN_HAND:
        return None
    overtake(matter, at, leg=leg, kinds=(Kind.UNAVAILABLE, Kind.NOT_SERVED, Kind.DEEMED))
    overtake(matter, at, kinds=(Kind.EXHAUSTED,))
    if matter.effective_date is None:
        overtake(matter, at, leg=leg, kinds=(Kind.EARLIER,))
        return propose(matter, Kind.SERVED, at=at, leg=leg, on=on)
    overtake(matter, at, leg=leg, kinds=(Kind.SERVED,))
    if on < matter.effective_date:
        return propose(matter, Kind.EARLIER, at=at, leg=leg, on=on, alternative=matter.effective_date)
    overtake(matter, at, leg=leg, kinds=(Kind.EARLIER,))
    return None


def tell_judges(matter: ServiceMatter, proposal: Proposal, at: datetime) -> None:
    """The judges of the case hear once of each proposal."""
    if matter.case is not None:
        tell(
            "service_of_process.proposal_waiting", clerks_of(matter.case, day_of(at)), matter=matter, at=at,
            context={"proposal": proposal.kind}, at_desk=True, about=str(proposal.pk),
        )  # fmt: skip


def weigh_others(matter: ServiceMatter, at: datetime, *, leave_out: Leg) -> None:
    """After a date was fixed: the other proofs propose an earlier day or nothing; what waited for expiry is overtaken."""
    overtake(matter, at, kinds=(Kind.UNAVAILABLE, Kind.NOT_SERVED, Kind.EXHAUSTED, Kind.NOTICE))
    for leg in _locked_legs(matter).exclude(pk=leave_out.pk):
        leg.matter = matter
        after_proof(leg, at)
    late = matter.proposals.filter(
        state=Proposal.State.OPEN, kind=Kind.DEEMED, date__gte=matter.effective_date
    )
    for proposal in late.select_related("leg"):
        overtake(matter, at, leg=proposal.leg, kinds=(Kind.DEEMED,))


def propose_again(matter: ServiceMatter, at: datetime) -> None:
    """After a date was set aside: every proof, found fact and expired period of the other legs is before the judge."""
    overtake(matter, at, kinds=(Kind.EARLIER, Kind.RECTIFIED, Kind.DEEMED))
    for leg in _locked_legs(matter):
        leg.matter = matter
        if leg.state in IN_HAND and leg.proof_date is None:
            _propose_as_before(leg, at)
        elif leg.state in IN_HAND:
            after_proof(leg, at)
        elif leg.state not in lifecycle.LEG_OVER:
            propose_what_expired(leg, at)
        elif leg.end_reason not in (Reason.SET_ASIDE, Reason.WITHDRAWN):
            propose_deemed(leg, at)  # a found circumstance on a way that ended without proof


def _propose_as_before(leg: Leg, at: datetime) -> None:
    """A deemed service, or one by notice, whose superseded date is to be decided anew."""
    before = Confirmation.objects.filter(leg=leg).order_by("confirmed_at").last()
    if before is None:
        return
    kind = Kind.NOTICE if leg.family == channels.PUBLIC else Kind.DEEMED
    decided = Proposal.objects.filter(leg=leg, kind=kind, state=Proposal.State.CONFIRMED).order_by(
        "decided_at"
    )
    last = decided.last()
    propose(
        leg.matter, kind, at=at, leg=leg, on=before.date, basis=before.legal_basis,
        fact=last.fact if last else None,
    )  # fmt: skip


def propose_what_expired(leg: Leg, at: datetime) -> None:
    """What an expired period or a found circumstance of this leg says, put before the judge once more."""
    clock = clock_of(leg)
    if clock is not None and clock.state == Clock.State.EXPIRED and has_expired(leg, day_of(at)):
        propose_on_expiry(leg, clock, at)
    else:
        propose_deemed(leg, at)


def _locked_legs(matter: ServiceMatter) -> QuerySet[Leg]:
    return Leg.objects.select_for_update(of=("self",)).filter(matter=matter).order_by("number")
