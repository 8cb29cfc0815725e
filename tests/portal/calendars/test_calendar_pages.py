"""The public calculator and the staff pages, in four languages."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from i18n import languages
from portal.audit.actors import Actor
from portal.audit.models import Event
from portal.calendars.actions import load_seed, open_edition
from portal.calendars.models import CalendarDay, CalendarYear
from tests.factories import people

AT = datetime(2026, 11, 2, tzinfo=UTC)
COLLEAGUE = Actor(key="user:1")
pytestmark = pytest.mark.django_db
CHINESE_TEXT = re.compile(r">[^<]*[\u4e00-\u9fff][^<]*<")


@pytest.fixture
def calendars() -> None:
    load_seed(at=datetime(2026, 11, 1, tzinfo=UTC))


@pytest.fixture
def colleague() -> Client:
    keeper = people.account("second-keeper", is_staff=True, is_superuser=True)
    return people.sign_in(Client(), keeper)


@pytest.fixture
def staff(client: Client) -> Client:
    clerk = people.account("calendar-clerk", is_staff=True, is_superuser=True)
    return people.sign_in(client, clerk)


@pytest.mark.parametrize("code", languages.CODES)
def test_a_visitor_computes_a_last_day_in_every_language(client: Client, calendars: None, code: str) -> None:
    page = client.get(f"/{code}/time-limits/", {"rule": "hkmo-service-2009-art6", "start": "2025-11-17"})
    text = page.content.decode()
    assert page.status_code == 200
    assert 'datetime="2026-02-24"' in text
    if not languages.is_chinese(code):
        main = text[text.index("<main") : text.index("</main>")]
        assert not CHINESE_TEXT.search(main)


def test_the_empty_page_asks_and_accuses_nobody(client: Client) -> None:
    page = client.get("/en/time-limits/")
    assert page.status_code == 200
    assert b'role="alert"' not in page.content


@pytest.mark.parametrize(
    "asked",
    [
        {"rule": "no-such-rule", "start": "2026-01-01"},
        {"rule": "cpl-2023-art285-answer", "start": "1.1.2026"},
        {"rule": "cpl-2023-art285-answer", "start": "1900-01-01"},
        {"rule": "cpl-2023-art285-answer", "start": "2026-01-01", "exclude_from": "2026-01-02"},
        {"rule": "cpl-2023-art285-answer", "start": "2026-01-01", "exclude_to": "2026-01-02"},
        {
            "rule": "cpl-2023-art285-answer", "start": "2026-01-01", "exclude_from": "2026-01-09",
            "exclude_to": "2026-01-02",
        },
        {"rule": "cpl-2023-art285-answer", "start": "2026-01-01", "extended_to": "2026-01-02"},
    ],
)  # fmt: skip
def test_a_wrong_question_is_answered_with_the_reason_and_keeps_what_was_typed(
    client: Client, calendars: None, asked: dict[str, str]
) -> None:
    page = client.get("/pt/time-limits/", asked)
    assert page.status_code == 400
    assert b"error-summary" in page.content
    assert asked["start"].encode() in page.content


def test_days_left_out_are_taken_into_account(client: Client, calendars: None) -> None:
    asked = {
        "rule": "online-mediation-2021-art24-prefiling", "start": "2026-03-01", "exclude_from": "2026-03-10",
        "exclude_to": "2026-03-19",
    }  # fmt: skip
    assert b'datetime="2026-04-10"' in client.get("/en/time-limits/", asked).content


def test_a_provisional_result_says_so(client: Client, calendars: None) -> None:
    page = client.get("/en/time-limits/", {"rule": "cpl-2023-art285-answer", "start": "2026-12-20"})
    assert b"There is no official list of holidays for 2027" in page.content


def test_without_calendars_the_page_says_so_and_promises_nothing(client: Client) -> None:
    page = client.get("/en/time-limits/", {"rule": "cpl-2023-art285-answer", "start": "2026-12-20"})
    assert page.status_code == 503


def test_one_keeper_opens_an_edition_and_another_publishes_it(
    staff: Client, colleague: Client, calendars: None
) -> None:
    asked = {"calendar": "mainland", "year": "2027", "reason": "list issued"}
    answer = staff.post(reverse("calendar_years:add"), asked)
    edition = CalendarYear.objects.get(calendar_id="mainland", year=2027, version=2)
    assert answer.status_code == 302
    assert edition.opened_by.startswith("user:")
    assert staff.get(reverse("calendar_years:edit", args=(edition.pk,))).status_code == 200
    again = staff.post(reverse("calendar_years:add"), asked)
    assert again.status_code == 200
    assert CalendarYear.objects.filter(year=2027, calendar_id="mainland").count() == 2
    publish = reverse("calendar_years:publish", args=(edition.pk,))
    page = staff.get(publish)
    assert page.status_code == 200
    refused = staff.post(publish, follow=True)
    edition.refresh_from_db()
    assert not edition.is_published
    assert len(refused.context["messages"]) == 1
    assert colleague.post(publish).status_code == 302
    edition.refresh_from_db()
    assert edition.is_published
    assert edition.published_by != edition.opened_by


def test_the_publishing_page_says_who_may_publish(staff: Client, calendars: None) -> None:
    edition = open_edition(code="mainland", year=2027, reason="list issued", actor=COLLEAGUE, at=AT)
    page = staff.get(reverse("calendar_years:publish", args=(edition.pk,)))
    assert "版本須由既未開立亦未更改該版本的日曆管理人員發布" in page.content.decode()


def _form_of(edition: CalendarYear) -> dict[str, str]:
    form = {"official": "on", "address": edition.address, "confirmed_date": "", "reason": "list issued"}
    form |= {f"source_{code.replace('-', '_')}": "source" for code in languages.CODES}
    days = list(edition.days.all())
    form |= {"days-TOTAL_FORMS": str(len(days) + 1), "days-INITIAL_FORMS": str(len(days))}
    form |= {"days-MIN_NUM_FORMS": "0", "days-MAX_NUM_FORMS": "1000"}
    for number, day in enumerate([*days, None]):
        row = {"id": str(day.pk) if day else "", "ORDER": str(number + 1), "DELETE": "", "note": ""}
        row |= {"date": day.date.isoformat() if day else "2027-02-20", "kind": day.kind if day else "make_up"}
        row |= {f"name_{code.replace('-', '_')}": "name" for code in languages.CODES}
        form |= {f"days-{number}-{key}": value for key, value in row.items()}
    return form


def test_staff_add_a_make_up_day_to_an_open_edition(staff: Client, calendars: None) -> None:
    edition = open_edition(code="mainland", year=2027, reason="list issued", actor=COLLEAGUE, at=AT)
    answer = staff.post(reverse("calendar_years:edit", args=(edition.pk,)), _form_of(edition))
    assert answer.status_code == 302
    assert edition.days.filter(kind=CalendarDay.DayKind.MAKE_UP).count() == 1
    edition.refresh_from_db()
    assert edition.official is True
    acts = set(Event.objects.filter(subject_key=str(edition.pk)).values_list("act", flat=True))
    assert acts == {
        "calendars.edition_opened", "calendars.edition_amended", "calendars.day_entered",
        "calendars.day_reworded",
    }  # fmt: skip


def test_a_published_edition_is_shown_and_never_edited_or_deleted(staff: Client, calendars: None) -> None:
    edition = CalendarYear.objects.get(calendar_id="mainland", year=2026)
    form = _form_of(edition)
    answer = staff.post(reverse("calendar_years:edit", args=(edition.pk,)), form)
    assert answer["Location"] == reverse("calendar_years:inspect", args=(edition.pk,))
    assert edition.days.filter(date="2027-02-20").count() == 0
    assert staff.post(reverse("calendar_years:publish", args=(edition.pk,))).status_code == 302
    assert staff.get(f"/staff/calendars/delete/{edition.pk}/", follow=True).status_code == 404
    with pytest.raises(ValidationError):
        edition.delete()


def test_a_contradiction_is_told_when_publishing(staff: Client, calendars: None) -> None:
    edition = open_edition(code="mainland", year=2026, reason="correction", actor=COLLEAGUE, at=AT)
    CalendarDay.objects.create(edition=edition, date="2026-10-01", kind="make_up", name_en="x")
    answer = staff.post(reverse("calendar_years:publish", args=(edition.pk,)), follow=True)
    assert "2026-10-01" in answer.content.decode()
    edition.refresh_from_db()
    assert not edition.is_published


@pytest.mark.parametrize("code", languages.CODES)
def test_every_staff_page_opens_in_every_language(staff: Client, calendars: None, code: str) -> None:
    from wagtail.users.models import UserProfile

    user = get_user_model().objects.get()
    UserProfile.objects.update_or_create(user=user, defaults={"preferred_language": code})
    published = CalendarYear.objects.get(calendar_id="mainland", year=2026)
    draft = open_edition(code="mainland", year=2027, reason="list issued", actor=COLLEAGUE, at=AT)
    for name, arguments in (
        ("index", ()), ("add", ()), ("inspect", (published.pk,)), ("edit", (draft.pk,)),
        ("inspect", (draft.pk,)), ("publish", (draft.pk,)), ("history", (published.pk,)),
        ("usage", (published.pk,)),
    ):  # fmt: skip
        assert staff.get(reverse(f"calendar_years:{name}", args=arguments)).status_code == 200, name


def test_a_stranger_does_not_reach_the_staff_pages(client: Client, calendars: None) -> None:
    edition = CalendarYear.objects.get(calendar_id="mainland", year=2026)
    for name in ("edit", "publish", "inspect"):
        assert client.get(reverse(f"calendar_years:{name}", args=(edition.pk,))).status_code in {302, 404}
