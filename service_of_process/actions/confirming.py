"""The judge's decision on what the portal proposes: confirmed, not accepted, put before her again.

Nothing but these acts, and those of the other files that call :mod:`dates`, ever writes a date of service.
"""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from portal.audit.actors import Actor
from portal.cases.actions.steps import require_reason
from portal.cases.queries import clerks_of
from portal.identity.permissions import PermissionRefused
from service_of_process.actions.clocks import end_clocks_of
from service_of_process.actions.dates import fix_date
from service_of_process.actions.deeming import clock_of
from service_of_process.actions.exhausting import exhaust, propose_exhausted
from service_of_process.actions.proposals import propose, settle
from service_of_process.actions.proving import IN_HAND, after_proof
from service_of_process.actions.steps import (
    S,
    day_of,
    locked,
    locked_leg,
    move_leg,
    record,
    require_leg_state,
    require_matter_state,
    require_past,
    tell,
)
from service_of_process.models import ConfirmedFact, Leg, Proposal, Reason, ServiceMatter
from service_of_process.rules import effect, lifecycle

__all__ = ["after_proof", "confirm", "decline", "renew"]

Kind, State = Proposal.Kind, Proposal.State
#: Without success: the leg is over, the date is none.
LAPSING = (Kind.UNAVAILABLE, Kind.NOT_SERVED)


@transaction.atomic
def confirm(
    *, actor: Actor, at: datetime, proposal_id: UUID, reason: str = "", on: date | None = None
) -> Proposal:
    """The judge confirms a proposal; what it says takes effect, by the act that belongs to its kind.

    ``on`` chooses the other date in question where the law leaves it open (kinds ``deemed`` and ``notice``), with a
    reason. A date once confirmed is replaced only by ``earlier``, ``rectified`` or an earlier ``deemed``.

    :raises PermissionRefused: not the judge of this case, or no such proposal (404 at the doors).
    :raises ValidationError: it is decided already, no longer fits what happened, or the reason is missing.
    """
    proposal, leg = _before_the_judge(actor, at, proposal_id)
    matter, kind = proposal.matter, Kind(proposal.kind)
    chosen = _chosen(proposal, on, reason)
    _require_still_true(proposal, leg, at)
    if chosen is not None:
        require_past(chosen, at, "on")
    _decided(proposal, State.CONFIRMED, actor, at, reason)
    if kind == Kind.EXHAUSTED:
        exhaust(matter, actor=actor, at=at, reason=reason)
        return proposal
    assert leg is not None  # every other kind is about one leg
    act = effect.ACT_OF[kind]
    if kind in LAPSING:
        _lapse(leg, actor=actor, at=at, act=act, reason=reason)
        return proposal
    assert chosen is not None  # _require_still_true
    before = matter.effective_date
    standing = fix_date(leg, proposal, actor=actor, at=at, act=act, on=chosen, reason=reason.strip())
    record(
        act, actor=actor, at=at, matter=matter, leg=leg, subject=standing, on=chosen,
        facts={
            "confirmed_date": chosen.isoformat(), "effective_date": standing.date.isoformat(),
            "before_date": before.isoformat() if before else "", "basis": standing.legal_basis,
        },
        private={"reason": reason.strip()},
    )  # fmt: skip
    _tell_clerks(matter, act, at)
    return proposal


@transaction.atomic
def decline(*, actor: Actor, at: datetime, proposal_id: UUID, reason: str) -> Proposal:
    """The judge does not accept a proposal, with her reason.

    A proof in hand is rejected with the proposal that rests on it, and its leg is over (act ``proof_rejected``).
    Anything else leaves the leg as it is; the same proposal is not made again by itself, but :func:`renew` puts it back.

    :raises PermissionRefused: not the judge of this case, or no such proposal.
    :raises ValidationError: it is decided already, or the reason is missing.
    """
    text = require_reason(reason)
    act = S + "proposal_declined"
    found = _found(proposal_id, act)
    matter = locked(actor, at, act, found.matter_id)
    proposal = _open(proposal_id)
    proposal.matter = matter
    leg = Leg.objects.select_for_update(of=("self",)).get(pk=proposal.leg_id) if proposal.leg_id else None
    _decided(proposal, State.DECLINED, actor, at, text)
    if leg is not None:
        leg.matter = matter
    rejected = leg is not None and leg.state in IN_HAND and _rests_on_proof(proposal, leg)
    if leg is not None and rejected:
        leg.end_reason, leg.end_note = Reason.OTHER, text
        move_leg(leg, S + "proof_rejected", at)
        end_clocks_of(leg, day_of(at))
    settle(matter, at)
    record(
        S + "proof_rejected" if rejected else act, actor=actor, at=at, matter=matter, leg=leg, subject=proposal,
        facts=_facts(proposal), private={"reason": text},
    )  # fmt: skip
    if rejected:
        propose_exhausted(matter, at)
    _tell_clerks(matter, S + "proof_rejected" if rejected else act, at)
    return proposal


@transaction.atomic
def renew(*, actor: Actor, at: datetime, proposal_id: UUID) -> Proposal:
    """The judge takes up again what she had not accepted; it is open as a new proposal, the old one is kept.

    :raises ValidationError: it was not declined, or no longer fits what happened.
    """
    act = S + "proposal_renewed"
    found = _found(proposal_id, act)
    matter = locked(actor, at, act, found.matter_id)
    if found.state != State.DECLINED:
        raise ValidationError(_("Only a proposal that was not accepted can be taken up again."), code="state")
    leg = Leg.objects.select_for_update(of=("self",)).get(pk=found.leg_id) if found.leg_id else None
    if leg is not None:
        leg.matter = matter
        require_leg_state(leg, effect.ACT_OF[Kind(found.kind)])
    require_matter_state(matter, effect.ACT_OF[Kind(found.kind)])
    found.matter = matter
    _require_still_true(found, leg, at)
    record(act, actor=actor, at=at, matter=matter, leg=leg, subject=found, facts=_facts(found))
    return propose(
        matter, found.kind, at=at, leg=leg, on=found.date, alternative=found.alternative_date,
        basis=found.legal_basis, fact=found.fact,
    )  # fmt: skip


def _found(proposal_id: UUID, act: str) -> Proposal:
    found = Proposal.objects.filter(pk=proposal_id).first()
    if found is None:
        raise PermissionRefused(act)
    return found


def _before_the_judge(actor: Actor, at: datetime, proposal_id: UUID) -> tuple[Proposal, Leg | None]:
    """The open proposal with its matter and leg, all locked, if this judge may decide it now."""
    found = _found(proposal_id, S + "service_confirmed")
    act = effect.ACT_OF[Kind(found.kind)]
    leg = locked_leg(actor, at, act, found.leg_id) if found.leg_id else None
    matter = leg.matter if leg is not None else locked(actor, at, act, found.matter_id)
    proposal = _open(proposal_id)
    proposal.matter = matter
    return proposal, leg


def _open(proposal_id: UUID) -> Proposal:
    proposal = Proposal.objects.select_for_update().get(pk=proposal_id)
    if proposal.state != State.OPEN:
        raise ValidationError(
            _("This proposal has been decided, or overtaken by what happened."), code="state"
        )
    return proposal


def _rests_on_proof(proposal: Proposal, leg: Leg) -> bool:
    """Whether the proposal is what the leg has in hand; a circumstance of art. 12 beside a proof is not."""
    return proposal.kind in (Kind.SERVED, Kind.EARLIER) or leg.proof_date is None


def _chosen(proposal: Proposal, on: date | None, reason: str) -> date | None:
    """The date to confirm: the proposed one, or the other in question with the judge's reason."""
    if on is None or on == proposal.date:
        return proposal.date
    if proposal.kind not in effect.TWO_DATES or on != proposal.alternative_date:
        raise ValidationError({"on": _("Choose one of the dates proposed.")})
    require_reason(reason)
    return on


def _require_still_true(proposal: Proposal, leg: Leg | None, at: datetime) -> None:
    """What the proposal rests on still stands.

    :raises ValidationError: it does not, with the reason why.
    """
    kind, matter = Kind(proposal.kind), proposal.matter
    if kind == Kind.EXHAUSTED or leg is None:
        return
    if kind in LAPSING:
        _require_lapsed(leg, at)
        return
    if proposal.date is None:
        raise ValidationError(_("This proposal gives no date."), code="date")
    require_past(proposal.date, at, "on")
    if kind in (Kind.SERVED, Kind.EARLIER, Kind.RECTIFIED) and proposal.date != _bears(leg, kind):
        raise ValidationError(
            _("The proof now bears another date; decide on the newer proposal."), code="date"
        )
    stands = matter.effective_date
    if kind in (Kind.EARLIER, Kind.DEEMED) and stands is not None and proposal.date >= stands:
        raise ValidationError(_("An earlier date of service is already confirmed."), code="date")
    if kind == Kind.NOTICE and leg.state == lifecycle.MATURED:
        _require_over(leg, at)


def _bears(leg: Leg, kind: Proposal.Kind) -> date | None:
    """The day that the leg bears now: its proof's; for mail deemed served, rectified, the last day as it stands."""
    clock = clock_of(leg) if leg.proof_date is None and kind == Kind.RECTIFIED else None
    return clock.due_date if clock is not None else leg.proof_date


def _require_over(leg: Leg, at: datetime) -> None:
    clock = clock_of(leg)
    if clock is None or clock.due_date >= day_of(at):
        raise ValidationError(_("The period of this leg has not ended yet."), code="clock")


def _require_lapsed(leg: Leg, at: datetime) -> None:
    """Three months without proof, and no circumstance of art. 12 left undecided (2009 arts 6, 7)."""
    _require_over(leg, at)
    facts = ConfirmedFact.objects.filter(matter=leg.matter)
    if facts.filter(is_found=None).exists():
        raise ValidationError(
            _("Decide first on the circumstance under art. 12 that was submitted."), code="fact"
        )
    if facts.filter(leg=leg, is_found=True).exists():
        raise ValidationError(_("A circumstance under art. 12 was found for this leg."), code="fact")


def _lapse(leg: Leg, *, actor: Actor, at: datetime, act: str, reason: str) -> None:
    """The leg is over without success; no date follows from it (2009 art. 6: "cannot be applied", art. 7: not served)."""
    leg.end_reason, leg.end_note = Reason.SILENT, reason.strip()
    move_leg(leg, act, at)
    end_clocks_of(leg, day_of(at), state="expired")
    settle(leg.matter, at)
    record(act, actor=actor, at=at, matter=leg.matter, leg=leg, private={"reason": reason.strip()})
    propose_exhausted(leg.matter, at)
    _tell_clerks(leg.matter, act, at)


def _decided(proposal: Proposal, state: str, actor: Actor, at: datetime, reason: str) -> None:
    proposal.state, proposal.reason = state, reason.strip()
    proposal.decided_at, proposal.decided_by = at, actor.key
    proposal.save(update_fields=["state", "reason", "decided_at", "decided_by"])


def _facts(proposal: Proposal) -> dict[str, str]:
    return {
        "proposal": proposal.kind,
        "service_date": proposal.date.isoformat() if proposal.date else "",
    }


def _tell_clerks(matter: ServiceMatter, act: str, at: datetime) -> None:
    """Whoever keeps the case at the court hears of the decision."""
    if matter.case is not None:
        tell(
            "service_of_process.decision_made", clerks_of(matter.case, day_of(at)), matter=matter, at=at,
            context={"act": act.removeprefix(S)}, at_desk=True, about=f"{act}|{at.isoformat()}",
        )  # fmt: skip
