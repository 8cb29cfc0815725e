"""The judge takes back that other courts are shown what a confidential case found; what was relied on before stays."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from foreign_law.actions.ascertainment import findings, rebuttals
from foreign_law.actions.ascertainment.candidates import make_candidates
from foreign_law.documents.ascertainment.statement import statement
from foreign_law.documents.ascertainment.subject import Voice, subject_of
from foreign_law.models import AscertainmentRequest, Finding, FindingShown, Material, RequestEvent
from foreign_law.queries.ascertainment.findings import matching
from foreign_law.rules.ascertainment import lifecycle
from foreign_law.rules.ascertainment.lifecycle import F
from portal.audit.models import Event
from portal.cases.models import Assignment
from portal.identity.permissions import PermissionRefused
from portal.identity.roles import Role
from portal.notices.models import Notice
from tests.factories import ascertainment as law
from tests.factories import cases, people

pytestmark = pytest.mark.django_db
NOW, DESK, ACT = law.NOW, "ascertainment_desk:", F + "finding_release_taken_back"


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def finding() -> Finding:
    """What a confidential case of court A found; its judge let other courts be shown it."""
    closed = law.a_request(lifecycle.CLOSED, is_confidential=True)
    made = law.a_finding(determination=law.a_determination(closed), source=closed.reference)
    return findings.finding_released(
        actor=people.actor(people.judge_a()), at=NOW, finding_id=made.pk, reason="裁判文书已公开"
    )


def taken_back(finding: Finding, user: Any = None, reason: str = "当事人申请") -> Finding:
    actor = people.actor(user or people.judge_a())
    return findings.finding_release_taken_back(actor=actor, at=NOW, finding_id=finding.pk, reason=reason)


def elsewhere(state: str = lifecycle.ROUTING) -> AscertainmentRequest:
    """A request of court B in a case that the clerk and the judge of court B hold."""
    case = cases.a_case("（2026）粤0115民初9号", clerk=people.clerk_b())
    if not case.assignments.filter(seat="judge").exists():
        Assignment.objects.create(
            case=case, seat="judge", holder=people.judge_b(), valid_from=date(2026, 3, 2)
        )
    return law.a_request(state, case=case, opened_by=people.clerk_b())


def shown_in(request: AscertainmentRequest, finding: Finding) -> FindingShown:
    return FindingShown.objects.create(request=request, finding=finding, shown_at=NOW, shown_to="user:x")


def relied_on(request: AscertainmentRequest, finding: Finding) -> Material:
    shown = shown_in(request, finding)
    return rebuttals.rely_on_finding(actor=people.actor(people.clerk_b()), at=NOW, shown_id=shown.pk)


def page_of(user: Any, request: AscertainmentRequest) -> str:
    """The page speaks the language of the account; the test goes on in its own."""
    client = Client()
    with translation.override(user.language):
        people.sign_in(client, user)
        return client.get(reverse(DESK + "inspect", args=[request.pk])).content.decode()


def test_it_is_offered_no_more_and_nobody_begins_to_rely_on_it(finding: Finding) -> None:
    request = elsewhere()
    shown = shown_in(request, finding)
    assert [match.finding for match in matching(request)] == [finding]
    assert finding.proposition in page_of(people.clerk_b(), request)
    taken_back(finding)
    assert matching(request) == []
    assert FindingShown.objects.for_sides().filter(request=request).count() == 0
    clerk = people.actor(people.clerk_b())
    with pytest.raises(ValidationError, match="not offered any more"):
        rebuttals.rely_on_finding(actor=clerk, at=NOW, shown_id=shown.pk)
    with pytest.raises(PermissionRefused):
        rebuttals.rebut_finding(actor=clerk, at=NOW, shown_id=shown.pk, reasons="x")
    page = page_of(people.clerk_b(), request)
    assert finding.proposition not in page and finding.case_number not in page


def test_whoever_begins_to_rely_on_it_holds_it_so_that_it_is_not_taken_back_meanwhile(
    finding: Finding,
) -> None:
    shown = shown_in(elsewhere(), finding)
    with CaptureQueriesContext(connection) as asked:
        rebuttals.rely_on_finding(actor=people.actor(people.clerk_b()), at=NOW, shown_id=shown.pk)
    held = [one["sql"] for one in asked if "FOR UPDATE" in one["sql"]]
    assert (
        any('FROM "foreign_law_finding" ' in sql for sql in held)
        or not connection.features.has_select_for_update
    )


def test_what_was_relied_on_before_stays_and_the_record_says_so(finding: Finding) -> None:
    request = elsewhere()
    material = relied_on(request, finding)
    taken_back(finding)
    material.refresh_from_db()
    assert material.state == Material.State.COMPLETE and material.cited.exists()
    assert finding.proposition in page_of(people.clerk_b(), request)
    paper = repr(statement(Voice("en", subject_of(request, on=law.TODAY, paper=1))))
    assert f"The release of the finding of judgment {finding.case_number} was taken back" in paper
    assert FindingShown.objects.for_sides().filter(request=request).count() == 1
    Finding.objects.update(state="withdrawn", withdrawn_at=NOW, withdrawn_reason="再审撤销")
    paper = repr(statement(Voice("en", subject_of(request, on=law.TODAY, paper=1))))
    assert "no longer in effect" in paper and "relied on before that day stands" not in paper


def test_what_a_side_rebutted_while_it_was_released_stays_before_the_sides(finding: Finding) -> None:
    request = elsewhere()
    shown = shown_in(request, finding)
    FindingShown.objects.filter(pk=shown.pk).update(use="rebutted")
    taken_back(finding)
    assert list(FindingShown.objects.for_sides()) == [shown]
    # a rebuttal entered where it was never released tells the sides nothing
    Finding.objects.update(released_at=None, taken_back_at=None)
    assert not FindingShown.objects.for_sides().exists()


def test_requests_that_were_shown_it_and_have_no_answer_are_told(finding: Finding) -> None:
    waiting, answered = elsewhere(), elsewhere(lifecycle.CONFIRMED)
    for request in (waiting, answered, law.a_request(lifecycle.ROUTING)):
        shown_in(request, finding)
    taken_back(finding)
    told = Notice.objects.filter(kind=F + "finding_release_ended")
    holders = {f"user:{user.pk}" for user in (people.clerk_b(), people.judge_b())}
    assert {row.recipient_key for row in told} <= holders and told.exists()
    assert {row.chain for row in told} == {waiting.chain}


def test_it_is_recorded_with_its_reason_in_the_case_it_comes_from(finding: Finding) -> None:
    taken_back(finding)
    assert (finding.released_reason, bool(finding.released_at)) == ("裁判文书已公开", True)
    finding.refresh_from_db()
    assert finding.taken_back_reason == "当事人申请" and finding.released_reason == "裁判文书已公开"
    assert Event.objects.filter(act=ACT).count() == 1
    made = finding.determination
    assert made is not None
    assert RequestEvent.objects.get(act=ACT).request == made.request


def test_what_is_not_released_is_not_taken_back_and_it_may_be_released_again(finding: Finding) -> None:
    with pytest.raises(ValidationError):
        taken_back(finding, reason=" ")
    taken_back(finding)
    with pytest.raises(ValidationError, match="nothing to take back"):
        taken_back(finding)
    judge = people.actor(people.judge_a())
    again = findings.finding_released(actor=judge, at=NOW, finding_id=finding.pk, reason="再次公开")
    assert again.is_released and again.taken_back_reason == ""
    assert [match.finding for match in matching(elsewhere())] == [finding]
    with pytest.raises(PermissionRefused):
        findings.finding_release_taken_back(actor=judge, at=NOW, finding_id=uuid4(), reason="x")
    with pytest.raises(IntegrityError), transaction.atomic():
        Finding.objects.filter(pk=finding.pk).update(taken_back_at=NOW)


@pytest.mark.parametrize("name", ["clerk_a", "judge_b", "librarian", "lawyer", "another_judge_of_court_a"])
def test_only_the_judge_of_the_case_takes_it_back(client: Client, finding: Finding, name: str) -> None:
    if name in people.CAST:
        user = people.CAST[name]()
    else:
        user = people.account("he.qing")
        people.office_of(user, Role.JUDGE.value, court=people.court())
    with pytest.raises(PermissionRefused):
        taken_back(finding, user)
    people.sign_in(client, user)
    address = reverse(DESK + "act", args=["finding_release_taken_back", finding.pk])
    assert client.post(address, {"reason": "x"}).status_code in (302, 404)
    finding.refresh_from_db()
    assert finding.is_released


def test_the_judge_takes_it_back_by_the_button_on_the_page_of_the_case(
    client: Client, finding: Finding
) -> None:
    made = finding.determination
    assert made is not None
    address = reverse(DESK + "act", args=["finding_release_taken_back", finding.pk])
    assert address in page_of(people.judge_a(), made.request)
    people.sign_in(client, people.judge_a())
    assert client.post(address, {"reason": " "}).status_code == 200
    assert client.post(address, {"reason": "当事人申请"}).status_code == 302
    assert not Finding.objects.get().is_released
    page = page_of(people.judge_a(), made.request)
    assert address not in page and reverse(DESK + "act", args=["finding_released", finding.pk]) in page


def test_other_cases_are_not_told_the_reference_of_the_confidential_request(finding: Finding) -> None:
    made = finding.determination
    assert made is not None and finding.source == made.request.reference
    material = relied_on(elsewhere(), finding)
    assert material.how_obtained == ""
    answer = made.answers.create(question=made.request.questions.get(), text="有效")
    answer.rests_on.set(law.a_material(made.request).cited.all())
    (later,) = make_candidates(made, people.actor(people.judge_a()), NOW)
    assert later.is_confidential and later.source == ""
    AscertainmentRequest.objects.filter(pk=made.request.pk).update(is_confidential=False)
    made.request.refresh_from_db()
    (open_one,) = make_candidates(made, people.actor(people.judge_a()), NOW)
    assert open_one.source == made.request.reference
