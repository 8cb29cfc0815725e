"""The nightly look at every open clock: due soon, overdue, late, escalated; expired periods go before the judge.

No stored date changes, whatever the day. Alerts are written in slices of keys, so that no slice holds a table for long
and memory does not grow with the number of clocks. It may run as often as one likes.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from portal.audit import log as audit
from portal.audit.actors import system_actor
from portal.cases.actions.steps import day_of
from service_of_process.actions.deeming import propose_on_expiry
from service_of_process.actions.exhausting import facts_of, propose_exhausted
from service_of_process.actions.proposals import overtake
from service_of_process.actions.proving import tell_judges
from service_of_process.actions.steps import S
from service_of_process.models import Clock, Leg, Proposal, ServiceMatter
from service_of_process.rules import alerts, effect, lifecycle, notice

EVALUATOR = system_actor("clocks")
SLICE = 2000
log = logging.getLogger(__name__)


def evaluate(*, at: datetime) -> dict[str, int]:
    """Look at every running clock as of ``at``; how many changed their alert, and what was proposed.

    Overdue is a word, no state: a leg whose period has ended goes on, and is never served by it (1999 art. 4, 2020
    art. 6). Only the periods to which the law attaches a result are put before the judge (2009 arts 6, 7, 9).
    """
    today = day_of(at)
    counts = {name: _mark(rows, changes) for name, rows, changes in _marks(today)}
    counts["proposed"] = _propose_expired(today, at)
    counts["exhausted"] = _propose_exhausted(at)
    counts["overtaken"] = _overtake_stale(at)
    with transaction.atomic():
        audit.record(
            act=S + "clocks_evaluated", actor=EVALUATOR, at=at, subject=("service_of_process.Clock", "running"),
            facts={**counts, "on_date": today.isoformat()},
        )  # fmt: skip
    return counts


def _marks(today: date) -> Iterator[tuple[str, QuerySet[Clock], dict[str, str]]]:
    """The clocks whose mark must change today, group by group; those that bear it already are not touched."""
    running = Clock.objects.filter(state=Clock.State.RUNNING)
    past, own = running.filter(alarm_date__lt=today), Q(is_practice=True) | Q(kind="target")
    ending = past.exclude(own).filter(rule__in=alerts.NEXT_STEP_RULES, due_date__lt=today)
    yield "ended", ending, {"state": Clock.State.EXPIRED, "alert": alerts.NONE}
    late = past.filter(own)
    yield "late", late.exclude(alert=alerts.LATE), {"alert": alerts.LATE}
    others = past.exclude(own)
    escalated = others.filter(rule__in=alerts.ESCALATING_RULES)
    yield "escalated", escalated.exclude(alert=alerts.ESCALATED), {"alert": alerts.ESCALATED}
    overdue = others.exclude(rule__in=(*alerts.ESCALATING_RULES, *alerts.ENDING_RULES))
    yield "overdue", overdue.exclude(alert=alerts.OVERDUE), {"alert": alerts.OVERDUE}
    soon = running.filter(alarm_date__gte=today, alarm_date__lte=today + alerts.SOON)
    yield "due", soon.exclude(alert=alerts.DUE), {"alert": alerts.DUE}
    far = running.filter(alarm_date__gt=today + alerts.SOON)
    yield "calm", far.exclude(alert=alerts.NONE), {"alert": alerts.NONE}


def _mark(rows: QuerySet[Clock], changes: dict[str, str]) -> int:
    """Write the marks slice by slice along the index of the alarms; each slice is one short transaction.

    A row that bears its mark falls out of ``rows``, so that every slice begins where the last one ended.
    """
    changed, since = 0, None
    while True:
        slice_ = rows if since is None else rows.filter(alarm_date__gte=since)
        found = list(slice_.order_by("alarm_date").values_list("pk", "alarm_date")[:SLICE])
        if not found:
            return changed
        keys = [key for key, _alarm in found]
        changed += Clock.objects.filter(pk__in=keys, state=Clock.State.RUNNING).update(**changes)
        since = found[-1][1]


def _propose_expired(today: date, at: datetime) -> int:
    """Put every expired period with a result in law before the judge; one that fails leaves the others alone."""
    proposed, last = 0, None
    rows = Clock.objects.filter(
        state=Clock.State.RUNNING,
        rule__in=effect.DEEMING_CLOCKS,
        alarm_date__lt=today,
        due_date__lt=today,
        leg__isnull=False,
    )
    while True:
        slice_ = rows.order_by("pk") if last is None else rows.filter(pk__gt=last).order_by("pk")
        keys = list(slice_.values_list("pk", flat=True)[:SLICE])
        if not keys:
            return proposed
        proposed += sum(_expire(key, today, at) for key in keys)
        last = keys[-1]


def _expire(clock_id: UUID, today: date, at: datetime) -> int:
    """One expired clock: its state says so, and what follows is proposed. 1 when something was proposed."""
    try:
        with transaction.atomic():
            row = Clock.objects.values_list("matter_id", "leg_id").get(pk=clock_id)
            matter = ServiceMatter.objects.select_for_update(of=("self",)).select_related("court", "case").get(
                pk=row[0]
            )  # fmt: skip
            leg = Leg.objects.select_for_update(of=("self",)).get(pk=row[1])
            clock = Clock.objects.select_for_update(of=("self",)).get(pk=clock_id)
            if clock.state != Clock.State.RUNNING or clock.due_date >= today:
                return 0
            leg.matter = matter
            clock.state, clock.alert = Clock.State.EXPIRED, alerts.NONE
            clock.save(update_fields=["state", "alert"])
            proposal = propose_on_expiry(leg, clock, at)
            if proposal is None:
                return 0
            tell_judges(matter, proposal, at)
            return 1
    except ValidationError:
        log.exception("The expired clock %s could not be put before the judge.", clock_id)
        return 0


def _propose_exhausted(at: datetime) -> int:
    """Matters under way whose chosen legs are all over without success, and that have no such proposal open."""
    tried = Leg.objects.filter(matter=OuterRef("pk"), state__in=(lifecycle.FAILED, lifecycle.LAPSED))
    going = Leg.objects.filter(matter=OuterRef("pk")).exclude(state__in=lifecycle.LEG_OVER)
    asked = Proposal.objects.filter(
        matter=OuterRef("pk"), kind=Proposal.Kind.EXHAUSTED, state=Proposal.State.OPEN
    )
    found = ServiceMatter.objects.filter(
        Exists(tried), ~Exists(going), ~Exists(asked), state=lifecycle.ACTIVE, direction="O", kind="service"
    )
    return sum(_exhausted(key, at) for key in list(found.values_list("pk", flat=True)))


def _exhausted(matter_id: UUID, at: datetime) -> int:
    with transaction.atomic():
        matter = _locked(matter_id)
        proposal = propose_exhausted(matter, at)
        if proposal is not None:
            tell_judges(matter, proposal, at)
    return int(proposal is not None)


def _overtake_stale(at: datetime) -> int:
    """Open proposals that what happened since has made impossible: the leg moved on, or another one began."""
    rows = Proposal.objects.filter(state=Proposal.State.OPEN).select_related("leg", "matter")
    stale = [
        (row.pk, row.matter_id) for row in rows.iterator(chunk_size=SLICE) if not _still_fits(row)
    ]  # fmt: skip
    for key, matter_id in stale:
        with transaction.atomic():
            matter = _locked(matter_id)
            proposal = Proposal.objects.select_related("leg").get(pk=key)
            proposal.matter = matter
            if proposal.state == Proposal.State.OPEN and not _still_fits(proposal):
                overtake(matter, at, leg=proposal.leg, kinds=(proposal.kind,))
    return len(stale)


def _still_fits(proposal: Proposal) -> bool:
    act: Any = effect.ACT_OF[Proposal.Kind(proposal.kind)]
    matter, leg = proposal.matter, proposal.leg
    if matter.state == lifecycle.CHALLENGED:
        return True  # nothing is decided while an objection is
    if lifecycle.matter_after(matter.state, act) is None:
        return False
    if leg is None:
        return not notice.against_exhaustion(facts_of(matter))
    return lifecycle.leg_after(leg.family, leg.state, act) is not None


def _locked(matter_id: UUID) -> ServiceMatter:
    rows = ServiceMatter.objects.select_for_update(of=("self",)).select_related("court", "case")
    return rows.get(pk=matter_id)
