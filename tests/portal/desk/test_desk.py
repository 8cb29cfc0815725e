"""The staff's home: queues by due day, each for its roles and its own court; one search, scoped and logged."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from i18n import languages
from portal.audit.models import Event
from portal.calendars.actions import load_seed
from portal.cases import actions as case_actions
from portal.desk import queries
from portal.desk.registry import Queue, QueueRow, queues
from portal.identity.actions.papers import submit_document
from portal.identity.models import IdentityDocument, User
from portal.identity.roles import DESK_ROLES
from portal.notices.models import Notice
from tests.factories import cases, people

pytestmark = pytest.mark.django_db

HKID = "A123456(3)"
SUBMITTED = datetime(2026, 11, 18, 4, 0, tzinfo=cases.NOW.tzinfo)


def a_paper(at: datetime = SUBMITTED) -> IdentityDocument:
    """Chan Ka Man's identity card, waiting before court A."""
    user = people.principal()
    return submit_document(
        actor=people.actor(user), at=at, person=people.person_of(user), kind="hkid", number=HKID,
        court=people.court(people.COURT_A),
    )  # fmt: skip


def a_failed_notice(court: str = people.COURT_A) -> Notice:
    return Notice.objects.create(
        kind="identity.document_verified", recipient_key=f"user:{people.principal().pk}",
        recipient_email="chan.ka.man@example.test", language="zh-hant", context="{}", dedupe=str(uuid4()),
        court_code=court, message_id=str(uuid4()), state=Notice.State.FAILED, attempts=7, last_error="OSError",
        queued_at=cases.NOW, next_attempt_at=cases.NOW, failed_at=cases.NOW,
    )  # fmt: skip


def rows(user: User, code: str) -> list[QueueRow] | None:
    """The rows of one queue as this person sees them; None when the queue is not shown."""
    filled = {found.code: found for found in queries.filled_queues(people.actor(user), cases.TODAY)}
    return filled[code].rows if code in filled else None


@pytest.fixture
def everything_waits() -> None:
    """One of each thing that waits, all before court A."""
    load_seed(at=SUBMITTED)
    a_paper()
    a_failed_notice()
    cases.chan_against_ho()


SHOWN = {
    "identity-checks": {"clerk", "judge", "assistance_desk"},
    "failed-notices": {"clerk", "assistance_desk", "operator"},
    "cases-without-holder": {"clerk", "judge", "assistance_desk"},
    "authorities-to-confirm": {"clerk", "judge", "assistance_desk"},
    "parties-without-address": {"clerk", "assistance_desk"},
    "rectifications": {"clerk", "judge", "assistance_desk"},
    "quarantine": {"clerk", "judge", "assistance_desk"},
}


@pytest.mark.parametrize("code", SHOWN)
def test_a_queue_is_shown_to_its_roles_only(code: str) -> None:
    assert queues[code].roles == SHOWN[code]
    for name in ("clerk_a", "judge_a", "operator", "editor", "auditor", "librarian", "stranger", "principal"):
        user = people.CAST[name]()
        expected = bool(people.actor(user).roles & SHOWN[code])
        assert (rows(user, code) is not None) is expected, name


def test_the_clerk_sees_what_waits_before_the_own_court(everything_waits: None) -> None:
    clerk = people.clerk_a()
    assert [row.due_date for row in rows(clerk, "identity-checks") or []] == [date(2026, 11, 23)]
    assert len(rows(clerk, "failed-notices") or []) == 1
    assert len(rows(clerk, "cases-without-holder") or []) == 1
    assert len(rows(clerk, "parties-without-address") or []) == 2


@pytest.mark.parametrize("user", ["clerk_b", "judge_b"])
def test_staff_of_another_court_see_nothing_of_it(everything_waits: None, user: str) -> None:
    actor = people.actor(people.CAST[user]())
    assert all(not filled.rows for filled in queries.filled_queues(actor, cases.TODAY))
    assert not queries.search(actor, cases.TODAY, "陳嘉敏")
    assert not queries.search(actor, cases.TODAY, HKID)
    assert not queries.search(actor, cases.TODAY, "0391")


def test_a_notice_of_no_court_is_the_operator_s() -> None:
    a_failed_notice(court="")
    assert rows(people.clerk_a(), "failed-notices") == []
    assert len(rows(people.operator(), "failed-notices") or []) == 1


def test_a_case_leaves_the_queue_when_judge_and_clerk_hold_it() -> None:
    case, clerk = cases.chan_against_ho(), people.clerk_a()
    for seat, holder in (("judge", people.judge_a()), ("clerk", clerk)):
        case_actions.assign(
            actor=people.actor(clerk), at=cases.NOW, case_id=case.pk, seat=seat, holder=holder
        )
    assert rows(clerk, "cases-without-holder") == []


def test_a_party_leaves_the_queue_when_the_address_is_confirmed() -> None:
    case = cases.chan_against_ho()
    cases.confirmed_address(case)
    assert [row.note for row in rows(people.clerk_a(), "parties-without-address") or []] == ["何德榮"]


def test_rows_stand_by_due_day_and_those_without_one_come_last(monkeypatch: pytest.MonkeyPatch) -> None:
    days = [None, date(2026, 12, 2), date(2026, 11, 1), date(2026, 11, 25)]
    made = Queue(
        "Made", "Empty", DESK_ROLES, lambda actor, on: [QueueRow(str(day), "/", due_date=day) for day in days]
    )
    monkeypatch.setattr(queries, "queues", {"made": made})
    found = queries.filled_queues(people.actor(people.clerk_a()), cases.TODAY)[0]
    assert [row.due_date for row in found.rows] == [
        date(2026, 11, 1),
        date(2026, 11, 25),
        date(2026, 12, 2),
        None,
    ]
    assert (found.total, found.overdue) == (4, 1)


def test_the_desk_costs_the_same_queries_however_much_waits(django_assert_max_num_queries: Any) -> None:
    clerk = people.clerk_a()
    for n in range(6):
        case = cases.a_case(f"（2026）粤0391民初{2000 + n}号")
        cases.a_party(case)
        a_failed_notice()
        a_paper(SUBMITTED + timedelta(minutes=n)) if n == 0 else None
    actor = people.actor(clerk)
    with django_assert_max_num_queries(54):
        filled = queries.filled_queues(actor, cases.TODAY)
    assert sum(found.total for found in filled) >= 18


def test_search_finds_cases_people_and_whole_numbers(everything_waits: None) -> None:
    actor = people.actor(people.clerk_a())
    reference = cases.chan_against_ho().reference

    def found(text: str) -> set[str]:
        with translation.override("en"):
            return {str(label) for label, _finds in queries.search(actor, cases.TODAY, text)}

    assert found(reference) == found("0391") == {"Cases"}
    assert found("陳嘉敏") == {"Cases", "People"}
    assert found(HKID) == found("a123456 (3)") == {"Papers with exactly this number"}
    assert found("A12345") == found("A") == set()


def test_each_search_is_logged_without_its_words(client: Client) -> None:
    people.sign_in(client, people.clerk_a())
    assert client.get(reverse("desk_search"), {"q": "陳嘉敏"}).status_code == 200
    event = Event.objects.filter(act="desk.searched").get()
    assert event.subject_kind == "desk.Search"
    assert "陳嘉敏" not in bytes(event.body).decode()


@pytest.mark.parametrize("user", ["principal", "lawyer", "stranger", "mediator"])
def test_who_has_no_desk_finds_no_desk(client: Client, user: str) -> None:
    people.sign_in(client, people.CAST[user]())
    notice = a_failed_notice()
    for address in (reverse("desk_search"), reverse("desk_notice", args=[notice.pk])):
        assert client.get(address).status_code in {302, 404}
    assert not Event.objects.filter(act="desk.searched").exists()


@pytest.mark.parametrize("code", languages.CODES)
def test_the_home_opens_in_each_language(client: Client, code: str, everything_waits: None) -> None:
    clerk = people.clerk_a()
    User.objects.filter(pk=clerk.pk).update(language=code)
    people.sign_in(client, clerk)
    client.cookies["portal_language"] = code
    answer = client.get(reverse("wagtailadmin_home"), headers={"accept-language": code})
    assert answer.status_code == 200
    page = answer.content.decode()
    assert 'id="queue-identity-checks"' in page
    title = " ".join(page.partition("<title>")[2].partition("</title>")[0].split())
    with translation.override(code):
        assert (
            title.endswith(f" - {translation.gettext('Cross-border dispute portal')}")
            and "Wagtail" not in title
        )


def test_a_failed_notice_is_settled_with_the_means_by_which_the_person_was_told(client: Client) -> None:
    people.sign_in(client, people.clerk_a())
    notice = a_failed_notice()
    address = reverse("desk_notice", args=[notice.pk])
    assert client.post(address, {"act": "settle", "reason": " "}).status_code == 200
    assert not Event.objects.filter(act="notices.settled").exists()
    assert client.post(address, {"act": "settle", "reason": "By telephone today."}).status_code == 302
    assert Event.objects.filter(act="notices.settled").count() == 1
    assert client.get(address).status_code == 404


def test_another_court_s_failed_notice_does_not_exist(client: Client) -> None:
    people.sign_in(client, people.clerk_b())
    notice = a_failed_notice()
    address = reverse("desk_notice", args=[notice.pk])
    assert client.get(address).status_code == 404
    assert client.post(address, {"act": "retry"}).status_code == 404
    notice.refresh_from_db()
    assert notice.state == Notice.State.FAILED
