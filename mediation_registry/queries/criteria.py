"""What each place asks of an applicant, what of it is there, and which powers stand on a cited rule."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Prefetch, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mediation_registry.models import (
    AnswerEvidence,
    Application,
    Criterion,
    CriterionAnswer,
    EnablingRule,
    IntakeWindow,
    Registrant,
    RuleVersion,
    Scheme,
    SchemeDoor,
)
from mediation_registry.rules import criteria as rules
from mediation_registry.rules import windows
from mediation_registry.rules.lifecycle import PLACES
from portal.identity.models import Jurisdiction

NO_WINDOW = "none"


@dataclass(frozen=True)
class CriterionGap:
    """One criterion: ``met``, ``missing`` or ``unknown``; what is lacking and what would satisfy it, in words."""

    criterion: Criterion
    standing: str
    lacking: tuple[str, ...]
    satisfied_by: str


@dataclass(frozen=True)
class PlaceGap:
    """One place on one day: its rules (None: not specified by the authority), its intake, each criterion.

    ``window_state`` is ``open``, ``announced``, ``closed`` or ``none``; ``window`` is that window.
    """

    code: str
    jurisdiction: Jurisdiction
    door: SchemeDoor
    rule_version: RuleVersion | None
    window: IntakeWindow | None
    window_state: str
    criteria: tuple[CriterionGap, ...]
    sentence: str

    @property
    def is_specified(self) -> bool:
        """False where no criteria of this place are known: they are never invented."""
        return bool(self.criteria)

    @property
    def is_confirmed(self) -> bool:
        """True when an officer of the authority confirmed what was entered from the published source."""
        return self.rule_version is not None and self.rule_version.is_confirmed

    @property
    def met(self) -> int:
        return sum(1 for gap in self.criteria if gap.standing == rules.MET)

    @property
    def is_open(self) -> bool:
        return self.window_state == windows.OPEN


def gap(
    scheme: Scheme,
    on: date | datetime,
    registrant: Registrant | None = None,
    answers: Mapping[str, rules.Said] | None = None,
) -> list[PlaceGap]:
    """For each of the three places what it asks, and how far the registrant has shown it. Six queries at most.

    ``on``: with a moment the windows are judged to the second; with a day, a window counts as open on every day it
    touches. ``answers`` (by code of the criterion) come from somebody who is not registered, or go before what the
    registrant wrote. Without either every criterion is unknown.
    """
    day = timezone.localdate(on) if isinstance(on, datetime) else on
    versions = _versions(scheme, day)
    windows_by_place = _windows(scheme)
    known = _answers_of(scheme, registrant) if registrant else {}
    doors = {
        door.jurisdiction.code: door
        for door in scheme.doors.select_related("jurisdiction", "intake", "recognition")
    }
    return [
        _place_gap(
            place.code, doors[place.jurisdiction], versions.get(place.jurisdiction),
            _window_now(windows_by_place.get(place.jurisdiction, []), on),
            {**known.get(place.jurisdiction, {}), **(answers or {})},
        )
        for place in PLACES if place.jurisdiction in doors
    ]  # fmt: skip


def _place_gap(
    code: str,
    door: SchemeDoor,
    version: RuleVersion | None,
    intake: tuple[IntakeWindow | None, str],
    said: Mapping[str, rules.Said],
) -> PlaceGap:
    rows = tuple(_criterion_gap(row, said.get(row.code)) for row in version.criteria.all()) if version else ()
    window, state = intake
    return PlaceGap(
        code=code, jurisdiction=door.jurisdiction, door=door, rule_version=version, window=window,
        window_state=state, criteria=rows, sentence=_place_sentence(window, state, rows),
    )  # fmt: skip


def _versions(scheme: Scheme, day: date) -> dict[str, RuleVersion]:
    """The rules in force by place; confirmed ones go before those only entered, later ones before earlier."""
    rows = RuleVersion.objects.on(day).filter(scheme=scheme).select_related("jurisdiction")
    ordered = sorted(
        rows.prefetch_related("criteria"), key=lambda row: (row.is_confirmed, row.valid_from, row.entered_at)
    )
    return {row.jurisdiction.code: row for row in ordered}


def _windows(scheme: Scheme) -> dict[str, list[IntakeWindow]]:
    rows = IntakeWindow.objects.filter(rule_version__scheme=scheme, rule_version__confirmed_at__isnull=False)
    by_place: dict[str, list[IntakeWindow]] = {}
    for window in rows.select_related("rule_version__jurisdiction").order_by("opens_at"):
        by_place.setdefault(window.rule_version.jurisdiction.code, []).append(window)
    return by_place


def _window_now(rows: list[IntakeWindow], on: date | datetime) -> tuple[IntakeWindow | None, str]:
    """The open window, else the next, else the last one that closed."""
    states = [(window, _state(window, on)) for window in rows]
    for wanted, candidates in (
        (windows.OPEN, states), (windows.ANNOUNCED, states), (windows.CLOSED, list(reversed(states))),
    ):  # fmt: skip
        for window, state in candidates:
            if state == wanted:
                return window, state
    return None, NO_WINDOW


def _state(window: IntakeWindow, on: date | datetime) -> str:
    if isinstance(on, datetime):
        return windows.state_at(window.opens_at, window.closes_at, on)
    if on < windows.on_the_clock(window.opens_at).date():
        return windows.ANNOUNCED
    return windows.OPEN if on <= windows.last_minute(window.closes_at).date() else windows.CLOSED


def _answers_of(scheme: Scheme, registrant: Registrant) -> dict[str, dict[str, rules.Said]]:
    """What the registrant said and showed in each place: of the latest application there, by code."""
    answers = CriterionAnswer.objects.select_related("criterion").prefetch_related(
        Prefetch("evidence", AnswerEvidence.objects.filter(withdrawn_at=None), "files_now")
    )
    rows = (
        Application.objects.filter(registrant=registrant, scheme=scheme)
        .select_related("jurisdiction")
        .prefetch_related(Prefetch("answers", answers))
        .order_by("drafted_at")
    )
    return {
        row.jurisdiction.code: {answer.criterion.code: said_in(answer) for answer in row.answers.all()}
        for row in rows
    }


def said_in(answer: CriterionAnswer) -> rules.Said:
    """An answer as the rules judge it; uses ``files_now`` where the query fetched it."""
    files = getattr(answer, "files_now", None)
    count = len(files) if files is not None else answer.evidence.filter(withdrawn_at=None).count()
    return rules.Said(declared=answer.declared, number=answer.number, files=count)


def wanted_by(criterion: Criterion) -> rules.Wanted:
    """A criterion as the rules judge it."""
    return rules.Wanted(criterion.measure, criterion.threshold, criterion.wants_evidence)


def _criterion_gap(criterion: Criterion, said: rules.Said | None) -> CriterionGap:
    verdict = rules.judge(wanted_by(criterion), said)
    return CriterionGap(criterion, verdict.standing, words_for(verdict, criterion), what_satisfies(criterion))


def words_for(verdict: rules.Verdict, criterion: Criterion) -> tuple[str, ...]:
    """What is lacking, one sentence for each thing."""
    sentences = {
        rules.WANTS_DECLARATION: _("The declaration is not given."),
        rules.WANTS_NUMBER: _("The number is not given."),
        rules.WANTS_EVIDENCE: _("No evidence has been added."),
        rules.BELOW: _("%(short)s short of the %(threshold)s required.")
        % {"short": verdict.short_by, "threshold": criterion.threshold},
    }
    return tuple(sentences[code] for code in verdict.lacking)


def what_satisfies(criterion: Criterion) -> str:
    """What would satisfy the criterion: the rule's own words, else its measure and number."""
    if criterion.satisfied_by:
        return criterion.satisfied_by
    if criterion.threshold is None:
        return _("The authority's rules give no figure.") if criterion.measure in rules.NUMBERED else ""
    counted = {
        Criterion.Measure.YEARS: ngettext(
            "At least %(count)s year", "At least %(count)s years", criterion.threshold
        ),
        Criterion.Measure.COUNT: ngettext(
            "At least %(count)s case", "At least %(count)s cases", criterion.threshold
        ),
        Criterion.Measure.HOURS: ngettext(
            "At least %(count)s hour", "At least %(count)s hours", criterion.threshold
        ),
    }
    return counted.get(Criterion.Measure(criterion.measure), "") % {"count": criterion.threshold}


def _place_sentence(window: IntakeWindow | None, state: str, rows: tuple[CriterionGap, ...]) -> str:
    if not rows:
        return _("The criteria are not specified by the authority.")
    if window is None:
        return _("No intake has been announced.")
    moments = {
        "opens": f"{windows.on_the_clock(window.opens_at):%Y-%m-%d %H:%M}",
        "closes": f"{windows.last_minute(window.closes_at):%Y-%m-%d %H:%M}",
    }
    return {
        windows.OPEN: _("The intake is open until %(closes)s."),
        windows.ANNOUNCED: _("The intake opens on %(opens)s and runs until %(closes)s."),
        windows.CLOSED: _("The last intake closed after %(closes)s."),
    }[state] % moments


def lacking_sentences(application: Application) -> list[str]:
    """What stands in the way of handing the application in: one sentence for each open criterion."""
    rows = application.answers.prefetch_related(
        Prefetch("evidence", AnswerEvidence.objects.filter(withdrawn_at=None), "files_now")
    )
    said: dict[UUID, rules.Said] = {row.criterion_id: said_in(row) for row in rows}
    found = []
    for criterion in application.window.rule_version.criteria.all():
        lacking = rules.unanswered(wanted_by(criterion), said.get(criterion.pk))
        if lacking:
            words = " ".join(words_for(rules.Verdict(rules.MISSING, lacking), criterion))
            sentence = _("Criterion %(position)s: %(what)s")
            found.append(sentence % {"position": criterion.position, "what": words})
    return found


def enabled(power: str, scheme: Scheme, jurisdiction: Jurisdiction | None, on: date) -> EnablingRule | None:
    """The confirmed rule in force that gives a power (or figure) to a place; None while no authority's is cited.

    A rule of the place itself goes before one for all three.
    """
    rows = EnablingRule.objects.on(on).filter(scheme=scheme, power=power, confirmed_at__isnull=False)
    rows = rows.filter(Q(jurisdiction=None) | Q(jurisdiction=jurisdiction)) if jurisdiction else rows.filter(
        jurisdiction=None
    )  # fmt: skip
    return max(rows, key=lambda row: (row.jurisdiction_id is not None, row.valid_from), default=None)


def may_be_waived_by(rule: EnablingRule, application: Application, on: date) -> bool:
    """True when this very rule gives the place of the application the power to waive on this day."""
    return (
        rule.power == EnablingRule.Power.WAIVER
        and rule.confirmed_at is not None
        and rule.is_in_force(on)
        and rule.scheme_id == application.scheme_id
        and rule.jurisdiction_id in (None, application.jurisdiction_id)
    )
