"""Whatever people try in whatever order: no answer without the judge, none past a guard, no finding before its time."""

from __future__ import annotations

import pytest
from django.db import transaction

from foreign_law.models import Finding
from foreign_law.queries.ascertainment import standing
from foreign_law.rules.ascertainment import lifecycle, outcomes, routes
from tests.factories import people
from tests.support.ascertainment_walks import Walk

pytestmark = pytest.mark.django_db
ANSWERED = (*lifecycle.ANSWERED, lifecycle.COSTED, lifecycle.CLOSED)


def keeps_the_promise(walk: Walk, before: str) -> None:
    request = walk.now
    standing_ones = list(request.determinations.filter(set_aside_at=None))
    assert (request.state in ANSWERED) == bool(standing_ones)
    if request.state in lifecycle.ANSWERED and request.state != before:
        found = standing_ones[0]
        assert walk.by_judge and (found.kind, found.decided_by) == (request.state, walk.judge.key)
        just_answered(walk, found)
    for attempt in request.attempts.all():
        assert not attempt.outcome or attempt.assessed_by == walk.judge.key
    for finding in Finding.objects.filter(determination__request=request):
        effective = finding.state == "effective"
        assert not effective or (
            request.judgment_number and request.judgment_effective_date and standing_ones
        )
    for material in request.materials.filter(exhibitions__isnull=False):
        assert material.state != "incomplete"


def just_answered(walk: Walk, found: object) -> None:
    """The guards, asked of the record again right after the answer."""
    request = walk.now
    hearing = standing.hearing_of(request, walk.at.date())
    if request.state == lifecycle.CONFIRMED:
        assert not outcomes.against_confirming(hearing)
    elif request.state == lifecycle.DETERMINED:
        assert outcomes.objections(hearing) and not outcomes.unheard(hearing)
    elif request.state == lifecycle.ADOPTED:
        assert found.finding.state == "effective"  # type: ignore[attr-defined]
    else:
        failed = {row.route for row in request.attempts.all() if row.outcome in routes.FAILED}
        assert len(failed) >= 2 and failed != {routes.PARTY}
        assert request.basis == routes.CONFLICT_RULE, (
            "a choice of law without a period is never unascertainable"
        )


def test_random_walks_keep_the_promise_and_get_somewhere() -> None:
    judge, clerk = people.actor(people.judge_a()), people.actor(people.clerk_a())
    reached: set[str] = set()
    for seed in range(6):
        with transaction.atomic():
            basis = routes.BASES[seed % 4 != 0]
            walk = Walk(seed, judge, clerk, basis=basis)
            for _number in range(40):
                before = walk.now.state
                walk.step()
                keeps_the_promise(walk, before)
                reached.add(walk.now.state)
            transaction.set_rollback(True)
    assert {lifecycle.IN_PROGRESS, lifecycle.POSITIONS} <= reached
    assert reached & set(lifecycle.ANSWERED), reached
