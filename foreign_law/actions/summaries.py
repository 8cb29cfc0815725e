"""Deposit the official summary of a judgment; the judgment itself stays with the court."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from foreign_law.actions.citing import cite_from_text
from foreign_law.actions.deposit import Deposited
from foreign_law.importers.parsed import ParsedSummary
from foreign_law.models import IndexTask, Judgment, JudgmentText, Source
from foreign_law.rules.citations import address
from foreign_law.rules.permissions import allowed
from foreign_law.rules.refusals import reason
from portal.audit.actors import Actor
from portal.audit.log import record


def deposit_summary(summary: ParsedSummary, *, actor: Actor, at: datetime) -> Deposited:
    """Deposit one summary in one transaction; the same text a second time changes nothing.

    :raises PermissionDenied: the actor is no librarian.
    """
    if not allowed("foreign_law.summary_deposited", actor.roles):
        raise PermissionDenied(_("Only a librarian may deposit law."))
    with transaction.atomic():
        judgment, created = _judgment(summary, at)
        done = Deposited(
            False, f"{judgment.place}/{judgment.slug}", summary.language, "", created, provisions=1
        )
        digest = _digest(summary)
        earlier = JudgmentText.objects.filter(
            judgment=judgment, language=summary.language, kind=JudgmentText.Kind.SUMMARY, superseded_at=None
        ).first()
        if earlier is not None and earlier.digest == digest:
            return done
        if earlier is not None:
            earlier.superseded_at = at
            earlier.save(update_fields=("superseded_at",))
            done.warnings.append(reason("summary_superseded"))
        text = _text(summary, judgment, digest, at)
        queue_text(text, judgment, earlier, at)
        cite_from_text(text, at=at)
        record(
            act="foreign_law.summary_deposited",
            actor=actor,
            at=at,
            subject=("foreign_law.Judgment", str(judgment.pk)),
            facts={"work": done.work, "language": summary.language, "source_digest": text.source.digest},
        )
    done.changed, done.new_expression, done.versions = True, earlier is None, 1
    done.warnings += summary.warnings
    return done


def _judgment(summary: ParsedSummary, at: datetime) -> tuple[Judgment, bool]:
    judgment, created = Judgment.objects.get_or_create(
        jurisdiction=summary.jurisdiction,
        court=summary.court,
        number=summary.number,
        year=summary.year,
        suffix=summary.suffix,
        defaults={
            "slug": address(summary.citation_id)[1],
            "citation_id": summary.citation_id,
            "decided_date": summary.decided_date,
            "link": summary.link,
            "recorded_at": at,
        },
    )
    missing = [
        name for name in ("decided_date", "link") if not getattr(judgment, name) and getattr(summary, name)
    ]
    for name in missing:
        setattr(judgment, name, getattr(summary, name))
    if missing:
        judgment.save(update_fields=missing)
    return judgment, created


def _digest(summary: ParsedSummary) -> str:
    content = [summary.title, summary.subjects, summary.paragraphs]
    return hashlib.sha256(json.dumps(content, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def _text(summary: ParsedSummary, judgment: Judgment, digest: str, at: datetime) -> JudgmentText:
    received = summary.received
    source, _created = Source.objects.get_or_create(
        digest=received.digest,
        defaults={
            "address": summary.link[:1000],
            "file_name": received.file_name[:255],
            "size": len(received.data),
            "publisher": summary.publisher,
            "attribution": summary.attribution,
            "retrieved_at": at,
        },
    )
    return JudgmentText.objects.create(
        judgment=judgment,
        language=summary.language,
        authenticity=summary.authenticity,
        source=source,
        title=summary.title[:500],
        subjects=summary.subjects,
        paragraphs=summary.paragraphs,
        digest=digest,
    )


def queue_text(text: JudgmentText, judgment: Judgment, earlier: JudgmentText | None, at: datetime) -> None:
    """Tell the search index of a new text of a judgment and of the one that it supersedes."""
    uid = f"{judgment.place}/{judgment.slug}/{text.language}"
    tasks = [(IndexTask.Act.UPSERT, text)]
    if earlier is not None:
        tasks.insert(0, (IndexTask.Act.DELETE, earlier))
    IndexTask.objects.bulk_create(
        IndexTask(act=act, target=IndexTask.Target.JUDGMENT, record_id=row.pk, uid=uid, queued_at=at)
        for act, row in tasks
    )
