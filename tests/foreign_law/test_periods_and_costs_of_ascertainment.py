"""Periods by their last day, more time for specific reasons, costs from quote to share, closing, the judgment."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from foreign_law.actions.ascertainment import (
    allocating,
    closing,
    costs,
    effect,
    extensions,
    papers,
    periods,
    withdrawing,
)
from foreign_law.forms.ascertainment.asking_offered import OFFERED
from foreign_law.models import AscertainmentRequest, Cost, ExtensionRequest, Opportunity, Period
from foreign_law.queries.ascertainment.papers import readable
from foreign_law.rules.ascertainment import lifecycle
from portal.identity.permissions import PermissionRefused
from portal.notices.models import Notice
from tests.factories import ascertainment as made
from tests.factories import cases, people

pytestmark = pytest.mark.django_db
NOW, TODAY = made.NOW, made.TODAY
DUE, LATER = date(2026, 12, 31), date(2027, 2, 1)


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


def expert() -> Any:
    return people.actor(made.expert())


def refused(run: Any) -> dict[str, list[str]] | list[str]:
    with pytest.raises(ValidationError) as caught:
        run()
    return caught.value.message_dict if hasattr(caught.value, "error_dict") else caught.value.messages


def a_period(request: AscertainmentRequest, **changed: Any) -> Period:
    return periods.fix_period(**{
        "actor": judge(), "at": NOW, "request_id": request.pk, "kind": "provide", "due_date": DUE,
        "reason": "须在香港办理公证转递", "party": cases.plaintiff(request.case).pk, **changed,
    })  # fmt: skip


def asked(period: Period, **changed: Any) -> ExtensionRequest:
    return extensions.ask_extension(**{
        "actor": party(), "at": NOW, "period_id": period.pk, "until": LATER, "reasons": "出具意见的大律师在休假", **changed,
    })  # fmt: skip


def test_a_period_names_its_reason_and_tells_only_whom_it_concerns() -> None:
    request = made.a_request(lifecycle.SCOPED)
    period = a_period(request)
    assert (period.due_date, period.party.number) == (DUE, 1)
    told = Notice.objects.filter(kind="foreign_law.ascertainment_milestone")
    assert told.get().recipient_key == party().key
    attempt = made.an_attempt(request)
    a_period(request, kind="answer", party=None, attempt=attempt.pk)
    assert Notice.objects.get(kind="foreign_law.ascertainment_provider").recipient_key == expert().key


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"due_date": date(2026, 11, 19)}, "due_date"),
        ({"reason": " "}, "reason"),
        ({"kind": "answer"}, "attempt"),
        ({}, "party"),
    ],
)
def test_a_period_in_the_past_without_reason_or_for_nobody_is_refused(
    changed: dict[str, Any], field: str
) -> None:
    request = made.a_request(lifecycle.SCOPED)
    if field == "party":
        changed = {"party": made.an_attempt(request, 1).pk}
    assert list(refused(lambda: a_period(request, **changed))) == [field]


def test_only_the_judge_fixes_and_ends_periods() -> None:
    request = made.a_request(lifecycle.SCOPED)
    period = a_period(request)
    for actor in (clerk(), party(), people.actor(people.judge_b())):
        with pytest.raises(PermissionRefused):
            a_period(request, actor=actor)
        with pytest.raises(PermissionRefused):
            periods.end_period(actor=actor, at=NOW, period_id=period.pk, reason="x")
    periods.end_period(actor=judge(), at=NOW, period_id=period.pk, reason="已提供")
    assert refused(lambda: periods.end_period(actor=judge(), at=NOW, period_id=period.pk, reason="x"))


def test_more_time_is_asked_with_reasons_and_a_longer_period_takes_the_place() -> None:
    period = a_period(made.a_request(lifecycle.IN_PROGRESS))
    one = asked(period)
    assert refused(lambda: asked(period)) == [
        "Your earlier request for an extension still lies before the judge."
    ]
    longer = extensions.grant_extension(
        actor=judge(), at=NOW, extension_id=one.pk, until=date(2027, 1, 20), reason="理由具体"
    )
    assert (longer.extends, longer.due_date, longer.party) == (period, date(2027, 1, 20), period.party)
    one.refresh_from_db()
    assert one.decision == "granted"
    assert refused(lambda: asked(period)) == ["This period was extended already; the longer one counts."]
    assert refused(
        lambda: extensions.refuse_extension(actor=judge(), at=NOW, extension_id=one.pk, reason="x")
    ) == ["This request was decided already."]
    again = asked(longer)
    extensions.refuse_extension(actor=judge(), at=NOW, extension_id=again.pk, reason="理由不具体")
    again.refresh_from_db()
    assert (again.decision, longer.extension_requests.count()) == ("refused", 1)


@pytest.mark.parametrize(
    ("changed", "field"),
    [({"reasons": " "}, "reasons"), ({"until": DUE}, "until"), ({"until": date(2026, 11, 1)}, "until")],
)
def test_more_time_without_specific_reasons_or_a_later_day_is_refused(
    changed: dict[str, Any], field: str
) -> None:
    period = a_period(made.a_request(lifecycle.SCOPED))
    assert list(refused(lambda: asked(period, **changed))) == [field]


def test_nobody_asks_for_the_time_of_another_side() -> None:
    period = a_period(made.a_request(lifecycle.SCOPED))
    for actor in (opponent(), people.actor(people.stranger()), judge(), expert()):
        with pytest.raises(PermissionRefused):
            asked(period, actor=actor)
    assert list(refused(lambda: asked(period, actor=clerk()))) == ["party"]
    on_paper = asked(period, actor=clerk(), party=period.party_id)
    assert on_paper.party == period.party
    with pytest.raises(PermissionRefused):
        extensions.grant_extension(actor=clerk(), at=NOW, extension_id=on_paper.pk, until=LATER, reason="x")


def a_quote(request: AscertainmentRequest, **changed: Any) -> Cost:
    return costs.quote_cost(**{
        "actor": clerk(), "at": NOW, "request_id": request.pk, "kind": "fee", "currency": "hkd",
        "quoted": Decimal("8000"), "quoted_date": TODAY, **changed,
    })  # fmt: skip


def test_a_provider_quotes_for_its_own_attempt_only() -> None:
    request = made.a_request(lifecycle.IN_PROGRESS)
    own = made.an_attempt(request)
    other = made.an_attempt(request, provider=made.provider(made.other_expert(), name="另一研究所"))
    assert a_quote(request, actor=expert(), attempt=own.pk).currency == "HKD"
    for attempt in (other.pk, None):
        with pytest.raises(PermissionRefused):
            a_quote(request, actor=expert(), attempt=attempt)
    with pytest.raises(PermissionRefused):
        a_quote(request, actor=party(), attempt=own.pk)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"currency": "dollars"}, "currency"), ({"quoted": Decimal("-1")}, "quoted"),
        ({"quoted_date": date(2026, 11, 21)}, "quoted_date"),
    ],
)  # fmt: skip
def test_a_quote_without_currency_or_below_nothing_is_refused(changed: dict[str, Any], field: str) -> None:
    request = made.a_request(lifecycle.IN_PROGRESS)
    assert list(refused(lambda: a_quote(request, **changed))) == [field]


def test_a_cost_goes_from_quote_to_payment() -> None:
    request = made.a_request(lifecycle.IN_PROGRESS)
    cost = a_quote(request)
    assert refused(lambda: costs.pay_cost(actor=party(), at=NOW, cost_id=cost.pk, paid_date=TODAY))
    costs.agree_cost(actor=party(), at=NOW, cost_id=cost.pk)
    costs.invoice_cost(
        actor=clerk(),
        at=NOW,
        cost_id=cost.pk,
        invoiced=Decimal("7500"),
        invoice_number="INV 7",
        upload=cases.upload("inv"),
    )
    costs.pay_cost(actor=party(), at=NOW, cost_id=cost.pk, paid_date=TODAY)
    cost.refresh_from_db()
    assert (cost.state, cost.amount, cost.payer.number, cost.agreed_by) == (
        "paid",
        Decimal("7500.00"),
        1,
        "陳嘉敏",
    )
    assert refused(lambda: costs.withdraw_cost(actor=clerk(), at=NOW, cost_id=cost.pk, reason="x"))
    other = a_quote(request, kind="translation")
    costs.withdraw_cost(actor=clerk(), at=NOW, cost_id=other.pk, reason="由当事人自行翻译")
    assert list(refused(lambda: costs.agree_cost(actor=clerk(), at=NOW, cost_id=a_quote(request).pk))) == [
        "agreed_by"
    ]


def allocated(request: AscertainmentRequest, *shares: tuple[int, str, str], **changed: Any) -> Any:
    parties = {row.number: row.pk for row in request.case.parties.all()}
    return allocating.allocate_costs(**{
        "actor": judge(), "at": NOW, "request_id": request.pk, "basis": "court", "reasons": "根据诉讼请求",
        "no_agreement": True, "shares": [(parties[number], code, Decimal(amount)) for number, code, amount in shares],
        **changed,
    })  # fmt: skip


def test_shares_must_add_up_and_a_later_allocation_supersedes() -> None:
    request = made.a_request(lifecycle.CONFIRMED)
    cost = a_quote(request)
    assert "no. 1" in str(refused(lambda: allocated(request, (1, "HKD", "8000"))))
    costs.agree_cost(actor=party(), at=NOW, cost_id=cost.pk)
    found = str(refused(lambda: allocated(request, (1, "HKD", "5000"))))
    assert "HKD: the costs are 8,000.00, the shares add up to 5,000" in found
    assert "no_agreement" in refused(lambda: allocated(request, (1, "HKD", "8000"), no_agreement=False))
    assert "basis" in refused(lambda: allocated(request, basis="none"))
    assert "reasons" in refused(lambda: allocated(request, (1, "HKD", "8000"), reasons=" "))
    assert len(allocated(request, (1, "HKD", "5000"), (2, "HKD", "3000"))) == 2
    allocated(request, (2, "HKD", "8000"), basis="agreement", no_agreement=False)
    request.refresh_from_db()
    assert request.state == lifecycle.COSTED
    assert request.allocations.filter(superseded_at=None).get().party.number == 2
    with pytest.raises(PermissionRefused):
        allocated(request, (1, "HKD", "8000"), actor=clerk())


def test_no_costs_arose_is_said_and_not_assumed() -> None:
    request = made.a_request(lifecycle.UNASCERTAINABLE)
    assert "basis" in refused(lambda: allocated(request))
    assert refused(lambda: allocated(request, (1, "HKD", "1"), basis="none"))
    (row,) = allocated(request, basis="none", no_agreement=False)
    assert (row.party, row.amount) == (None, None)


def test_what_a_withdrawn_request_cost_is_still_settled_and_allocated_and_nothing_new_is_quoted() -> None:
    """Art. 11 asks what the ascertainment cost, not whether it went to its end."""
    request = made.a_request(lifecycle.IN_PROGRESS)
    cost, open_quote = a_quote(request), a_quote(request, kind="translation")
    costs.agree_cost(actor=party(), at=NOW, cost_id=cost.pk)
    withdrawing.withdraw_request(actor=judge(), at=NOW, request_id=request.pk, reason="和解")
    costs.invoice_cost(
        actor=clerk(), at=NOW, cost_id=cost.pk, invoiced=Decimal("7000"), invoice_number="INV 9"
    )
    assert "State of the request" in str(refused(lambda: a_quote(request)))
    assert "no. 2" in str(refused(lambda: allocated(request, (1, "HKD", "7000"))))
    costs.withdraw_cost(actor=clerk(), at=NOW, cost_id=open_quote.pk, reason="未翻译")
    with pytest.raises(PermissionRefused):
        allocated(request, (1, "HKD", "7000"), actor=clerk())
    allocated(request, (1, "HKD", "4000"), (2, "HKD", "3000"))
    request.refresh_from_db()
    assert request.state == lifecycle.WITHDRAWN and request.allocations.count() == 2
    told = Notice.objects.filter(kind="foreign_law.ascertainment_milestone").order_by("-pk")
    assert {party().key, opponent().key} <= set(told.values_list("recipient_key", flat=True))


def test_what_was_allocated_of_a_withdrawn_request_no_longer_changes_and_its_sheet_opens_to_the_sides() -> (
    None
):
    request = made.a_request(lifecycle.IN_PROGRESS)
    cost, other = a_quote(request), a_quote(request, kind="translation")
    for one in (cost, other):
        costs.agree_cost(actor=party(), at=NOW, cost_id=one.pk)
    withdrawing.withdraw_request(actor=judge(), at=NOW, request_id=request.pk, reason="和解")
    allocated(request, (1, "HKD", str(cost.amount + other.amount)))
    entered = {"invoiced": Decimal("12000"), "invoice_number": "INV 9"}
    assert "allocated" in str(
        refused(lambda: costs.invoice_cost(actor=clerk(), at=NOW, cost_id=cost.pk, **entered))
    )
    late = {"cost_id": other.pk, "reason": "未翻译"}
    assert "allocated" in str(refused(lambda: costs.withdraw_cost(actor=clerk(), at=NOW, **late)))
    sheet = papers.make_paper(actor=clerk(), at=NOW, request_id=request.pk, kind="cost_sheet")
    pack = papers.make_paper(actor=clerk(), at=NOW, request_id=request.pk, kind="process_statement")
    for side in (party(), opponent()):
        assert [row.pk for row in readable(side, TODAY)] == [sheet.pk] and sheet.pk != pack.pk


def test_no_costs_are_offered_for_allocation_where_a_withdrawn_request_had_none() -> None:
    request = made.a_request(lifecycle.IN_PROGRESS)
    withdrawing.withdraw_request(actor=judge(), at=NOW, request_id=request.pk, reason="和解")
    (button,) = [form for form in OFFERED if form.act == "costs_allocated"]
    request.refresh_from_db()
    assert not button.shown(request)
    Cost.objects.create(
        request=request, number=1, kind="fee", currency="HKD", quoted="1", quoted_date=TODAY, state="agreed"
    )
    assert button.shown(request)


def test_nothing_is_closed_while_a_party_was_not_heard() -> None:
    """Guard 4: every party of the day has a position or a recorded opportunity."""
    request = made.a_request(lifecycle.COSTED)
    _one, two = request.case.parties.order_by("number")
    made.positions(request)
    request.positions.filter(party=two).delete()
    found = str(refused(lambda: closing.close_request(actor=clerk(), at=NOW, request_id=request.pk)))
    assert "何德榮" in found
    assert "陳嘉敏" not in found
    request.refresh_from_db()
    assert request.state == lifecycle.COSTED
    Opportunity.objects.create(
        request=request, party=two, given_date=TODAY, how="庭上", recorded_at=NOW, recorded_by="user:test"
    )
    closing.close_request(actor=clerk(), at=NOW, request_id=request.pk)
    request.refresh_from_db()
    assert (request.state, request.closed_at, request.is_over) == (lifecycle.CLOSED, NOW, True)


def judged(request: AscertainmentRequest, **changed: Any) -> AscertainmentRequest:
    return effect.record_judgment(**{
        "actor": clerk(), "at": NOW, "request_id": request.pk, "judgment_number": "（2026）粤0391民初1001号",
        "judgment_date": date(2026, 11, 1), **changed,
    })  # fmt: skip


def test_a_judgment_lets_findings_take_effect_only_with_its_date_and_takes_them_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    done: list[str] = []
    monkeypatch.setattr(effect, "take_effect", lambda request, actor, at: done.append("effect"))
    monkeypatch.setattr(effect, "fall", lambda request, actor, at, reason: done.append(reason))
    request = made.a_request(lifecycle.CLOSED)
    assert refused(
        lambda: effect.set_aside_judgment(actor=clerk(), at=NOW, request_id=request.pk, reason="x")
    )
    judged(request)
    assert not done
    wrong = date(2026, 10, 1)
    assert "judgment_effective_date" in refused(lambda: judged(request, judgment_effective_date=wrong))
    assert "judgment_number" in refused(lambda: judged(request, judgment_number=" "))
    judged(request, judgment_effective_date=TODAY)
    assert done == ["effect"]
    assert "judgment_effective_date" in refused(lambda: judged(request))
    effect.set_aside_judgment(actor=clerk(), at=NOW, request_id=request.pk, reason="再审撤销")
    assert done == ["effect", "再审撤销"]
    request.refresh_from_db()
    assert request.judgment_effective_date is None
    with pytest.raises(PermissionRefused):
        judged(request, actor=judge())


def test_what_the_judge_held_becomes_a_finding_with_the_judgment_and_falls_with_it() -> None:
    request = made.a_request(lifecycle.CONFIRMED)
    finding = made.a_finding("candidate", determination=made.a_determination(request))
    judged(request)
    finding.refresh_from_db()
    assert finding.state == "candidate"
    judged(request, judgment_effective_date=TODAY)
    finding.refresh_from_db()
    assert (finding.state, finding.case_number) == ("effective", "（2026）粤0391民初1001号")
    effect.set_aside_judgment(actor=clerk(), at=NOW, request_id=request.pk, reason="再审撤销")
    finding.refresh_from_db()
    assert finding.state == "withdrawn"
