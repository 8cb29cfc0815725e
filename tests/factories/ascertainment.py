"""Requests for ascertainment for tests: rows as they stand in a state, without the acts that lead there.

Chan Ka Man of Hong Kong against Ho Tak Wing before the Qianhai court (A); Lin Xiao judges, Wu Min keeps the file;
Yeung Siu Fung answers for a fictitious institute of law.
"""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime
from typing import Any

from foreign_law.models import (
    AscertainmentRequest,
    CitedLaw,
    Determination,
    Finding,
    LawProvider,
    Material,
    PinnedText,
    Position,
    ProviderAccount,
    ProviderProof,
    RouteAttempt,
    ScopeQuestion,
)
from foreign_law.rules.ascertainment import lifecycle, routes
from portal.cases.models import Assignment, Case
from portal.exhibits.actions import deposit
from portal.exhibits.models import Exhibit
from portal.identity.models import User
from portal.identity.roles import Role
from portal.numbering import check_digit
from tests.factories import cases, people

NOW = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)
TODAY = date(2026, 11, 20)
FACT_DATE = date(2024, 5, 6)
#: States of a request before the judge fixed its scope.
UNSCOPED = (lifecycle.DRAFT, lifecycle.SUBMITTED)


def expert() -> User:
    """Yeung Siu Fung, who answers for the institute."""
    user = account_of_an_expert("yeung.siufung", language="zh-hant")
    people.person_of(user, {"zh-hant": "楊少峰", "latin": "Yeung Siu Fung"})
    return user


def other_expert() -> User:
    """Beatriz Nunes, expert on the law of Macao, asked in another request only."""
    user = account_of_an_expert("beatriz.nunes", language="pt")
    people.person_of(user, {"pt": "Beatriz Nunes"})
    return user


def account_of_an_expert(local_part: str, *, language: str) -> User:
    """An account with the role of an expert at court A."""
    user = people.account(local_part, language=language)
    people.office_of(user, Role.EXPERT.value, court=people.court())
    return user


def provider(user: User | None = None, *, name: str = "虛構法律查明研究所", **entries: Any) -> LawProvider:
    """An institution with the account that answers for it (Yeung Siu Fung unless told otherwise)."""
    found = LawProvider.objects.filter(name_zh_hant=name).first()
    if found is None:
        found = LawProvider.objects.create(**{
            "kind": "institution", "name_zh_hant": name, "name_en": "Fictitious Institute of Law", "routes": [6],
            "jurisdictions": ["CN-HK", "CN-MO"], "languages": ["zh-hant", "en"], "source": "Test", **entries,
        })  # fmt: skip
        ProviderAccount.objects.create(provider=found, user=user or expert(), valid_from=date(2026, 1, 5))
    return found


def ascertained_case() -> Case:
    """The case of the cast, with Lin Xiao as judge in charge and Wu Min as clerk."""
    case = cases.chan_against_ho()
    if not case.assignments.exists():
        for seat, holder in (("judge", people.judge_a()), ("clerk", people.clerk_a())):
            Assignment.objects.create(case=case, seat=seat, holder=holder, valid_from=date(2026, 3, 2))
    return case


def a_request(
    state: str = lifecycle.ROUTING, *, basis: str = routes.CONFLICT_RULE, **entries: Any
) -> AscertainmentRequest:
    """A request in a state; each call is another request, with one question unless ``questions=0``."""
    case = entries.pop("case", None) or ascertained_case()
    questions = entries.pop("questions", 1)
    stem = f"FL-2026-{AscertainmentRequest.objects.count() + 1:05d}"
    chosen = basis == routes.PARTY_CHOICE
    request = AscertainmentRequest.objects.create(**{
        "reference": f"{stem}-{check_digit(stem)}", "case": case, "court": case.court, "state": state,
        "state_since_at": NOW, "basis": "" if state in UNSCOPED else basis, "jurisdiction": "CN-HK",
        "choice_clause": "本合同適用香港法律。" if chosen else "",
        "conflict_rule": "" if chosen else "涉外民事关系法律适用法第四十一条", "fact_date": FACT_DATE,
        "field_of_law": "合同", "nature": "买卖合同纠纷", "agreed_facts": "双方于2024年5月6日签订合同。",
        "opened_at": NOW, "opened_by": people.clerk_a(),
        "scope_date": None if state in UNSCOPED else TODAY,
        "scope_reference": "" if state in UNSCOPED else "庭前会议笔录", **entries,
    })  # fmt: skip
    for number in range(1, questions + 1):
        ScopeQuestion.objects.create(
            request=request,
            number=number,
            text=f"问题{number}：违约金条款是否有效？",
            translation="Is the clause valid?",
        )
    return request


def an_attempt(
    request: AscertainmentRequest,
    route: int = routes.INSTITUTION_OR_EXPERT,
    state: str = lifecycle.SENT,
    **entries: Any,
) -> RouteAttempt:
    """An attempt, sent unless told otherwise; with a provider on the routes of providers."""
    outcome = entries.get("outcome", "")
    sent = state != lifecycle.OPENED
    if route in routes.BY_PROVIDER:
        entries.setdefault("provider", provider())
    return RouteAttempt.objects.create(**{
        "request": request, "number": request.attempts.count() + 1, "route": route, "state": state,
        "opened_at": NOW, "sent_at": NOW if sent else None, "sent_date": TODAY if sent else None,
        "assessed_at": NOW if outcome else None,
        "assessed_by": people.actor(people.judge_a()).key if outcome else "", **entries,
    })  # fmt: skip


def a_file(request: AscertainmentRequest, text: str = "opinion") -> Exhibit:
    """A text file that the clerk deposited in the request."""
    return deposit(
        actor=people.actor(people.clerk_a()), at=NOW, upload=cases.upload(text), declared_name=f"{text}.txt",
        scope=f"ascertainment:{request.pk}",
    )  # fmt: skip


def proofs_of(attempt: RouteAttempt) -> None:
    """What art. 4 asks of an institution: its qualification and the statement of no interest."""
    assert attempt.provider is not None
    kinds = ("qualification",) if attempt.provider.kind == "institution" else ("identity", "record")
    for kind in kinds:
        ProviderProof.objects.create(
            provider=attempt.provider, attempt=attempt, kind=kind, exhibit=a_file(attempt.request, kind),
            added_at=NOW, added_by="system:test",
        )  # fmt: skip
    attempt.statement_given_at, attempt.statement_by = NOW, "user:test"
    attempt.statement_text = "与本案无利害关系。"
    attempt.save()


def a_material(
    request: AscertainmentRequest,
    attempt: RouteAttempt | None = None,
    *,
    state: str = "complete",
    **entries: Any,
) -> Material:
    """A complete Chinese material with one cited provision, unless told otherwise."""
    number = request.materials.count() + 1
    with_law = entries.pop("with_law", True)
    material = Material.objects.create(**{
        "request": request, "attempt": attempt, "number": number, "kind": "opinion" if attempt else "party",
        "state": state, "title": f"法律意见书{number}", "language": "zh-hant",
        "exhibit": a_file(request, f"material {number}"), "how_obtained": "電子版香港法例", "validity": "現行有效",
        "relevance": "爭議條款適用香港法律", "submitted_at": NOW, "submitted_by": "user:test",
        "received_date": TODAY, **entries,
    })  # fmt: skip
    if with_law:
        cited_law(material)
    return material


def cited_law(material: Material, *, kind: str = "legislation", **entries: Any) -> CitedLaw:
    """A provision with its Chinese text pinned."""
    text = entries.pop("text", "虛構條文：違約金不得為懲罰性。")
    language = entries.pop("language", "zh-hant")
    cited = CitedLaw.objects.create(**{
        "material": material, "number": material.cited.count() + 1, "kind": kind, "citation": "Cap. 9001 s. 2",
        "citation_id": "hk:cap:9001:s2", "on_date": FACT_DATE, **entries,
    })  # fmt: skip
    PinnedText.objects.create(
        cited=cited, language=language, authenticity="authentic", text=text,
        digest=hashlib.sha256(text.encode()).hexdigest(), source="Test", retrieved_at=NOW,
    )  # fmt: skip
    return cited


def positions(request: AscertainmentRequest, stance: str = "agree", **entries: Any) -> list[Position]:
    """Every party of the case on every question and aspect."""
    return [
        Position.objects.create(**{
            "request": request, "question": question, "party": party, "aspect": aspect, "stance": stance,
            "reasons": "" if stance == "agree" else "理由", "taken_at": NOW, "taken_by": "user:test", **entries,
        })
        for question in request.questions.filter(struck_at=None)
        for party in request.case.parties.all()
        for aspect in routes.ASPECTS
    ]  # fmt: skip


def a_finding(state: str = "effective", **entries: Any) -> Finding:
    """What a fictitious judgment of another court found on the provision."""
    effective = state == "effective"
    if "determination" in entries:
        asked = entries["determination"].request
        entries = {"court": asked.court, "is_confidential": asked.is_confidential, **entries}
    return Finding.objects.create(**{
        "jurisdiction": "CN-HK", "citation": "Cap. 9001 s. 2", "citation_id": "hk:cap:9001:s2",
        "fact_date": FACT_DATE, "proposition": "违约金条款如属惩罚性即不可强制执行。", "court_name": "广东省虚构市中级人民法院",
        "case_number": "（2025）粤99民终88号" if effective else "", "judgment_date": date(2025, 6, 2) if effective else None,
        "effective_date": date(2025, 6, 2) if effective else None, "state": state, "source": "Test",
        "recorded_at": NOW, "recorded_by": "system:test", **entries,
    })  # fmt: skip


def a_determination(
    request: AscertainmentRequest, kind: str = lifecycle.CONFIRMED, **entries: Any
) -> Determination:
    """The judge's decision, as a row."""
    return Determination.objects.create(**{
        "request": request, "kind": kind, "content": "" if kind == lifecycle.UNASCERTAINABLE else "违约金条款有效。",
        "reasons": "各方当事人无异议。", "decided_at": NOW, "decided_by": people.actor(people.judge_a()).key, **entries,
    })  # fmt: skip
