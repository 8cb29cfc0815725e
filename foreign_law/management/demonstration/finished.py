"""A request from draft to an effective judgment: a party's excerpt, an institute's opinion, an objection, a decision."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

from foreign_law.actions.ascertainment import (
    allocating,
    answers_of_providers,
    assessing,
    closing,
    costs,
    deciding,
    drafting,
    effect,
    exhibiting,
    findings,
    materials,
    papers,
    periods,
    positions,
    questioning,
    routes,
    scoping,
)
from foreign_law.actions.ascertainment.wordings import enter_wordings
from foreign_law.documents.ascertainment.papers import free_texts
from foreign_law.documents.ascertainment.subject import subject_of
from foreign_law.management.demonstration import wordings as said
from foreign_law.management.demonstration.people import actor, institute, paper, the_case
from foreign_law.models import AscertainmentRequest, CitedLaw, RouteAttempt
from foreign_law.rules.ascertainment.papers import OF_REQUEST, PROCESS_STATEMENT
from foreign_law.rules.ascertainment.routes import AGREE, ASPECTS, OBJECT
from portal.cases.actions.steps import day_of
from portal.cases.models import Party

FACT_DATE = date(2016, 5, 6)
LAW = "Cap. 9001 s. 2"


def load(at: datetime) -> AscertainmentRequest:
    """The whole course; everybody acts with the own account."""
    minute = timedelta(minutes=1)  # between the steps, so that the record knows what came first
    request = _opened(at)
    _from_the_party(request, at + minute)
    opinion = _from_the_institute(request, at + 2 * minute)
    _heard(request, at + 3 * minute, opinion)
    _decided(request, at + 6 * minute)
    _papers(request, at + 7 * minute)
    return AscertainmentRequest.objects.get(pk=request.pk)


def _party(request: AscertainmentRequest, role: str) -> Party:
    return request.case.parties.get(role=role)


def _opened(at: datetime) -> AscertainmentRequest:
    clerk, judge = actor("clerk", at), actor("judge", at)
    request = drafting.draft_request(
        actor=clerk, at=at, case_id=the_case().pk, basis="conflict_rule", conflict_rule=said.CONFLICT_RULE,
        jurisdiction="CN-HK", fact_date=FACT_DATE, field_of_law="买卖合同", nature=said.NATURE, agreed_facts=said.FACTS,
        language="pt", questions=[(text, said.PORTUGUESE[text]) for text in (said.FIRST, said.SECOND)],
    )  # fmt: skip
    drafting.submit_request(actor=clerk, at=at, request_id=request.pk)
    scoping.fix_scope(
        actor=judge, at=at, request_id=request.pk, scope_reference=said.SCOPE, scope_date=day_of(at) - timedelta(days=60)
    )  # fmt: skip
    findings.findings_shown(actor=clerk, at=at, request_id=request.pk)
    return AscertainmentRequest.objects.get(pk=request.pk)


def _from_the_party(request: AscertainmentRequest, at: datetime) -> RouteAttempt:
    """The defendant, asked to assist, brings an excerpt: insufficient (art. 2, second paragraph)."""
    clerk, judge, party = actor("clerk", at), actor("judge", at), _party(request, "defendant")
    first = routes.open_route(actor=clerk, at=at, request_id=request.pk, route=1, party_id=party.pk)
    routes.send_route(actor=clerk, at=at, attempt_id=first.pk, sent_date=day_of(at) - timedelta(days=58))
    periods.fix_period(
        actor=judge, at=at, request_id=request.pk, kind="provide", due_date=day_of(at) + timedelta(days=20),
        reason=said.PERIOD, party=party.pk,
    )  # fmt: skip
    parts = materials.Parts(
        title="条文摘录（虚构）", language="zh-hant", how_obtained="由当事人自电子版香港法例下载。",
        validity="未作说明，仅称现行有效。", relevance="用以确定合同标的是否为“燈籠”。",
    )  # fmt: skip
    materials.receive_material(
        actor=actor("opponent", at), at=at, request_id=request.pk, attempt_id=first.pk, parts=parts,
        files=materials.Files(document=paper("条文摘录")), citations=[LAW], on_date=FACT_DATE,
    )  # fmt: skip
    assessing.assess_route(
        actor=judge, at=at, attempt_id=first.pk, outcome="insufficient", outcome_reason=said.EXCERPT
    )
    assessing.order_supplement(
        actor=judge, at=at, request_id=request.pk, reason=said.EXCERPT, attempt_id=first.pk
    )
    return first


def _from_the_institute(request: AscertainmentRequest, at: datetime) -> RouteAttempt:
    """The institute: letter, statement of no interest, quote, opinion (arts 2(6), 4)."""
    clerk, judge = actor("clerk", at), actor("judge", at)
    provider = institute(at)
    expert = actor("law-expert", at)
    second = routes.open_route(
        actor=clerk, at=at, request_id=request.pk, route=6, provider_id=provider.pk, supplements_number=1
    )
    papers.make_paper(actor=clerk, at=at, request_id=request.pk, kind="request_letter", attempt_id=second.pk)
    routes.send_route(actor=clerk, at=at, attempt_id=second.pk, sent_date=day_of(at) - timedelta(days=40))
    answers_of_providers.accept(
        actor=expert,
        at=at,
        attempt_id=second.pk,
        statement_text="本所与本案当事人及其代理人没有利害关系（虚构）。",
    )
    answers_of_providers.add_proof(
        actor=expert, at=at, attempt_id=second.pk, kind="qualification", upload=paper("机构资质证明")
    )
    costs.quote_cost(
        actor=expert, at=at, request_id=request.pk, kind="fee", currency="CNY", quoted=Decimal("12000.00"),
        quoted_date=day_of(at), description="法律意见书（虚构）", attempt=second.pk,
    )  # fmt: skip
    parts = materials.Parts(
        title="法律意见书（虚构）", language="zh-hans", how_obtained="自电子版香港法例取得两种语文文本，并与宪报核对。",
        validity="自2015年3月1日起施行，2016年5月6日有效。", relevance="直接回答问题1和问题2。",
    )  # fmt: skip
    materials.receive_material(
        actor=expert, at=at, request_id=request.pk, attempt_id=second.pk, parts=parts,
        files=materials.Files(document=paper("法律意见书", said.CONTENT)), citations=[LAW], on_date=FACT_DATE,
    )  # fmt: skip
    assessing.assess_route(
        actor=judge, at=at, attempt_id=second.pk, outcome="sufficient", outcome_reason=said.COMPLETE
    )
    return second


def _heard(request: AscertainmentRequest, at: datetime, opinion: RouteAttempt) -> None:
    """Shown in court, positions taken: the defendant objects on the meaning of question 1; the institute is questioned."""
    clerk, judge = actor("clerk", at), actor("judge", at)
    shown = [row.pk for row in request.materials.all()]
    exhibiting.exhibit_materials(
        actor=clerk, at=at, request_id=request.pk, material_ids=shown, how="hearing", shown_date=day_of(at),
        minutes_reference=said.MINUTES,
    )  # fmt: skip
    held = questioning.order_questioning(
        actor=judge, at=at, attempt_id=opinion.pk, how="in_person", scheduled_at=at + timedelta(minutes=1),
        decision_reason="被告对问题1有异议", scope_note=said.PUT,
    )  # fmt: skip
    questioning.hold_questioning(
        actor=clerk, at=at + timedelta(minutes=2), questioning_id=held.pk, held_date=day_of(at),
        minutes_reference=said.MINUTES, summary=said.SAID,
    )  # fmt: skip
    positions.invite_positions(
        actor=clerk,
        at=at,
        request_id=request.pk,
        until=day_of(at) + timedelta(days=14),
        reason="给予书面准备的时间",
    )
    asked = list(request.questions.order_by("number"))
    for who, objects in (("party", False), ("opponent", True)):
        points = [
            positions.Said(
                question.pk, aspect,
                OBJECT if objects and (question.number, aspect) == (1, "meaning") else AGREE,
                said.OBJECTION if objects and (question.number, aspect) == (1, "meaning") else "",
            )
            for question in asked for aspect in ASPECTS
        ]  # fmt: skip
        positions.take_positions(actor=actor(who, at), at=at, request_id=request.pk, said=points)


def _decided(request: AscertainmentRequest, at: datetime) -> None:
    """Determined by the judge, costs to the defendant, closed, the judgment of the case in effect."""
    clerk, judge = actor("clerk", at), actor("judge", at)
    cited = tuple(
        CitedLaw.objects.filter(material__request=request, material__number=2).values_list("pk", flat=True)
    )
    first, second = request.questions.order_by("number")
    deciding.content_determined(
        actor=judge, at=at, request_id=request.pk, content=said.CONTENT, reasons=said.REASONS,
        no_supplement_reason=said.NO_SUPPLEMENT,
        answers=[deciding.Answered(first.pk, said.ANSWER_1, cited), deciding.Answered(second.pk, said.ANSWER_2, cited)],
    )  # fmt: skip
    defendant = _party(request, "defendant")
    cost = request.costs.get()
    costs.agree_cost(
        actor=clerk, at=at, cost_id=cost.pk, agreed_date=day_of(at), agreed_by="承办法官（虚构）"
    )
    costs.invoice_cost(
        actor=clerk, at=at, cost_id=cost.pk, invoiced=Decimal("12000.00"), invoice_number="FICT-0001"
    )
    costs.pay_cost(actor=clerk, at=at, cost_id=cost.pk, paid_date=day_of(at), party=defendant.pk)
    share = (defendant.pk, "CNY", Decimal("12000.00"))
    allocating.allocate_costs(
        actor=judge, at=at, request_id=request.pk, basis="court", reasons=said.COSTS, shares=[share], no_agreement=True
    )  # fmt: skip
    closing.close_request(actor=clerk, at=at, request_id=request.pk)
    effect.record_judgment(
        actor=clerk, at=at, request_id=request.pk, judgment_number=request.case.court_number, judgment_date=day_of(at),
        judgment_effective_date=day_of(at),
    )  # fmt: skip


def _papers(request: AscertainmentRequest, at: datetime) -> None:
    """Every paper of the request, in Chinese with Portuguese."""
    clerk = actor("clerk", at)
    row = AscertainmentRequest.objects.select_related("court", "case__cause").get(pk=request.pk)
    asked = free_texts(PROCESS_STATEMENT, subject_of(row, on=day_of(at), paper=0), "pt")
    entries = {part: (text, said.PORTUGUESE[text]) for part, text in asked.items() if text in said.PORTUGUESE}
    enter_wordings(
        actor=clerk,
        at=at,
        request_id=row.pk,
        language="pt",
        translator="Sofia Reis (fictícia)",
        entries=entries,
    )
    for kind in OF_REQUEST:
        papers.make_paper(actor=clerk, at=at, request_id=row.pk, kind=kind, second_language="pt")
