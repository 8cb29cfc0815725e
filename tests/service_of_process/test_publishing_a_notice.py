"""Public notice: two newspapers, running from the later, for the term that the judge chose (2009 Provisions, art. 9)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from portal.identity.permissions import PermissionRefused
from service_of_process.actions.publishing import record_publication
from service_of_process.models import Clock, Leg, MatterEvent
from service_of_process.rules import channels, lifecycle
from tests.factories import people, service
from tests.factories import service_channels as acts

pytestmark = pytest.mark.django_db
ORDERED_AT = acts.on(date(2026, 10, 1))


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    acts.ready()
    with translation.override("en"):
        yield


def a_notice(basis: str = "hkmo-service-2009-art9") -> Leg:
    matter = service.a_matter(lifecycle.NOTICE_RUNNING, notice_basis=basis)
    return service.a_leg(
        matter, channels.NOTICE, lifecycle.APPROVED, legal_basis="hkmo-service-2009-art9", opened_at=ORDERED_AT,
        dispatched_date=None, means="",
    )  # fmt: skip


def published(leg: Leg, place: str, day: date, **entries: Any) -> Leg:
    return record_publication(
        actor=acts.clerk(), at=acts.NOW, leg_id=leg.pk, place=place, published_date=day,
        **{"paper": "人民法院报 第5版", "upload": acts.scan("page"), **entries},
    )  # fmt: skip


def test_one_publication_starts_nothing() -> None:
    leg = published(a_notice(), "mainland", date(2026, 10, 8))
    assert leg.state == lifecycle.APPROVED and not Clock.objects.exists()


@pytest.mark.parametrize(("first", "second"), [("mainland", "local"), ("local", "mainland")])
def test_the_term_runs_from_the_later_whichever_was_entered_first(first: str, second: str) -> None:
    leg = a_notice()
    published(leg, first, date(2026, 10, 20))
    leg = published(leg, second, date(2026, 10, 8))
    clock = Clock.objects.get(leg=leg)
    assert leg.state == lifecycle.RUNNING
    assert (clock.rule, clock.start_date, clock.nominal_date) == (
        "hkmo-service-2009-art9", date(2026, 10, 20), date(2027, 1, 20)
    )  # fmt: skip
    acts_done = MatterEvent.objects.filter(leg=leg).values_list("act", flat=True)
    assert list(acts_done)[-1] == "service_of_process.notice_began"


def test_sixty_days_run_where_the_judge_chose_them() -> None:
    leg = a_notice("cpl-2023-art283-notice")
    published(leg, "mainland", date(2026, 10, 8))
    leg = published(leg, "local", date(2026, 10, 9))
    clock = Clock.objects.get(leg=leg)
    assert (clock.rule, clock.nominal_date) == ("cpl-2023-art283-notice", date(2026, 12, 8))


def test_a_place_is_recorded_once() -> None:
    leg = published(a_notice(), "local", date(2026, 10, 8))
    with pytest.raises(ValidationError, match="recorded already"):
        published(leg, "local", date(2026, 10, 9))


def test_a_publication_wants_newspaper_page_and_a_possible_day() -> None:
    for entries, field in (
        ({"paper": " "}, "paper"), ({"upload": None}, "upload"), ({"place": "elsewhere"}, "place"),
        ({"day": date(2026, 9, 30)}, "published_date"), ({"day": date(2026, 11, 21)}, "published_date"),
    ):  # fmt: skip
        leg = a_notice()
        given = {"place": "local", "day": date(2026, 10, 8), **entries}
        with pytest.raises(ValidationError) as refusal:
            published(leg, given.pop("place"), given.pop("day"), **given)
        assert field in refusal.value.message_dict
        assert acts.fresh(leg).local_date is None


def test_only_the_forum_court_records_a_publication() -> None:
    leg = a_notice()
    for user in (people.clerk_b(), people.judge_a(), people.stranger()):
        with pytest.raises(PermissionRefused):
            record_publication(
                actor=people.actor(user), at=acts.NOW, leg_id=leg.pk, place="local", paper="x",
                published_date=date(2026, 10, 8), upload=acts.scan(),
            )  # fmt: skip
