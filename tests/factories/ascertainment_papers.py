"""A request with everything that a process statement tells: routes, opinion, showing, objection, decision, costs."""

from __future__ import annotations

from datetime import date
from typing import Any

from foreign_law.models import AscertainmentRequest, Cost, CostAllocation, Exhibition, Period
from foreign_law.rules.ascertainment import lifecycle, routes
from tests.factories import ascertainment as rows

AT = rows.NOW


def a_full_request(state: str = lifecycle.DETERMINED, **entries: Any) -> AscertainmentRequest:
    """Two routes, an opinion shown in court, an objection, a decision, costs."""
    request = rows.a_request(state, questions=2, **entries)
    party = request.case.parties.first()
    first = rows.an_attempt(
        request, routes.PARTY, lifecycle.ASSESSED, party=party, outcome="insufficient",
        outcome_reason="仅提交条文摘录。", received_date=rows.TODAY,
    )  # fmt: skip
    second = rows.an_attempt(
        request, routes.INSTITUTION_OR_EXPERT, lifecycle.ASSESSED, outcome="sufficient", supplements_number=first.number,
        outcome_reason="条文及判例完整。", received_date=rows.TODAY,
    )  # fmt: skip
    rows.proofs_of(second)
    material = rows.a_material(request, second)
    shown = Exhibition.objects.create(
        request=request, number=1, how="pretrial", shown_date=rows.TODAY, minutes_reference="庭前会议笔录第3页",
        recorded_at=AT, recorded_by="user:test",
    )  # fmt: skip
    shown.materials.add(material)
    rows.positions(request)
    held = request.positions.first()
    assert held is not None
    held.stance, held.reasons = "object", "该条不适用于分期付款合同。"
    held.save()
    Period.objects.create(
        request=request, kind="provide", party=party, due_date=date(2026, 10, 8), reason="需办理转递手续", fixed_at=AT,
        fixed_by="user:test",
    )  # fmt: skip
    if state in (lifecycle.DETERMINED, lifecycle.COSTED, lifecycle.CLOSED):
        rows.a_determination(request, lifecycle.DETERMINED, reasons="经审查，意见书所述与条文一致。")
    return request


def with_costs(request: AscertainmentRequest) -> None:
    party = request.case.parties.first()
    for number, amount in ((1, "12000"), (2, "800.50")):
        Cost.objects.create(
            request=request,
            number=number,
            kind="fee",
            currency="CNY",
            quoted=amount,
            quoted_date=rows.TODAY,
            payer=party,
        )
    CostAllocation.objects.create(
        request=request, basis="court", party=party, currency="CNY", amount="12800.50", reasons="合理费用",
        decided_at=AT, decided_by="user:test",
    )  # fmt: skip
