"""What a deposit changed in the latest texts of a language version: the events of the law."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from foreign_law.actions.citing import announce_new_mentions
from foreign_law.actions.events import Announcement, announce_all
from foreign_law.models import Expression, HeldVersion, LawEvent, LegalStatus, Provision, ProvisionVersion

ENDED = frozenset({LegalStatus.REPEALED.value, LegalStatus.OMITTED.value, LegalStatus.EXPIRED.value})
WAITING = frozenset({LegalStatus.NOT_YET.value})
LIVING = frozenset({LegalStatus.IN_FORCE.value, LegalStatus.UNSTATED.value})


@dataclass(frozen=True)
class Standing:
    """The latest texts of a language version: row by provision, and the newest dated file."""

    latest: dict[UUID, UUID]
    newest: date | None


def standing(expression: Expression) -> Standing:
    """How a language version stands. Two queries."""
    rows = ProvisionVersion.objects.filter(expression=expression, latest=True, superseded_at=None)
    newest = (
        HeldVersion.objects.filter(expression=expression, superseded_at=None, held_date__isnull=False)
        .order_by("-held_date")
        .values_list("held_date", flat=True)
        .first()
    )
    return Standing(dict(rows.values_list("provision_id", "pk")), newest)


def announce_changes(before: Standing, held: HeldVersion, *, at: datetime) -> list[LawEvent]:
    """Announce what differs between the latest texts before a deposit and now; nothing when nothing was held.

    Amended, repealed or commenced by the status that the source states; corrected when the file replaces another of
    the same date; a changed text that cites what it did not cite before makes it *cited*. A provision that the
    newest file lacks is *amended* (``change: absent``): the file does not say why.
    """
    if not before.latest:
        return []
    now = standing(held.expression)
    changed = {
        provision for provision in before.latest.keys() | now.latest.keys()
        if before.latest.get(provision) != now.latest.get(provision)
    }  # fmt: skip
    if not changed:
        return []
    corrects = held.held_date is not None and held.held_date == before.newest
    rows = _rows(changed, before, now)
    provisions = Provision.objects.select_related("instrument").in_bulk(list(changed))
    events = list(_announcements(provisions, before, now, rows, "corrected" if corrects else "", held, at))
    made = announce_all(events, at=at)
    fresh = [event.version for event in events if event.version is not None]
    earlier = [pk for provision, pk in before.latest.items() if provision in changed]
    return made + announce_new_mentions(fresh, earlier, at=at)


def _rows(changed: set[UUID], before: Standing, now: Standing) -> dict[UUID, ProvisionVersion]:
    wanted = [state.latest[p] for state in (before, now) for p in changed if p in state.latest]
    return (
        ProvisionVersion.objects.select_related("provision__instrument", "expression")
        .defer("body", "path")
        .in_bulk(wanted)
    )


def _announcements(
    provisions: dict[UUID, Provision], before: Standing, now: Standing, rows: dict[UUID, ProvisionVersion],
    kind: str, held: HeldVersion, at: datetime,
) -> Iterator[Announcement]:  # fmt: skip
    for pk, provision in sorted(provisions.items(), key=lambda item: (item[1].order, item[1].key)):
        old = rows.get(before.latest.get(pk, pk))
        new = rows.get(now.latest.get(pk, pk))
        if old is not None and new is not None and _says(old) == _says(new):
            continue
        change = "text" if old and new else "added" if new else "absent"
        day = ((new.valid_from if new else None) or held.held_date) if held.held_date else None
        facts = {"change": change}
        if (
            held.held_date is None
        ):  # pages without a date: what one run finds in several languages is one event
            facts["seen"] = at.isoformat()
        yield Announcement(
            kind or _kind(old, new), provision.instrument, provision, None, new, day, facts
        )  # fmt: skip


def _says(version: ProvisionVersion) -> tuple[str, str, str]:
    return version.heading, version.text, version.status


def _kind(old: ProvisionVersion | None, new: ProvisionVersion | None) -> str:
    if new is not None and new.status in ENDED and (old is None or old.status not in ENDED):
        return LawEvent.Kind.REPEALED
    if new is not None and old is not None and old.status in WAITING and new.status in LIVING:
        return LawEvent.Kind.COMMENCED
    return LawEvent.Kind.AMENDED
