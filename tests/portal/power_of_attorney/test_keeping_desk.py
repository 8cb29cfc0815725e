"""The desk after the session, and who finds it; the public pages beside it."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from portal.desk.registry import queues
from portal.power_of_attorney.actions.keeping_ends import revoke
from portal.power_of_attorney.actions.keeping_retention import seed_classes
from portal.power_of_attorney.models import PowerOfAttorney
from tests.factories import cases, kept_powers, people, powers

pytestmark = pytest.mark.django_db
AT = powers.NOW
MINE = ("judge_a", "clerk_a")
OTHERS = (
    "judge_b",
    "clerk_b",
    "operator",
    "editor",
    "librarian",
    "principal",
    "lawyer",
    "stranger",
    "opponent",
)


def page(power, name: str = "") -> str:
    return (
        reverse("powers_kept:act", args=[power.pk, name])
        if name
        else reverse("powers_kept:power", args=[power.pk])
    )


@pytest.mark.parametrize("who", MINE)
def test_the_court_finds_its_powers_and_reads_the_whole_course(client: Client, who: str) -> None:
    power = kept_powers.reviewed()
    people.sign_in(client, people.CAST[who]())
    assert power.reference in client.get(reverse("powers_kept:index")).content.decode()
    answer = client.get(page(power))
    assert answer.status_code == 200
    assert (page(power, "effective") in answer.content.decode()) == (who == "judge_a")


@pytest.mark.parametrize("who", OTHERS)
def test_nobody_else_finds_a_power_on_the_desk(client: Client, who: str) -> None:
    power = kept_powers.effective()
    people.sign_in(client, people.CAST[who]())
    for address in (page(power), page(power, "reject"), page(power, "hold"), reverse("powers_kept:notice", args=[power.pk]),
                    reverse("powers_kept:retention", args=[people.COURT_A])):  # fmt: skip
        assert client.get(address).status_code in (404, 302), address
        assert client.post(address).status_code in (404, 302, 405), address


def test_the_judge_makes_it_effective_on_the_desk(client: Client) -> None:
    power = kept_powers.reviewed()
    people.sign_in(client, people.judge_a())
    assert client.get(page(power, "effective")).status_code == 200
    assert client.post(page(power, "effective"), {"reason": ""}).status_code == 302
    assert PowerOfAttorney.objects.get(pk=power.pk).state == "effective"


def test_a_rejection_without_reason_keeps_the_form_and_changes_nothing(client: Client) -> None:
    power = kept_powers.reviewed()
    people.sign_in(client, people.judge_a())
    assert client.post(page(power, "reject"), {"reason": ""}).status_code == 200
    assert client.post(page(power, "reject"), {"reason": "Not understood."}).status_code == 302
    people.sign_in(client, people.clerk_a())
    answer = client.post(page(power, "refer"), {"region": "HK", "note": "Two copies."})
    assert answer.status_code == 302
    assert PowerOfAttorney.objects.get(pk=power.pk).referral.region == "HK"


def test_the_clerk_enters_a_written_revocation_with_its_paper(client: Client) -> None:
    power = kept_powers.effective()
    people.sign_in(client, people.clerk_a())
    form = {"received_date": "2026-11-20", "reason": "By post.", "upload": cases.upload("letter")}
    assert client.get(page(power, "revocation")).status_code == 200
    assert client.post(page(power, "revocation"), form).status_code == 302
    found = PowerOfAttorney.objects.get(pk=power.pk)
    assert found.state == "revoked" and found.ending.paper is not None


def test_the_clerk_links_the_case_of_a_power_given_before_the_filing(client: Client) -> None:
    power = kept_powers.effective(with_case=False)
    case = cases.chan_against_ho()
    powers.AgentProof.objects.create(
        agent=power.agents.get(), kind="law_firm_certificate", exhibit=cases.paper(case, "cert"), filed_at=AT
    )
    people.sign_in(client, people.clerk_a())
    answer = client.post(page(power, "link"), {"party": f"{case.pk}:{cases.plaintiff(case).pk}"})
    assert answer.status_code == 302 and PowerOfAttorney.objects.get(pk=power.pk).case == case


def test_hold_class_and_destruction_on_the_desk_take_two_people(client: Client) -> None:
    seed_classes(at=AT)
    power = powers.a_power("judicial_review", with_case=False)
    kept_powers.a_recording(power)
    PowerOfAttorney.objects.filter(pk=power.pk).update(state="withdrawn", ended_at=AT)
    judge, clerk = people.sign_in(Client(), people.judge_a()), people.sign_in(Client(), people.clerk_a())
    periods = reverse("powers_kept:retention", args=[people.COURT_A])
    assert (
        judge.get(periods).status_code == 200
        and clerk.post(periods, {"days": 1, "source": "x"}).status_code == 404
    )
    assert judge.post(periods, {"days": 1, "source": "Decision 3/2026"}).status_code == 302
    assert clerk.post(page(power, "hold"), {"reason": "wait"}).status_code == 302
    assert clerk.post(page(power, "propose"), {"reason": "over"}).status_code == 404
    assert clerk.post(page(power, "lift"), {"reason": "go on"}).status_code == 302
    assert clerk.post(page(power, "propose"), {"reason": "over"}).status_code == 302
    assert clerk.post(page(power, "destroy"), {"reason": ""}).status_code == 404
    assert judge.post(page(power, "destroy"), {"reason": ""}).status_code == 302
    assert power.sessions.get().room.recordings.get().wrapped_key is None


def test_the_notice_of_the_end_is_a_pdf_for_the_side_without_account(client: Client) -> None:
    power = kept_powers.effective()
    revoke(actor=people.actor(people.principal()), at=AT, power_id=power.pk)
    people.sign_in(client, people.clerk_a())
    answer = client.get(reverse("powers_kept:notice", args=[power.pk]))
    assert answer.status_code == 200 and answer.content.startswith(b"%PDF")


def test_queues_hold_what_waits_and_nothing_of_other_courts() -> None:
    power = kept_powers.reviewed()
    on = cases.TODAY
    rows = list(queues["powers-judicial-review"].rows(people.actor(people.judge_a()), on))
    assert [row.title for row in rows] == [power.reference] and rows[0].address == page(power)
    assert not list(queues["powers-judicial-review"].rows(people.actor(people.judge_b()), on))


def test_the_page_of_one_power_costs_a_bounded_number_of_queries(
    client: Client, django_assert_max_num_queries
) -> None:
    power = kept_powers.effective()
    people.sign_in(client, people.judge_a())
    client.get(page(power))
    with django_assert_max_num_queries(60):
        client.get(page(power))


def test_the_list_costs_the_same_for_one_and_for_many(client: Client) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    people.sign_in(client, people.clerk_a())
    counts = []
    for _turn in range(2):
        kept_powers.effective(with_case=False)
        client.get(reverse("powers_kept:index"))
        with CaptureQueriesContext(connection) as seen:
            client.get(reverse("powers_kept:index"))
        counts.append(len(seen))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("language", ["zh-hant", "zh-hans", "pt", "en"])
def test_the_way_through_an_attesting_officer_is_open_to_everybody(client: Client, language: str) -> None:
    assert client.get(f"/{language}/powers/attesting-officer/").status_code == 200


def test_a_referred_principal_reads_whom_to_go_to_and_with_which_papers(client: Client) -> None:
    from portal.power_of_attorney.actions.keeping_review import reject, send_to_attesting_officer

    power = kept_powers.reviewed()
    reject(actor=people.actor(people.judge_a()), at=AT, power_id=power.pk, reason="Not understood.")
    own = people.sign_in(client, people.principal())
    address = f"/en/powers/{power.pk}/"
    assert "/en/powers/attesting-officer/" in own.get(address).content.decode()
    clerk = people.actor(people.clerk_a())
    send_to_attesting_officer(actor=clerk, at=AT, power_id=power.pk, region="MO", note="Two copies.")
    text = own.get(address).content.decode()
    assert "China Legal Services (Macao)" in text and "Two copies." in text and "(H.K.)" not in text


def test_the_page_of_a_power_in_force_leads_to_code_amendment_and_revocation(client: Client) -> None:
    power = kept_powers.effective()
    text = people.sign_in(client, people.principal()).get(f"/en/powers/{power.pk}/").content.decode()
    for name in ("code", "amend", "revoke"):
        assert reverse(f"powers:{name}", args=[power.pk]).removeprefix("/zh-hant") in text


def test_the_desk_page_before_the_session_leads_to_the_one_after_it(client: Client) -> None:
    power = kept_powers.reviewed()
    people.sign_in(client, people.judge_a())
    assert page(power) in client.get(f"/staff/powers/inspect/{power.pk}/").content.decode()
