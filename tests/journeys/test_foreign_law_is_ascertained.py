"""Two ascertainments of fictitious Hong Kong law, clicked from the first form to closed: by conflict rule, by choice.

Chan Ka Man brings an excerpt that is not enough, an institute gives its opinion, Ho Tak Wing objects on her phone in
Portuguese, the judge determines; what she found, once the judgment is in effect, is offered to the second request, where
Ho Tak Wing rebuts it and the judge adopts it. The clerk reads simplified Chinese, the judge English, Chan Ka Man and the
institute traditional Chinese.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, expect

from foreign_law.models import (
    AscertainmentPaper,
    CitedLaw,
    Cost,
    Finding,
    FindingShown,
    Material,
    Position,
    RouteAttempt,
)
from foreign_law.queries.ascertainment.course_words import HEADLINES, MILESTONES
from foreign_law.queries.ascertainment.missing_parts import WORDS
from foreign_law.rules.ascertainment import lifecycle, materials, routes
from foreign_law.rules.ascertainment.lifecycle import F
from tests.factories import ascertainment as law
from tests.support.ascertainment_court import TODAY, Court, open_court
from tests.support.ascertainment_windows import DESK_FORM
from tests.support.service_desk import enter, scan

FACTS = date(2016, 5, 6)
LAW = "Cap. 9001 s. 2"
FIRST = f"依《样本条例》（{LAW}），“燈籠”是否包括其骨架？"
SECOND = f"依《样本条例》（{LAW}），学徒是否属于制作人？"
CONTENT = "《样本条例》第2条：燈籠指绢制的灯或其骨架；制作人包括学徒。"
OBJECTION = "A moldura só é abrangida quando vendida em separado."
REBUTTAL = "A conclusão não distingue a moldura vendida em separado."
MINUTES = "庭审笔录2026年第1号"


@pytest.fixture
def court(
    browser: Browser, transactional_db: None, live_server: Any, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Court]:
    found = open_court(browser, str(live_server.url), monkeypatch, judge_reads="en")
    yield found
    found.close()


# -- by conflict rule


def asked_by_the_court(court: Court) -> None:
    """The clerk opens a request from the case on one page and puts it before the judge; she fixes the scope."""
    clerk, new = court.clerk, reverse("ascertainment_opening:new")
    clerk.at(reverse("ascertainment_desk:index"))
    clerk.opens(new, f"{new}?case={court.case.pk}")
    clerk.sends(
        DESK_FORM, basis=routes.CONFLICT_RULE, conflict_rule="涉外民事关系法律适用法第四十一条", jurisdiction="CN-HK",
        fact_date=f"{FACTS}", field_of_law="买卖合同", nature="买卖合同纠纷", agreed_facts="双方于2016年5月6日订立合同。",
        language="pt", question_1=FIRST, translation_1="A lanterna abrange a moldura?", question_2=SECOND,
        translation_2="O aprendiz é fabricante?",
    )  # fmt: skip
    court.stands(lifecycle.SUBMITTED)
    court.staff(court.judge, "scope_fixed", scope_reference="庭前会议笔录", scope_date=TODAY)
    clerk.at(reverse("ascertainment_desk:inspect", args=[court.request.pk]))
    clerk.opens(reverse("ascertainment_desk:act", args=["findings_shown", court.request.pk]))
    clerk.says(
        "No effective judgment has found anything on the provisions asked about. That this was looked up is recorded."
    )
    court.staff(clerk, "findings_shown")
    court.stands(lifecycle.ROUTING)


def open_route(court: Court, **whom: Any) -> RouteAttempt:
    """The clerk opens a route and enters that the question was sent."""
    attempt = court.open_route(**whom)
    court.staff(court.clerk, "route_sent", attempt, sent_date=TODAY)
    return attempt


def brought_by_the_party(court: Court) -> None:
    """Chan Ka Man hands in an excerpt, is told what is missing, fills it in; for the judge it is not enough."""
    attempt = open_route(court, route=routes.PARTY, party_id=court.case.parties.get(number=1).pk)
    due = law.TODAY + timedelta(days=20)
    court.staff(court.judge, "period_fixed", kind="provide", due_date=f"{due}", reason="预留查阅所需时间")
    chan = court.chan
    court.opens_own(chan)
    chan.opens(chan.law("ascertainment_material_new", court.request.reference))
    chan.sends(
        title="條文摘錄",
        language="zh-hant",
        citations=LAW,
        validity="現行有效。",
        relevance="用以確定燈籠的含義。",
    )
    material = Material.objects.get()
    assert (material.state, material.attempt, material.validity) == (
        materials.INCOMPLETE,
        attempt,
        "現行有效。",
    )
    chan.says(WORDS[materials.HOW_OBTAINED])
    expect(chan.page.locator("main")).to_contain_text("現行有效。")
    expect(chan.page.locator("main")).to_contain_text("絲製的燈")  # pinned as it stood on the day
    chan.opens(chan.law("ascertainment_material_complete", court.request.reference, 1))
    expect(chan.page.locator("[name=validity]")).to_have_value("現行有效。")
    chan.sends(how_obtained="由電子版香港法例下載。")
    assert Material.objects.get().state == materials.COMPLETE
    court.staff(
        court.judge, "route_assessed", attempt, outcome=routes.INSUFFICIENT, outcome_reason="缺少立法沿革"
    )
    court.staff(court.judge, "supplement_ordered", attempt_id=attempt.pk, reason="须由另一途径补充")
    court.stands(lifecycle.SUPPLEMENT)


def given_by_the_institute(court: Court) -> None:
    """The institute states that it has no interest, proves its qualification, quotes, and files its opinion."""
    attempt = open_route(court, route=routes.INSTITUTION_OR_EXPERT, provider_id=court.provider.pk)
    expert, work = court.expert, court.expert.law("provider_work", attempt.pk)
    court.opens_own(expert)
    expert.opens(work, expert.law("provider_accept", attempt.pk))
    expert.sends(is_true=True)
    expert.says("The court has been told that you accept.")
    court.wrongs += expert.look("expert")
    expert.opens(expert.law("provider_proof", attempt.pk))
    expert.sends(kind="qualification", upload=scan("qualification"))
    expert.opens(expert.law("ascertainment_quote", court.request.reference, attempt.pk))
    expert.sends(kind="fee", currency="CNY", quoted="12000.00", quoted_date=TODAY)
    expert.at(work)
    expert.opens(expert.law("ascertainment_material_for", court.request.reference, attempt.number))
    expert.sends(
        title="法律意見書", language="zh-hant", document=scan("opinion"), citations=LAW, how_obtained="電子版香港法例。",
        validity="自2014年6月1日起施行。", relevance="直接回答兩個問題。",
    )  # fmt: skip
    expert.says("The court has received it.")
    assert Material.objects.get(number=2).state == materials.COMPLETE
    court.staff(court.judge, "route_assessed", attempt, outcome=routes.SUFFICIENT, outcome_reason="材料完整")


def shown_in_court(court: Court) -> None:
    """Everything is shown in court, and the parties are asked for their positions."""
    keys = [str(row.pk) for row in court.request.materials.all()]
    court.staff(
        court.clerk,
        "exhibited",
        material_ids=keys,
        how="hearing",
        shown_date=TODAY,
        minutes_reference=MINUTES,
    )
    until = law.TODAY + timedelta(days=14)
    court.staff(court.clerk, "positions_invited", until=f"{until}", reason=MINUTES)
    court.stands(lifecycle.POSITIONS)


def heard(court: Court) -> None:
    """Ho Tak Wing objects on her phone, at first without reasons; Chan Ka Man reads it and agrees with the opinion."""
    ho, reference = court.ho, court.request.reference
    court.opens_own(ho)
    ho.says(HEADLINES[lifecycle.POSITIONS])
    court.wrongs += ho.look("heard")
    ho.opens(ho.law("ascertainment_positions", reference))
    points = {f"stance_{number}_{aspect}": routes.AGREE for number in (1, 2) for aspect in routes.ASPECTS}
    points["stance_1_meaning"] = routes.OBJECT
    ho.is_refused("An objection gives reasons (art. 8).", **points)
    ho.sends(reasons_1_meaning=OBJECTION)
    ho.says("The court has received it.")
    assert Position.objects.filter(stance=routes.OBJECT).count() == 1
    court.agrees(court.chan)
    expect(court.chan.page.locator("#positions ~ *", has_text=OBJECTION).first).to_be_visible()


def answers_of(court: Court, law_of: Material) -> dict[str, Any]:
    """An answer to each question that rests on what this material cites."""
    cited = [str(row.pk) for row in CitedLaw.objects.filter(material=law_of)]
    given: dict[str, Any] = {}
    for number in court.request.questions.values_list("number", flat=True):
        given |= {f"answer_{number}": "是。", f"rests_on_{number}": cited}
    return given


def determined(court: Court) -> None:
    """The judge determines the content against the objection, allocates the costs; the clerk closes."""
    opinion = court.request.materials.get(number=2)
    court.looks_at_desk(court.judge)
    court.staff(
        court.judge, "content_determined", content=CONTENT, reasons="异议未附证据，意见书理由充分。",
        no_supplement_reason="异议没有提出新的材料。",
        **answers_of(court, opinion),
    )  # fmt: skip
    cost = Cost.objects.get()
    court.staff(court.clerk, "cost_agreed", cost, agreed_by=MINUTES, agreed_date=TODAY)
    court.staff(court.clerk, "cost_invoiced", cost, invoice_number="F-1", invoiced="12000.00")
    court.staff(
        court.judge, "costs_allocated", basis="court", no_agreement=True, reasons="由提出异议的一方负担。",
        share_2_CNY="12000.00",
    )  # fmt: skip
    court.staff(court.clerk, "request_closed")
    court.stands(lifecycle.CLOSED)
    court.opens_own(court.ho)
    for sentence in (HEADLINES[lifecycle.CLOSED], "your share", MILESTONES[F + "content_determined"]):
        court.ho.says(sentence)


def written_down(court: Court) -> None:
    """The process statement is made, fetched, known to the public check; the judgment takes effect."""
    court.staff(court.clerk, "paper_made", kind="process_statement", language="zh-hans", second_language="pt")
    paper = AscertainmentPaper.objects.get()
    with court.clerk.page.expect_download() as coming:
        court.clerk.page.locator(f"a[href='{court.clerk.law('paper_pdf', paper.pk)}']").click()
    content = coming.value.path().read_bytes()
    assert content.startswith(b"%PDF")
    court.ho.at(in_language("pt", "verification:verify"))
    enter(
        court.ho.page, {"number": court.request.reference, "code": hashlib.sha256(content).hexdigest()[:16]}
    )
    court.ho.page.locator("main form.fields button[type=submit]").click()
    court.ho.says("This paper is on record.")
    court.staff(
        court.clerk, "case_judgment_recorded", judgment_number="（2026）粤0391民初1001号", judgment_date=TODAY,
        judgment_effective_date=TODAY,
    )  # fmt: skip
    assert Finding.objects.get().state == Finding.State.EFFECTIVE


def in_language(language: str, name: str) -> str:
    """An address of the portal in a language."""
    return reverse(name).replace("/zh-hant/", f"/{language}/", 1)


# -- by choice


def asked_by_a_party(court: Court) -> None:
    """Chan Ka Man asks under the clause of the contract; the judge fixes the scope."""
    chan = court.chan
    chan.at(chan.law("ascertainments"))
    chan.opens(chan.law("ascertainment_ask", court.case.pk))
    court.wrongs += chan.look("ask")
    chan.sends(
        basis=routes.PARTY_CHOICE, choice_clause="本合同適用香港法律。", jurisdiction="CN-HK", fact_date=f"{FACTS}",
        language="en", question_1=FIRST, translation_1=f"Does a lantern ({LAW}) include its frame?",
    )  # fmt: skip
    chan.says("The judge has received your request.")
    court.staff(
        court.judge, "scope_fixed", nature="买卖合同纠纷", scope_reference="庭前会议笔录", scope_date=TODAY
    )


def found_before(court: Court) -> FindingShown:
    """What the first judgment found is shown before any route, relied on, and rebutted."""
    finding, clerk = Finding.objects.get(), court.clerk
    clerk.at(reverse("ascertainment_desk:inspect", args=[court.request.pk]))
    clerk.opens(reverse("ascertainment_desk:act", args=["findings_shown", court.request.pk]))
    clerk.says("same provision")
    expect(clerk.page.locator("main")).to_contain_text(finding.case_number)
    court.staff(clerk, "findings_shown")
    shown = FindingShown.objects.get(request=court.request, finding=finding)
    court.staff(clerk, "finding_relied_on", shown)
    ho = court.ho
    court.opens_own(ho)
    ho.opens(ho.law("ascertainment_rebut", court.request.reference, shown.pk))
    ho.sends(reasons=REBUTTAL, evidence=scan("rebuttal"))
    ho.says("The court has received it.")
    return shown


def adopted(court: Court, shown: FindingShown) -> None:
    """The judge adopts the finding, with words on the rebuttal; no costs arose; the clerk closes."""
    court.staff(
        court.judge, "finding_adopted", shown_id=f"{shown.pk}", reasons="生效裁判已认定，反驳不足以推翻。",
        on_rebuttals="所提证据不足以推翻。", answer_1="是。",
    )  # fmt: skip
    court.staff(court.judge, "costs_allocated", basis="none", reasons="未发生费用。")
    court.staff(court.clerk, "request_closed")
    court.stands(lifecycle.CLOSED)
    for window in (court.chan, court.ho):
        court.opens_own(window)
        window.says(MILESTONES[F + "finding_adopted"])


def test_one_request_by_conflict_rule_and_one_by_choice_from_draft_to_closed(court: Court) -> None:
    asked_by_the_court(court)
    brought_by_the_party(court)
    given_by_the_institute(court)
    shown_in_court(court)
    heard(court)
    determined(court)
    written_down(court)
    first = court.request
    asked_by_a_party(court)
    assert court.request != first
    shown = found_before(court)
    shown_in_court(court)
    court.agrees(court.chan)
    court.agrees(court.ho)
    adopted(court, shown)
    assert not court.wrongs, "\n".join(court.wrongs)
