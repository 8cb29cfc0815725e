"""The acts on routes: opened after the findings were shown, sent, accepted or declined, assessed, supplemented."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation

from foreign_law.actions.ascertainment import answers_of_providers as answers
from foreign_law.actions.ascertainment import assessing, routes
from foreign_law.models import FindingShown, RequestEvent
from foreign_law.rules.ascertainment import lifecycle
from portal.audit.models import Event
from portal.identity.permissions import PermissionRefused
from portal.notices.models import Notice
from tests.factories import ascertainment as made
from tests.factories import people

pytestmark = pytest.mark.django_db
NOW, TODAY = made.NOW, made.TODAY


@pytest.fixture(autouse=True)
def english() -> Any:
    with translation.override("en"):
        yield


def clerk() -> Any:
    return people.actor(people.clerk_a(), NOW)


def judge() -> Any:
    return people.actor(people.judge_a(), NOW)


def expert() -> Any:
    return people.actor(made.expert(), NOW)


def pdf(text: str = "statement") -> SimpleUploadedFile:
    return SimpleUploadedFile(f"{text}.txt", text.encode(), content_type="text/plain")


def told(kind: str) -> set[str]:
    return set(Notice.objects.filter(kind=f"foreign_law.{kind}").values_list("recipient_key", flat=True))


def opened(request: Any, route: int = 6, **entries: Any) -> Any:
    if route in (4, 5, 6) and "provider_id" not in entries:
        entries["provider_id"] = made.provider(routes=[4, 5, 6]).pk
    return routes.open_route(actor=clerk(), at=NOW, request_id=request.pk, route=route, **entries)


def test_no_route_is_opened_before_every_matching_finding_was_shown() -> None:
    request, finding = made.a_request(), made.a_finding()
    with pytest.raises(ValidationError, match="not shown yet: 1"):
        opened(request)
    FindingShown.objects.create(request=request, finding=finding, shown_at=NOW, shown_to="user:test")
    assert opened(request).state == lifecycle.OPENED
    made.a_finding(case_number="（2025）粤99民终89号")
    with pytest.raises(ValidationError, match="not shown yet: 1"):
        opened(request, route=7, addressed_to="somebody")


def test_a_route_is_opened_sent_accepted_and_assessed_and_everybody_is_told() -> None:
    request = made.a_request()
    attempt = opened(request)
    request.refresh_from_db()
    assert request.state == lifecycle.IN_PROGRESS
    assert not attempt.sent_at
    with pytest.raises(PermissionRefused):  # before it was sent the provider sees nothing
        answers.accept(actor=expert(), at=NOW, attempt_id=attempt.pk, statement_text="None.")
    routes.send_route(actor=clerk(), at=NOW, attempt_id=attempt.pk, sent_date=TODAY)
    assert told("provider_asked") == {f"user:{made.expert().pk}"}
    with pytest.raises(ValidationError):
        answers.accept(actor=expert(), at=NOW, attempt_id=attempt.pk, statement_text=" ")
    got = answers.accept(
        actor=expert(), at=NOW, attempt_id=attempt.pk, statement_text="No interest.", upload=pdf()
    )
    assert (got.state, got.statement_text) == (lifecycle.ACCEPTED, "No interest.")
    assert got.statement_exhibit.scope.startswith("ascertainment-own:")
    with pytest.raises(ValidationError, match="Nothing was received"):
        assessing.assess_route(
            actor=judge(), at=NOW, attempt_id=attempt.pk, outcome="sufficient", outcome_reason="x"
        )
    with pytest.raises(PermissionRefused):
        assessing.assess_route(
            actor=clerk(), at=NOW, attempt_id=attempt.pk, outcome="none", outcome_reason="x"
        )
    got = assessing.assess_route(
        actor=judge(), at=NOW, attempt_id=attempt.pk, outcome="none", outcome_reason="Nothing came."
    )
    assert (got.state, got.outcome, got.assessed_by) == (lifecycle.ASSESSED, "none", judge().key)
    acts = list(Event.objects.filter(chain=request.chain).values_list("act", flat=True))
    walked = ("route_opened", "route_sent", "provider_accepted", "route_assessed")
    assert {f"foreign_law.{act}" for act in walked} <= set(acts)
    assert RequestEvent.objects.filter(request=request).count() == 4
    assert not any("No interest" in str(row.facts) for row in RequestEvent.objects.all())


def test_after_a_failed_route_the_same_provider_is_not_asked_again_and_another_is_flagged() -> None:
    request = made.a_request()
    first = made.an_attempt(request, state=lifecycle.ASSESSED, outcome="unclear")
    with pytest.raises(ValidationError, match="Choose a different route"):
        opened(request, provider_id=first.provider_id)
    other = made.provider(made.other_expert(), name="虛構第二研究所")
    with pytest.raises(ValidationError) as refusal:
        opened(request, provider_id=other.pk)
    assert list(refusal.value.error_dict) == ["repeat_reason"]
    again = opened(request, provider_id=other.pk, repeat_reason="It knows the field.")
    assert again.repeat_reason
    event = RequestEvent.objects.get(request=request, act="foreign_law.route_opened")
    assert event.facts["is_repeat"] is True
    assert opened(request, route=7, addressed_to="University", repeat_reason="unneeded").repeat_reason == ""


def test_a_supplement_starts_another_round_and_the_next_attempt_says_what_it_supplements() -> None:
    request = made.a_request(lifecycle.RECEIVED)
    first = made.an_attempt(request, state=lifecycle.ASSESSED, outcome="insufficient")
    with pytest.raises(PermissionRefused):
        assessing.order_supplement(actor=clerk(), at=NOW, request_id=request.pk, reason="x")
    assessing.order_supplement(
        actor=judge(), at=NOW, request_id=request.pk, reason="Only half.", attempt_id=first.pk
    )
    request.refresh_from_db()
    assert (request.state, request.supplements) == (lifecycle.SUPPLEMENT, 1)
    second = opened(
        request, route=2, addressed_to="澳門終審法院", description="請提供《民法典》第801條之內容"
    )
    assert second.supplements_number == first.number
    with pytest.raises(ValidationError) as refusal:
        routes.send_route(actor=clerk(), at=NOW, attempt_id=second.pk, sent_date=TODAY)
    assert list(refusal.value.error_dict) == ["through"]
    routes.send_route(
        actor=clerk(), at=NOW, attempt_id=second.pk, sent_date=TODAY, through="广东省高级人民法院",
        outside_number="TUI/12/2026",
    )  # fmt: skip
    with pytest.raises(ValidationError, match="before the day of sending"):
        routes.answer_route(
            actor=clerk(), at=NOW, attempt_id=second.pk, received_date=date(2026, 11, 1), answer_note="No."
        )
    got = routes.answer_route(
        actor=clerk(), at=NOW, attempt_id=second.pk, received_date=TODAY, answer_note="Nothing was found."
    )
    assert (got.state, got.received_date) == (lifecycle.ANSWERED_BY_PROVIDER, TODAY)


def test_a_party_is_asked_and_only_she_is_told() -> None:
    request = made.a_request()
    party = request.case.parties.get(person=people.principal().person)
    attempt = opened(request, route=1, party_id=party.pk)
    routes.send_route(actor=clerk(), at=NOW, attempt_id=attempt.pk, sent_date=TODAY)
    assert f"user:{people.opponent().pk}" not in told("party_asked")
    assert f"user:{people.principal().pk}" in told("party_asked")


@pytest.mark.parametrize(
    ("ground", "state"), [("conflict", lifecycle.DECLINED_CONFLICT), ("capacity", lifecycle.DECLINED_OTHER)]
)
def test_a_provider_that_declines_no_longer_reaches_the_request(ground: str, state: str) -> None:
    attempt = made.an_attempt(made.a_request(lifecycle.IN_PROGRESS))
    got = answers.decline(
        actor=expert(), at=NOW, attempt_id=attempt.pk, ground=ground, decline_reason="Acted for a party."
    )
    assert got.state == state
    with pytest.raises(PermissionRefused):
        answers.accept(actor=expert(), at=NOW, attempt_id=attempt.pk, statement_text="None.")
    assert f"user:{people.clerk_a().pk}" in told("provider_declined")


def test_whoever_stands_in_the_case_cannot_state_that_she_has_no_interest() -> None:
    institute = made.provider(people.opponent(), name="虛構利害研究所")
    attempt = made.an_attempt(made.a_request(lifecycle.IN_PROGRESS), provider=institute)
    with pytest.raises(ValidationError, match="You stand in this case yourself"):
        answers.accept(
            actor=people.actor(people.opponent(), NOW), at=NOW, attempt_id=attempt.pk, statement_text="None."
        )


def test_an_acceptance_on_paper_needs_the_signed_statement() -> None:
    attempt = made.an_attempt(made.a_request(lifecycle.IN_PROGRESS), state=lifecycle.OPENED)
    given = {"actor": clerk(), "at": NOW, "attempt_id": attempt.pk, "statement_text": "无利害关系。"}
    with pytest.raises(ValidationError, match="statement that was signed"):
        answers.accept(**given)
    got = answers.accept(**given, upload=pdf(), stated_date=TODAY)
    assert got.statement_exhibit.scope == f"ascertainment:{attempt.request_id}"
    assert got.sent_at == NOW


def test_proofs_of_article_4_are_added_and_taken_back_until_the_opinion_was_shown() -> None:
    attempt = made.an_attempt(made.a_request(lifecycle.IN_PROGRESS), state=lifecycle.ACCEPTED)
    given = {"actor": expert(), "at": NOW, "attempt_id": attempt.pk}
    with pytest.raises(ValidationError, match="not asked of this provider"):
        answers.add_proof(**given, kind="record", upload=pdf())
    with pytest.raises(ValidationError) as refusal:
        answers.add_proof(**given, kind="qualification", upload=SimpleUploadedFile("a.pdf", b"not a pdf"))
    assert list(refusal.value.error_dict) == ["upload"]
    proof = answers.add_proof(**given, kind="qualification", upload=pdf("licence"), issued_date=TODAY)
    assert attempt.proofs.get() == proof
    assert answers.withdraw_proof(**given, proof_id=proof.pk, reason="Wrong file.").withdrawn_at == NOW
    with pytest.raises(PermissionRefused):
        answers.withdraw_proof(**given, proof_id=proof.pk, reason="Wrong file.")


def test_a_rectified_entry_keeps_what_stood_before() -> None:
    attempt = made.an_attempt(made.a_request(lifecycle.IN_PROGRESS), route=2, outside_number="TUI/1")
    given = {"actor": clerk(), "at": NOW, "attempt_id": attempt.pk, "reason": "Misread."}
    got = assessing.rectify_attempt(**given, field="outside_number", value="TUI/7")
    assert got.outside_number == "TUI/7"
    assert got.rectifications[0]["before"] == "TUI/1"
    got = assessing.rectify_attempt(**given, field="sent_date", value="2026-11-18")
    assert (got.sent_date, got.rectifications[1]["before"]) == (date(2026, 11, 18), "2026-11-20")
    for field, value in (("sent_date", "soon"), ("sent_date", "2027-01-01"), ("outcome", "none"),
                         ("outside_number", "TUI/7"), ("outside_number", "x" * 81)):  # fmt: skip
        with pytest.raises(ValidationError):
            assessing.rectify_attempt(**given, field=field, value=value)


def test_another_court_another_provider_and_strangers_reach_no_attempt() -> None:
    attempt = made.an_attempt(made.a_request(lifecycle.IN_PROGRESS))
    made.provider(made.other_expert(), name="虛構第二研究所")
    for user in (people.clerk_b(), people.stranger(), made.other_expert(), people.principal()):
        actor = people.actor(user, NOW)
        with pytest.raises(PermissionRefused):
            answers.accept(actor=actor, at=NOW, attempt_id=attempt.pk, statement_text="None.")
        with pytest.raises(PermissionRefused):
            routes.withdraw_route(actor=actor, at=NOW, attempt_id=attempt.pk, reason="x")
    routes.withdraw_route(
        actor=clerk(), at=NOW, attempt_id=attempt.pk, reason="The judge no longer needs it."
    )
    assert told("route_withdrawn") == {f"user:{made.expert().pk}"}
