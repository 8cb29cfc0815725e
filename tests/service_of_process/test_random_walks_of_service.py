"""Whatever people try in whatever order: no date without the judge, never two dates, no notice beside a running leg."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from service_of_process.models import Clock, Leg, ServiceMatter
from service_of_process.rules import channels, dependent, lifecycle
from tests.factories import people
from tests.factories.outcomes import calendars
from tests.support.service_walks import Walk

pytestmark = pytest.mark.django_db
NOTICE_GOES_ON = (lifecycle.APPROVED, lifecycle.RUNNING, lifecycle.MATURED)
#: Not running: over, or a late proof before the judge.
SETTLED = lifecycle.LEG_OVER | {lifecycle.LATE_RESULT, lifecycle.PROVED}


class Undo(Exception):
    """Takes a walk back."""


@settings(
    max_examples=10, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.explicit, Phase.generate]
)  # fmt: skip
@given(seed=st.integers(0, 2**32), length=st.integers(20, 45))
def test_random_walks_keep_the_promise(seed: int, length: int) -> None:
    calendars()
    try:
        with transaction.atomic():
            walk = Walk(seed, people.actor(people.judge_a()), people.actor(people.clerk_a()))
            for _number in range(length):
                before = ServiceMatter.objects.get(pk=walk.matter.pk).effective_date
                walk.step()
                keeps_the_promise(walk, before)
            raise Undo
    except Undo:
        pass


def keeps_the_promise(walk: Walk, before: date | None) -> None:
    matter = ServiceMatter.objects.get(pk=walk.matter.pk)
    legs = list(matter.legs.all())
    assert walk.by_judge or matter.effective_date == before, "the date moved without the judge"
    one_date_and_the_judges(walk, matter, legs)
    notice_alone(matter, legs)
    periods_run_from_the_date(matter)


def one_date_and_the_judges(walk: Walk, matter: ServiceMatter, legs: list[Leg]) -> None:
    standing = list(matter.confirmations.filter(superseded_at=None))
    confirmed = {leg.pk: leg.confirmed_date for leg in legs if leg.state == lifecycle.CONFIRMED}
    has_date = matter.state in (*lifecycle.WITH_DATE, lifecycle.CHALLENGED)
    assert has_date == (matter.effective_date is not None)
    if not has_date:
        assert (standing, confirmed, matter.confirmed_by) == ([], {}, "")
        return
    assert len(standing) == 1
    assert matter.confirmed_by == walk.judge.key
    assert matter.effective_date == standing[0].date == min(confirmed.values())
    assert confirmed[standing[0].leg_id] == standing[0].date


def notice_alone(matter: ServiceMatter, legs: list[Leg]) -> None:
    notices = [leg for leg in legs if leg.channel == channels.NOTICE and leg.state in NOTICE_GOES_ON]
    assert len(notices) == (1 if matter.state == lifecycle.NOTICE_RUNNING else 0)
    if notices:
        beside = [leg for leg in legs if leg.pk != notices[0].pk and leg.state not in SETTLED]
        assert not beside


def periods_run_from_the_date(matter: ServiceMatter) -> None:
    running = Clock.objects.filter(matter=matter, leg=None, state="running", rule__in=dependent.RULES)
    assert {clock.start_date for clock in running} <= {matter.effective_date}
    assert len({clock.rule for clock in running}) == len(running)


def test_the_walks_reach_every_kind_of_end() -> None:
    """The promise is worth something only if the walks really get there."""
    calendars()
    reached: set[str] = set()
    judge, clerk = people.actor(people.judge_a()), people.actor(people.clerk_a())
    for seed in range(40):
        with transaction.atomic():
            walk = Walk(seed, judge, clerk)
            for _number in range(40):
                walk.step()
                reached.add(ServiceMatter.objects.get(pk=walk.matter.pk).state)
            transaction.set_rollback(True)
        if {lifecycle.SERVED, lifecycle.CHALLENGED, lifecycle.NOTICE_RUNNING, lifecycle.EXHAUSTED} <= reached:
            break
    assert {lifecycle.SERVED, lifecycle.CHALLENGED, lifecycle.NOTICE_RUNNING, lifecycle.EXHAUSTED} <= reached
