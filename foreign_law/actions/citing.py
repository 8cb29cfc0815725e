"""Fill the citation graph: what is recognised in a text, what a record states, what a finding is about."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from foreign_law.actions.events import Announcement, announce_all
from foreign_law.models import Citation, Judgment, JudgmentText, LawEvent, ProvisionVersion
from foreign_law.queries.cited_places import CitedTarget, targets
from foreign_law.rules.citations import recognise

BATCH = 500
Pair = tuple[str, str]


@dataclass(frozen=True)
class Stated:
    """A citation that a record states: the canonical id, the provision's key, how it is cited, the facts' date."""

    citation_id: str
    key: str
    words: str
    kind: str = Citation.Kind.MENTIONED
    fact_date: date | None = None


def recognised(text: str, jurisdiction: str) -> list[Citation]:
    """Citations in a text without their citing side, each place once, with the words of its first mention."""
    found: dict[Pair, Citation] = {}
    for one in recognise(text, jurisdiction=jurisdiction):
        pair = (one.id.lower()[:150], one.provision.lower()[:120])
        if pair not in found:
            found[pair] = Citation(
                cited_id=pair[0],
                cited_key=pair[1],
                anchor=one.anchor[:120],
                words=" ".join(text[one.start : one.end].split())[:300],
            )
    return list(found.values())


def of_version(version: ProvisionVersion, jurisdiction: str) -> list[Citation]:
    """The citations of a provision version, not yet written. ``jurisdiction`` is its work's."""
    found = recognised(version.text, jurisdiction)
    for citation in found:
        citation.version = version
    return found


def of_text(text: JudgmentText) -> list[Citation]:
    """The citations in the entry or summary of a judgment, not yet written; the judgment itself left out."""
    words = "\n".join(
        [text.title, "; ".join(text.subjects), *(str(part.get("text", "")) for part in text.paragraphs)]
    )
    judgment = text.judgment
    own = {judgment.citation_id.lower(), unnamed_court(judgment)}
    found = [one for one in recognised(words, judgment.jurisdiction) if one.cited_id not in own]
    for citation in found:
        citation.judgment, citation.text = judgment, text
    return found


def unnamed_court(judgment: Judgment) -> str:
    """The id under which a text cites a Macao case without naming the court."""
    return judgment.citation_id.replace(f":case:{judgment.court}:", ":case:*:", 1).lower()


def cite_from_text(text: JudgmentText, *, at: datetime) -> int:
    """Write the citations of a summary or entry just deposited, and announce those of places that are held."""
    rows = Citation.objects.bulk_create(of_text(text), batch_size=BATCH)
    announce_citing(text.judgment, rows, at=at)
    return len(rows)


def state_citations(judgment: Judgment, stated: Sequence[Stated], *, at: datetime) -> bool:
    """Put down what the record of a judgment states that it cites or applies; earlier statements that are not among
    them are withdrawn and kept. Gives whether anything changed.
    """
    wanted = {(one.citation_id, one.key, one.kind, one.fact_date): one for one in stated}
    living = Citation.objects.filter(judgment=judgment, origin=Citation.Origin.STATED, withdrawn_at=None)
    held = {(row.cited_id, row.cited_key, row.kind, row.fact_date): row for row in living}
    gone = [row.pk for key, row in held.items() if key not in wanted]
    Citation.objects.filter(pk__in=gone).update(withdrawn_at=at)
    rows = Citation.objects.bulk_create(
        Citation(
            judgment=judgment, cited_id=one.citation_id, cited_key=one.key, words=one.words[:300], kind=one.kind,
            origin=Citation.Origin.STATED, fact_date=one.fact_date,
        )
        for key, one in wanted.items() if key not in held
    )  # fmt: skip
    announce_citing(judgment, rows, at=at)
    return bool(rows or gone)


@transaction.atomic
def cite_from_finding(finding_id: UUID, stated: Sequence[Stated], *, at: datetime) -> int:
    """Put a finding of ascertainment into the graph; what it cited before and does not now is withdrawn."""
    wanted = {(one.citation_id, one.key): one for one in stated}
    living = Citation.objects.filter(finding_id=finding_id, withdrawn_at=None)
    held = {(row.cited_id, row.cited_key): row.pk for row in living}
    living.filter(pk__in=[pk for pair, pk in held.items() if pair not in wanted]).update(withdrawn_at=at)
    rows = [
        Citation(
            finding_id=finding_id, cited_id=pair[0], cited_key=pair[1], words=one.words[:300], kind=one.kind,
            origin=Citation.Origin.STATED, fact_date=one.fact_date,
        )
        for pair, one in wanted.items() if pair not in held
    ]  # fmt: skip
    return len(Citation.objects.bulk_create(rows))


def announce_citing(judgment: Judgment, rows: Sequence[Citation], *, at: datetime) -> list[LawEvent]:
    """*Cited* for each held work, provision or judgment that a judgment newly cites."""
    found = targets((row.cited_id, row.cited_key) for row in rows)
    kinds = {(row.cited_id, row.cited_key): row.kind for row in rows}
    events: list[Announcement] = []
    for pair, target in found.items():
        facts = {"cited": pair[0], "how": kinds[pair]}
        if target.judgment is not None and target.judgment.pk == judgment.pk:
            continue
        events.append(
            Announcement(
                LawEvent.Kind.CITED,
                target.instrument,
                target.provision,
                judgment,
                None,
                judgment.decided_date,
                facts,
            )
        )
    return announce_all(events, at=at)


def announce_new_mentions(
    changed: Iterable[ProvisionVersion], earlier: Iterable[UUID], *, at: datetime
) -> list[LawEvent]:
    """*Cited* for held places of other works that changed texts cite and the texts before them did not."""
    fresh = {version.pk: version for version in changed}
    before = {
        (row.version.provision_id, row.cited_id, row.cited_key)  # type: ignore[union-attr]  # asked by version
        for row in Citation.objects.filter(version__in=list(earlier)).select_related("version").only(
            "cited_id", "cited_key", "version__provision_id"
        )
    }  # fmt: skip
    rows = [
        row for row in Citation.objects.filter(version__in=list(fresh))
        if (fresh[row.version_id].provision_id, row.cited_id, row.cited_key) not in before  # type: ignore[index]
    ]  # fmt: skip
    found = targets((row.cited_id, row.cited_key) for row in rows)
    events = []
    for row in rows:
        target: CitedTarget | None = found.get((row.cited_id, row.cited_key))
        version = fresh[row.version_id]  # type: ignore[index]  # asked by version
        if target is None or target.instrument is None:
            continue
        own = version.provision.instrument
        if target.instrument.pk != own.pk:
            facts = {"by": f"{own.path}/{version.provision.key}", "cited": row.cited_id}
            events.append(
                Announcement(
                    LawEvent.Kind.CITED,
                    target.instrument,
                    target.provision,
                    None,
                    version,
                    version.valid_from,
                    facts,
                )
            )
    return announce_all(events, at=at)
