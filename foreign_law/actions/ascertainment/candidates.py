"""A determination becomes candidates for findings: one for each cited place, offered to nobody until effective."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Prefetch
from modeltranslation.utils import build_localized_fieldname

from foreign_law.models import CitedLaw, Determination, Finding, FindingShown, PinnedText, ProvisionVersion
from foreign_law.rules.ascertainment.findings import place_of
from portal.audit.actors import Actor

#: The text that a finding points to, where several are pinned.
FIRST = ("zh-hant", "zh-hans", "pt", "en")


def make_candidates(found: Determination, actor: Actor, at: datetime) -> list[Finding]:
    """One candidate for each place on which an answer rests, with all the answers that rest on it.

    An adopted finding is a candidate again under this case: what was relied on stands in the later judgment too. What
    rests on a confidential finding is confidential again: the judge who released it let courts see it, not everybody.
    """
    texts = Prefetch("texts", PinnedText.objects.select_related("version"))
    rows = CitedLaw.objects.filter(answers__determination=found).prefetch_related(texts)
    by_place: dict[str, CitedLaw] = {}
    for row in rows.select_related("provision__instrument", "instrument").distinct().order_by("pk"):
        by_place.setdefault(_place(row), row)
    made = [_candidate(found, law, place, actor, at) for place, law in by_place.items()]
    earlier = found.finding
    if earlier is not None and earlier.citation_id.lower() not in by_place:
        made.append(_again(found, earlier, actor, at))
    is_confidential = _is_confidential(found)
    for one in made:
        one.is_confidential = is_confidential
        one.source = "" if is_confidential else one.source
    return Finding.objects.bulk_create(made)


def withdraw_candidates(found: Determination, at: datetime, reason: str) -> int:
    """What never took effect goes with the answer that was set aside. Gives how many."""
    rows = found.findings.filter(state=Finding.State.CANDIDATE)
    return rows.update(state=Finding.State.WITHDRAWN, withdrawn_at=at, withdrawn_reason=reason)


def _is_confidential(found: Determination) -> bool:
    if found.request.is_confidential or (found.finding is not None and found.finding.is_confidential):
        return True
    resting = FindingShown.objects.filter(material__cited__answers__determination=found)
    return resting.filter(finding__is_confidential=True).exists()


def _place(row: CitedLaw) -> str:
    if row.provision is not None:
        return place_of(row.provision.instrument.citation_id, row.provision.key)
    return (row.citation_id or row.citation).lower()


def _candidate(found: Determination, law: CitedLaw, place: str, actor: Actor, at: datetime) -> Finding:
    answers = found.answers.filter(rests_on__in=_same_place(found, law)).distinct()
    texts = "\n".join(answer.text for answer in answers.order_by("question__number"))
    return Finding(
        citation_id=place if law.citation_id or law.provision_id else "", citation=law.citation,
        instrument=law.instrument or (law.provision.instrument if law.provision else None),
        provision=law.provision, version=_version(law), fact_date=law.on_date or found.request.fact_date,
        proposition=texts or found.content, cited=law, **_common(found, actor, at),
    )  # fmt: skip


def _same_place(found: Determination, law: CitedLaw) -> list[CitedLaw]:
    rows = CitedLaw.objects.filter(answers__determination=found).select_related("provision__instrument")
    return [row for row in rows if _place(row) == _place(law)]


def _again(found: Determination, earlier: Finding, actor: Actor, at: datetime) -> Finding:
    return Finding(
        citation_id=earlier.citation_id, citation=earlier.citation, instrument=earlier.instrument,
        provision=earlier.provision, version=earlier.version, fact_date=found.request.fact_date or earlier.fact_date,
        proposition=found.content, **_common(found, actor, at),
    )  # fmt: skip


def _common(found: Determination, actor: Actor, at: datetime) -> dict[str, object]:
    court = found.request.court
    name = getattr(court, build_localized_fieldname("name", "zh-hans")) or str(court)
    return {
        "jurisdiction": found.request.jurisdiction, "court_name": name, "court": court, "determination": found,
        "source": found.request.reference, "recorded_at": at, "recorded_by": actor.key,
    }  # fmt: skip


def _version(law: CitedLaw) -> ProvisionVersion | None:
    held = {text.language: text.version for text in law.texts.all() if text.version is not None}
    return next((held[code] for code in FIRST if code in held), None)
