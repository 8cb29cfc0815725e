"""Those outside the court follow a matter: what they see, and what nobody else sees."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from portal.identity.permissions import PermissionRefused
from service_of_process.actions import codes, submissions
from service_of_process.actions.steps import S, record
from service_of_process.models import MatterEvent
from service_of_process.rules import channels, lifecycle
from tests.factories import people, service

pytestmark = pytest.mark.django_db
SECRETS = ("何德榮", "何德荣", "HO Tak Wing", "虛構街", "A123456", "陳嘉敏", "chan@example.test")
NOW = service.NOW


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def matter():
    row = service.a_matter()
    leg = service.a_leg(row, channels.ENTRUSTED_HK, lifecycle.DISPATCHED)
    clerk = people.actor(people.clerk_a())
    for act in ("leg_opened", "leg_dispatched"):
        record(S + act, actor=clerk, at=NOW, matter=row, leg=leg, on=date(2026, 9, 4))
    return row


@pytest.fixture
def code(matter) -> str:
    return codes.issue_code(actor=people.actor(people.clerk_a()), at=NOW, matter_id=matter.pk, label="He")[1]


def test_both_sides_follow_and_read_no_name_and_no_address(client, matter) -> None:
    for user in (people.principal(), people.opponent()):
        people.sign_in(client, user)
        page = client.get(f"/en/service/{matter.reference}/")
        text = page.content.decode()
        assert page.status_code == 200 and "The documents were sent across the border." in text
        assert not [
            secret for secret in SECRETS if secret in text.replace("陳嘉敏", "", text.count("陳嘉敏"))
        ]
        assert "虛構街" not in text and "A123456" not in text


@pytest.mark.parametrize("who", ["stranger", "clerk_b", "mediator"])
def test_strangers_find_no_matter(client, matter, who) -> None:
    people.sign_in(client, getattr(people, who)())
    for path in ("", "fact/", "address/", "objection/"):
        assert client.get(f"/en/service/{matter.reference}/{path}").status_code == 404
    assert matter.reference not in client.get("/en/service/").content.decode()


def test_number_and_code_show_milestones_and_nobody(client, matter, code) -> None:
    page = client.post(
        "/en/service/track/", {"number": matter.reference, "code": code.lower().replace("-", " ")}
    )
    text = page.content.decode()
    assert (
        "The request is on its way to the court of Hong Kong" in text
        and "The documents were sent across the border." in text
    )
    assert not [secret for secret in SECRETS if secret in text]
    assert page["X-Robots-Tag"].startswith("noindex")


def test_unknown_number_and_wrong_code_get_the_same_answer(client, matter, code) -> None:
    other = service.a_matter()
    tried = [
        (matter.reference, "AAAA-AAAA-AAAA-AAAA"),
        (other.reference, code),
        ("SD-2026-QH-HK-O-99999-1", code),
    ]
    sentence = "No matter is known under this number and this code."
    for number, wrong in tried:
        assert (
            sentence in client.post("/en/service/track/", {"number": number, "code": wrong}).content.decode()
        )
        answer = client.get(f"/api/v1/service/{number}", HTTP_X_ACCESS_CODE=wrong)
        assert answer.status_code == 404


def test_the_code_never_stands_in_an_address_of_the_page(client, matter, code) -> None:
    answer = client.get(f"/en/service/track/?number={matter.reference}&code={code}", follow=True)
    assert answer.redirect_chain == [("/en/service/track/", 302)] and code not in answer.content.decode()


def test_the_api_answers_number_and_code_in_the_header_or_the_query(client, matter, code) -> None:
    by_header = client.get(f"/api/v1/service/{matter.reference}", HTTP_X_ACCESS_CODE=code)
    by_query = client.get(f"/api/v1/service/{matter.reference}?code={code}")
    assert by_header.json() == by_query.json()
    body = by_header.json()
    assert body["state"] == "active" and body["date_of_service"] is None
    assert [one["event"] for one in body["milestones"]] == ["leg_dispatched", "leg_opened"]
    assert not [secret for secret in SECRETS if secret in json.dumps(body, ensure_ascii=False)]
    assert by_header["Cache-Control"] == "no-store"


def test_a_revoked_code_opens_nothing(client, matter, code) -> None:
    row = matter.access_codes.get()
    codes.revoke_code(actor=people.actor(people.clerk_a()), at=NOW, matter_id=matter.pk, code_id=row.pk)
    assert client.get(f"/api/v1/service/{matter.reference}", HTTP_X_ACCESS_CODE=code).status_code == 404


def test_a_page_of_500_events_costs_no_more_queries(client, matter, django_assert_max_num_queries) -> None:
    rows = [
        MatterEvent(matter=matter, act=S + "attempt_recorded", on_date=date(2026, 9, 4), recorded_at=NOW,
                    actor_key="system:test", matter_state=matter.state)
        for _each in range(500)
    ]  # fmt: skip
    MatterEvent.objects.bulk_create(rows)
    people.sign_in(client, people.opponent())
    with django_assert_max_num_queries(45):
        assert (
            client.get(f"/en/service/{matter.reference}/").content.decode().count("Delivery was attempted.")
            == 500
        )


def test_a_side_names_an_address_that_no_side_reads(client, matter) -> None:
    people.sign_in(client, people.principal())
    page = client.post(
        f"/en/service/{matter.reference}/address/",
        {"kind": "residence", "place": "HK", "text": "香港灣仔密街9號"},
    )
    assert page.status_code == 302
    assert matter.addresses.get(number=2).source == "claim"
    assert "密街" not in client.get(f"/en/service/{matter.reference}/").content.decode()


def test_the_addressee_herself_provides_an_address(matter) -> None:
    row = submissions.supply_address(
        actor=people.actor(people.opponent()),
        at=NOW,
        matter_id=matter.pk,
        kind="email",
        text="ho@example.test",
        place="HK",
    )
    assert row.source == "provided"


def test_a_fact_brought_in_waits_for_the_judge_and_dates_nothing(matter) -> None:
    fact = submissions.submit_fact(
        actor=people.actor(people.principal()), at=NOW, matter_id=matter.pk, kind="mention",
        fact_date=date(2026, 10, 1), description="He answered the claim.",
    )  # fmt: skip
    matter.refresh_from_db()
    assert fact.is_found is None and matter.effective_date is None


def test_a_fact_of_tomorrow_is_refused_at_its_field(matter) -> None:
    with pytest.raises(ValidationError) as refused:
        submissions.submit_fact(
            actor=people.actor(people.principal()), at=NOW, matter_id=matter.pk, kind="mention",
            fact_date=service.TODAY + timedelta(days=1), description="x",
        )  # fmt: skip
    assert "fact_date" in refused.value.message_dict


def test_only_confirmed_service_is_objected_to_and_once() -> None:
    served = service.a_matter(lifecycle.SERVED)
    ho = people.actor(people.opponent())
    submissions.challenge(actor=ho, at=NOW, matter_id=served.pk, grounds="I never lived there.")
    served.refresh_from_db()
    assert (served.state, served.state_before_challenge) == (lifecycle.CHALLENGED, lifecycle.SERVED)
    assert served.effective_date == service.TODAY
    with pytest.raises(ValidationError):
        submissions.challenge(actor=ho, at=NOW, matter_id=served.pk, grounds="Again.")
    active = service.a_matter()
    with pytest.raises(ValidationError):
        submissions.challenge(actor=ho, at=NOW, matter_id=active.pk, grounds="Too early.")


def test_a_stranger_submits_nothing(matter) -> None:
    with pytest.raises(PermissionRefused):
        submissions.submit_fact(
            actor=people.actor(people.stranger()), at=NOW, matter_id=matter.pk, kind="mention",
            fact_date=date(2026, 10, 1), description="x",
        )  # fmt: skip
