"""Earlier findings of effective judgments: those that speak to a request, and those on a provision (art. 8(3))."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet
from modeltranslation.utils import build_localized_fieldname

from foreign_law.models import (
    AscertainmentRequest,
    Citation,
    CitedLaw,
    Finding,
    FindingShown,
    Judgment,
    Jurisdiction,
    Provision,
)
from foreign_law.models.answers import FindingQuerySet
from foreign_law.queries.cited_places import CitedTarget
from foreign_law.queries.graph import CitingLine
from foreign_law.rules.ascertainment import findings as rules
from foreign_law.rules.ascertainment import lifecycle
from foreign_law.rules.ascertainment.seats import ROLES_AT, SEATS
from foreign_law.rules.citations import recognise
from foreign_law.rules.judgment_ids import shown_number
from i18n import languages
from portal.audit.actors import Actor
from portal.cases.models import Assignment
from portal.cases.models.cases import person_id_of
from portal.identity.models import Court, Office

#: Of the findings that are near only by the law, the newest.
MOST_BY_LAW = 50


@dataclass(frozen=True)
class Match:
    """An effective finding that speaks to a request.

    ``nearness`` is "provision", "work" or "law". ``same_text``: found on the text that was in force on the day asked
    for; None where nobody can say. ``rebuttals`` counts evidence to the contrary put forward anywhere. ``shown`` is
    the row that proves that it was shown in this request, if it was.
    """

    finding: Finding
    nearness: str
    same_text: bool | None
    rebuttals: int
    shown: FindingShown | None


def matching(request: AscertainmentRequest) -> list[Match]:
    """The effective findings on the law asked for, nearest first, then newest. Six queries at most.

    Provisions are those that the questions and the materials name. Guard 5: a route is opened only when every one of
    these has its ``shown`` (see ``unshown``). A confidential finding of another case is among them while the release
    by its judge stands.
    """
    wanted = wanted_of(request)
    shown = {row.finding_id: row for row in request.findings_shown.all()}
    own = Q(determination__request=request)
    found: dict[str, list[Match]] = {name: [] for name in rules.NEARNESS}
    offered = effective().for_cases([request.case_id]).filter(jurisdiction=request.jurisdiction)
    for finding in offered.exclude(own):
        work = finding.instrument.citation_id if finding.instrument else ""
        place = finding.citation_id or (
            rules.place_of(work, finding.provision.key) if finding.provision else work
        )
        near = rules.nearness(place, work or rules.parted(place)[0], wanted)
        if near:
            same = _same_text(request.fact_date, finding)
            rebuttals: int = finding.rebuttal_count  # type: ignore[attr-defined]  # counted by effective()
            found[near].append(Match(finding, near, same, rebuttals, shown.get(finding.pk)))
    return [*found[rules.PROVISION], *found[rules.WORK], *found[rules.LAW][:MOST_BY_LAW]]


def unshown(request: AscertainmentRequest) -> list[Match]:
    """Guard 5: those that nobody was shown in this request yet. Empty: a route may be opened."""
    return [match for match in matching(request) if match.shown is None]


def for_provision(provision: Provision, on: date | None = None) -> list[Match]:
    """What everybody may know to be found on one provision: on the text in force on the day first, then newest."""
    place = rules.place_of(provision.instrument.citation_id, provision.key)
    same = Q(provision=provision) | Q(provision=None, citation_id__iexact=place)
    rows = effective().for_everybody().filter(same)
    found = [
        Match(row, rules.PROVISION, _same_text(on, row), row.rebuttal_count, None)  # type: ignore[attr-defined]
        for row in rows
    ]
    return sorted(found, key=lambda match: match.same_text is False)


def effective() -> FindingQuerySet:
    """The findings of effective judgments, newest first, each with its place and ``rebuttal_count``."""
    return (
        Finding.objects.filter(state=Finding.State.EFFECTIVE)
        .select_related("instrument", "provision__instrument", "version", "judgment")
        .annotate(rebuttal_count=Count("shown_in__rebuttals"))
        .order_by("-effective_date", "case_number", "pk")
    )


def wanted_of(request: AscertainmentRequest) -> rules.Wanted:
    """The provisions and works that the living questions and the materials that count name. Two queries."""
    texts = [
        text
        for row in request.questions.all() if row.struck_at is None
        for text in (row.text, row.translation) if text
    ]  # fmt: skip
    places: set[str] = set()
    works: set[str] = set()
    for text in texts:
        for one in recognise(text, jurisdiction=request.jurisdiction):
            works.add(one.id.lower())
            if one.provision:
                places.add(rules.place_of(one.id, one.provision))
    gone = ("withdrawn", "left_out")
    cited = CitedLaw.objects.filter(material__request=request, struck_at=None).exclude(
        material__state__in=gone
    )
    for row in cited.select_related("instrument", "provision__instrument"):
        _add(row, places, works)
    return rules.Wanted(frozenset(places), frozenset(works))


def _add(row: CitedLaw, places: set[str], works: set[str]) -> None:
    if row.provision is not None:
        places.add(rules.place_of(row.provision.instrument.citation_id, row.provision.key))
        works.add(row.provision.instrument.citation_id.lower())
    elif row.instrument is not None:
        works.add(row.instrument.citation_id.lower())
    if row.citation_id:
        places.add(row.citation_id.lower())


def _same_text(asked: date | None, finding: Finding) -> bool | None:
    version = finding.version
    known = (version.valid_from, version.valid_to) if version is not None else None
    return rules.same_text(asked, finding.fact_date, known)


def citing_lines(target: CitedTarget, language: str) -> Sequence[CitingLine]:
    """What the library tells everybody of findings on a place, newest first; none from confidential requests."""
    rows = effective().for_everybody()
    if target.provision is not None:
        rows = rows.filter(provision=target.provision)
    elif target.instrument is not None:
        rows = rows.filter(instrument=target.instrument)
    else:
        return ()
    return tuple(_line(row) for row in rows)


def _line(finding: Finding) -> CitingLine:
    judgment = finding.judgment
    return CitingLine(
        path=f"judgments/{judgment.place}-{judgment.slug}" if judgment is not None else "",
        title=finding.case_number, language="zh-hans", kind="finding", kind_label=finding.get_state_display(),
        day=finding.effective_date, fact_date=finding.fact_date, court=finding.court_name, number=finding.case_number,
        note=finding.proposition, note_language=finding.proposition_language,
    )  # fmt: skip


def held(actor: Actor, on: date) -> QuerySet[Finding]:
    """The findings of the list of librarians and clerks: effective ones and those withdrawn, no candidates.

    Confidential ones stand there for the clerk who holds their case, and while they are released for every clerk.
    """
    if own_courts(actor, on).exists():
        found = Finding.objects.for_cases(_held_cases(actor, on))
    else:
        found = Finding.objects.for_everybody()
    return (
        found.exclude(state=Finding.State.CANDIDATE)
        .filter(effective_date__isnull=False)
        .select_related("instrument", "provision", "judgment")
        .order_by("-effective_date", "case_number")
    )


def _held_cases(actor: Actor, on: date) -> QuerySet[Assignment, dict[str, Any]]:
    """The keys of the cases that the actor holds today, in whatever seat of the court."""
    return Assignment.objects.on(on).filter(holder_id=person_id_of(actor)).values("case")


def own_courts(actor: Actor, on: date) -> QuerySet[Court]:
    """The courts for which the actor records findings today: those where she keeps the files."""
    account, roles = person_id_of(actor), ROLES_AT[lifecycle.CLERK] & actor.roles
    if account is None or not roles:
        return Court.objects.none()
    offices = Office.objects.filter(holder_id=account, role__in=sorted(roles), court__isnull=False).on(on)
    return Court.objects.filter(pk__in=offices.values("court"))


def withdrawable(actor: Actor, on: date) -> FindingQuerySet:
    """The findings that are this actor's to withdraw: those that her court keeps or whose judgment it gave; a
    librarian's are all that everybody may know.
    """
    seats = SEATS[lifecycle.F + "finding_withdrawn"]
    if lifecycle.LIBRARIAN in seats and actor.roles & ROLES_AT[lifecycle.LIBRARIAN]:
        wide = Q(is_confidential=False)
    else:
        wide = Q(pk__in=[])
    courts = own_courts(actor, on) if lifecycle.CLERK in seats else Court.objects.none()
    named = [build_localized_fieldname("name", code) for code in languages.CODES]
    names = {name for row in courts.values_list(*named) for name in row if name}
    given = Q(court_name__in=names, is_confidential=False)
    return Finding.objects.filter(wide | Q(court__in=courts) | given)


def not_found_yet() -> QuerySet[Judgment]:
    """Mainland judgments of the library that applied Hong Kong or Macao law, and of which no finding is recorded."""
    applied = Citation.objects.filter(
        judgment__jurisdiction=Jurisdiction.CN, kind=Citation.Kind.APPLIED, withdrawn_at=None
    )
    recorded = Finding.objects.filter(judgment__isnull=False).values("judgment")
    return (
        Judgment.objects.filter(pk__in=applied.values("judgment"))
        .exclude(pk__in=recorded)
        .order_by("-decided_date")
    )


def suggested(judgment: Judgment) -> dict[str, Any]:
    """What the library knows of a Mainland judgment, for the form; whether it is effective nobody here knows."""
    law = judgment.citations.filter(kind=Citation.Kind.APPLIED, withdrawn_at=None).order_by("pk").first()
    texts = judgment.texts.filter(superseded_at=None, kind="entry")
    said = next((one for one in texts if one.paragraphs), None)
    given: dict[str, Any] = {
        "case_number": shown_number(judgment.citation_id), "court_name": judgment.court_name,
        "judgment_date": judgment.decided_date, "source": judgment.link,
        "proposition": "\n".join(part["text"] for part in said.paragraphs) if said else "",
    }  # fmt: skip
    if law is not None:
        place = law.cited_id.partition(":")[0]
        given |= {"citation": law.words, "fact_date": law.fact_date}
        given["jurisdiction"] = {"hk": "CN-HK", "mo": "CN-MO"}.get(place, "")
    return given
