"""The desk's list, figures, registers and reminders: what is due at whom, with denominators, for the right people."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from portal.desk.queries import filled_queues, search
from service_of_process.models import (
    Challenge,
    Clock,
    HandOver,
    Leg,
    MatterEvent,
    ServiceMatter,
    SupplementRound,
)
from service_of_process.queries import backlog, charts, desk, transfers
from service_of_process.rules import channels, lifecycle
from tests.factories import people, service

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 20)
AT = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


def clock(matter: ServiceMatter, due: date, leg: Leg | None = None, **entries: Any) -> Clock:
    return Clock.objects.create(**{
        "matter": matter, "leg": leg, "court": matter.court, "rule": "hk-arrangement-1999-art4", "kind": "mandatory",
        "holder": "requested", "start_date": due - timedelta(days=60), "nominal_date": due, "due_date": due,
        "alarm_date": due, "calendar": "mainland", "started_at": service.NOW, **entries,
    })  # fmt: skip


def clerk() -> Any:
    return people.actor(people.clerk_a())


def abroad(due: date, **entries: Any) -> Leg:
    leg = service.a_leg(service.a_matter(), state=lifecycle.RECEIVED, **entries)
    clock(leg.matter, due, leg)
    return leg


def found(**asked: str) -> list[str]:
    return [matter.reference for matter in desk.found(clerk(), TODAY, desk.Ask(**asked))]


def test_the_list_is_narrowed_by_state_channel_place_due_and_holder() -> None:
    late = abroad(TODAY - timedelta(days=3)).matter
    soon = abroad(TODAY + timedelta(days=10)).matter
    macao = service.a_matter(region="MO")
    posted = service.a_leg(macao, channels.MAIL, lifecycle.POSTED)
    draft = service.a_matter(lifecycle.DRAFT)
    assert found(due="overdue") == [late.reference]
    assert found(due="7") == []
    assert found(due="14") == [soon.reference]
    assert found(region="MO") == [macao.reference]
    assert found(channel="mail") == [posted.matter.reference]
    assert found(holder="post_office") == [macao.reference]
    assert found(holder="requested") == sorted([late.reference, soon.reference])
    assert found(holder="clerk") == [draft.reference]
    assert found(state="draft") == [draft.reference]


def test_the_nearest_last_day_comes_first_when_asked() -> None:
    later, sooner = abroad(TODAY + timedelta(days=20)).matter, abroad(TODAY + timedelta(days=2)).matter
    without = service.a_matter()
    assert found(sort="due") == [sooner.reference, later.reference, without.reference]


def test_a_matter_is_found_by_number_case_and_addressee() -> None:
    matter = abroad(TODAY).matter
    assert found(q=matter.reference[-9:]) == [matter.reference]
    assert found(q="何德榮") == [matter.reference]
    assert found(q="HO Tak") == [matter.reference]
    assert matter.case is not None
    assert found(q=matter.case.reference) == [matter.reference]
    assert found(q="somebody else") == []


def test_an_extended_period_is_due_on_its_new_day() -> None:
    leg = abroad(TODAY - timedelta(days=3))
    Clock.objects.filter(leg=leg).update(extended_to=TODAY + timedelta(days=5))
    assert found(due="overdue") == []
    assert found(due="7") == [leg.matter.reference]


def test_the_list_counts_matters_not_periods() -> None:
    leg = abroad(TODAY - timedelta(days=1))
    clock(leg.matter, TODAY - timedelta(days=2), leg, rule="hkmo-service-2009-art6")
    abroad(TODAY + timedelta(days=10))
    counts = desk.counts(clerk(), TODAY)
    assert counts.overdue == 1
    assert counts.due == [(7, 0), (14, 1), (30, 1)]


def test_the_page_of_the_list_costs_the_same_queries_for_more_matters(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    for _number in range(4):
        abroad(timezone.localdate() + timedelta(days=3))
    people.sign_in(client, people.clerk_a())
    client.get(reverse("service_desk:index"))
    with django_assert_max_num_queries(30) as few:
        client.get(reverse("service_desk:index"))
    for _number in range(6):
        abroad(timezone.localdate() + timedelta(days=3))
    with django_assert_max_num_queries(len(few.captured_queries)):
        assert client.get(reverse("service_desk:index")).status_code == 200


def test_the_backlog_counts_by_state_and_age() -> None:
    service.a_matter()
    service.a_matter(state_since_at=AT - timedelta(days=100))
    service.a_matter(lifecycle.SERVED)
    (line,) = backlog.backlog(clerk(), AT).states
    assert (line.state, line.ages, line.total) == ("active", (1, 0, 1, 0), 2)


def test_the_overdue_periods_stand_at_their_holder() -> None:
    leg = abroad(TODAY - timedelta(days=3))
    clock(leg.matter, TODAY + timedelta(days=6), leg, rule="hkmo-service-2009-art13", holder="upper")
    lines = {line.holder: line for line in backlog.backlog(clerk(), AT).holders}
    assert lines["the requested court"].overdue == 1
    assert lines["the High People's Court"].due == (1, 1, 1)


@pytest.mark.parametrize(
    ("hearing", "last", "buffer_days", "expected"),
    [
        (date(2026, 11, 1), None, None, ("past",)),
        (date(2026, 12, 1), date(2026, 12, 20), None, ("period",)),
        (date(2026, 12, 30), date(2026, 12, 20), None, ()),
        (date(2026, 12, 30), date(2026, 12, 20), 60, ("buffer",)),
        (date(2026, 12, 1), date(2026, 12, 1), 60, ("period", "buffer")),
    ],
)
def test_a_hearing_is_at_risk_by_its_periods_and_by_the_courts_own_buffer(
    hearing: date, last: date | None, buffer_days: int | None, expected: tuple[str, ...]
) -> None:
    assert backlog.risks(hearing, TODAY, last, buffer_days) == expected


def test_hearings_at_risk_are_listed_for_open_matters_alone() -> None:
    leg = abroad(TODAY + timedelta(days=30))
    ServiceMatter.objects.filter(pk=leg.matter_id).update(hearing_at=AT + timedelta(days=10))
    service.a_matter(lifecycle.SERVED, hearing_at=AT + timedelta(days=10))
    (hearing,) = backlog.backlog(clerk(), AT).hearings
    assert hearing.matter.pk == leg.matter_id
    assert (hearing.days, hearing.reasons) == (10, ("period",))


def test_shares_of_quality_have_their_denominators() -> None:
    returned = abroad(TODAY)
    abroad(TODAY)
    service.a_leg(service.a_matter())  # never handed on: in no denominator
    MatterEvent.objects.create(
        matter=returned.matter, leg=returned, act=lifecycle.S + "leg_returned_for_correction", on_date=TODAY,
        recorded_at=AT, actor_key="user:x", matter_state="active",
    )  # fmt: skip
    SupplementRound.objects.create(leg=returned, number=1, asked_date=TODAY, asked_for="copy")
    SupplementRound.objects.create(leg=returned, number=2, asked_date=TODAY, asked_for="copy")
    served = service.a_matter(lifecycle.SERVED)
    service.a_matter(lifecycle.SERVED_BY_NOTICE)
    Challenge.objects.create(matter=served, grounds="wrong house", filed_at=AT, filed_by="user:x")
    figures = backlog.backlog(clerk(), AT)
    assert (figures.defects.part, figures.defects.whole) == (1, 2)
    assert (figures.supplements.part, figures.supplements.whole, figures.supplement_rounds) == (1, 2, 2)
    assert (figures.notices.part, figures.notices.whole, figures.notices.percent) == (1, 2, 50)
    assert figures.challenges == {"filed": 1}


def test_success_leaves_open_and_withdrawn_legs_out_and_shows_its_denominator() -> None:
    for state in (
        lifecycle.CONFIRMED,
        lifecycle.FAILED,
        lifecycle.LAPSED,
        lifecycle.POSTED,
        lifecycle.WITHDRAWN,
    ):
        service.a_leg(
            service.a_matter(), channels.MAIL, state, end_reason="absent" if state == "failed" else ""
        )
    legs = charts.legs_of(clerk(), TODAY)
    (line,) = charts.outcomes(legs)
    assert (line.share.part, line.share.whole, line.open, line.withdrawn) == (1, 3, 1, 1)
    assert line.share.percent == 33
    reasons = {str(row.reason): (row.share.part, row.share.whole) for row in charts.reasons(legs)}
    assert reasons == {"Absent": (1, 2), "Other reason": (1, 2)}


def test_hops_tell_median_and_ninth_decile() -> None:
    for days in (10, 20, 90):
        service.a_leg(
            service.a_matter(), state=lifecycle.RECEIVED, dispatched_date=date(2026, 6, 1),
            transferred_date=date(2026, 5, 30), received_date=date(2026, 6, 1) + timedelta(days=days),
        )  # fmt: skip
    lines = {(line.start, line.end): line for line in charts.hops(charts.legs_of(clerk(), TODAY))}
    there = lines["dispatched_date", "received_date"]
    assert (there.count, there.half, there.most) == (3, 20, 90)
    assert lines["transferred_date", "dispatched_date"].half == 2


@pytest.mark.parametrize("name", ["index", "figures", "transfers", "transfers_csv"])
@pytest.mark.parametrize(
    ("who", "status"),
    [("clerk_a", 200), ("judge_a", 200), ("assistance_desk", 200), ("librarian", 404), ("operator", 404)],
)  # fmt: skip
def test_the_pages_are_for_courts(client: Client, name: str, who: str, status: int) -> None:
    leg = abroad(TODAY - timedelta(days=3))
    ServiceMatter.objects.filter(pk=leg.matter_id).update(hearing_at=timezone.now() - timedelta(days=1))
    people.sign_in(client, people.CAST[who]())
    assert client.get(reverse(f"service_desk:{name}")).status_code == status


def test_another_court_sees_none_of_it_in_list_figures_or_register(client: Client) -> None:
    leg = abroad(TODAY - timedelta(days=3))
    people.sign_in(client, people.clerk_b())
    for name in ("index", "figures", "transfers"):
        assert leg.matter.reference[:-2] not in client.get(reverse(f"service_desk:{name}")).content.decode()
    assert backlog.backlog(people.actor(people.clerk_b()), AT).holders == []


def test_the_register_of_transfers_tells_days_numbers_and_documents() -> None:
    leg = service.a_leg(service.a_matter(), state=lifecycle.DISPATCHED, upper_number="(2026)粤认台送1号")
    clock(leg.matter, date(2026, 9, 3), leg, rule=transfers.TRANSFER_RULE, state="met", holder="upper")
    HandOver.objects.create(
        leg=leg, number=1, giver="desk", taker="upper", on_date=date(2026, 9, 1), digests={"a": "1", "b": "2"},
        recorded_at=AT, recorded_by="user:x",
    )  # fmt: skip
    service.a_leg(service.a_matter())  # never went up
    actor = people.actor(people.assistance_desk())
    (line,) = transfers.lines(transfers.transfers(actor, TODAY))
    assert (line.days, line.documents, line.is_late) == (3, 2, True)
    assert transfers.transfers(actor, TODAY, start=date(2026, 9, 2)).count() == 0
    rows = list(csv.reader(io.StringIO("".join(transfers.as_csv([line])).lstrip("\ufeff"))))
    assert rows[0][0] == "No." and len(rows[0]) == len(rows[1])
    assert "(2026)粤认台送1号" in rows[1]


def test_a_cell_never_becomes_a_formula() -> None:
    assert transfers.csv_line(["=1+1", "＝1", "plain", ""]) == "'=1+1,'＝1,plain,\r\n"


def test_a_register_from_a_later_day_to_an_earlier_one_is_refused(client: Client) -> None:
    people.sign_in(client, people.assistance_desk())
    shown = client.get(reverse("service_desk:transfers"), {"start": "2026-10-01", "end": "2026-09-01"})
    assert 'class="errorlist"' in shown.content.decode()


def test_reminders_go_to_the_legs_that_are_ticked(client: Client) -> None:
    today = timezone.localdate()
    late, soon, far = (abroad(today + timedelta(days=days)) for days in (-5, 5, 50))
    people.sign_in(client, service.own_desk())
    shown = client.get(reverse("service_desk:reminders")).content.decode()
    assert late.reference in shown and soon.reference in shown and far.reference not in shown
    assert (
        f'value="{late.pk}" id="leg-1" checked' in shown
        and f'value="{soon.pk}" id="leg-2" checked' not in shown
    )
    client.post(reverse("service_desk:reminders"), {"leg_ids": [str(late.pk)], "means": "post"})
    sent = MatterEvent.objects.filter(act=lifecycle.S + "reminder_sent")
    assert [event.leg_id for event in sent] == [late.pk]


def test_a_second_reminder_on_one_day_is_named_at_its_line(client: Client) -> None:
    late = abroad(timezone.localdate() - timedelta(days=5))
    people.sign_in(client, service.own_desk())
    for _time in range(2):
        answer = client.post(reverse("service_desk:reminders"), {"leg_ids": [str(late.pk)]})
    assert answer.status_code == 200 and 'class="error-message"' in answer.content.decode()
    assert MatterEvent.objects.filter(act=lifecycle.S + "reminder_sent").count() == 1


@pytest.mark.parametrize("who", ["clerk_b", "judge_a", "librarian"])
def test_reminders_are_the_assistance_desks(client: Client, who: str) -> None:
    people.sign_in(client, people.CAST[who]())
    assert client.get(reverse("service_desk:reminders")).status_code == 404


def test_the_queues_of_the_desk_hold_what_waits() -> None:
    late = abroad(TODAY - timedelta(days=3))
    back = service.a_leg(service.a_matter(), state=lifecycle.CORRECTION)
    checked = service.a_leg(service.a_matter(), state=lifecycle.COURT_REVIEW)
    above = service.a_leg(service.a_matter(), state=lifecycle.AT_UPPER)

    def titles(user: Any) -> dict[str, str]:
        rows = filled_queues(people.actor(user), TODAY)
        return {one.code: " ".join(row.title for row in one.rows) for one in rows}

    mine = titles(people.clerk_a())
    assert back.reference in mine["service_again"] and late.reference in mine["service_overdue"]
    assert "service_review" not in mine
    assert checked.reference in titles(service.own_desk())["service_review"]
    assert above.reference in titles(people.assistance_desk())["service_upper"]
    assert not any(titles(people.clerk_b()).get(code) for code in ("service_again", "service_overdue"))


def test_the_staff_search_finds_matters_of_my_court_alone() -> None:
    matter = service.a_matter()
    groups = dict(search(clerk(), TODAY, matter.reference))
    assert [one.title for finds in groups.values() for one in finds if one.title == matter.reference]
    assert not search(people.actor(people.clerk_b()), TODAY, matter.reference)
