"""From a party's or the clerk's question to the scope that the judge fixes: who may, what is refused, what stays."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from foreign_law.actions.ascertainment import asking, drafting, scoping, withdrawing
from foreign_law.apps.asking_words import ACT_WORDS, NOTICE_WORDS
from foreign_law.models import AscertainmentRequest
from foreign_law.rules.ascertainment import lifecycle, routes
from portal.audit.models import Event
from portal.cases.models import Case
from portal.identity.permissions import PermissionRefused
from portal.notices.kinds import render
from portal.notices.models import Notice
from tests.factories import ascertainment as made
from tests.factories import cases, people

pytestmark = pytest.mark.django_db
NOW, TODAY = made.NOW, made.TODAY


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def clerk() -> Any:
    return people.actor(people.clerk_a())


def judge() -> Any:
    return people.actor(people.judge_a())


def party() -> Any:
    return people.actor(people.principal())


def opponent() -> Any:
    return people.actor(people.opponent())


def entries(**changed: Any) -> dict[str, Any]:
    return {
        "basis": routes.PARTY_CHOICE, "choice_clause": "本合同适用香港法律。", "jurisdiction": "CN-HK",
        "fact_date": made.FACT_DATE, "language": "en", "questions": [("违约金条款是否有效？", "Is it valid?")], **changed,
    }  # fmt: skip


def drafted(**changed: Any) -> AscertainmentRequest:
    case = made.ascertained_case()
    return drafting.draft_request(actor=clerk(), at=NOW, case_id=case.pk, **entries(**changed))


def asked(**changed: Any) -> AscertainmentRequest:
    case = made.ascertained_case()
    return asking.ask(actor=party(), at=NOW, case_id=case.pk, **entries(**changed))


def refused(run: Any) -> dict[str, list[str]] | list[str]:
    with pytest.raises(ValidationError) as caught:
        run()
    return caught.value.message_dict if hasattr(caught.value, "error_dict") else caught.value.messages


def test_a_clerk_drafts_edits_and_puts_it_before_the_judge() -> None:
    request = drafted(questions=[("第一个问题", ""), ("第二个问题", "")])
    assert request.state == lifecycle.DRAFT
    assert request.reference.startswith("FL-2026-")
    drafting.edit_request(
        actor=clerk(), at=NOW, request_id=request.pk, questions=[("改过的问题", "")], nature="合同"
    )
    assert list(request.questions.values_list("number", "text")) == [(1, "改过的问题")]
    body = bytes(Event.objects.get(act="foreign_law.request_edited").body).decode()
    assert '"changed":["nature","questions"]' in body
    assert "第二个问题" not in body
    drafting.submit_request(actor=clerk(), at=NOW, request_id=request.pk)
    request.refresh_from_db()
    assert request.state == lifecycle.SUBMITTED
    assert Notice.objects.filter(kind="foreign_law.ascertainment_waiting").count() == 1


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"jurisdiction": "CN"}, "jurisdiction"),
        ({"jurisdiction": ""}, "jurisdiction"),
        ({"fact_date": date(2027, 1, 1)}, "fact_date"),
        ({"questions": [(f"问题{number}", "") for number in range(21)]}, "questions"),
        ({"asked_by_party": uuid4()}, "asked_by_party"),
    ],
)
def test_a_draft_with_a_wrong_entry_leaves_nothing(changed: dict[str, Any], field: str) -> None:
    made.ascertained_case()
    assert list(refused(lambda: drafted(**changed))) == [field]
    assert not AscertainmentRequest.objects.exists()


def test_nothing_is_put_before_the_judge_without_a_question() -> None:
    request = drafted(questions=[])
    found = refused(lambda: drafting.submit_request(actor=clerk(), at=NOW, request_id=request.pk))
    assert list(found) == ["questions"]
    same = refused(lambda: drafting.edit_request(actor=clerk(), at=NOW, request_id=request.pk, language="en"))
    assert same == ["Nothing was changed."]


@pytest.mark.parametrize("who", ["clerk_b", "judge_b", "principal", "stranger", "librarian"])
def test_only_the_court_of_the_case_drafts(who: str) -> None:
    case = made.ascertained_case()
    with pytest.raises(PermissionRefused):
        drafting.draft_request(actor=people.actor(people.CAST[who]()), at=NOW, case_id=case.pk, **entries())


def test_a_judge_drafts_only_where_she_sits() -> None:
    case = made.ascertained_case()
    assert (
        drafting.draft_request(actor=judge(), at=NOW, case_id=case.pk, **entries()).state == lifecycle.DRAFT
    )
    case.assignments.filter(seat="judge").update(valid_to=TODAY)
    with pytest.raises(PermissionRefused):
        drafting.draft_request(actor=judge(), at=NOW, case_id=case.pk, **entries())


def test_no_law_is_ascertained_in_a_concluded_case() -> None:
    case = made.ascertained_case()
    Case.objects.filter(pk=case.pk).update(state="concluded", concluded_date=TODAY)
    refused(lambda: drafting.draft_request(actor=clerk(), at=NOW, case_id=case.pk, **entries()))
    refused(lambda: asking.ask(actor=party(), at=NOW, case_id=case.pk, **entries()))


def test_a_party_asks_and_all_sides_and_the_judge_are_told() -> None:
    request = asked(choice_upload=cases.upload("contract"))
    assert request.state == lifecycle.SUBMITTED
    assert request.asked_by_party == cases.plaintiff(request.case)
    assert request.choice_exhibit.scope.startswith(f"ascertainment-choice:{request.pk}.")
    told = Notice.objects.filter(kind="foreign_law.ascertainment_milestone")
    assert set(told.values_list("recipient_key", flat=True)) == {party().key, opponent().key}
    assert Notice.objects.filter(kind="foreign_law.ascertainment_waiting").count() == 2  # judge and clerk


@pytest.mark.parametrize(
    ("changed", "fields"),
    [
        ({"basis": ""}, {"basis"}),
        ({"choice_clause": "", "questions": []}, {"choice_clause", "questions"}),
        ({"questions": [(" ", "x")]}, {"questions"}),
    ],
)
def test_what_a_party_leaves_out_is_named(changed: dict[str, Any], fields: set[str]) -> None:
    made.ascertained_case()
    assert set(refused(lambda: asked(**changed))) == fields


def test_a_party_need_not_know_the_conflict_rule() -> None:
    assert asked(basis=routes.CONFLICT_RULE, choice_clause="").conflict_rule == ""


def test_a_stranger_and_the_clerk_do_not_ask_as_a_party() -> None:
    case = made.ascertained_case()
    for user in (people.stranger(), people.clerk_a()):
        with pytest.raises(PermissionRefused):
            asking.ask(actor=people.actor(user), at=NOW, case_id=case.pk, **entries())


def test_what_the_judge_returned_is_mended_by_whoever_asked_and_nobody_else() -> None:
    request = asked()
    scoping.return_request(actor=judge(), at=NOW, request_id=request.pk, reason="请写明条款编号。")
    with pytest.raises(PermissionRefused):
        drafting.edit_request(actor=opponent(), at=NOW, request_id=request.pk, choice_clause="第十条")
    assert not AscertainmentRequest.objects.concerning(opponent(), TODAY).exists()
    drafting.edit_request(actor=party(), at=NOW, request_id=request.pk, choice_clause="第十条")
    drafting.submit_request(actor=party(), at=NOW, request_id=request.pk)
    request.refresh_from_db()
    assert (request.state, request.choice_clause) == (lifecycle.SUBMITTED, "第十条")


def test_a_draft_of_the_court_is_the_courts_own() -> None:
    drafted()
    assert not AscertainmentRequest.objects.concerning(party(), TODAY).exists()


def scoped(request: AscertainmentRequest, **changed: Any) -> AscertainmentRequest:
    return scoping.fix_scope(**{
        "actor": judge(), "at": NOW, "request_id": request.pk, "scope_reference": "庭前会议笔录", "scope_date": TODAY,
        **changed,
    })  # fmt: skip


def test_the_judge_fixes_the_scope_and_may_change_the_basis() -> None:
    request = scoped(
        asked(),
        basis=routes.CONFLICT_RULE,
        conflict_rule="法律适用法第四十一条",
        questions=[("甲", ""), ("乙", "")],
    )
    assert (request.state, request.by_choice) == (lifecycle.SCOPED, False)
    assert request.questions.count() == 2
    assert request.course.get(act="foreign_law.scope_fixed").facts["order"] == "庭前会议笔录"


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"scope_reference": " "}, "scope_reference"),
        ({"scope_date": date(2026, 11, 21)}, "scope_date"),
        ({"questions": []}, "questions"),
        ({"basis": ""}, "basis"),
        ({"choice_clause": ""}, "choice_clause"),
        ({"basis": routes.CONFLICT_RULE}, "conflict_rule"),
    ],
)
def test_a_scope_without_basis_order_or_question_is_refused(changed: dict[str, Any], field: str) -> None:
    request = asked()
    assert list(refused(lambda: scoped(request, **changed))) == [field]
    request.refresh_from_db()
    assert request.state == lifecycle.SUBMITTED


def test_nobody_but_the_judge_of_the_case_fixes_returns_or_declines() -> None:
    request = asked()
    for user in (people.clerk_a(), people.judge_b(), people.principal()):
        with pytest.raises(PermissionRefused):
            scoped(request, actor=people.actor(user))
        with pytest.raises(PermissionRefused):
            scoping.decline_request(actor=people.actor(user), at=NOW, request_id=request.pk, reason="x")
    assert list(
        refused(lambda: scoping.decline_request(actor=judge(), at=NOW, request_id=request.pk, reason=" "))
    ) == ["reason"]
    scoping.decline_request(actor=judge(), at=NOW, request_id=request.pk, reason="不涉及域外法。")
    request.refresh_from_db()
    assert request.is_over


def test_an_amendment_keeps_what_it_strikes() -> None:
    request = made.a_request(lifecycle.SCOPED, questions=2)
    scoping.amend_scope(
        actor=judge(), at=NOW, request_id=request.pk, order="第二次庭前会议", struck={1: "双方不再争议"},
        questions=[("第三个问题", "")],
    )  # fmt: skip
    rows = list(request.questions.values_list("number", "struck_reason"))
    assert rows == [(1, "双方不再争议"), (2, ""), (3, "")]


@pytest.mark.parametrize(
    "changed",
    [
        {}, {"struck": {1: " "}}, {"struck": {1: "a", 2: "b"}}, {"struck": {7: "a"}},
        {"questions": [("x", "")], "order": ""}, {"questions": [(f"x{number}", "") for number in range(19)]},
    ],
)  # fmt: skip
def test_an_amendment_without_reason_order_or_remaining_question_is_refused(changed: dict[str, Any]) -> None:
    request = made.a_request(lifecycle.SCOPED, questions=2)
    given = {"order": "笔录", **changed}
    refused(lambda: scoping.amend_scope(actor=judge(), at=NOW, request_id=request.pk, **given))
    assert not request.questions.exclude(struck_at=None).exists()


def test_a_party_takes_back_only_her_own_request_and_only_before_the_scope() -> None:
    request = asked()
    with pytest.raises(PermissionRefused):
        withdrawing.withdraw_request(actor=opponent(), at=NOW, request_id=request.pk, reason="x")
    withdrawing.withdraw_request(actor=party(), at=NOW, request_id=request.pk, reason="不再需要")
    request.refresh_from_db()
    assert request.state == lifecycle.WITHDRAWN
    later = scoped(asked())
    assert refused(
        lambda: withdrawing.withdraw_request(actor=party(), at=NOW, request_id=later.pk, reason="x")
    )


def test_the_judges_withdrawal_ends_attempts_and_periods() -> None:
    request = made.a_request(lifecycle.IN_PROGRESS)
    running, answered = (
        made.an_attempt(request),
        made.an_attempt(request, state=lifecycle.ANSWERED_BY_PROVIDER),
    )
    request.periods.create(
        kind="answer", attempt=running, due_date=TODAY, reason="x", fixed_at=NOW, fixed_by="x"
    )
    withdrawing.withdraw_request(actor=judge(), at=NOW, request_id=request.pk, reason="双方和解")
    running.refresh_from_db()
    answered.refresh_from_db()
    assert running.state == lifecycle.ATTEMPT_WITHDRAWN
    assert answered.state == lifecycle.ANSWERED_BY_PROVIDER
    assert request.periods.get().ended_because == "双方和解"
    told = Notice.objects.filter(kind="foreign_law.ascertainment_provider")
    assert told.get().recipient_key == people.actor(made.expert()).key


@pytest.mark.parametrize("language", ["zh-hant", "zh-hans", "pt", "en"])
def test_every_notice_can_be_said_in_every_language(language: str) -> None:
    for act in ACT_WORDS:
        for kind in NOTICE_WORDS:
            context = {"act": lifecycle.F + act, "reference": "FL-2026-00001-V", "last_day": "2026-12-31"}
            found = render(lifecycle.F + kind, context, language)
            assert "FL-2026-00001-V" in found.subject
            assert "%(" not in found.subject + found.body
    last = render(
        lifecycle.F + "ascertainment_milestone", {**context, "act": lifecycle.F + "period_fixed"}, language
    )
    assert "2026" in last.body.split("\n")[0]
