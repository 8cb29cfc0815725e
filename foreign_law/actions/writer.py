"""Writes the rows of a deposit in batches: new dates of known rows, new rows, sightings, index tasks."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from foreign_law.actions.citing import of_version
from foreign_law.actions.ledger import Change, RowState
from foreign_law.importers.parsed import ParsedProvision
from foreign_law.models import (
    Citation,
    Expression,
    HeldVersion,
    IndexTask,
    Instrument,
    Provision,
    ProvisionVersion,
    Sighting,
    Source,
    StatusNote,
)

BATCH = 200


@dataclass
class Writer:
    """One deposit's rows. ``flush`` must be called at the end."""

    instrument: Instrument
    expression: Expression
    held: HeldVersion
    source: Source
    at: datetime
    created: int = 0
    recut: int = 0
    _provisions: list[Provision] = field(default_factory=list)
    _moved: list[Provision] = field(default_factory=list)
    _versions: list[ProvisionVersion] = field(default_factory=list)
    _updates: dict[str, RowState] = field(default_factory=dict)
    _sightings: list[Sighting] = field(default_factory=list)
    _notes: list[StatusNote] = field(default_factory=list)
    _tasks: list[IndexTask] = field(default_factory=list)
    _citations: list[Citation] = field(default_factory=list)

    def provision(self, parsed: ParsedProvision, formerly: Provision | None = None) -> Provision:
        """A provision of the work that was not known."""
        provision = Provision(
            instrument=self.instrument,
            key=parsed.key,
            unit=parsed.unit,
            number=parsed.number[:40],
            order=parsed.order,
            parent_key=parsed.parent_key,
            formerly=formerly,
        )
        self._provisions.append(provision)
        return provision

    def reorder(self, provision: Provision, parsed: ParsedProvision) -> None:
        """The newest file's order of reading is the work's order."""
        if (provision.order, provision.parent_key) != (parsed.order, parsed.parent_key):
            provision.order, provision.parent_key = parsed.order, parsed.parent_key
            self._moved.append(provision)

    def version(
        self, provision: Provision, parsed: ParsedProvision, row: str, state: RowState
    ) -> ProvisionVersion:
        """A text of a provision that was not known."""
        version = ProvisionVersion(
            id=uuid.UUID(row),
            provision=provision,
            expression=self.expression,
            source=self.source,
            valid_from=state.valid_from,
            valid_to=state.valid_to,
            latest=state.latest,
            authenticity=self.held.authenticity,
            status=parsed.status,
            reason=parsed.reason[:60],
            source_key=parsed.source_key[:120],
            number_label=parsed.number_label[:120],
            heading=parsed.heading,
            path=parsed.path,
            body=parsed.body,
            text=parsed.text,
            digest=parsed.digest,
        )
        self._versions.append(version)
        self._citations += of_version(version, self.instrument.jurisdiction)
        self._notes += [
            StatusNote(
                version=version,
                anchor=n.anchor,
                mark=n.mark,
                text=n.text,
                citation_id=n.citation_id,
                status=n.status,
            )
            for n in parsed.notes
        ]
        self._task(IndexTask.Act.UPSERT, row, provision.key, state)
        self.created += 1
        return version

    def sighting(self, provision: Provision, row: str, parsed: ParsedProvision) -> None:
        """The file of this deposit shows this text."""
        self._sightings.append(
            Sighting(
                held_version=self.held,
                provision_id=provision.pk,
                version_id=uuid.UUID(row),
                start_period=parsed.start_period,
            )
        )
        if len(self._sightings) >= BATCH:
            self.flush()

    def recuts(self, key: str, provision_id: str, change: Change) -> None:
        """New dates for rows that exist; copies for rows that are split."""
        for row, state in change.cut.items():
            if row in change.clones:
                self._clone(row, change.clones[row], key, provision_id, state, change)
            elif row in change.before:
                old = change.before[row]
                self._updates[row] = state
                if old.valid_from != state.valid_from:
                    self._task(IndexTask.Act.DELETE, row, key, old)
                self._task(IndexTask.Act.UPSERT, row, key, state)
                self.recut += 1

    def retire(self, row: str, key: str, state: RowState) -> None:
        """A text that a later file corrected: kept, read no more."""
        ProvisionVersion.objects.filter(pk=uuid.UUID(row)).update(superseded_at=self.at, latest=False)
        self._task(IndexTask.Act.DELETE, row, key, state)
        self.recut += 1

    def redate(self, version: ProvisionVersion, state: RowState) -> None:
        """A known row gets other dates."""
        old = RowState(version.valid_from, version.valid_to, version.latest)
        change = Change(str(version.pk), False, cut={str(version.pk): state}, before={str(version.pk): old})
        self.recuts(version.provision.key, str(version.provision_id), change)

    def _clone(
        self, row: str, origin: str, key: str, provision_id: str, state: RowState, change: Change
    ) -> None:
        """Copy a row for the later half of its sightings; the head's new dates are written before."""
        self.flush()
        copy = ProvisionVersion.objects.get(pk=origin)
        notes, citations = list(copy.status_notes.all()), list(copy.citations.all())
        copy.pk, copy._state.adding = uuid.UUID(row), True
        copy.valid_from, copy.valid_to, copy.latest = state.valid_from, state.valid_to, state.latest
        ProvisionVersion.objects.filter(pk=origin).update(latest=False)
        copy.save(force_insert=True)
        for note in notes:
            note.pk, note.version, note._state.adding = uuid.uuid4(), copy, True
            note.save(force_insert=True)
        for citation in citations:
            citation.pk, citation.version, citation._state.adding = None, copy, True
        Citation.objects.bulk_create(citations)
        Sighting.objects.filter(
            provision_id=provision_id,
            held_version__expression=self.expression,
            held_version__superseded_at=None,
            held_version__held_date__in=change.moved,
        ).update(version_id=copy.pk)
        self._task(IndexTask.Act.UPSERT, row, key, state)
        self.created += 1

    def _task(self, act: IndexTask.Act, row: str, key: str, state: RowState) -> None:
        uid = f"{self.instrument.path}/{self.expression.language}/{key}@{state.valid_from or ''}"
        self._tasks.append(
            IndexTask(
                act=act, target=IndexTask.Target.VERSION, record_id=uuid.UUID(row), uid=uid, queued_at=self.at
            )
        )

    def flush(self) -> None:
        """Write what is waiting."""
        if self._updates:
            self._write_updates(self._updates)
            self._updates = {}
        for model, waiting in (
            (Provision, self._provisions),
            (ProvisionVersion, self._versions),
            (StatusNote, self._notes),
            (Sighting, self._sightings),
            (IndexTask, self._tasks),
            (Citation, self._citations),
        ):
            _bulk(model, waiting)
            waiting.clear()
        if self._moved:
            Provision.objects.bulk_update(self._moved, ("order", "parent_key"), batch_size=BATCH)
            self._moved.clear()

    @staticmethod
    def _write_updates(updates: dict[str, RowState]) -> None:
        """Latest flags are taken away before they are given: one row per provision holds the flag."""
        ProvisionVersion.objects.filter(
            pk__in=[uuid.UUID(row) for row, state in updates.items() if not state.latest], latest=True
        ).update(latest=False)
        rows = [
            ProvisionVersion(pk=uuid.UUID(row), valid_from=s.valid_from, valid_to=s.valid_to, latest=s.latest)
            for row, s in updates.items()
        ]
        ProvisionVersion.objects.bulk_update(rows, ("valid_from", "valid_to", "latest"), batch_size=BATCH)


def _bulk(model: type, waiting: Iterable[object]) -> None:
    rows = list(waiting)
    if rows:
        model.objects.bulk_create(rows, batch_size=BATCH)  # type: ignore[attr-defined]
