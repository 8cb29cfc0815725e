"""Build the citation graph anew: what is recognised in every living text, compared with what stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from django.db import transaction
from django.db.models import QuerySet

from foreign_law.actions.citing import of_text, of_version
from foreign_law.models import Citation, JudgmentText, ProvisionVersion

BATCH = 300
Progress = Callable[[int, int], None]
Row = TypeVar("Row")


@dataclass
class Rebuilt:
    """Texts read; citations written anew; citations taken away because the text has them no more."""

    texts: int = 0
    added: int = 0
    removed: int = 0


def rebuild_citations(*, progress: Progress | None = None) -> Rebuilt:
    """Recognise the citations of every text again, in batches; stated citations are left alone, no event is announced.

    Texts that are superseded are read as well: their citations are history. Memory stays flat, and breaking off
    leaves whole batches behind; running it again goes on from there.
    """
    done = Rebuilt()
    versions = ProvisionVersion.objects.select_related("provision__instrument").defer("body", "path")
    texts = JudgmentText.objects.select_related("judgment")
    total = versions.count() + texts.count()
    for rows in _batches(versions.order_by("pk").iterator(chunk_size=BATCH)):
        made = [one for row in rows for one in of_version(row, row.provision.instrument.jurisdiction)]
        _exchange(Citation.objects.filter(version__in=rows), made, done)
        _told(done, len(rows), total, progress)
    for entries in _batches(texts.order_by("pk").iterator(chunk_size=BATCH)):
        made = [one for entry in entries for one in of_text(entry)]
        _exchange(Citation.objects.filter(text__in=entries), made, done)
        _told(done, len(entries), total, progress)
    return done


def _batches(rows: Iterable[Row]) -> Iterator[list[Row]]:
    waiting: list[Row] = []
    for row in rows:
        waiting.append(row)
        if len(waiting) == BATCH:
            yield waiting
            waiting = []
    if waiting:
        yield waiting


def _told(done: Rebuilt, count: int, total: int, progress: Progress | None) -> None:
    done.texts += count
    if progress is not None:
        progress(done.texts, total)


@transaction.atomic
def _exchange(standing: QuerySet[Citation], made: list[Citation], done: Rebuilt) -> None:
    held = {_key(row): row.pk for row in standing.filter(origin=Citation.Origin.RECOGNISED)}
    wanted = {_key(row): row for row in made}
    gone = [pk for key, pk in held.items() if key not in wanted]
    Citation.objects.filter(pk__in=gone).delete()
    fresh = [row for key, row in wanted.items() if key not in held]
    Citation.objects.bulk_create(fresh, batch_size=BATCH)
    done.added += len(fresh)
    done.removed += len(gone)


def _key(row: Citation) -> tuple[object, ...]:
    return row.version_id, row.text_id, row.cited_id, row.cited_key, row.anchor, row.words
