"""The outbox is carried into the index by one writer; the whole index can be built again beside it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet

from foreign_law.models import Expression, IndexTask, JudgmentText, ProvisionVersion
from foreign_law.search.units import judgment_units, version_unit, work_unit
from portal.search.engine import Stamp
from portal.search.engines import search_service
from portal.search.progress import Tell, told
from portal.search.service import SearchService
from portal.search.units import Unit
from portal.web.memory import rest_left_alone

INDEX = "law"
BATCH = 500
RECENT = 10_000  # newest tasks by number among which one may still be committed that has a lower number
DRAIN = 8_000  # tasks between two commits of the index: a commit costs more than its units


@rest_left_alone()
def index_pending(*, at: datetime) -> int:
    """Carry the open tasks of the outbox into the index, in order; returns how many were done.

    What is written is the present state of the records, so running it twice, or again after a crash between
    index and database, leaves the same index. Raises `IndexBusy` when another writer holds the index, `SearchAway`
    when the cluster does not answer; the tasks stay open.
    """
    service = search_service(INDEX)
    done, newest = 0, _newest()
    while tasks := list(IndexTask.objects.filter(done_at=None).order_by("id")[:DRAIN]):
        _carry(service, tasks)
        while _changed_since(newest, tasks):
            newest = _newest()  # another worker may have written the new state before our old one
            _carry(service, tasks)
        IndexTask.objects.filter(pk__in=[task.pk for task in tasks]).update(done_at=at)
        done, newest = done + len(tasks), _newest()
    return done


def _newest() -> int:
    """The highest number in the outbox."""
    return IndexTask.objects.order_by("-id").values_list("id", flat=True).first() or 0


def _changed_since(newest: int, tasks: list[IndexTask]) -> bool:
    """Whether a record of these tasks was queued again after a number."""
    later = set(IndexTask.objects.filter(id__gt=newest).values_list("record_id", flat=True))
    return not later.isdisjoint(task.record_id for task in tasks)


@rest_left_alone()
def rebuild(*, at: datetime, tell: Tell | None = None) -> tuple[Stamp, int]:
    """Build the whole index aside and put it in place at once; returns its stamp and the number of units.

    Tasks that were queued meanwhile are carried in afterwards, also those that another worker did to the old index.
    A task is known by its own number, not by its place in the row: one with a lower number may be committed later.

    :param tell: hears of the progress.
    """
    service = search_service(INDEX)
    seen = set(IndexTask.objects.order_by("-id").values_list("id", flat=True)[:RECENT])
    floor = min(seen, default=0)
    covered = list(IndexTask.objects.filter(done_at=None).values_list("id", flat=True))
    stamp = service.rebuild(told(all_units(), expected_units(), tell))
    _close(covered, at)
    while fresh := sorted(set(IndexTask.objects.filter(id__gte=floor).values_list("id", flat=True)) - seen):
        _reopen(fresh)  # should the cluster go away now, they stay queued
        batch = fresh[:BATCH]
        stamp = _carry(service, list(IndexTask.objects.filter(pk__in=batch).order_by("id")))
        seen.update(batch)
        _close(batch, at)
    return stamp, service.health().units


def expected_units() -> int:
    """About how many units the library has; judgments count one for each text, however many paragraphs."""
    texts = _living_versions().count() + _living_summaries().count()
    return texts + Expression.objects.count()


def _close(tasks: list[int], at: datetime) -> None:
    for start in range(0, len(tasks), BATCH):
        IndexTask.objects.filter(pk__in=tasks[start : start + BATCH], done_at=None).update(done_at=at)


def _reopen(tasks: list[int]) -> None:
    for start in range(0, len(tasks), BATCH):
        IndexTask.objects.filter(pk__in=tasks[start : start + BATCH]).exclude(done_at=None).update(
            done_at=None
        )


def all_units() -> Iterator[Unit]:
    """Every unit of the library, read in batches so that memory stays flat."""
    for version in _living_versions().iterator(chunk_size=BATCH):
        yield version_unit(version)
    yield from _work_units(Expression.objects.values_list("pk", flat=True))
    for text in _living_summaries().iterator(chunk_size=BATCH):
        yield from judgment_units(text)


def ask_index() -> None:
    """Probe: raises when the index cannot answer or was made by another analysis. Empty is well."""
    health = search_service(INDEX).health()
    if not health.ready and health.detail != "empty":
        raise LookupError(health.detail)


def _carry(service: SearchService, tasks: list[IndexTask]) -> Stamp:
    """Write one batch: units of living records in, units that no record stands behind out."""
    of_versions = [task for task in tasks if task.target == IndexTask.Target.VERSION]
    of_judgments = [task for task in tasks if task.target == IndexTask.Target.JUDGMENT]
    units = {unit.uid: unit for unit in _version_units(task.record_id for task in of_versions)}
    gone = {task.uid for task in of_versions}
    for text in _summaries().filter(pk__in={task.record_id for task in of_judgments}):
        made = {unit.uid: unit for unit in judgment_units(text)}
        gone |= made.keys()
        if text.superseded_at is None:
            units |= made
    service.delete(sorted(gone - units.keys()))
    living = list(units.values())
    for start in range(0, len(living), BATCH):  # their tokens take more room than their texts
        service.upsert(living[start : start + BATCH])
    return service.commit()


def _version_units(record_ids: Iterable[UUID]) -> Iterator[Unit]:
    expressions = set()
    for version in _living_versions().filter(pk__in=set(record_ids)).iterator(chunk_size=BATCH):
        expressions.add(version.expression_id)
        yield version_unit(version)
    yield from _work_units(expressions)


def _work_units(expression_ids: Iterable[UUID]) -> Iterator[Unit]:
    """Units of whole works; two queries."""
    expressions = list(Expression.objects.filter(pk__in=list(expression_ids)).select_related("instrument"))
    ranges: dict[UUID, list[tuple[date | None, date | None, str, bool]]] = defaultdict(list)
    for expression_id, begin, end, status, latest in ProvisionVersion.objects.filter(
        expression__in=expressions, superseded_at=None
    ).values_list("expression_id", "valid_from", "valid_to", "status", "latest"):
        ranges[expression_id].append((begin, end, status, latest))
    for expression in expressions:
        unit = work_unit(expression, ranges[expression.pk])
        if unit is not None:
            yield unit


def _living_versions() -> QuerySet[ProvisionVersion]:
    """With what `version_unit` reads and no more; a work and its language versions are made once, not for each row."""
    return (
        ProvisionVersion.objects.filter(superseded_at=None)
        .select_related("provision")
        .prefetch_related("provision__instrument", "expression")
        .only(
            "provision__key", "provision__number", "provision__instrument", "expression",
            "heading", "text", "status", "latest", "valid_from", "valid_to",
        )
    )  # fmt: skip


def _living_summaries() -> QuerySet[JudgmentText]:
    return _summaries().filter(superseded_at=None)


def _summaries() -> QuerySet[JudgmentText]:
    return JudgmentText.objects.select_related("judgment").prefetch_related("judgment__names")
