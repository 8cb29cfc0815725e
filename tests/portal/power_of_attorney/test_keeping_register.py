"""The register of powers: number, day and code in; standing, powers and initials out; nothing else, to nobody else."""

from __future__ import annotations

import logging
import statistics
import time
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from portal.identity.permissions import PermissionRefused
from portal.power_of_attorney.actions.keeping_codes import ALPHABET, new_code, renew_code
from portal.power_of_attorney.actions.keeping_ends import revoke
from portal.power_of_attorney.models import PowerOfAttorney
from portal.power_of_attorney.queries.register import entry_for, status_on
from portal.power_of_attorney.rules.standing import Course, ends_with_case, initials, standing_on
from tests.factories import cases, kept_powers, people, powers

pytestmark = pytest.mark.django_db
AT, TODAY = powers.NOW, cases.TODAY
CODE = "FICT-CODE-2026"
VERIFY = "/en/verify/"


def ask(client: Client, power, *, code: str = CODE, **query):
    number = power if isinstance(power, str) else power.reference
    return client.get(f"/api/v1/powers/{number}", query, headers={"X-Access-Code": code})


def test_the_api_tells_standing_powers_and_initials(client: Client) -> None:
    power = kept_powers.effective()
    answer = ask(client, power, date=TODAY.isoformat())
    assert answer.status_code == 200 and answer["Cache-Control"] == "no-store"
    told = answer.json()
    assert told["status"] == "in_force" and told["in_force"] and told["status_today"] == "in_force"
    assert told["powers"] == ["admit_claims", "settle"] and told["may_receive_documents"]
    assert told["agents"] == [{"initials": "Z. P.", "kind": "lawyer"}]
    assert told["instrument_sha256"] == power.versions.get().digest
    text = answer.content.decode()
    for secret in ("周平", "Zhou Ping", "陳嘉敏", "Chan", CODE, "貨款", power.case.reference):
        assert secret not in text


def test_a_revocation_shows_in_the_register_within_one_request(client: Client) -> None:
    power = kept_powers.effective()
    assert ask(client, power).json()["status"] == "in_force"
    browser = people.sign_in(Client(), people.principal())
    browser.post(reverse("powers:revoke", args=[power.pk]), {"sure": "on"})
    told = ask(client, power).json()
    assert told["status"] == "revoked" and not told["in_force"] and not told["may_receive_documents"]
    page = client.post(
        VERIFY, {"number": power.reference, "on": timezone.localdate().isoformat(), "code": CODE}
    )
    assert "was revoked" in page.content.decode()


def test_a_day_before_the_revocation_is_answered_with_both_standings(client: Client) -> None:
    power = kept_powers.effective()
    revoke(actor=people.actor(people.principal()), at=AT + timedelta(days=1), power_id=power.pk)
    told = ask(client, power, date=TODAY.isoformat()).json()
    assert told["status"] == "in_force" and told["status_today"] == "revoked"


def test_unknown_number_wrong_code_and_a_power_never_in_force_are_answered_alike(client: Client) -> None:
    power, waiting = kept_powers.effective(), kept_powers.reviewed()
    answers = [
        ask(client, power, code="WRONG"), ask(client, power, code=""), ask(client, "PA-2026-999999-X"),
        ask(client, waiting), ask(client, "nonsense"),
    ]  # fmt: skip
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1
    pages = [
        client.post(VERIFY, {"number": number, "on": "2026-11-20", "code": code}).content.decode()
        for number, code in (
            (power.reference, "WRONG"),
            ("PA-2026-999999-X", CODE),
            (waiting.reference, CODE),
        )
    ]
    assert all(
        "There is no power of attorney with this number and this access code" in page for page in pages
    )
    assert all("In force from" not in page for page in pages)


def test_unknown_number_and_wrong_code_cost_the_same_queries_and_the_same_time() -> None:
    power = kept_powers.effective()
    counts, times = [], {power.reference: list[float](), "PA-2026-999999-X": list[float]()}
    for number in times:
        with CaptureQueriesContext(connection) as seen:
            assert entry_for(number, "WRONG-CODE", TODAY, today=TODAY) is None
        counts.append(len(seen))
    for _turn in range(60):  # in turn, so that what else the machine does slows both
        for number, samples in times.items():
            start = time.perf_counter()
            entry_for(number, "WRONG-CODE", TODAY, today=TODAY)
            samples.append(time.perf_counter() - start)
    assert counts == [1, 1]
    known, unknown = map(statistics.median, times.values())
    assert known < 3 * unknown + 0.002 and unknown < 3 * known + 0.002


def test_the_whole_answer_costs_a_bounded_number_of_queries(django_assert_max_num_queries) -> None:
    power = kept_powers.effective()
    with django_assert_max_num_queries(5):
        assert entry_for(power.reference, "fict code 2026", TODAY, today=TODAY)


def test_a_code_in_the_address_is_taken_and_never_logged(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    power = kept_powers.effective()
    with caplog.at_level(logging.DEBUG):
        assert client.get(f"/api/v1/powers/{power.reference}", {"code": CODE}).status_code == 200
        assert client.get(f"/api/v1/powers/{power.reference}", {"code": "WRONG-77"}).status_code == 404
        client.post(VERIFY, {"number": power.reference, "on": "2026-11-20", "code": CODE})
    for line in caplog.records:
        if line.name.startswith("django.db"):
            continue
        assert CODE not in line.getMessage() and "WRONG-77" not in line.getMessage()


def test_too_many_questions_are_refused(client: Client) -> None:
    answers = [ask(client, "PA-2026-999999-X").status_code for _turn in range(61)]
    assert answers[-1] == 429 and set(answers[:-1]) == {404}


def test_a_day_that_cannot_be_read_is_refused_without_an_answer(client: Client) -> None:
    assert ask(client, kept_powers.effective(), date="20.11.2026").status_code == 422


@pytest.mark.parametrize("code", ["zh-hant", "zh-hans", "pt", "en"])
def test_the_public_door_answers_in_every_language_and_shows_no_name(client: Client, code: str) -> None:
    power = kept_powers.effective()
    page = client.post(f"/{code}/verify/", {"number": power.reference, "on": "2026-11-20", "code": CODE})
    text = page.content.decode()
    assert page.status_code == 200 and "Z. P." in text and power.versions.get().digest in text
    for secret in ("周平", "Zhou Ping", "陳嘉敏", "Chan Ka Man", power.case.reference):
        assert secret not in text


def test_an_address_with_a_number_asks_for_the_code_and_answers_nothing(client: Client) -> None:
    power = kept_powers.effective()
    page = client.get(f"{VERIFY}{power.reference}/")
    text = page.content.decode()
    assert (
        power.reference in text
        and "There is no power of attorney" not in text
        and "In force from" not in text
    )
    assert page["X-Robots-Tag"] == "noindex"


def test_the_principal_makes_the_code_anew_and_the_earlier_one_is_worthless(client: Client) -> None:
    power = kept_powers.effective()
    page = reverse("powers:code", args=[power.pk])
    browser = people.sign_in(Client(), people.principal())
    assert CODE in browser.get(page).content.decode()
    browser.post(reverse("powers:renew_code", args=[power.pk]))
    fresh = PowerOfAttorney.objects.get(pk=power.pk).access_code
    assert fresh != CODE and ask(client, power).status_code == 404
    assert ask(client, power, code=fresh.lower().replace("-", " ")).status_code == 200
    with pytest.raises(PermissionRefused):
        renew_code(actor=people.actor(people.lawyer()), at=AT, power_id=power.pk)


def test_an_agent_sees_the_code_while_the_power_is_in_force_and_not_after(client: Client) -> None:
    power = kept_powers.effective()
    page = reverse("powers:code", args=[power.pk])
    people.sign_in(client, people.lawyer())
    text = client.get(page).content.decode()
    assert CODE in text and reverse("powers:renew_code", args=[power.pk]) not in text
    revoke(actor=people.actor(people.principal()), at=timezone.now(), power_id=power.pk)
    assert client.get(page).status_code == 404


@pytest.mark.parametrize("name", ["code", "revoke", "amend", "renew_code"])
@pytest.mark.parametrize(
    "who", ["stranger", "opponent", "clerk_a", "judge_a", "clerk_b", "operator", "auditor"]
)
def test_nobody_else_finds_the_personal_pages(client: Client, who: str, name: str) -> None:
    power = kept_powers.effective()
    people.sign_in(client, people.CAST[who]())
    page = reverse(f"powers:{name}", args=[power.pk])
    assert client.post(page).status_code in (404, 405) and client.get(page).status_code in (404, 405)


@pytest.mark.parametrize("name", ["revoke", "amend", "renew_code"])
def test_an_agent_neither_revokes_nor_amends_nor_renews(client: Client, name: str) -> None:
    power = kept_powers.effective()
    people.sign_in(client, people.lawyer())
    assert client.post(reverse(f"powers:{name}", args=[power.pk]), {"sure": "on"}).status_code == 404


def test_a_visitor_is_sent_to_sign_in(client: Client) -> None:
    power = kept_powers.effective()
    for name in ("code", "revoke", "amend"):
        assert client.get(reverse(f"powers:{name}", args=[power.pk])).status_code == 302


def test_codes_are_long_and_have_no_characters_that_look_alike() -> None:
    codes = {new_code() for _turn in range(200)}
    assert len(codes) == 200 and all(len(code.replace("-", "")) == 16 for code in codes)
    assert not set("01OIL8B") & set(ALPHABET)


def test_initials_cannot_be_read_as_a_name() -> None:
    assert initials("Zhou Ping") == "Z. P." and initials("Ana-Maria Sousa") == "A. M. S."
    assert initials("周平") == "周＊" and initials("歐陽嘉敏") == "歐＊＊＊"


def test_the_day_of_the_end_itself_is_no_longer_in_force() -> None:
    day = date(2026, 11, 20)
    course = Course(
        effective=day, valid_to=day + timedelta(days=9), ended=day + timedelta(days=5), end_kind="revoked"
    )
    words = [standing_on(course, day + timedelta(days=n)) for n in (-1, 0, 4, 5, 20)]
    assert words == ["not_yet", "in_force", "in_force", "revoked", "revoked"]
    late = Course(
        effective=day, valid_to=day + timedelta(days=3), ended=day + timedelta(days=5), end_kind="expired"
    )
    assert standing_on(late, day + timedelta(days=3)) == "expired"


def test_a_power_ends_with_its_case_unless_it_names_a_later_stage() -> None:
    assert ends_with_case(["first_instance"], "ordinary") and ends_with_case([], "summary")
    assert not ends_with_case(["first_instance", "enforcement"], "ordinary")
    assert ends_with_case(["first_instance", "second_instance"], "second_instance")


def test_a_power_that_never_was_in_force_has_no_standing() -> None:
    assert status_on(powers.a_power("scheduled"), TODAY) is None and status_on("PA-0", TODAY) is None
