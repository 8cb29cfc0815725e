"""One application as its applicant sees it: answers line by line, the way it takes, what was decided."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mediation_registry.models import (
    AnswerEvidence,
    Application,
    Criterion,
    CriterionAnswer,
    CriterionAssessment,
    Determination,
    SchemeDoor,
)
from mediation_registry.queries.applications import latest_results, own
from mediation_registry.queries.criteria import (
    lacking_sentences,
    said_in,
    wanted_by,
    what_satisfies,
    words_for,
)
from mediation_registry.rules import criteria as rules
from mediation_registry.rules import lifecycle
from portal.audit.actors import Actor
from portal.audit.history import HistoryLine, history
from portal.identity.models import Authority

#: Acts in the chain that are the officers' own work and not yet, or never, the applicant's to read.
OFFICERS_ONLY = frozenset(
    {
        "mediation_registry.conflict_declared",
        "mediation_registry.criterion_assessed",
        "mediation_registry.committee_position_recorded",
        "exhibits.read",
    }
)
#: Acts of the applicant's own editing, told apart from the steps of the application.
EDITS = frozenset(
    {
        "mediation_registry.application_edited", "exhibits.deposited", "exhibits.deposited_again",
        "exhibits.quarantined",
    }
)  # fmt: skip


@dataclass(frozen=True)
class Answered:
    """A criterion with the answer, its files in force and those withdrawn, and how it stands."""

    criterion: Criterion
    answer: CriterionAnswer | None
    files: tuple[AnswerEvidence, ...]
    withdrawn: tuple[AnswerEvidence, ...]
    standing: str
    lacking: tuple[str, ...]
    satisfied_by: str

    @property
    def initial(self) -> dict[str, Any]:
        """The entries of the form."""
        if self.answer is None:
            return {}
        return {"declared": self.answer.declared, "number": self.answer.number, "text": self.answer.text}


@dataclass(frozen=True)
class Step:
    """One stage of the way: what it is, who does it, whether it is done, now, next, or not reached."""

    label: str | Promise
    authority: str
    standing: str  # "done", "now", "next", "ended"
    at: datetime | None = None


def own_applications(actor: Actor) -> QuerySet[Application]:
    """The applications of the person behind the account, the newest first."""
    rows = Application.objects.filter(own(actor)).select_related(
        "registrant__person", "window__rule_version", "scheme", "jurisdiction"
    )
    return rows.order_by("-drafted_at")


def answered(application: Application) -> list[Answered]:
    """Each criterion of the application's rules with what was answered."""
    evidence = AnswerEvidence.objects.select_related("exhibit__stored_file").order_by("added_at")
    answers = {
        row.criterion_id: row
        for row in application.answers.prefetch_related(Prefetch("evidence", evidence, "all_files"))
    }
    version = application.window.rule_version
    return [_answered(row, answers.get(row.pk)) for row in version.criteria.select_related("rule_version")]


def answered_one(application: Application, criterion: Criterion) -> Answered:
    """One criterion with what was answered."""
    return next(row for row in answered(application) if row.criterion.pk == criterion.pk)


def _answered(criterion: Criterion, answer: CriterionAnswer | None) -> Answered:
    held: Iterable[AnswerEvidence] = answer.all_files if answer else ()  # type: ignore[attr-defined]
    files = tuple(row for row in held if row.withdrawn_at is None)
    said = None
    if answer is not None:
        answer.files_now = files  # type: ignore[attr-defined]
        said = said_in(answer)
    verdict = rules.judge(wanted_by(criterion), said)
    return Answered(
        criterion=criterion,
        answer=answer,
        files=files,
        withdrawn=tuple(row for row in held if row.withdrawn_at is not None),
        standing=verdict.standing,
        lacking=words_for(verdict, criterion),
        satisfied_by=what_satisfies(criterion),
    )


def lacking(application: Application) -> list[str]:
    """What stands in the way of handing the application in."""
    return lacking_sentences(application)


def seat_of(application: Application, seat: str) -> Authority | None:
    """The authority that holds a seat at the application's door."""
    door = _door(application)
    return getattr(door, seat) if door else None


def holder(application: Application) -> Authority | None:
    """The authority that is to do the next step; None for the applicant, for bodies of all three, and for nobody."""
    seat = lifecycle.HELD_BY.get(application.state)
    return (
        seat_of(application, seat)
        if seat in (lifecycle.INTAKE, lifecycle.ASSESSMENT, lifecycle.RECOGNITION)
        else None
    )


def _door(application: Application) -> SchemeDoor | None:
    rows = SchemeDoor.objects.select_related("intake", "assessment", "recognition", "committee")
    return rows.filter(scheme=application.scheme_id, jurisdiction=application.jurisdiction_id).first()


def decisions(application: Application) -> list[Determination]:
    """The decisions that are the applicant's to read: those of the committee once all three places have spoken."""
    rows = application.determinations.select_related("jurisdiction", "authority").order_by("recorded_at")
    found = list(rows)
    if application.state != lifecycle.COMMITTEE_REVIEW:
        return found
    sitting = max((row.round for row in found if row.stage == Determination.Stage.LOCAL), default=0)
    return [row for row in found if not (row.stage == Determination.Stage.COMMITTEE and row.round == sitting)]


def results(application: Application) -> list[CriterionAssessment]:
    """What the assessor found on each criterion; the applicant reads it once the place has decided."""
    if not application.determinations.filter(stage=Determination.Stage.LOCAL).exists():
        return []
    if application.state in (lifecycle.LOCAL_ASSESSMENT, lifecycle.REFERRED_BACK):
        return []
    return sorted(latest_results(application).values(), key=lambda row: row.criterion.position)


def happened(application: Application, language: str) -> list[HistoryLine]:
    """The application's history from the log, newest first, without the officers' own work."""
    lines = history(application.chain, language=language)
    return [line for line in reversed(lines) if line.act not in OFFICERS_ONLY]


#: The way of an application: label, seat, the states in which it is the present one.
WAY: tuple[tuple[str | Promise, str, tuple[str, ...]], ...] = (
    (_("Draft"), lifecycle.APPLICANT, (lifecycle.DRAFT,)),
    (_("Checked for completeness"), lifecycle.INTAKE,
     (lifecycle.SUBMITTED, lifecycle.COMPLETENESS_CHECK, lifecycle.RETURNED)),
    (_("Assessed criterion by criterion"), lifecycle.ASSESSMENT, (lifecycle.LOCAL_ASSESSMENT,)),
    (_("Recognised or refused by the place of application"), lifecycle.RECOGNITION,
     (lifecycle.LOCALLY_RECOGNISED, lifecycle.LOCALLY_REFUSED, lifecycle.REFERRED_BACK)),
    (_("Before the Working Committee of the three places"), "",
     (lifecycle.COMMITTEE_REVIEW, lifecycle.AGREED)),
    (_("Determined by the Joint Conference"), "",
     (lifecycle.JOINT_CONFERENCE, lifecycle.DETERMINED, lifecycle.NOT_DETERMINED)),
    (_("Published in the panel"), "", (lifecycle.PUBLISHED,)),
)  # fmt: skip


def steps(application: Application) -> list[Step]:
    """The way of the application, stage by stage; a withdrawn one has no way left."""
    door = _door(application)
    present = next((place for place, (_l, _s, states) in enumerate(WAY) if application.state in states), None)
    if present is None:
        return []
    ended = application.state in lifecycle.ENDED and application.state != lifecycle.PUBLISHED
    found = []
    for place, (label, seat, _states) in enumerate(WAY):
        authority = str(getattr(door, seat)) if door and seat not in ("", lifecycle.APPLICANT) else ""
        if place < present or application.state == lifecycle.PUBLISHED:
            found.append(Step(label, authority, "done"))
        elif place == present:
            found.append(Step(label, authority, "ended" if ended else "now", application.state_since_at))
        elif not ended:
            found.append(Step(label, authority, "next"))
    return found
