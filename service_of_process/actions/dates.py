"""The one place where a date of service is written or falls away. Only acts of the forum judge come here."""

from __future__ import annotations

from datetime import date, datetime

from portal.audit.actors import Actor
from portal.cases.models.cases import person_id_of
from service_of_process.actions import dependents
from service_of_process.actions.clocks import end_clocks_of
from service_of_process.actions.proposals import overtake
from service_of_process.actions.proving import propose_again, weigh_others
from service_of_process.actions.steps import S, day_of, move_leg, move_matter, record
from service_of_process.models import Challenge, Confirmation, Leg, Proposal, Reason, ServiceMatter
from service_of_process.rules import channels, effect, lifecycle

STATE_OF = {
    Confirmation.Kind.SERVED: lifecycle.SERVED,
    Confirmation.Kind.DEEMED: lifecycle.DEEMED_SERVED,
    Confirmation.Kind.NOTICE: lifecycle.SERVED_BY_NOTICE,
}
KIND_OF = {
    Proposal.Kind.DEEMED: Confirmation.Kind.DEEMED,
    Proposal.Kind.NOTICE: Confirmation.Kind.NOTICE,
}


def fix_date(
    leg: Leg, proposal: Proposal, *, actor: Actor, at: datetime, act: str, on: date, reason: str
) -> Confirmation:
    """The judge's confirmation: the leg has its date, the earliest confirmed one is the matter's (2009 art. 10).

    ``leg.matter`` and ``leg`` are locked and may do ``act``. The Confirmation that stood is superseded and kept; answer
    and appeal run from the date that stands; a notice that still ran is stopped; other proofs are weighed anew.
    """
    matter = leg.matter
    if leg.family != channels.PUBLIC:
        stop_notice_of(matter, actor=actor, at=at, reason=_day(on))
    leg.confirmed_date = on
    leg.end_reason, leg.end_note = "", ""
    move_leg(leg, act, at)
    end_clocks_of(leg, day_of(at), state="met")
    standing = _restated(matter, leg, proposal, actor=actor, at=at, on=on, reason=reason)
    move_matter(matter, act, at)
    if matter.state != STATE_OF[Confirmation.Kind(standing.kind)]:
        matter.state = STATE_OF[Confirmation.Kind(standing.kind)]
        matter.save(update_fields=["state"])
    weigh_others(matter, at, leave_out=leg)
    return standing


def _restated(
    matter: ServiceMatter, leg: Leg, proposal: Proposal, *, actor: Actor, at: datetime, on: date, reason: str
) -> Confirmation:
    """The Confirmation in force after this leg has its date: the standing one, or a new one that supersedes it."""
    before = matter.confirmations.filter(superseded_at=None).first()
    legs = {one.pk: one for one in matter.legs.filter(state=lifecycle.CONFIRMED)}
    first = effect.earliest({pk: one.confirmed_date for pk, one in legs.items() if one.confirmed_date})
    governing = legs[first] if first is not None else leg
    if before is not None and (before.leg_id, before.date) == (governing.pk, governing.confirmed_date):
        return before
    kind, basis = _grounds(governing, leg, proposal)
    note = _note(before, governing.confirmed_date or on, reason)
    if before is not None:
        before.superseded_at, before.superseded_reason = at, note
        before.save(update_fields=["superseded_at", "superseded_reason"])
    judge_id = person_id_of(actor)
    assert judge_id is not None  # the seat of the judge is a person's
    after = Confirmation.objects.create(
        matter=matter, leg=governing, kind=kind, date=governing.confirmed_date or on, legal_basis=basis,
        reason=reason, judge_id=judge_id, confirmed_at=at,
    )  # fmt: skip
    matter.effective_date, matter.confirmed_at, matter.confirmed_by = after.date, at, actor.key
    matter.save(update_fields=["effective_date", "confirmed_at", "confirmed_by"])
    dependents.run_from(matter, after.date, at, note=note)
    return after


def _grounds(governing: Leg, leg: Leg, proposal: Proposal) -> tuple[str, str]:
    """Kind and legal basis of the Confirmation of the leg whose date stands."""
    if (
        governing.pk == leg.pk
        and proposal.kind == Proposal.Kind.RECTIFIED
        and leg.proof_date == proposal.date
    ):
        return Confirmation.Kind.SERVED, leg.legal_basis  # by a proof now, whatever stood before
    if governing.pk == leg.pk and proposal.kind != Proposal.Kind.RECTIFIED:
        return KIND_OF.get(Proposal.Kind(proposal.kind), Confirmation.Kind.SERVED), proposal.legal_basis
    earlier = Confirmation.objects.filter(leg=governing).order_by("confirmed_at").last()
    if earlier is None:
        return Confirmation.Kind.SERVED, governing.legal_basis
    return earlier.kind, earlier.legal_basis


def _note(before: Confirmation | None, after: date, reason: str) -> str:
    """Old day, new day, the judge's reason: readable in every language."""
    days = f"{_day(before.date)} → {_day(after)}" if before is not None else ""
    return " · ".join(part for part in (days, reason) if part)


def _day(on: date) -> str:
    return on.isoformat()


def stop_notice_of(matter: ServiceMatter, *, actor: Actor, at: datetime, reason: str) -> None:
    """A notice that still runs ends when a date is fixed on another way: never two ways to two dates."""
    running = (lifecycle.APPROVED, lifecycle.RUNNING, lifecycle.MATURED)
    notices = Leg.objects.select_for_update(of=("self",)).filter(
        matter=matter, channel=channels.NOTICE, state__in=running
    )
    for leg in notices:
        leg.matter = matter
        end_notice(leg, actor=actor, at=at, reason=reason)


def end_notice(leg: Leg, *, actor: Actor, at: datetime, reason: str) -> None:
    """Stop one notice; the matter's own state is the caller's."""
    leg.end_reason, leg.end_note = Reason.WITHDRAWN, reason
    move_leg(leg, S + "notice_stopped", at)
    end_clocks_of(leg, day_of(at))
    overtake(leg.matter, at, leg=leg)
    record(
        S + "notice_stopped", actor=actor, at=at, matter=leg.matter, leg=leg, private={"reason": reason},
    )  # fmt: skip


def set_date_aside(
    matter: ServiceMatter, *, actor: Actor, at: datetime, challenge: Challenge, reason: str
) -> Leg:
    """The date falls: its leg fails, what ran from it stops, and every other way is before the judge again.

    Legs whose own confirmed date had been superseded are opened again, not revived: the judge confirms anew.
    """
    standing = matter.confirmations.get(superseded_at=None)
    leg = Leg.objects.select_for_update(of=("self",)).get(pk=standing.leg_id)
    leg.matter = matter
    leg.end_reason, leg.end_note = Reason.SET_ASIDE, reason
    move_leg(leg, S + "service_set_aside", at)
    standing.superseded_at, standing.superseded_reason = at, reason
    standing.save(update_fields=["superseded_at", "superseded_reason"])
    _reopen_others(matter, actor=actor, at=at)
    matter.effective_date, matter.confirmed_at, matter.confirmed_by = None, None, ""
    matter.state_before_challenge = ""
    move_matter(matter, S + "service_set_aside", at)
    dependents.stop_dependents(matter, day_of(at))
    record(
        S + "service_set_aside", actor=actor, at=at, matter=matter, leg=leg, subject=challenge,
        facts={"service_date": _day(standing.date)}, private={"reason": reason},
    )  # fmt: skip
    propose_again(matter, at)
    return leg


def _reopen_others(matter: ServiceMatter, *, actor: Actor, at: datetime) -> None:
    confirmed = Leg.objects.select_for_update(of=("self",)).filter(matter=matter, state=lifecycle.CONFIRMED)
    for leg in confirmed:
        leg.matter, before = matter, leg.confirmed_date
        leg.confirmed_date, leg.ended_at = None, None
        move_leg(leg, S + "confirmation_reopened", at)
        record(
            S + "confirmation_reopened", actor=actor, at=at, matter=matter, leg=leg,
            facts={"service_date": _day(before) if before else ""},
        )  # fmt: skip
