"""Ways around the guards that a close reader of the articles would try, and that lead nowhere (法释〔2023〕12号)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import translation

from foreign_law.actions.ascertainment import (
    alerts,
    answers_of_providers,
    deciding,
    exhibiting,
    extensions,
    findings,
    materials,
    rebuttals,
    scoping,
)
from foreign_law.actions.ascertainment.deciding import Answered
from foreign_law.documents.ascertainment.judgment_paragraph import paragraph
from foreign_law.documents.ascertainment.papers import letter_of
from foreign_law.documents.ascertainment.subject import Voice, subject_of
from foreign_law.models import (
    AscertainmentRequest,
    Exhibition,
    ExtensionRequest,
    FindingShown,
    LawEvent,
    Opportunity,
    Period,
    Questioning,
    RouteAttempt,
)
from foreign_law.queries.ascertainment.missing_parts import missing_parts
from foreign_law.queries.ascertainment.provider_work import work_of
from foreign_law.rules.ascertainment import lifecycle, routes
from portal.documents.letters import rows_of
from portal.identity.models import User
from portal.identity.permissions import PermissionRefused
from portal.notices.models import Notice
from tests.factories import ascertainment as law
from tests.factories import people

pytestmark = pytest.mark.django_db
NOW, TODAY = law.NOW, law.TODAY
ENDED = TODAY - timedelta(days=3)


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


def judge() -> Any:
    return people.actor(people.judge_a())


def heard() -> AscertainmentRequest:
    """The opinion of an institute was shown, and every party agrees."""
    request = law.a_request(lifecycle.POSITIONS)
    attempt = law.an_attempt(request, state=lifecycle.ASSESSED, outcome="sufficient")
    law.proofs_of(attempt)
    show(request, law.a_material(request, attempt))
    law.positions(request)
    return request


def show(request: AscertainmentRequest, *materials: Any) -> None:
    row = Exhibition.objects.create(
        request=request, number=request.exhibitions.count() + 1, how="hearing", shown_date=TODAY, minutes_reference="笔录",
        recorded_at=NOW, recorded_by="x",
    )  # fmt: skip
    row.materials.set(materials)


def confirm(request: AscertainmentRequest) -> Any:
    cited = tuple(row.pk for material in request.materials.all() for row in material.cited.all())
    said = [Answered(row.pk, "有效。", cited) for row in request.questions.filter(struck_at=None)]
    return deciding.content_confirmed(
        actor=judge(),
        at=NOW,
        request_id=request.pk,
        content="条款有效。",
        reasons="各方无异议。",
        answers=said,
    )


def hold(request: AscertainmentRequest) -> Any:
    return deciding.held_unascertainable(actor=judge(), at=NOW, request_id=request.pk, reasons="未能查明。")


def refused(act: Any, request: Any) -> str:
    with pytest.raises(ValidationError) as refusal:
        act(request)
    return " ".join(refusal.value.messages)


def subject(request: AscertainmentRequest) -> Any:
    return subject_of(AscertainmentRequest.objects.get(pk=request.pk), on=TODAY, paper=1)


def silent(request: AscertainmentRequest) -> Opportunity:
    """The last party says nothing; the opportunity is on record."""
    party = request.case.parties.get(number=2)
    request.positions.filter(party=party).delete()
    return Opportunity.objects.create(
        request=request, party=party, given_date=TODAY, how="传票", recorded_at=NOW, recorded_by="x"
    )


# -- art. 5: who was heard on what


def test_who_kept_silent_on_the_first_question_was_not_heard_on_one_that_was_added_later() -> None:
    request = heard()
    row = silent(request)
    later = NOW + timedelta(hours=1)
    scoping.amend_scope(
        actor=judge(),
        at=later,
        request_id=request.pk,
        order="庭审笔录",
        questions=[("问题2：时效如何计算？", "")],
    )
    other = request.case.parties.exclude(pk=row.party_id).get()
    for aspect in routes.ASPECTS:
        request.positions.create(
            question=request.questions.get(number=2), party=other, aspect=aspect, stance="agree", taken_at=later, taken_by="x"
        )  # fmt: skip
    assert "Question 2" in (said := refused(confirm, request)) and "was not heard" in said
    row.recorded_at = later
    row.save()
    confirm(request)


def test_silence_counts_only_once_the_period_that_the_court_fixed_is_over_or_ended() -> None:
    request = heard()
    period = Period.objects.create(
        request=request, kind="position", due_date=TODAY, reason="x", fixed_at=NOW, fixed_by="x"
    )
    assert confirm(request).kind == lifecycle.CONFIRMED  # everybody spoke
    request = heard()
    Period.objects.filter(pk=period.pk).update(request=request)
    silent(request)
    assert "may take a position until" in refused(confirm, request)
    Period.objects.filter(pk=period.pk).update(ended_at=NOW, ended_because="当庭表示无其他意见")
    confirm(request)


def test_a_longer_period_for_positions_is_the_day_that_every_page_tells() -> None:
    request = law.a_request(lifecycle.POSITIONS, positions_until=TODAY)
    period = Period.objects.create(
        request=request, kind="position", due_date=TODAY, reason="x", fixed_at=NOW, fixed_by="x"
    )
    extend(asked(period, 1))
    request.refresh_from_db()
    assert request.positions_until == date(2027, 1, 20)


def test_whoever_asked_for_a_questioning_is_told_before_the_answer(client: Client) -> None:
    request = heard()
    questioning = Questioning.objects.create(
        attempt=request.attempts.get(), number=1, state="asked", reason="x"
    )
    assert "be questioned, and you have not decided" in refused(confirm, request)
    Questioning.objects.filter(pk=questioning.pk).update(state="refused")
    confirm(request)


# -- art. 9: an extension that somebody still waits for


def asked(period: Period, number: int) -> ExtensionRequest:
    return ExtensionRequest.objects.create(
        period=period, party=period.request.case.parties.get(number=number), until=date(2027, 1, 20), reasons="公证",
        asked_at=NOW, asked_by="x",
    )  # fmt: skip


def extend(request: ExtensionRequest) -> Period:
    return extensions.grant_extension(
        actor=judge(), at=NOW, extension_id=request.pk, until=date(2027, 1, 20), reason="理由具体"
    )


def test_the_other_partys_undecided_request_for_more_time_survives_the_extension_of_the_first() -> None:
    request = law.a_request(lifecycle.SCOPED, basis=routes.PARTY_CHOICE)
    period = Period.objects.create(
        request=request, kind="provide", due_date=TODAY, reason="x", fixed_at=NOW, fixed_by="x"
    )
    first, second = asked(period, 1), asked(period, 2)
    longer = extend(first)
    Period.objects.filter(pk__in=(period.pk, longer.pk)).update(due_date=ENDED)
    assert "is not decided" in refused(hold, request)
    extensions.refuse_extension(actor=judge(), at=NOW, extension_id=second.pk, reason="已延长")
    assert hold(request).kind == lifecycle.UNASCERTAINABLE


# -- 解释（一） art. 6: the parties choose the law after all


def rebase(request: AscertainmentRequest, basis: str, **entries: Any) -> AscertainmentRequest:
    return scoping.change_basis(**{
        "actor": judge(), "at": NOW + timedelta(hours=1), "request_id": request.pk, "order": "庭审笔录", "basis": basis,
        **entries,
    })  # fmt: skip


def test_a_choice_made_in_the_course_changes_the_branch_and_no_older_period_counts_for_it() -> None:
    request = law.a_request(lifecycle.IN_PROGRESS)
    old = Period.objects.create(
        request=request, kind="provide", due_date=ENDED, reason="x", fixed_at=NOW, fixed_by="x"
    )
    assert "Quote the clause" in refused(lambda row: rebase(row, "party_choice"), request)
    rebase(request, "party_choice", choice_clause="双方同意适用香港法律。")
    old.refresh_from_db()
    request.refresh_from_db()
    assert request.by_choice and old.ended_at is not None and request.state == lifecycle.IN_PROGRESS
    assert "No period to provide the law was fixed" in refused(hold, request)
    said = str(rows_of(letter_of("process_statement", subject(request), ("zh-hans",), is_simulated=True)))
    assert "当事人未选择" not in said and "解释（一）》第六条" in said
    Period.objects.create(
        request=request,
        kind="provide",
        due_date=ENDED,
        reason="x",
        fixed_at=NOW + timedelta(hours=2),
        fixed_by="x",
    )
    assert hold(request).kind == lifecycle.UNASCERTAINABLE


def test_a_choice_that_falls_puts_the_duty_back_on_the_court() -> None:
    request = chosen_in_vain()
    with pytest.raises(PermissionRefused):
        rebase(request, "conflict_rule", actor=people.actor(people.clerk_a()), conflict_rule="第四十一条")
    assert "basis already" in refused(lambda row: rebase(row, "party_choice"), request)
    assert "order or the minutes" in refused(
        lambda row: rebase(row, "conflict_rule", conflict_rule="第四十一条", order=" "), request
    )
    rebase(request, "conflict_rule", conflict_rule="第四十一条")
    assert "Different routes assessed as failed: 0" in refused(hold, request)


# -- art. 8(3): what an effective judgment found is not passed over


def chosen_in_vain() -> AscertainmentRequest:
    request = law.a_request(lifecycle.SCOPED, basis=routes.PARTY_CHOICE)
    Period.objects.create(
        request=request, kind="provide", due_date=ENDED, reason="x", fixed_at=NOW, fixed_by="x"
    )
    return request


def test_nothing_is_unascertainable_while_findings_on_it_were_not_looked_at() -> None:
    request = chosen_in_vain()
    law.a_finding()
    assert "nobody looked at it in this request: 1" in refused(hold, request)
    findings.findings_shown(actor=judge(), at=NOW, request_id=request.pk)
    assert hold(request).kind == lifecycle.UNASCERTAINABLE


def test_an_unrebutted_finding_that_is_relied_on_is_adopted_or_left_out_and_never_passed_over() -> None:
    request = chosen_in_vain()
    law.a_finding()
    findings.findings_shown(actor=judge(), at=NOW, request_id=request.pk)
    shown = FindingShown.objects.get(request=request)
    rebuttals.rely_on_finding(actor=people.actor(people.clerk_a()), at=NOW, shown_id=shown.pk)
    assert "Adopt it, or leave it out" in refused(hold, request)
    rebuttals.rebut_finding(
        actor=people.actor(people.principal()), at=NOW, shown_id=shown.pk, reasons="条文其后修订。"
    )
    assert hold(request).kind == lifecycle.UNASCERTAINABLE


# -- art. 4: an interest that shows itself after the opinion was handed in


def declare(attempt: RouteAttempt, ground: str = "conflict", user: User | None = None) -> None:
    answers_of_providers.decline(
        actor=people.actor(user or law.expert()),
        at=NOW,
        attempt_id=attempt.pk,
        ground=ground,
        decline_reason="新任原告股东",
    )


def test_an_interest_declared_after_the_opinion_undoes_its_statement_and_the_assessment() -> None:
    request = heard()
    attempt = request.attempts.get()
    material = request.materials.get()
    assert work_of(people.actor(law.expert()), attempt.pk, TODAY).may_declare_interest  # type: ignore[union-attr]
    with pytest.raises(ValidationError, match="answered already"):
        declare(attempt, "capacity")
    declare(attempt)
    attempt.refresh_from_db()
    assert (attempt.state, attempt.outcome) == (lifecycle.DECLINED_CONFLICT, "")
    assert work_of(people.actor(law.expert()), attempt.pk, TODAY) is None
    told = set(
        Notice.objects.filter(kind="foreign_law.provider_declined").values_list("recipient_key", flat=True)
    )
    assert {f"user:{user.pk}" for user in (people.principal(), people.opponent(), people.judge_a())} <= told
    material.refresh_from_db()
    assert "statement" in {part.part for part in missing_parts(material, TODAY)}
    assert "declared an interest in this case (art. 4)" in refused(confirm, request)
    said = paragraph(Voice("zh-hans", subject(request)))
    assert "声明与案件有利害关系，不再参与查明" in said and "未接受查明" not in said


def test_the_opinion_of_somebody_with_an_interest_is_not_shown_and_no_sufficient_route() -> None:
    request = law.a_request(lifecycle.RECEIVED)
    attempt = law.an_attempt(request, state=lifecycle.ASSESSED, outcome="sufficient")
    law.proofs_of(attempt)
    material = law.a_material(request, attempt)
    declare(attempt)

    def show_it(asked: AscertainmentRequest) -> None:
        exhibiting.exhibit_materials(
            actor=people.actor(people.clerk_a()), at=NOW, request_id=asked.pk, material_ids=[material.pk], how="hearing",
            shown_date=TODAY, minutes_reference="笔录",
        )  # fmt: skip

    assert "statement of no interest" in refused(show_it, request)
    assert "was assessed as sufficient" not in refused(hold, request)


def test_the_door_of_the_provider_offers_only_the_interest_once_it_answered(client: Client) -> None:
    request = heard()
    people.sign_in(client, law.expert())
    address = f"/en/law/ascertainment/work/{request.attempts.get().pk}/decline/"
    page = client.get(address).content.decode()
    assert "Declare the interest" in page and "Outside the own field" not in page
    assert client.post(address, {"ground": "conflict", "decline_reason": "新任原告股东"}).status_code == 302
    assert request.attempts.get().state == lifecycle.DECLINED_CONFLICT


# -- the request's people


def test_a_change_of_shown_law_is_told_to_every_side_and_of_unshown_law_only_to_whoever_gave_it() -> None:
    shown, kept = heard(), law.a_request(lifecycle.RECEIVED)
    law.a_material(kept)
    for request in (shown, kept):
        request.materials.update(submitted_by="system:test")
        alerts._flag(LawEvent(kind="amended", at=NOW, day=TODAY), request.materials.get().cited.get())
    rows = Notice.objects.filter(kind="foreign_law.cited_law_changed")
    told = {(row.recipient_key, json.loads(row.context)["reference"]) for row in rows}
    for user in (people.principal(), people.opponent()):
        assert (f"user:{user.pk}", shown.reference) in told
        assert (f"user:{user.pk}", kept.reference) not in told


def test_a_finding_that_falls_after_it_was_relied_on_is_told_to_every_side() -> None:
    request = law.a_request(lifecycle.RECEIVED)
    finding = law.a_finding()
    FindingShown.objects.create(
        request=request, finding=finding, use="relied_on", material=law.a_material(request, kind="finding"), shown_at=NOW,
        shown_to="x",
    )  # fmt: skip
    findings.finding_withdrawn(
        actor=people.actor(people.librarian()), at=NOW, finding_id=finding.pk, reason="再审撤销"
    )
    told = set(Notice.objects.filter(kind="foreign_law.finding_fell").values_list("recipient_key", flat=True))
    assert {f"user:{user.pk}" for user in (people.principal(), people.opponent(), people.judge_a())} <= told


def test_whoever_handed_a_material_in_is_told_when_the_clerk_enters_it_as_withdrawn() -> None:
    request, owner = law.a_request(lifecycle.RECEIVED), people.principal()
    party = request.case.parties.get(number=1)
    for actor in (people.actor(owner), people.actor(people.clerk_a())):
        material = law.a_material(request, party=party, submitted_by=f"user:{owner.pk}")
        materials.withdraw_material(actor=actor, at=NOW, material_id=material.pk, reason="有误")
    told = Notice.objects.filter(kind="foreign_law.material_withdrawn").values_list(
        "recipient_key", flat=True
    )
    assert list(told) == [f"user:{owner.pk}"]


def test_the_letter_to_a_party_tells_the_last_day_that_was_fixed_for_everybody() -> None:
    request = law.a_request(lifecycle.IN_PROGRESS, basis=routes.PARTY_CHOICE)
    attempt = law.an_attempt(request, routes.PARTY, party=request.case.parties.get(number=1))
    Period.objects.create(
        request=request, kind="provide", due_date=date(2027, 1, 20), reason="x", fixed_at=NOW, fixed_by="x"
    )
    about = subject_of(request, on=TODAY, paper=1, attempt=attempt)
    said = str(rows_of(letter_of("request_letter", about, ("zh-hans",), is_simulated=True)))
    assert "2027年1月20日" in said
