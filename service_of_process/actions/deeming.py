"""What the portal puts before the judge without a signature: a found fact of art. 12, a period that has expired."""

from __future__ import annotations

from datetime import date, datetime

from portal.audit.actors import system_actor
from portal.cases.actions.steps import day_of
from service_of_process.actions.clocks import computed
from service_of_process.actions.proposals import overtake, propose
from service_of_process.actions.steps import S, move_leg, record
from service_of_process.models import Clock, ConfirmedFact, Leg, Proposal
from service_of_process.rules import channels, effect, lifecycle

Kind = Proposal.Kind
MATURING = system_actor("clocks")
WITHOUT_PROOF = (Kind.UNAVAILABLE, Kind.NOT_SERVED)


def found_fact(leg: Leg) -> ConfirmedFact | None:
    """The earliest circumstance of art. 12 that the judge has found for this leg."""
    return ConfirmedFact.objects.filter(leg=leg, is_found=True).order_by("fact_date", "found_at").first()


def clock_of(leg: Leg) -> Clock | None:
    """The leg's clock on whose expiry the law attaches a result, as last computed."""
    rules = effect.NOTICE_CLOCKS if leg.family == channels.PUBLIC else (effect.CLOCK_OF.get(leg.family, ""),)
    kept = Clock.objects.filter(leg=leg, rule__in=rules).exclude(state=Clock.State.REPLACED)
    return kept.order_by("-started_at").first()


def has_expired(leg: Leg, today: date) -> bool:
    """Whether the leg's own period (2009 arts 6, 7, 9; CPL 283) has ended."""
    clock = clock_of(leg)
    return clock is not None and clock.due_date < today


def propose_deemed(leg: Leg, at: datetime) -> Proposal | None:
    """Deemed served by a found fact, where that can be said already; nothing is written but the proposal.

    Mail of which nothing came back: on the last day of the three months, not on the day of the fact (2009 art. 7).
    What the judge has declined is not put before her again by itself.
    """
    fact, matter = found_fact(leg), leg.matter
    act = lifecycle.leg_after(leg.family, leg.state, effect.ACT_OF[Kind.DEEMED])
    if fact is None or act is None or matter.state in lifecycle.OVER:
        return None
    clock = clock_of(leg) if leg.family == channels.POST else None
    on = effect.deemed_on(
        leg.family, leg.state, fact.fact_date, clock.due_date if clock else None, day_of(at)
    )
    if on is None or (matter.effective_date is not None and on >= matter.effective_date):
        return None
    declined = Proposal.objects.filter(
        leg=leg, kind=Kind.DEEMED, date=on, fact=fact, state=Proposal.State.DECLINED
    )
    if declined.exists():
        return None
    by_mail = clock is not None and on == clock.due_date
    overtake(matter, at, leg=leg, kinds=WITHOUT_PROOF)
    return propose(
        matter, Kind.DEEMED, at=at, leg=leg, on=on, fact=fact,
        alternative=other_date(clock) if by_mail and clock else None,
        basis=effect.MAIL_CLOCK if by_mail else effect.BY_FACT,
    )  # fmt: skip


def propose_on_expiry(leg: Leg, clock: Clock, at: datetime) -> Proposal | None:
    """What an expired period lets the portal propose; the judge alone decides (2009 arts 6, 7, 9; CPL 283).

    Nothing where the matter has its date, is over or under objection, where the leg has moved on, or where the judge
    has already declined the same proposal.
    """
    matter = leg.matter
    if matter.effective_date is not None or matter.state in lifecycle.OVER:
        return None
    kind = effect.on_expiry(clock.rule, found_fact(leg) is not None)
    if kind == Kind.DEEMED:
        return propose_deemed(leg, at)
    if kind == Kind.NOTICE and leg.state == lifecycle.RUNNING:
        move_leg(leg, S + "notice_matured", at)
        record(S + "notice_matured", actor=MATURING, at=at, matter=matter, leg=leg, on=clock.due_date)
    if kind is None or lifecycle.leg_after(leg.family, leg.state, effect.ACT_OF[kind]) is None:
        return None
    declined = Proposal.objects.filter(leg=leg, kind=kind, date=clock.due_date, state=Proposal.State.DECLINED)
    if declined.exists():
        return None
    return propose(
        matter, kind, at=at, leg=leg, on=clock.due_date, alternative=other_date(clock), basis=clock.rule
    )


def other_date(clock: Clock) -> date | None:
    """The other date in question: the one stored, or what a list of days published since would give."""
    if clock.is_provisional:
        fresh = computed(clock.rule, clock.start_date).due
        if fresh != clock.due_date:
            return fresh
    return clock.alternative_date
