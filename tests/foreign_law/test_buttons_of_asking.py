"""The desk's buttons of asking: each form gives what its action takes, and no button stands where nothing can be done."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation

from foreign_law.forms.ascertainment.asking_offered import OFFERED
from foreign_law.models import AscertainmentRequest, Cost, Period
from foreign_law.rules.ascertainment import lifecycle
from foreign_law.rules.ascertainment.seats import SEATS
from portal.audit.labels import is_registered
from tests.factories import ascertainment as made
from tests.factories import cases, people

pytestmark = pytest.mark.django_db
BY_NAME = {form.act: form for form in OFFERED}


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def press(act: str, record: Any, user: Any = None, files: Any = None, **entered: Any) -> Any:
    """What the desk does: the form with the request and the record, then its run."""
    offered = BY_NAME[act]
    record.refresh_from_db()
    assert offered.shown(record)
    law_request = record if isinstance(record, AscertainmentRequest) else getattr(record, "request", None)
    law_request = law_request or record.period.request
    form = offered.form(entered, files or {}, law_request=law_request, record=record)
    assert form.is_valid(), form.errors
    actor = people.actor(user or people.judge_a())
    return offered.run(actor=actor, at=made.NOW, record=record, **form.cleaned_data)


def test_every_button_has_its_seat_and_its_words() -> None:
    for form in OFFERED:
        assert {lifecycle.CLERK, lifecycle.JUDGE} & set(SEATS[lifecycle.F + form.act])
        assert is_registered(lifecycle.F + form.act)


def test_from_draft_to_amended_scope_by_the_buttons() -> None:
    request = made.a_request(lifecycle.DRAFT, basis="")
    clerk = people.clerk_a()
    said = {
        "jurisdiction": "CN-MO",
        "language": "pt",
        "question_1": "甲？",
        "question_3": "乙？",
        "translation_3": "B?",
    }
    press("request_edited", request, clerk, **said, basis="")
    press("request_submitted", request, clerk)
    press("request_returned", request, reason="请补充")
    press("request_submitted", request, clerk)
    press(
        "scope_fixed", request, **said, basis="conflict_rule", conflict_rule="第四十一条", fact_date="2024-05-06",
        scope_reference="庭前会议笔录", scope_date="2026-11-20", question_4="丙？",
    )  # fmt: skip
    request.refresh_from_db()
    assert (request.state, request.jurisdiction) == (lifecycle.SCOPED, "CN-MO")
    assert list(request.questions.values_list("number", "text")) == [(1, "甲？"), (2, "乙？"), (3, "丙？")]
    press("scope_amended", request, order="笔录二", strike_2="不再争议", question_1="丁？")
    assert list(request.questions.filter(struck_at=None).values_list("number", flat=True)) == [1, 3, 4]
    press("basis_changed", request, order="笔录三", basis="party_choice", choice_clause="适用澳门法律。")
    request.refresh_from_db()
    assert (request.by_choice, request.conflict_rule) == (True, "第四十一条")
    press("request_withdrawn", request, reason="和解")


def test_the_scope_form_begins_with_what_was_claimed() -> None:
    request = made.a_request(
        lifecycle.SUBMITTED, basis="party_choice", choice_clause="条款", jurisdiction="GB"
    )
    AscertainmentRequest.objects.filter(pk=request.pk).update(basis="party_choice")
    request.refresh_from_db()
    form = BY_NAME["scope_fixed"].form(law_request=request, record=request)
    assert (form.initial["basis"], form.initial["jurisdiction"], form.initial["other_law"]) == (
        "party_choice", "other", "GB",
    )  # fmt: skip
    assert form["question_1"].value() == request.questions.get().text


def test_periods_and_extensions_by_the_buttons() -> None:
    request = made.a_request(lifecycle.SCOPED)
    party = cases.plaintiff(request.case)
    period = press(
        "period_fixed", request, kind="provide", party=party.pk, due_date="2026-12-31", reason="公证"
    )
    asked = press(
        "extension_asked", period, people.clerk_a(), party=party.pk, until="2027-02-01", reasons="大律师休假"
    )
    longer = press("extension_granted", asked, until="2027-01-15", reason="具体")
    assert not BY_NAME["period_ended"].shown(Period.objects.get(pk=period.pk))
    assert not BY_NAME["extension_refused"].shown(asked.__class__.objects.get(pk=asked.pk))
    press("period_ended", longer, reason="已提供")
    for_all = press(
        "period_fixed", request, kind="position", party="", due_date="2026-12-31", reason="听取意见"
    )
    assert for_all.party is None
    again = press(
        "extension_asked", for_all, people.clerk_a(), party=party.pk, until="2027-02-01", reasons="翻译"
    )
    press("extension_refused", again, reason="不具体")


def test_costs_and_closing_by_the_buttons() -> None:
    request = made.a_request(lifecycle.CONFIRMED)
    made.positions(request)
    clerk, party = people.clerk_a(), cases.plaintiff(request.case)
    quote = {"kind": "fee", "currency": "hkd", "quoted": "8000", "quoted_date": "2026-11-20"}
    cost = press("cost_quoted", request, clerk, **quote)
    other = press("cost_quoted", request, clerk, **quote)
    press("cost_withdrawn", other, clerk, reason="未发生")
    assert not BY_NAME["cost_paid"].shown(Cost.objects.get(pk=cost.pk))
    press("cost_agreed", cost, clerk, agreed_by="原告，庭审笔录", agreed_date="2026-11-20")
    invoice = SimpleUploadedFile("i.txt", b"invoice", content_type="text/plain")
    press("cost_invoiced", cost, clerk, files={"upload": invoice}, invoice_number="7", invoiced="7500")
    press("cost_paid", cost, clerk, party=party.pk, paid_date="2026-11-20")
    shares = {"share_1_HKD": "5000", "share_2_HKD": "2500"}
    press("costs_allocated", request, basis="court", no_agreement="on", reasons="根据诉讼请求", **shares)
    assert request.allocations.count() == 2
    press("request_closed", request, clerk)
    assert not BY_NAME["case_judgment_set_aside"].shown(request)


def test_two_who_edit_at_once_are_told_and_lose_nothing() -> None:
    request = made.a_request(lifecycle.DRAFT, basis="")
    offered, clerk = BY_NAME["request_edited"], people.actor(people.clerk_a())
    opened = offered.form(law_request=request, record=request)
    posted = {
        "jurisdiction": "CN-HK",
        "language": "en",
        "question_1": "我的问题",
        "seen": opened["seen"].value(),
    }
    press("request_edited", request, people.clerk_a(), **{**posted, "question_1": "先改的问题"})
    request.refresh_from_db()
    late = offered.form(posted, {}, law_request=request, record=request)
    assert not late.is_valid()
    assert "Somebody else changed this request" in str(late.non_field_errors())
    assert late["question_1"].value() == "我的问题"
    again = offered.form(late.data, {}, law_request=request, record=request)
    assert again.is_valid()
    stale = {**again.cleaned_data, "seen": opened["seen"].value()}
    with pytest.raises(ValidationError):
        offered.run(actor=clerk, at=made.NOW, record=request, **stale)
    offered.run(actor=clerk, at=made.NOW, record=request, **again.cleaned_data)
    assert request.questions.get().text == "我的问题"
