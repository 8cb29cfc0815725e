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
from portal.search.service import SearchService
from portal.search.units import Unit

INDEX = "law"
BATCH = 500
DRAIN = 8_000  # tasks between two commits of the index: a commit costs more than its units


def index_pending(*, at: datetime) -> int:
    """Carry the open tasks of the outbox into the index, in order; returns how many were done.

    What is written is the present state of the records, so running it twice, or again after a crash between
    index and database, leaves the same index. Raises `IndexBusy` when another writer holds the index; the
    tasks stay open.
    """
    service = search_service(INDEX)
    done = 0
    while tasks := list(IndexTask.objects.filter(done_at=None).order_by("id")[:DRAIN]):
        _carry(service, tasks)
        IndexTask.objects.filter(pk__in=[task.pk for task in tasks]).update(done_at=at)
        done += len(tasks)
    return done


def rebuild(*, at: datetime) -> tuple[Stamp, int]:
    """Build the whole index aside and put it in place at once; returns its stamp and the number of units.

    Tasks queued meanwhile are carried in afterwards, also those that another worker did to the old index.
    """
    service = search_service(INDEX)
    last = IndexTask.objects.order_by("-id").values_list("id", flat=True).first() or 0
    stamp = service.rebuild(all_units())
    IndexTask.objects.filter(done_at=None, id__lte=last).update(done_at=at)
    while tasks := list(IndexTask.objects.filter(id__gt=last).order_by("id")[:BATCH]):
        stamp = _carry(service, tasks)
        last = tasks[-1].pk
        IndexTask.objects.filter(pk__in=[task.pk for task in tasks], done_at=None).update(done_at=at)
    return stamp, service.health().units


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
    for text in JudgmentText.objects.filter(pk__in={task.record_id for task in of_judgments}).select_related(
        "judgment"
    ):
        made = {unit.uid: unit for unit in judgment_units(text)}
        gone |= made.keys()
        if text.superseded_at is None:
            units |= made
    service.delete(sorted(gone - units.keys()))
    service.upsert(list(units.values()))
    return service.commit()


def _version_units(record_ids: Iterable[UUID]) -> Iterator[Unit]:
    expressions = set()
    for version in _living_versions().filter(pk__in=set(record_ids)):
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
    return (
        ProvisionVersion.objects.filter(superseded_at=None)
        .select_related("provision__instrument", "expression")
        .defer("body", "path")
    )


def _living_summaries() -> QuerySet[JudgmentText]:
    return JudgmentText.objects.filter(superseded_at=None).select_related("judgment")
