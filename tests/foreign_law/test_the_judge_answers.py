"""The judge's answer on foreign law: what allows it, what blocks it, and what becomes of it (arts 2, 5, 8, 9)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from foreign_law.actions.ascertainment import deciding, findings, justifying
from foreign_law.actions.ascertainment.deciding import Answered
from foreign_law.models import (
    AscertainmentRequest,
    Determination,
    Exhibition,
    ExtensionRequest,
    Finding,
    FindingShown,
    Opportunity,
    Period,
    Rebuttal,
)
from foreign_law.queries.ascertainment.findings import matching, unshown
from foreign_law.rules.ascertainment import lifecycle, routes
from portal.audit.models import Event
from portal.identity.permissions import PermissionRefused
from portal.notices.models import Notice
from tests.factories import ascertainment as law
from tests.factories import people

pytestmark = pytest.mark.django_db
NOW = law.NOW


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


def judge() -> Any:
    return people.actor(people.judge_a())


def heard(stance: str = "agree", **entries: Any) -> AscertainmentRequest:
    """A request in which a material was shown and every party spoke."""
    request = law.a_request(lifecycle.POSITIONS, **entries)
    shown(request, law.a_material(request, law.an_attempt(request, state="assessed", outcome="sufficient")))
    law.positions(request, stance)
    return request


def shown(request: AscertainmentRequest, *materials: Any, at: Any = NOW) -> Exhibition:
    row = Exhibition.objects.create(
        request=request, number=request.exhibitions.count() + 1, how="hearing", shown_date=law.TODAY,
        minutes_reference="笔录", recorded_at=at, recorded_by="system:test",
    )  # fmt: skip
    row.materials.set(materials)
    return row


def answers(request: AscertainmentRequest) -> list[Answered]:
    cited = [row.pk for material in request.materials.all() for row in material.cited.all()]
    return [
        Answered(question.pk, "惩罚性违约金条款不可执行。", tuple(cited))
        for question in request.questions.all()
    ]


def confirm(request: AscertainmentRequest, **entries: Any) -> Determination:
    return deciding.content_confirmed(**{
        "actor": judge(), "at": NOW, "request_id": request.pk, "content": "违约金条款有效。", "reasons": "各方无异议。",
        "answers": answers(request), **entries,
    })  # fmt: skip


def determine(request: AscertainmentRequest, **entries: Any) -> Determination:
    return deciding.content_determined(**{
        "actor": judge(), "at": NOW, "request_id": request.pk, "content": "违约金条款无效。", "reasons": "经审查认定。",
        "answers": answers(request), "no_supplement_reason": "材料已充分。", **entries,
    })  # fmt: skip


def hold(request: AscertainmentRequest, **entries: Any) -> Determination:
    return deciding.held_unascertainable(
        actor=judge(), at=NOW, request_id=request.pk, reasons="两条途径均未能查明。", **entries
    )


def refused(act: Any, *arguments: Any, **entries: Any) -> str:
    with pytest.raises(ValidationError) as refusal:
        act(*arguments, **entries)
    return " ".join(refusal.value.messages)


# -- art. 8(1)


def test_undisputed_content_is_confirmed_and_becomes_a_candidate_that_is_offered_to_nobody() -> None:
    request = heard()
    found = confirm(request)
    request.refresh_from_db()
    assert request.state == lifecycle.CONFIRMED
    answer = found.answers.get()
    assert [row.citation for row in answer.rests_on.all()] == ["Cap. 9001 s. 2"]
    candidate = Finding.objects.get(determination=found)
    assert (candidate.state, candidate.proposition) == ("candidate", answer.text)
    assert candidate.court_name and not candidate.case_number
    assert not [match for match in matching(law.a_request()) if match.finding == candidate]
    assert Event.objects.filter(act="foreign_law.content_confirmed", chain=request.chain).exists()


def test_the_answer_is_told_to_the_sides_and_to_the_desk(
    django_capture_on_commit_callbacks: Any,
) -> None:
    with django_capture_on_commit_callbacks(execute=False):
        confirm(heard())
    assert Notice.objects.filter(kind="foreign_law.ascertainment_answered").count() >= 2


def test_an_objection_blocks_the_confirmation_and_is_named() -> None:
    said = refused(confirm, heard("object"))
    assert "objects to content, meaning, application" in said and "art. 8(2)" in said


def test_a_party_who_was_not_heard_blocks_every_answer_until_the_opportunity_is_on_record() -> None:
    request = heard()
    silent = request.case.parties.order_by("number").last()
    assert silent is not None
    request.positions.filter(party=silent).delete()
    assert "was not heard on content, meaning, application" in refused(confirm, request)
    Opportunity.objects.create(
        request=request,
        party=silent,
        given_date=law.TODAY,
        how="传票",
        recorded_at=NOW,
        recorded_by="system:test",
    )
    assert confirm(request).kind == lifecycle.CONFIRMED


def test_who_spoke_before_the_last_showing_is_heard_again() -> None:
    request = heard()
    later = NOW + timedelta(hours=2)
    shown(request, law.a_material(request), at=later)
    assert "was not heard" in refused(confirm, request, at=later + timedelta(hours=1))


@pytest.mark.parametrize(
    ("entries", "field"),
    [({"reasons": " "}, "reasons"), ({"content": ""}, "content"), ({"answers": []}, "answer_1")],
)
def test_an_answer_without_reasons_content_or_answers_is_refused(entries: Any, field: str) -> None:
    request = heard()
    with pytest.raises(ValidationError) as refusal:
        confirm(request, **entries)
    assert field in refusal.value.message_dict
    request.refresh_from_db()
    assert request.state == lifecycle.POSITIONS and not request.determinations.exists()


def test_an_answer_rests_on_law_that_was_shown_unless_the_law_has_no_provision() -> None:
    request = heard()
    question = request.questions.get()
    bare = [Answered(question.pk, "该法无规定。")]
    with pytest.raises(ValidationError) as refusal:
        confirm(request, answers=bare)
    assert "rests_on_1" in refusal.value.message_dict
    hidden = law.a_material(request, with_law=False)
    hidden_law = law.cited_law(hidden)
    with pytest.raises(ValidationError):
        confirm(request, answers=[Answered(question.pk, "有。", (hidden_law.pk,))])
    assert "was not shown in court (art. 5)" in refused(confirm, request, answers=bare, no_provision=True)
    hidden.state = "left_out"
    hidden.save()
    found = confirm(request, answers=bare, no_provision=True)
    assert found.no_provision and not found.findings.exists()


# -- art. 8(2)


def test_a_dispute_is_determined_only_after_a_supplement_or_with_the_reason_why_none() -> None:
    request = heard("object")
    for days in (-1, 1):
        assert "No round of supplement" in refused(determine, request, no_supplement_reason="")
        request.course.create(
            act="foreign_law.supplement_ordered", on_date=law.TODAY, recorded_at=NOW + timedelta(days=days), actor_key="x",
            state=lifecycle.SUPPLEMENT,
        )  # fmt: skip
    assert "No round of supplement" in refused(
        determine, request, no_supplement_reason=""
    )  # ordered, and nothing done
    request.course.create(
        act="foreign_law.route_opened", on_date=law.TODAY, recorded_at=NOW + timedelta(days=1), actor_key="x",
        state=lifecycle.IN_PROGRESS,
    )  # fmt: skip
    found = determine(request)
    assert not found.no_supplement_reason
    assert found.kind == lifecycle.DETERMINED


def test_what_nobody_disputes_is_not_determined() -> None:
    assert "No objection stands" in refused(determine, heard())


# -- art. 8(3)


def relying(**entries: Any) -> tuple[AscertainmentRequest, FindingShown]:
    request = heard()
    material = law.a_material(request, kind="finding", with_law=False)
    shown(request, material)
    row = FindingShown.objects.create(
        request=request, finding=law.a_finding(**entries), use="relied_on", material=material, shown_at=NOW,
        shown_to="system:test",
    )  # fmt: skip
    return request, row


def adopt(request: AscertainmentRequest, row: FindingShown, **entries: Any) -> Determination:
    return deciding.finding_adopted(
        actor=judge(), at=NOW, request_id=request.pk, shown_id=row.pk, reasons="生效裁判已认定。",
        answers=[Answered(question.pk, "不可执行。") for question in request.questions.all()], **entries,
    )  # fmt: skip


def test_an_effective_finding_is_adopted_with_what_it_found() -> None:
    request, row = relying()
    found = adopt(request, row)
    assert found.finding == row.finding and found.content == row.finding.proposition
    assert found.findings.get().citation_id == row.finding.citation_id


def test_a_finding_that_fell_or_was_not_shown_in_court_is_not_adopted() -> None:
    request, row = relying()
    findings.finding_withdrawn(
        actor=people.actor(people.librarian()), at=NOW, finding_id=row.finding_id, reason="再审撤销"
    )
    row.material.exhibitions.clear()  # type: ignore[union-attr]
    said = refused(adopt, request, row)
    assert "not, or no longer, recorded as effective" in said and "not shown in court" in said
    assert Notice.objects.filter(kind="foreign_law.finding_fell").exists()


def test_a_rebuttal_is_answered_in_the_reasons() -> None:
    request, row = relying()
    Rebuttal.objects.create(shown=row, reasons="条文已修订。", made_at=NOW, made_by="system:test")
    assert "Say what you hold on it" in refused(adopt, request, row)
    assert adopt(request, row, on_rebuttals="修订不涉及本案。").on_rebuttals


# -- guard 1


def test_guard_1_the_partys_failure_alone_never_makes_the_law_unascertainable() -> None:
    request = law.a_request(lifecycle.IN_PROGRESS)
    for _number in range(3):
        law.an_attempt(request, routes.PARTY, "assessed", outcome="none")
    said = refused(hold, request)
    assert "Only the party's own route failed" in said and "1 of the 2" in said


def test_guard_1_two_different_failed_routes_and_reasons_suffice() -> None:
    request = law.a_request(lifecycle.IN_PROGRESS)
    law.an_attempt(request, routes.PARTY, "assessed", outcome="none")
    law.an_attempt(request, routes.INSTITUTION_OR_EXPERT, "assessed", outcome="unclear")
    found = hold(request)
    request.refresh_from_db()
    assert (found.kind, request.state) == (lifecycle.UNASCERTAINABLE, lifecycle.UNASCERTAINABLE)
    assert not Finding.objects.filter(determination=found).exists()


def test_guard_1_what_is_open_or_sufficient_is_decided_first() -> None:
    request = law.a_request(lifecycle.IN_PROGRESS)
    law.an_attempt(request, routes.PARTY, "assessed", outcome="sufficient")
    law.an_attempt(request, routes.EMBASSY, "sent")
    said = refused(hold, request)
    assert "Attempt 1 was assessed as sufficient" in said and "Attempt 2 is not assessed" in said


def test_guard_1_takes_its_number_from_the_settings(settings: Any) -> None:
    settings.ASCERTAINMENT_ROUTES_BEFORE_UNASCERTAINABLE = 3
    request = law.a_request(lifecycle.IN_PROGRESS)
    for route in (routes.PARTY, routes.EMBASSY):
        law.an_attempt(request, route, "assessed", outcome="none")
    assert "2 of the 3" in refused(hold, request)


# -- guard 2


def chosen(*, due: date | None = None, **entries: Any) -> tuple[AscertainmentRequest, Period]:
    request = law.a_request(lifecycle.IN_PROGRESS, basis=routes.PARTY_CHOICE)
    period = Period.objects.create(
        request=request, kind="provide", due_date=due or law.TODAY - timedelta(days=1), reason="公证认证", fixed_at=NOW,
        fixed_by="system:test", **entries,
    )  # fmt: skip
    return request, period


def test_guard_2_needs_a_period_that_is_over() -> None:
    request = law.a_request(lifecycle.IN_PROGRESS, basis=routes.PARTY_CHOICE)
    assert "No period to provide the law was fixed" in refused(hold, request)
    request, _period = chosen(due=law.TODAY)
    assert "runs until" in refused(hold, request)


def test_guard_2_a_pending_extension_and_a_justified_failure_block() -> None:
    request, period = chosen()
    asked = ExtensionRequest.objects.create(
        period=period, party=request.case.parties.first(), until=law.TODAY, reasons="公证尚未完成", asked_at=NOW,
        asked_by="system:test",
    )  # fmt: skip
    assert "is not decided" in refused(hold, request)
    asked.decision = "refused"
    asked.save()
    justify = {
        "actor": judge(),
        "at": NOW,
        "period_id": period.pk,
        "justification": "领馆关闭",
        "reason": "属实",
    }
    justifying.justification_recorded(**justify, accepted=True)
    assert "justified why nothing was provided" in refused(hold, request)
    justifying.justification_recorded(**justify, accepted=False)
    assert hold(request).kind == lifecycle.UNASCERTAINABLE


def test_guard_2_what_came_in_time_must_have_failed_first() -> None:
    request, period = chosen()
    law.a_material(request, received_date=period.due_date)
    assert "Material provided in time" in refused(hold, request)


def test_guard_2_an_opinion_called_commissioned_after_its_period_still_was_provided_in_time() -> None:
    """Its papers of art. 4 are asked for late: what came is assessed or left out, it does not vanish (art. 9)."""
    request, period = chosen()
    material = law.a_material(request, received_date=period.due_date)
    material.opinion_by, material.state = "expert", "incomplete"
    material.save()
    assert "Material provided in time" in refused(hold, request)


# -- afterwards


def test_the_judge_takes_the_answer_back_and_the_candidates_go_with_it() -> None:
    request = heard()
    found = confirm(request)
    deciding.answer_set_aside(actor=judge(), at=NOW, request_id=request.pk, reason="遗漏一项异议")
    request.refresh_from_db()
    found.refresh_from_db()
    assert request.state == lifecycle.POSITIONS and found.set_aside_reason
    assert {row.state for row in found.findings.all()} == {"withdrawn"}
    assert confirm(request).pk != found.pk


def judged(request: AscertainmentRequest) -> AscertainmentRequest:
    request.refresh_from_db()
    request.judgment_number, request.judgment_date = "（2026）粤0391民初7号", law.TODAY
    request.judgment_effective_date = law.TODAY
    request.save()
    return request


def test_a_finding_is_effective_with_number_and_date_and_falls_with_the_judgment() -> None:
    request = heard()
    confirm(request)
    assert findings.take_effect(request, judge(), NOW) == 0, "no number, no date"
    judged(request)
    assert findings.take_effect(request, judge(), NOW) == 1
    finding = Finding.objects.get(determination__request=request)
    assert (finding.state, finding.case_number) == ("effective", request.judgment_number)
    other = law.a_request()
    assert [match.finding for match in unshown(other)] == [finding]
    assert "recorded as effective" in refused(
        deciding.answer_set_aside, actor=judge(), at=NOW, request_id=request.pk, reason="改判"
    )
    assert findings.fall(request, judge(), NOW, "再审撤销") == 1
    assert not matching(other)
    assert findings.take_effect(request, judge(), NOW) == 1, "a new judgment on the same answer"


def test_nobody_but_the_judge_of_the_case_answers() -> None:
    request = heard()
    for user in (people.clerk_a(), people.lawyer(), people.judge_b(), law.expert()):
        with pytest.raises(PermissionRefused):
            confirm(request, actor=people.actor(user))
