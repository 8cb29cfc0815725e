"""Record judgments: what is known of them and where they are read; text only under a licence."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from foreign_law.actions.citing import Stated, cite_from_text, state_citations
from foreign_law.actions.summaries import queue_text
from foreign_law.importers.judgment_table import BadLine, ParsedJudgment, judgment_of, lines_of
from foreign_law.importers.parsed import Received
from foreign_law.models import Authenticity, Judgment, JudgmentName, JudgmentText, Source
from foreign_law.rules.permissions import allowed
from portal.audit.actors import Actor
from portal.audit.log import record

ACT = "foreign_law.judgment_recorded"
Progress = Callable[[int], None]
_FIELDS = ("decided_date", "link", "court_name", "cause")


@dataclass
class Recorded:
    """What an import did. ``refused``: (line, reason) pairs."""

    lines: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    refused: list[tuple[int, str]] = field(default_factory=list)

    def as_json(self) -> dict[str, object]:
        """The report of ``manage.py import_judgments --json``."""
        return {
            "lines": self.lines, "new": self.new, "changed": self.changed, "unchanged": self.unchanged,
            "refused": [{"line": line, "reason": reason} for line, reason in self.refused],
        }  # fmt: skip


def record_judgments(
    received: Received, *, actor: Actor, at: datetime, progress: Progress | None = None
) -> Recorded:
    """Record the judgments of a table, each line whole or not at all; a second run changes nothing.

    :raises PermissionDenied: the actor is no librarian.
    :raises Refused: the file is no such table.
    """
    if not allowed(ACT, actor.roles):
        raise PermissionDenied(_("Only a librarian may record judgments."))
    report = Recorded()
    for number, row in lines_of(received):
        report.lines += 1
        if progress is not None:
            progress(report.lines)
        if isinstance(row, str):
            report.refused.append((number, row))
            continue
        try:
            parsed = judgment_of(row, today=timezone.localdate(at))
            with transaction.atomic():
                _count(report, _record(parsed, received, actor, at))
        except BadLine as reason:
            report.refused.append((number, str(reason)))
        except DatabaseError:
            report.refused.append((number, _("The database would not take this line.")))
    return report


def _count(report: Recorded, outcome: str) -> None:
    setattr(report, outcome, getattr(report, outcome) + 1)


def _record(parsed: ParsedJudgment, received: Received, actor: Actor, at: datetime) -> str:
    judgment, created = _judgment(parsed, at)
    changed = _update(judgment, parsed) if not created else True
    changed = _name(judgment, parsed) or changed
    changed = _texts(judgment, parsed, received, at) or changed
    stated = [Stated(one.citation_id, one.key, one.words, one.kind, one.fact_date) for one in parsed.cited]
    changed = state_citations(judgment, stated, at=at) or changed
    if changed:
        record(
            act=ACT, actor=actor, at=at, subject=("foreign_law.Judgment", str(judgment.pk)),
            facts={"judgment": judgment.citation_id, "source_digest": received.digest, "licence": parsed.licence},
        )  # fmt: skip
    return "new" if created else "changed" if changed else "unchanged"


def _judgment(parsed: ParsedJudgment, at: datetime) -> tuple[Judgment, bool]:
    docket = parsed.docket
    return Judgment.objects.get_or_create(
        jurisdiction=docket.jurisdiction, court=docket.court, number=docket.number, year=docket.year,
        suffix=docket.suffix,
        defaults={
            "slug": docket.slug[:100], "citation_id": parsed.citation_id, "decided_date": parsed.decided_date,
            "link": parsed.link, "court_name": parsed.court_name, "cause": parsed.cause,
            "ascertainment": parsed.result, "recorded_at": at,
        },
    )  # fmt: skip


def _update(judgment: Judgment, parsed: ParsedJudgment) -> bool:
    """Values that the line gives replace those that stand; what it leaves empty stays."""
    given = {name: getattr(parsed, name) for name in _FIELDS} | {"ascertainment": parsed.result}
    fresh = {name: value for name, value in given.items() if value and getattr(judgment, name) != value}
    for name, value in fresh.items():
        setattr(judgment, name, value)
    if fresh:
        judgment.save(update_fields=list(fresh))
    return bool(fresh)


def _name(judgment: Judgment, parsed: ParsedJudgment) -> bool:
    held = set(judgment.names.values_list("citation_id", flat=True))
    fresh = [
        JudgmentName(judgment=judgment, citation_id=citation_id, words=words)
        for citation_id, words in parsed.further if citation_id not in held
    ]  # fmt: skip
    JudgmentName.objects.bulk_create(fresh)
    return bool(fresh)


def _texts(judgment: Judgment, parsed: ParsedJudgment, received: Received, at: datetime) -> bool:
    """The entry in each language that has a name, with the proposition in its own; the full text if licensed."""
    changed = False
    written = {parsed.language} if parsed.proposition else set()
    for language in sorted(parsed.names.keys() | written):
        own = language == parsed.language
        paragraphs = _paragraphs(parsed.proposition, "p") if own else []
        title = parsed.names.get(language) or next(iter(parsed.names.values()), "") or judgment.citation_id
        subjects = [parsed.cause] if own and parsed.cause else []
        entry = (JudgmentText.Kind.ENTRY, language, title, subjects, paragraphs, "")
        changed = _text(judgment, entry, received, at) or changed
    if parsed.text:
        title = parsed.names.get(parsed.language, "") or judgment.citation_id
        full: _Entry = (
            JudgmentText.Kind.FULL,
            parsed.language,
            title,
            [],
            _paragraphs(parsed.text, "t"),
            parsed.licence,
        )
        changed = _text(judgment, full, received, at) or changed
    return changed


def _paragraphs(text: str, mark: str) -> list[dict[str, str]]:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return [{"a": f"{mark}{place}", "num": "", "text": line} for place, line in enumerate(lines, 1)]


_Entry = tuple[str, str, str, list[str], list[dict[str, str]], str]


def _text(judgment: Judgment, entry: _Entry, received: Received, at: datetime) -> bool:
    kind, language, title, subjects, paragraphs, licence = entry
    content = json.dumps([title, subjects, paragraphs, licence], ensure_ascii=False, sort_keys=True)
    digest = hashlib.sha256(content.encode()).hexdigest()
    earlier = JudgmentText.objects.filter(
        judgment=judgment, language=language, kind=kind, superseded_at=None
    ).first()
    if earlier is not None and earlier.digest == digest:
        return False
    if earlier is not None:
        earlier.superseded_at = at
        earlier.save(update_fields=("superseded_at",))
    text = JudgmentText.objects.create(
        judgment=judgment, language=language, kind=kind, authenticity=Authenticity.CONVENIENCE,
        source=_source(received, at), title=title[:500], subjects=subjects, paragraphs=paragraphs, digest=digest,
        licence=licence,
    )  # fmt: skip
    queue_text(text, judgment, earlier, at)
    cite_from_text(text, at=at)
    return True


def _source(received: Received, at: datetime) -> Source:
    source, _created = Source.objects.get_or_create(
        digest=received.digest,
        defaults={"file_name": received.file_name[:255], "size": len(received.data), "retrieved_at": at},
    )
    return source
