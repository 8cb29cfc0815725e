"""What a second look at the ascertainment found: each was possible once and is not any more."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from foreign_law.actions.ascertainment import assessing, effect, positions
from foreign_law.documents.ascertainment.judgment_paragraph import paragraph
from foreign_law.documents.ascertainment.papers import letter_of
from foreign_law.documents.ascertainment.subject import Voice, subject_of
from foreign_law.models import Exhibition, FindingShown, Opportunity, Position, Rebuttal
from foreign_law.queries.ascertainment import standing
from foreign_law.queries.ascertainment.request_page import reading_of
from foreign_law.rules.ascertainment import lifecycle, routes
from portal.audit.models import Event
from portal.documents.letters import rows_of
from tests.factories import ascertainment as law
from tests.factories import people
from tests.factories.ascertainment_papers import a_full_request

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


def told(request: Any) -> str:
    return paragraph(Voice("zh-hans", subject(request)))


def subject(request: Any) -> Any:
    return subject_of(request, on=law.TODAY, paper=1)


def whole(request: Any) -> str:
    letter = letter_of("process_statement", subject(request), ("zh-hans",), is_simulated=True)
    return str(rows_of(letter))


def test_a_route_that_was_never_tried_cannot_have_failed() -> None:
    request = law.a_request(lifecycle.IN_PROGRESS)
    attempt = law.an_attempt(request, routes.CENTRAL_AUTHORITY, lifecycle.OPENED)
    with pytest.raises(ValidationError, match="not tried yet"):
        assessing.assess_route(
            actor=people.actor(people.judge_a()),
            at=law.NOW,
            attempt_id=attempt.pk,
            outcome="none",
            outcome_reason="无",
        )


def test_a_supplement_that_brought_nothing_leads_back_to_the_hearing() -> None:
    request = law.a_request(lifecycle.IN_PROGRESS)
    attempt = law.an_attempt(request, state=lifecycle.ANSWERED_BY_PROVIDER)

    def invite() -> None:
        positions.invite_positions(
            actor=people.actor(people.clerk_a()),
            at=law.NOW,
            request_id=request.pk,
            until=law.TODAY,
            reason="续听意见",
        )

    with pytest.raises(ValidationError, match="Show the material"):
        invite()  # nothing was ever shown
    Exhibition.objects.create(
        request=request, number=1, how="hearing", shown_date=law.TODAY, minutes_reference="笔录", recorded_at=law.NOW,
        recorded_by="x",
    )  # fmt: skip
    with pytest.raises(ValidationError, match="open attempt"):
        invite()
    attempt.state = lifecycle.ASSESSED
    attempt.save()
    invite()
    request.refresh_from_db()
    assert request.state == lifecycle.POSITIONS


def test_an_opportunity_from_before_the_last_showing_counts_for_nothing() -> None:
    request = law.a_request(lifecycle.POSITIONS)
    Exhibition.objects.create(
        request=request, number=1, how="hearing", shown_date=law.TODAY, minutes_reference="笔录", recorded_at=law.NOW,
        recorded_by="x",
    )  # fmt: skip
    row = Opportunity.objects.create(
        request=request, party=request.case.parties.first(), given_date=law.TODAY - timedelta(days=9), how="书面通知",
        recorded_at=law.NOW + timedelta(hours=1), recorded_by="x",
    )  # fmt: skip
    assert not standing.hearing_of(request, law.TODAY).silent
    row.given_date = law.TODAY
    row.save()
    assert standing.hearing_of(request, law.TODAY).silent


def test_whoever_was_asked_does_not_learn_what_the_parties_said_or_the_judge_held() -> None:
    request = law.a_request(lifecycle.CONFIRMED)
    law.an_attempt(request, state=lifecycle.ASSESSED, provider=law.provider())
    expert = people.actor(law.provider().accounts.get().user)
    seen = reading_of(request, expert, law.TODAY)
    assert seen.is_provider and "nobody objected" not in seen.headline and "undisputed" not in seen.state
    assert not seen.holder and not seen.next_step


def test_the_reason_for_setting_a_judgment_aside_is_no_fact_of_the_log() -> None:
    request = law.a_request(
        lifecycle.CLOSED, judgment_number="（2026）粤0391民初9号", judgment_date=law.TODAY
    )
    effect.set_aside_judgment(
        actor=people.actor(people.clerk_a()), at=law.NOW, request_id=request.pk, reason="陈嘉文申请再审"
    )
    assert not [row for row in Event.objects.all() if "陈嘉文".encode() in bytes(row.body)]


# -- the process statement says nothing that the record does not hold


def test_a_party_that_kept_silent_was_not_heard_but_had_the_opportunity() -> None:
    request = a_full_request(lifecycle.POSITIONS)
    assert "听取了各方当事人" in told(request)
    silent = request.case.parties.last()
    Position.objects.filter(party=silent).delete()
    Opportunity.objects.create(
        request=request,
        party=silent,
        given_date=law.TODAY,
        how="书面通知",
        recorded_at=law.NOW,
        recorded_by="x",
    )
    assert "听取了各方当事人" not in told(request) and "获得发表意见的机会" in told(request)
    assert "听取了各方当事人" not in whole(request)


def test_the_same_route_again_is_no_different_route() -> None:
    request = law.a_request(lifecycle.RECEIVED)
    first = law.an_attempt(request, state=lifecycle.ASSESSED, outcome="unclear")
    law.an_attempt(request, state=lifecycle.ASSESSED, outcome="sufficient", supplements_number=first.number)
    assert "不同途径" not in told(request) and "不同途径以第" not in whole(request)


def test_an_adoption_tells_the_evidence_to_the_contrary_and_what_the_judge_held_on_it() -> None:
    request = law.a_request(lifecycle.ADOPTED)
    finding = law.a_finding()
    shown = FindingShown.objects.create(request=request, finding=finding, shown_at=law.NOW, shown_to="x")
    Rebuttal.objects.create(shown=shown, reasons="条文已修订。", made_at=law.NOW, made_by="x")
    law.a_determination(request, lifecycle.ADOPTED, finding=finding, on_rebuttals="修订不涉及本案。")
    assert "提出相反证据" in told(request) and "修订不涉及本案" in told(request)
    assert "没有相反证据" not in told(request)
    finding.state = "withdrawn"
    finding.save()
    assert "其后失效" in whole(request)


def test_what_was_provided_and_did_not_suffice_is_not_called_nothing() -> None:
    request = law.a_request(lifecycle.UNASCERTAINABLE, basis=routes.PARTY_CHOICE)
    law.a_determination(request, lifecycle.UNASCERTAINABLE)
    assert "没有检索到" not in whole(request) and "记录未载明已检索" in whole(request)
    assert "所提供的材料" not in told(request)
    law.a_material(request, kind="party", party=request.case.parties.first())
    assert "所提供的材料" in told(request)


def test_papers_of_article_4_are_only_told_of_where_they_are_on_record() -> None:
    request = a_full_request()
    assert "已提交资质证明" in whole(request)
    for proof in request.attempts.last().provider.proofs.all():
        proof.withdrawn_at = law.NOW
        proof.save()
    assert "已提交资质证明" not in whole(request)


def test_a_choice_without_its_words_on_record_is_not_quoted() -> None:
    request = law.a_request(lifecycle.SCOPED, basis=routes.PARTY_CHOICE)
    request.choice_clause = ""
    request.save()
    assert "在卷的书面约定" in whole(request) and "“”" not in whole(request)
