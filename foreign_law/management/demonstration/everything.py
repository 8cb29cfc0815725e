"""All of the demonstration of ascertainment, in order; a second run changes nothing.

One request from draft to an effective judgment; one by the parties' choice in which the finding of the first is relied on
and the parties are being heard; one on the law of Macao, sent through judicial assistance.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from foreign_law.actions.ascertainment import (
    asking,
    drafting,
    exhibiting,
    findings,
    papers,
    positions,
    rebuttals,
    routes,
    scoping,
)
from foreign_law.management.demonstration import finished
from foreign_law.management.demonstration import wordings as said
from foreign_law.management.demonstration.people import EXPERT, actor, institute, the_case
from foreign_law.models import AscertainmentRequest
from portal.cases.actions.steps import day_of
from portal.operations.demonstration import account_line


def load(*, at: datetime) -> list[str]:
    """Make what is missing; lines for the operator."""
    if AscertainmentRequest.objects.exists():
        return []
    institute(at)
    closed = finished.load(at)
    later = at + timedelta(minutes=10)
    chosen = _by_choice(later)
    macao = _macao(later)
    return [
        account_line(EXPERT),
        f"{closed.reference:<26} closed, judgment in effect, papers made",
        f"{chosen.reference:<26} law chosen, an earlier finding relied on, parties being heard",
        f"{macao.reference:<26} law of Macao, letter sent through judicial assistance",
    ]


def _by_choice(at: datetime) -> AscertainmentRequest:
    """The plaintiff asks; the judge fixes the scope; the finding of the first request is relied on (art. 8(3))."""
    clerk, judge = actor("clerk", at), actor("judge", at)
    request = asking.ask(
        actor=actor("party", at), at=at, case_id=the_case().pk, basis="party_choice",
        choice_clause="本合同适用香港特别行政区法律。（虚构）", jurisdiction="CN-HK", fact_date=finished.FACT_DATE,
        field_of_law="买卖合同", nature=said.NATURE, language="en",
        questions=[(said.FIRST, "Does “lantern” in section 2 of Cap. 9001 include the frame of a silk lamp?")],
    )  # fmt: skip
    scoping.fix_scope(
        actor=judge, at=at, request_id=request.pk, scope_reference=said.SCOPE, scope_date=day_of(at)
    )
    findings.findings_shown(actor=clerk, at=at, request_id=request.pk)
    shown = request.findings_shown.filter(finding__determination__isnull=False).first()
    if shown is not None:
        rebuttals.rely_on_finding(actor=clerk, at=at, shown_id=shown.pk)
        exhibiting.exhibit_materials(
            actor=clerk, at=at, request_id=request.pk, material_ids=[row.pk for row in request.materials.all()],
            how="pretrial", shown_date=day_of(at), minutes_reference=said.SCOPE,
        )  # fmt: skip
        positions.invite_positions(
            actor=clerk,
            at=at,
            request_id=request.pk,
            until=day_of(at) + timedelta(days=21),
            reason="给予书面准备的时间",
        )
    return AscertainmentRequest.objects.get(pk=request.pk)


def _macao(at: datetime) -> AscertainmentRequest:
    """A question on the law of Macao, sent under art. 25 of the 2020 Arrangement."""
    clerk, judge = actor("clerk", at), actor("judge", at)
    request = drafting.draft_request(
        actor=clerk, at=at, case_id=the_case().pk, basis="conflict_rule", conflict_rule=said.CONFLICT_RULE,
        jurisdiction="CN-MO", field_of_law="承揽合同", nature="承揽合同纠纷（虚构）", language="pt",
        questions=[("学徒是否与制造人承担相同的责任？", "O aprendiz responde nos mesmos termos que o fabricante?")],
    )  # fmt: skip
    drafting.submit_request(actor=clerk, at=at, request_id=request.pk)
    scoping.fix_scope(
        actor=judge, at=at, request_id=request.pk, scope_reference=said.SCOPE, scope_date=day_of(at)
    )
    findings.findings_shown(actor=clerk, at=at, request_id=request.pk)
    letter = routes.open_route(
        actor=clerk, at=at, request_id=request.pk, route=2, addressed_to="澳门特别行政区终审法院"
    )
    papers.make_paper(actor=clerk, at=at, request_id=request.pk, kind="request_letter", attempt_id=letter.pk)
    routes.send_route(
        actor=clerk, at=at, attempt_id=letter.pk, sent_date=day_of(at), through="广东省高级人民法院",
        outside_number="TUI-FICT-3/2026",
    )  # fmt: skip
    return AscertainmentRequest.objects.get(pk=request.pk)
