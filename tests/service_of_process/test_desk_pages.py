"""The desk: who sees which matter, what its page tells, and which buttons stand there."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import translation
from django.utils.html import escape

from service_of_process.actions.clocks import start_clock
from service_of_process.forms.acts import ActForm, MatterForm, ToldOnce
from service_of_process.forms.offered import offered
from service_of_process.models import MatterEvent, Proposal
from service_of_process.rules import channels, lifecycle
from service_of_process.rules.seats import SEATS
from service_of_process.viewsets import acts
from tests.factories import people, service
from tests.factories.outcomes import calendars

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


def as_user(client: Client, user: Any) -> Client:
    people.sign_in(client, user)
    client.cookies["django_language"] = "en"
    user.language = "en"
    user.save()
    return client


def page(matter: Any) -> str:
    return reverse("service_desk:inspect", args=[matter.pk])


class NoteForm(MatterForm):
    note = forms.CharField()


@pytest.fixture
def offering(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[Any]]:
    """Puts acts on the desk that only remember how they were run."""

    def offer(*acts_offered: str, on_leg: bool = True, answer: Any = None) -> list[Any]:
        runs: list[Any] = []

        def run(**given: Any) -> Any:
            runs.append(given)
            if given.get("note") == "no":
                raise ValidationError({"note": "Not this."})
            return answer

        found = tuple(ActForm(name, f"Do {name}", NoteForm, run, on_leg=on_leg) for name in acts_offered)
        monkeypatch.setattr(acts, "offered", lambda: found)
        return runs

    return offer


@pytest.mark.parametrize(
    ("who", "sees"),
    [("clerk_a", True), ("judge_a", True), ("clerk_b", False), ("judge_b", False), ("assistance_desk", False),
     ("stranger", False), ("opponent", False), ("principal", False), ("librarian", False), ("operator", False)],
)  # fmt: skip
def test_a_matter_is_open_to_the_staff_of_its_court_and_to_nobody_else(
    client: Client, who: str, sees: bool
) -> None:
    matter = service.a_matter()
    service.a_leg(matter)  # has not come to the High People's Court
    answer = as_user(client, people.CAST[who]()).get(page(matter))
    assert (answer.status_code == 200) is sees
    assert sees or answer.status_code in (302, 404)


def test_the_high_court_sees_only_what_came_to_it(client: Client) -> None:
    matter = service.a_matter(note="only for the court itself")
    service.a_leg(matter, channels.MAIL, lifecycle.POSTED)
    service.a_leg(matter, channels.ENTRUSTED_HK, lifecycle.AT_UPPER)
    shown = as_user(client, people.assistance_desk()).get(page(matter)).content.decode()
    assert 'id="leg-2"' in shown
    assert 'id="leg-1"' not in shown
    assert "only for the court itself" not in shown


def test_an_address_that_nobody_may_open_is_not_found(client: Client) -> None:
    as_user(client, people.clerk_a())
    assert client.get(reverse("service_desk:inspect", args=[uuid4()])).status_code == 404
    assert client.get(reverse("service_desk:act", args=["leg_submitted", uuid4()])).status_code == 404


def test_the_page_tells_state_holder_and_day_of_each_leg(client: Client) -> None:
    matter = service.a_matter()
    service.a_leg(matter, state=lifecycle.DISPATCHED)
    shown = as_user(client, people.clerk_a()).get(page(matter)).content.decode()
    assert "Sent across the border" in shown
    assert "the requested court" in shown
    assert "何德榮" in shown
    assert matter.documents.get().digest in shown


def test_a_button_stands_only_where_state_and_seat_allow_the_act(client: Client, offering: Any) -> None:
    offering("leg_submitted", "leg_transferred", "receipt_recorded")
    matter = service.a_matter()
    leg = service.a_leg(matter)
    shown = as_user(client, people.clerk_a()).get(page(matter)).content.decode()
    assert reverse("service_desk:act", args=["leg_submitted", leg.pk]) in shown
    assert "Do leg_transferred" not in shown  # not in this state
    shown = as_user(Client(), people.judge_a()).get(page(matter)).content.decode()
    assert "Do leg_submitted" not in shown  # not from this seat


def test_the_door_of_an_act_is_shut_to_other_seats_and_states(client: Client, offering: Any) -> None:
    runs = offering("leg_submitted", "leg_transferred")
    matter = service.a_matter()
    leg = service.a_leg(matter)
    submit = reverse("service_desk:act", args=["leg_submitted", leg.pk])
    transfer = reverse("service_desk:act", args=["leg_transferred", leg.pk])
    assert as_user(Client(), people.judge_a()).post(submit, {"note": "x"}).status_code == 404
    assert as_user(Client(), people.clerk_b()).post(submit, {"note": "x"}).status_code == 404
    assert as_user(client, people.clerk_a()).post(transfer, {"note": "x"}).status_code == 404
    assert client.post(reverse("service_desk:act", args=["leg_submitted", matter.pk])).status_code == 404
    assert runs == []


def test_pressing_runs_the_act_with_actor_moment_matter_and_leg(client: Client, offering: Any) -> None:
    runs = offering("leg_submitted")
    leg = service.a_leg(service.a_matter())
    address = reverse("service_desk:act", args=["leg_submitted", leg.pk])
    answer = as_user(client, people.clerk_a()).post(address, {"note": "as agreed"})
    assert answer.status_code == 302 and answer["Location"] == page(leg.matter)
    (given,) = runs
    assert given["leg"] == leg and given["matter"] == leg.matter and given["note"] == "as agreed"
    assert given["actor"].key == people.actor(people.clerk_a()).key


def test_what_an_act_refuses_stands_at_its_field_and_what_was_typed_stays(
    client: Client, offering: Any
) -> None:
    offering("leg_submitted")
    leg = service.a_leg(service.a_matter())
    address = reverse("service_desk:act", args=["leg_submitted", leg.pk])
    shown = as_user(client, people.clerk_a()).post(address, {"note": "no"}).content.decode()
    assert "Not this." in shown and 'value="no"' in shown
    assert "What you entered is kept" in shown


def test_what_is_told_once_is_shown_on_the_answer_and_kept_nowhere(client: Client, offering: Any) -> None:
    offering("access_code_issued", on_leg=False, answer=ToldOnce("K7-EXAMPLE"))
    matter = service.a_matter()
    address = reverse("service_desk:act", args=["access_code_issued", matter.pk])
    answer = as_user(client, people.clerk_a()).post(address, {"note": "for the addressee"})
    assert answer.status_code == 200 and "K7-EXAMPLE" in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    assert "K7-EXAMPLE" not in client.get(page(matter)).content.decode()


def test_two_forms_of_one_act_have_two_addresses(client: Client, offering: Any) -> None:
    offering("attempt_recorded", "attempt_recorded")
    leg = service.a_leg(service.a_matter(), channels.PERSONAL)
    shown = as_user(client, people.clerk_a()).get(page(leg.matter)).content.decode()
    for name in ("attempt_recorded", "attempt_recorded-2"):
        assert reverse("service_desk:act", args=[name, leg.pk]) in shown


def test_the_course_tells_events_in_the_readers_language(client: Client) -> None:
    matter = service.a_matter()
    MatterEvent.objects.create(
        matter=matter, act="service_of_process.some_act", on_date=service.TODAY, recorded_at=service.NOW,
        actor_key=people.actor(people.clerk_a()).key, matter_state=matter.state, facts={"a": "<b>"},
    )  # fmt: skip
    shown = as_user(client, people.clerk_a()).get(page(matter)).content.decode()
    assert "吴敏" in shown and escape("<b>") not in shown
    assert "20 November 2026" in shown or "Nov. 20, 2026" in shown


def test_what_an_act_says_is_the_message_of_success(client: Client, offering: Any) -> None:
    offering("outage_recorded", on_leg=False, answer="Two periods were looked at; none is extended.")
    matter = service.a_matter()
    address = reverse("service_desk:act", args=["outage_recorded", matter.pk])
    answer = as_user(client, people.clerk_a()).post(address, {"note": "x"}, follow=True)
    assert "Two periods were looked at; none is extended." in answer.content.decode()


def proposal_of(matter: Any, leg: Any) -> Proposal:
    return Proposal.objects.create(
        matter=matter, leg=leg, kind="served", date=date(2026, 11, 2), legal_basis=leg.legal_basis,
        made_at=service.NOW,
    )  # fmt: skip


def proved() -> Any:
    matter = service.a_matter(lifecycle.PROPOSED_SERVED)
    return service.a_leg(
        matter,
        channels.MAIL,
        lifecycle.PROVED,
        proof_date=date(2026, 11, 2),
        dispatched_date=date(2026, 10, 5),
    )


def test_the_judge_of_the_case_confirms_what_is_proposed(client: Client) -> None:
    calendars()
    leg = proved()
    proposal = proposal_of(leg.matter, leg)
    shown = as_user(client, people.judge_a()).get(page(leg.matter)).content.decode()
    confirm = reverse("service_desk:confirm", args=[proposal.pk])
    assert confirm in shown
    assert "2 November 2026" in client.get(confirm).content.decode()
    assert client.post(confirm, {"reason": ""}).status_code == 302
    leg.matter.refresh_from_db()
    assert (leg.matter.state, leg.matter.effective_date) == ("served", date(2026, 11, 2))


def test_what_is_not_accepted_needs_a_reason(client: Client) -> None:
    leg = proved()
    decline = reverse("service_desk:decline", args=[proposal_of(leg.matter, leg).pk])
    as_user(client, people.judge_a())
    assert "errorlist" in client.post(decline, {"reason": ""}).content.decode()
    assert client.post(decline, {"reason": "The signature is not hers."}).status_code == 302
    leg.refresh_from_db()
    assert leg.state == lifecycle.FAILED


@pytest.mark.parametrize("who", ["clerk_a", "clerk_b", "judge_b", "assistance_desk", "librarian"])
@pytest.mark.parametrize("answer", ["confirm", "decline"])
def test_nobody_but_the_judge_finds_the_doors_of_a_proposal(client: Client, who: str, answer: str) -> None:
    leg = proved()
    address = reverse(f"service_desk:{answer}", args=[proposal_of(leg.matter, leg).pk])
    assert as_user(client, people.CAST[who]()).post(address, {"reason": "x"}).status_code in (302, 404)
    leg.matter.refresh_from_db()
    assert leg.matter.state == lifecycle.PROPOSED_SERVED


def test_a_judge_without_the_case_reads_and_does_not_decide(client: Client) -> None:
    leg = proved()
    proposal = proposal_of(leg.matter, leg)
    as_user(client, service.panel_member())
    assert (
        reverse("service_desk:confirm", args=[proposal.pk])
        not in client.get(page(leg.matter)).content.decode()
    )
    assert (
        client.post(reverse("service_desk:confirm", args=[proposal.pk]), {"reason": "x"}).status_code == 404
    )


def test_a_period_tells_its_rule_article_and_working(client: Client) -> None:
    calendars()
    leg = service.a_leg(service.a_matter(), state=lifecycle.RECEIVED)
    clock = start_clock(
        leg.matter,
        rule="hk-arrangement-1999-art4",
        start=date(2026, 9, 10),
        at=service.NOW,
        holder="requested",
        leg=leg,
    )
    as_user(client, people.clerk_a())
    shown = client.get(page(leg.matter)).content.decode()
    assert reverse("service_desk:clock", args=[clock.pk]) in shown
    counted = client.get(reverse("service_desk:clock", args=[clock.pk])).content.decode()
    assert "10 November 2026" in counted and "<ol>" in counted and "1999" in counted
    as_user(client, people.clerk_b())
    assert client.get(reverse("service_desk:clock", args=[clock.pk])).status_code == 404


def test_a_file_of_the_matter_opens_for_its_staff_alone(client: Client) -> None:
    matter = service.a_matter()
    document = matter.documents.get()
    address = reverse("service_desk:file", args=[matter.pk, document.exhibit_id])
    other = service.a_matter()
    assert as_user(client, people.clerk_a()).get(address).status_code == 200
    wrong = reverse("service_desk:file", args=[other.pk, document.exhibit_id])
    assert client.get(wrong).status_code == 404
    assert as_user(client, people.clerk_b()).get(address).status_code == 404


def test_the_page_of_a_matter_costs_the_same_queries_for_a_longer_course(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    leg = service.a_leg(service.a_matter(), state=lifecycle.RECEIVED)
    as_user(client, people.clerk_a())
    client.get(page(leg.matter))
    with django_assert_max_num_queries(120) as few:
        client.get(page(leg.matter))
    MatterEvent.objects.bulk_create(
        MatterEvent(
            matter=leg.matter, leg=leg, act="service_of_process.receipt_recorded", on_date=service.TODAY,
            recorded_at=service.NOW, actor_key="system:proposer", matter_state="active", facts={},
        )
        for _number in range(60)
    )  # fmt: skip
    with django_assert_max_num_queries(len(few.captured_queries)):
        client.get(page(leg.matter))


MOVES_NOTHING = {"paper_made"}  # possible on a leg in every state that its area shows


def test_every_offered_act_has_a_seat_and_a_row_in_a_table() -> None:
    named = {act for *_, act in lifecycle.LEG_TRANSITIONS} | {act for _, act in lifecycle.MATTER_TRANSITIONS}
    for form in offered():
        assert lifecycle.S + form.act in SEATS
        assert not form.on_leg or lifecycle.S + form.act in named or form.act in MOVES_NOTHING


def test_every_button_on_the_desk_opens_its_form(client: Client) -> None:
    service.practice(pilot_is_open=True)
    doors: set[str] = set()
    states = [
        (state, channels.ENTRUSTED_HK) for state in (*lifecycle.ABROAD, "draft", "court_review", "at_upper")
    ]
    states += [("posted", channels.MAIL), ("attempting", channels.PERSONAL), ("draft", channels.ELECTRONIC)]
    matters = [service.a_leg(service.a_matter(), channel, state).matter for state, channel in states]
    for user in (people.clerk_a(), people.judge_a(), service.own_desk(), people.assistance_desk()):
        here = as_user(Client(), user)
        for matter in matters:
            shown = here.get(page(matter)).content.decode()
            for door in set(re.findall(r'/staff/service/act/[^"]+', shown)):
                assert here.get(door).status_code == 200, door
                doors.add(door.split("/")[4])
    assert len(doors) > 25
