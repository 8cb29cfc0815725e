"""What a paper of an ascertainment is about, read once; and a voice that tells it in one language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from django.utils import timezone
from django.utils.translation import override
from modeltranslation.utils import build_localized_fieldname

from foreign_law.models import (
    Answer,
    AscertainmentRequest,
    Cost,
    CostAllocation,
    Determination,
    Exhibition,
    ExtensionRequest,
    FindingShown,
    Jurisdiction,
    LawProvider,
    Material,
    Opportunity,
    Period,
    Position,
    Questioning,
    RouteAttempt,
    ScopeQuestion,
    Wording,
)
from foreign_law.rules.ascertainment import routes, texts
from foreign_law.rules.ascertainment.scope import Fixing
from i18n import languages
from portal.cases.models import Party
from portal.identity.models import Court

MACAO = Jurisdiction.MACAO.value
IN_LIBRARY = (Jurisdiction.HONG_KONG.value, MACAO)


def digest_of(text: str) -> str:
    """SHA-256 of a wording: a translation answers for exactly this text."""
    return sha256(text.encode()).hexdigest()


@dataclass(frozen=True)
class Subject:
    """Everything a paper may say. ``on`` is its date, ``paper`` its number in the request."""

    request: AscertainmentRequest
    on: date
    paper: int
    check_code: str
    attempt: RouteAttempt | None
    questioning: Questioning | None
    questions: tuple[ScopeQuestion, ...]
    periods: tuple[Period, ...]
    extensions: tuple[ExtensionRequest, ...]
    shown: tuple[FindingShown, ...]
    attempts: tuple[RouteAttempt, ...]
    materials: tuple[Material, ...]
    exhibitions: tuple[Exhibition, ...]
    positions: tuple[Position, ...]
    opportunities: tuple[Opportunity, ...]
    questionings: tuple[Questioning, ...]
    determination: Determination | None
    answers: tuple[Answer, ...]
    costs: tuple[Cost, ...]
    allocations: tuple[CostAllocation, ...]
    parties: tuple[Party, ...]
    wordings: Mapping[tuple[str, str], str] = field(default_factory=dict)
    were_findings_sought: bool = True
    fixings: tuple[Fixing, ...] = ()
    were_findings_kept_back: bool = False

    @property
    def living(self) -> tuple[ScopeQuestion, ...]:
        """The questions that were not struck."""
        return tuple(question for question in self.questions if question.struck_at is None)

    @property
    def used(self) -> tuple[Material, ...]:
        """The materials that count: neither left out nor withdrawn."""
        gone = (Material.State.LEFT_OUT, Material.State.WITHDRAWN)
        return tuple(material for material in self.materials if material.state not in gone)


def subject_of(
    request: AscertainmentRequest, *, on: date, paper: int, check_code: str = "",
    attempt: RouteAttempt | None = None, questioning: Questioning | None = None,
) -> Subject:  # fmt: skip
    """The subject of a paper about this request, or about one attempt or questioning of it. A bounded number of queries."""
    decided = request.determinations.filter(set_aside_at=None).select_related("finding").first()
    answers = decided.answers.select_related("question").prefetch_related("rests_on") if decided else ()
    materials = request.materials.select_related("party", "attempt__provider").prefetch_related(
        "cited__texts", "relies_on__finding", "attempt__provider__proofs"
    )
    for_sides = FindingShown.objects.for_sides().filter(request=request)  # the sides read these papers
    return Subject(
        request, on, paper, check_code, attempt, questioning,
        tuple(request.questions.all()),
        tuple(request.periods.select_related("party", "attempt", "extends")),
        tuple(ExtensionRequest.objects.filter(period__request=request).select_related("party", "period")),
        tuple(for_sides.select_related("finding").prefetch_related("rebuttals__party")),
        tuple(request.attempts.select_related("provider", "party")),
        tuple(materials), tuple(request.exhibitions.prefetch_related("materials")),
        tuple(request.positions.filter(superseded_at=None).select_related("question", "party")),
        tuple(request.opportunities.select_related("party")),
        tuple(Questioning.objects.filter(attempt__request=request, state="held").select_related("attempt__provider")),
        decided, tuple(answers),
        tuple(request.costs.exclude(state="withdrawn").select_related("payer", "attempt__provider")),
        tuple(request.allocations.filter(superseded_at=None).select_related("party")),
        tuple(Party.objects.on(on).filter(case=request.case_id)), _wordings(request),
        request.course.filter(act="foreign_law.findings_shown").exists(), tuple(request.fixings()),
        request.findings_shown.exclude(pk__in=for_sides.values("pk")).exists(),
    )  # fmt: skip


def _wordings(request: AscertainmentRequest) -> dict[tuple[str, str], str]:
    """The living wordings by (digest of the Chinese text, language)."""
    rows = Wording.objects.filter(request=request, superseded_at=None)
    return {(row.source_digest, row.language): row.text for row in rows}


def nearest_name(record: Court | LawProvider, code: str) -> str:
    """The name in this language, else in the nearest one that it has."""
    names = {each: getattr(record, build_localized_fieldname("name", each)) or "" for each in languages.CODES}
    return languages.nearest(names, code) or str(record.name)


@dataclass(frozen=True)
class Voice:
    """One language telling the subject; ``asked`` gathers the free texts it said, and those it had no wording for."""

    code: str
    subject: Subject
    asked: dict[str, str] = field(default_factory=dict)
    missing: dict[str, str] = field(default_factory=dict)

    def say(self, key: str, /, **words: Any) -> str:
        """The reviewed sentence."""
        return texts.say(self.code, key, **words)

    @property
    def is_chinese(self) -> bool:
        """True for both Chinese scripts."""
        return languages.is_chinese(self.code)

    def free(self, part: str, text: str | None) -> str:
        """What somebody wrote into the record: in Chinese as written, else its wording, else as written.

        ``part`` names record and field for the page on which wordings are entered.
        """
        said = (text or "").strip()
        if not said or self.is_chinese:
            return said
        self.asked[part] = said
        found = self.subject.wordings.get((digest_of(said), self.code))
        if found is None:
            self.missing[part] = said
        return found or said

    def day(self, on: date | None) -> str:
        """A day in words; empty for none."""
        return texts.told_day(self.code, on) if on else ""

    def moment(self, at: datetime | None) -> str:
        """A day with its time in the Mainland's zone; empty for none."""
        if at is None:
            return ""
        here = timezone.localtime(at)
        return f"{self.day(here.date())}{'' if self.is_chinese else ', '}{here:%H:%M}"

    def label(self, value: Any) -> str:
        """The label of a choice in this language."""
        with override(self.code):
            return str(value)

    def joined(self, parts: list[str]) -> str:
        """A list as this language writes it."""
        return self.say("and").join(parts)

    def tongue(self, code: str) -> str:
        """A language by its name in this one."""
        return self.say(f"lang_{code}")

    @property
    def court(self) -> str:
        """The court of the case."""
        return nearest_name(self.subject.request.court, self.code)

    @property
    def law(self) -> str:
        """The law to be ascertained."""
        code = self.subject.request.jurisdiction
        return self.say(f"law_{code}") if code in IN_LIBRARY else self.say("law_other", code=code)

    @property
    def nature(self) -> str:
        """The nature of the case, else its cause."""
        request = self.subject.request
        cause = request.case.cause
        return self.free("request:nature", request.nature or (str(cause) if cause else ""))

    @property
    def about(self) -> dict[str, str]:
        """The words that nearly every first sentence needs."""
        number = self.subject.request.case.court_number
        return {"court": self.court, "case": number, "nature": self.nature, "law": self.law}

    def party(self, party: Party | None) -> str:
        """A party as the judgment names it: standing and name."""
        if party is None:
            return ""
        standing = self.label(Party.Role(party.role).label)
        if self.is_chinese:
            return f"{standing}{party.name}"
        name = f"{party.other_name} ({party.name})" if party.other_name else party.name
        return f"{name} ({standing})"

    def whom(self, attempt: RouteAttempt) -> str:
        """Who was asked on a route."""
        if attempt.provider is not None:
            return nearest_name(attempt.provider, self.code)
        if attempt.party is not None:
            return self.party(attempt.party)
        if attempt.route == routes.CENTRAL_AUTHORITY and self.subject.request.jurisdiction == MACAO:
            return self.say("macao_court")
        return self.free(f"attempt:{attempt.pk}:addressed_to", attempt.addressed_to) or self.say("unknown")

    def outcome(self, attempt: RouteAttempt) -> str:
        """What came of an attempt."""
        if attempt.outcome:
            return self.say(f"o_{attempt.outcome}")
        ended = {"declined_conflict", "declined", "withdrawn"}
        return self.say(f"o_{attempt.state}" if attempt.state in ended else "o_open")
