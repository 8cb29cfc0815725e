"""Fetch the publisher's archives and import what changed; each archive whole or not at all, the others go in.

A run that is killed leaves whole files only: an archive stands under its name when its digest is right, each file of
it goes in by a transaction of its own, and an archive counts as taken only after its last file.
"""

from __future__ import annotations

import fcntl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from foreign_law.actions.bring_in import Progress, bring_in
from foreign_law.gateways.open_data import (
    Fetched,
    FetchRefused,
    Wanted,
    checked,
    digest_of,
    fetch,
    is_changed,
    read_json,
)
from foreign_law.importers.collected import ArchiveResult, Collected
from foreign_law.models import CollectedArchive, Collection, Jurisdiction, LawEvent
from foreign_law.queries.collecting import last_states, under_way
from foreign_law.queries.refusals import packed
from foreign_law.rules.manifests import Archive, ManifestRefused, archives_in
from foreign_law.rules.permissions import allowed
from foreign_law.rules.refusals import Reason, Refusal, reason
from portal.audit.actors import Actor
from portal.audit.log import record

PUBLISHER = "https://resource.data.one.gov.hk/doj/data/"
LANGUAGES = {"en": "en", "zh-hant": "zh-Hant", "zh-hans": "zh-Hans"}
"""Codes of languages, and how the publisher writes them in file names."""
Outcome = CollectedArchive.Outcome
LONGEST_RUN = timedelta(hours=6)
"""No archive is begun later; one that is under way ends."""
DAMAGED = frozenset({"archive_unreadable", "member_unreadable"})
"""Troubles of the file that lies here: it is fetched anew."""


class UnderWay(Refusal):
    """Another run holds the folder."""


@dataclass(frozen=True)
class Order:
    """What to collect. ``past`` takes the lists of past versions too; ``pause`` is the wait before a second try."""

    address: str
    folder: Path
    languages: tuple[str, ...] = tuple(LANGUAGES)
    past: bool = False
    dry_run: bool = False
    pause: float = 2.0

    def manifests(self) -> list[str]:
        """The addresses of the lists."""
        base = self.address if self.address.endswith("/") else f"{self.address}/"
        kinds = ("c", "p") if self.past else ("c",)
        return [
            f"{base}hkel_list_{kind}_all_{LANGUAGES[code]}.json" for kind in kinds for code in self.languages
        ]


def order_collection(*, actor: Actor, at: datetime, address: str) -> Collection:
    """Order a run; the job takes it up.

    :raises PermissionDenied: the actor is no librarian.
    :raises ValidationError: one is under way.
    """
    if not allowed("foreign_law.collection_ordered", actor.roles):
        raise PermissionDenied(_("Only a librarian may fetch law."))
    with transaction.atomic():
        if under_way(at) is not None:
            raise ValidationError(_("Law is being fetched already. Look again when that run has ended."))
        made = _ordered(actor, at, address)
        record(
            act="foreign_law.collection_ordered", actor=actor, at=at,
            subject=("foreign_law.Collection", str(made.pk)), facts={"address": address[:200]},
        )  # fmt: skip
    return made


def _ordered(actor: Actor, at: datetime, address: str) -> Collection:
    return Collection.objects.create(
        jurisdiction=Jurisdiction.HONG_KONG, address=address[:1000], state=Collection.State.ORDERED,
        ordered_by=actor.key[:80], ordered_at=at,
    )  # fmt: skip


def collect(
    order: Order, *, actor: Actor, clock: Callable[[], datetime], collection: Collection | None = None,
    index: Callable[[datetime], int] | None = None, progress: Progress | None = None,
) -> Collected:  # fmt: skip
    """Fetch and import; report what came and what did not.

    :param clock: the doors' clock: a run takes its time, and start and end are both recorded.
    :raises PermissionDenied: the actor is no librarian.
    :raises UnderWay: another run holds the folder.
    :raises FetchRefused: the address may not be called.
    """
    if not allowed("foreign_law.collected", actor.roles):
        raise PermissionDenied(_("Only a librarian may fetch law."))
    checked(order.address)
    collected = Collected(order.address)
    if order.dry_run:
        for archive, known in _listed(order, collected):
            _try_out(archive, known, order, collected)
        return collected
    with _alone(order.folder):
        run = _begin(order, actor, clock(), collection)
        known_events = LawEvent.objects.count()
        try:
            for archive, known in _listed(order, collected):
                _take(archive, known, order, run, actor, clock(), collected, progress)
            collected.events = LawEvent.objects.count() - known_events
            collected.indexed = index(clock()) if index is not None else 0
        except Exception as error:
            give_up(run, reason("run_stopped", detail=type(error).__name__), clock(), collected.problems)
            raise
        _finish(run, collected, actor, clock())
    return collected


def not_begun(ordered: Collection, reason: Reason, at: datetime) -> None:
    """An order that could not begin: the row says why; one that began meanwhile keeps what its own run says of it."""
    with transaction.atomic():
        waiting = Collection.objects.select_for_update().filter(pk=ordered.pk, state=Collection.State.ORDERED)
        for row in waiting:
            give_up(row, reason, at)


def give_up(
    collection: Collection, reason: Reason, at: datetime, others: list[dict[str, Any]] | None = None
) -> None:
    """A run that could not begin, or not end: the row says why, before the problems that it had met."""
    collection.state, collection.finished_at = Collection.State.BROKEN, at
    collection.problems = [
        {"file": "", "reason": reason.plain(), "why": reason.as_json()}, *(others or [])[:499],
    ]  # fmt: skip
    collection.save(update_fields=("state", "finished_at", "problems"))


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """One run at a time; the lock goes with the process that holds it."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise UnderWay("under_way") from error
        yield


def _begin(order: Order, actor: Actor, at: datetime, collection: Collection | None) -> Collection:
    """The run's row; runs that were killed are marked, for nobody else can hold the folder now.

    :raises UnderWay: the order was taken up meanwhile; it is carried out once.
    """
    Collection.objects.filter(state=Collection.State.RUNNING).update(state=Collection.State.BROKEN)
    run = collection or _ordered(actor, at, order.address)
    run.state, run.started_at = Collection.State.RUNNING, at
    waiting = Collection.objects.filter(pk=run.pk, state=Collection.State.ORDERED)
    if not waiting.update(state=run.state, started_at=at):
        raise UnderWay("under_way")
    return run


def _listed(order: Order, collected: Collected) -> list[tuple[Archive, CollectedArchive | None]]:
    """The archives of all lists with what is known of each; a list that cannot be read is a problem."""
    archives: dict[str, Archive] = {}
    for address in order.manifests():
        try:
            archives |= {a.url: a for a in archives_in(read_json(address), address=address)}
        except (FetchRefused, ManifestRefused) as refused:
            collected.refuse(address.rsplit("/", 1)[-1], refused.reason)
    known = last_states(list(archives))
    return [(archive, known.get(url)) for url, archive in archives.items()]


def _wanted(archive: Archive, known: CollectedArchive | None, folder: Path) -> Wanted:
    """With the validators of what is held, where that need not be read again or lies here as it came."""
    target = folder / archive.name
    settled = known is not None and (known.is_whole or digest_of(target) == known.digest)
    etag, modified = (known.etag, known.modified) if known is not None and settled else ("", "")
    return Wanted(archive.url, target, etag, modified, archive.digest, archive.size)


def _try_out(archive: Archive, known: CollectedArchive | None, order: Order, collected: Collected) -> None:
    if known is not None and known.is_whole and archive.digest and archive.digest == known.digest:
        collected.archives.append(ArchiveResult(archive.name, "unchanged", None, known.digest, known.size))
        return
    try:
        outcome = "wanted" if is_changed(_wanted(archive, known, order.folder)) else "unchanged"
        collected.archives.append(ArchiveResult(archive.name, outcome, None, archive.digest, archive.size))
    except FetchRefused as refused:
        collected.archives.append(ArchiveResult(archive.name, "refused", refused.reason))
        collected.refuse(archive.name, refused.reason)


def _take(
    archive: Archive, known: CollectedArchive | None, order: Order, run: Collection, actor: Actor, at: datetime,
    collected: Collected, progress: Progress | None,
) -> None:  # fmt: skip
    """One archive: fetched if it changed, imported if it changed or was not wholly taken in before."""
    target = order.folder / archive.name
    try:
        if run.started_at is not None and at - run.started_at > LONGEST_RUN:
            raise FetchRefused("run_too_long")
        fetched = _fetched(archive, known, order)
    except (FetchRefused, OSError) as error:
        found = (
            error.reason
            if isinstance(error, FetchRefused)
            else reason("not_written", detail=str(error.strerror))
        )
        collected.archives.append(ArchiveResult(archive.name, Outcome.REFUSED, found))
        collected.refuse(archive.name, found)
        _note(run, archive, Outcome.REFUSED, reason=packed(found, 500))
        return
    whole, outcome = True, Outcome.RESUMED if fetched.resumed else Outcome.FETCHED
    if not fetched.changed and known is not None:
        outcome = Outcome.UNCHANGED
        tags = (fetched.etag, fetched.modified) if fetched.digest else (known.etag, known.modified)
        fetched = Fetched(False, known.digest, known.size, *tags)
        whole = known.is_whole
    if not whole or fetched.changed:
        row = _note(run, archive, outcome, fetched=fetched)
        report = bring_in([str(target)], wanted="auto", actor=actor, at=at, progress=progress)
        collected.add(report, order.folder)
        row.is_whole = not report.refused
        row.save(update_fields=("is_whole",))
        if any(one["why"]["code"] in DAMAGED for one in report.refused):
            target.unlink(missing_ok=True)
    else:
        _note(run, archive, outcome, fetched=fetched, whole=True)
    collected.archives.append(ArchiveResult(archive.name, outcome, None, fetched.digest, fetched.size))


def _fetched(archive: Archive, known: CollectedArchive | None, order: Order) -> Fetched:
    """Unchanged without a question where the list states the digest of what was taken in."""
    same = known is not None and archive.digest != "" and archive.digest == known.digest
    if (
        known is not None
        and same
        and (known.is_whole or digest_of(order.folder / archive.name) == known.digest)
    ):
        return Fetched(changed=False)
    fetched = fetch(_wanted(archive, known, order.folder), pause=order.pause)
    if fetched.changed and known is not None and known.is_whole and fetched.digest == known.digest:
        return Fetched(False, fetched.digest, fetched.size, fetched.etag, fetched.modified)
    return fetched


def _note(
    run: Collection, archive: Archive, outcome: str, *, fetched: Fetched | None = None, whole: bool = False,
    reason: str = "",
) -> CollectedArchive:  # fmt: skip
    row = CollectedArchive(
        collection=run,
        name=archive.name,
        address=archive.url[:1000],
        outcome=outcome,
        reason=reason,
        is_whole=whole,
    )
    if fetched is not None:
        row.digest, row.size = fetched.digest, fetched.size
        row.etag, row.modified = fetched.etag[:300], fetched.modified[:60]
    row.save(force_insert=True)
    return row


def _finish(run: Collection, collected: Collected, actor: Actor, at: datetime) -> None:
    run.state, run.finished_at = Collection.State.FINISHED, at
    run.counts, run.problems = collected.all_counts(), collected.problems[:500]
    facts = {
        name: run.counts.get(name, 0)
        for name in ("archives_new", "archives_unchanged", "refused", "versions")
    }
    with transaction.atomic():
        run.save(update_fields=("state", "finished_at", "counts", "problems"))
        record(
            act="foreign_law.collected", actor=actor, at=at,
            subject=("foreign_law.Collection", str(run.pk)), facts={"address": run.address[:200], **facts},
        )  # fmt: skip
