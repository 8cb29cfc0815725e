"""Follow a work or a provision, keep a search, be told: rows of one's own, no legal record."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from foreign_law.models import Follow, Instrument, LawEvent, News, Provision, Rhythm, SavedSearch
from foreign_law.rules.rhythms import due
from portal.identity.models import User

MOST_FOLLOWS = 200
MOST_SEARCHES = 50
MOST_NEWS = 2_000  # in one mail
BATCH = 500


@transaction.atomic
def follow(
    owner: User,
    instrument: Instrument,
    provision: Provision | None,
    *,
    at: datetime,
    rhythm: str = Rhythm.DAILY,
) -> Follow:
    """Follow a work, or a provision of it; following twice is following once.

    :raises ValidationError: the account follows as much as it may.
    """
    User.objects.select_for_update().get(pk=owner.pk)
    held = Follow.objects.filter(owner=owner, ended_at=None)
    known = held.filter(instrument=instrument, provision=provision).first()
    if known is not None:
        return known
    if held.count() >= MOST_FOLLOWS:
        raise ValidationError(
            _("An account may follow %(count)s places at most. End one of them first.")
            % {"count": MOST_FOLLOWS}
        )
    return Follow.objects.create(
        owner=owner, instrument=instrument, provision=provision, rhythm=rhythm, created_at=at
    )


@transaction.atomic
def keep_search(
    owner: User, *, name: str, query: str, seen: Sequence[str], stamp: str, at: datetime,
    rhythm: str = Rhythm.DAILY,
) -> SavedSearch:  # fmt: skip
    """Keep a search with what it finds now; the same question is kept once.

    :raises ValidationError: the account keeps as many as it may.
    """
    User.objects.select_for_update().get(pk=owner.pk)
    held = SavedSearch.objects.filter(owner=owner, ended_at=None)
    known = held.filter(query=query).first()
    if known is not None:
        return known
    if held.count() >= MOST_SEARCHES:
        raise ValidationError(
            _("An account may keep %(count)s searches at most. End one of them first.")
            % {"count": MOST_SEARCHES}
        )
    return SavedSearch.objects.create(
        owner=owner, name=name[:120], query=query, rhythm=rhythm, created_at=at, seen=list(seen), stamp=stamp,
        checked_at=at,
    )  # fmt: skip


def change_rhythm(row: Follow | SavedSearch, rhythm: str, *, at: datetime) -> None:
    """Another rhythm, also for what is waiting already.

    :raises ValueError: there is no such rhythm.
    """
    if rhythm not in Rhythm.values:
        raise ValueError(f"{rhythm!r} is no rhythm")
    with transaction.atomic():
        row.rhythm = rhythm
        row.save(update_fields=("rhythm",))
        row.news.filter(sent_at=None).update(due_at=due(rhythm, at))


def end(row: Follow | SavedSearch, *, at: datetime) -> None:
    """No longer followed or kept; what was waiting is not sent."""
    with transaction.atomic():
        row.ended_at = at
        row.save(update_fields=("ended_at",))
        row.news.filter(sent_at=None).update(due_at=None)


@transaction.atomic
def stop_mails(owner_id: UUID, *, at: datetime) -> int:
    """No e-mail any more about anything that this account follows or keeps; returns how many rows changed."""
    rows = [*_living(Follow, owner_id), *_living(SavedSearch, owner_id)]
    for row in rows:
        change_rhythm(row, Rhythm.NONE, at=at)
    return len(rows)


def _living(model: type[Follow] | type[SavedSearch], owner_id: UUID) -> list[Follow | SavedSearch]:
    found = model.objects.filter(owner_id=owner_id, ended_at=None).exclude(rhythm=Rhythm.NONE)
    return list(found)


def gather(*, at: datetime, most: int = 5_000) -> int:
    """Put down for every follower what happened; returns the number of news. Each event is gathered once.

    An event of a provision reaches who follows the provision or its work; a person who follows both is told once, by
    the more eager rhythm.
    """
    made = 0
    while events := list(LawEvent.objects.filter(gathered_at=None).order_by("id")[:BATCH]):
        with transaction.atomic():
            fresh = list(_news(events, at))
            News.objects.bulk_create(fresh, ignore_conflicts=True, batch_size=BATCH)
            LawEvent.objects.filter(pk__in=[event.pk for event in events]).update(gathered_at=at)
        made += len(fresh)
        if made >= most:
            break
    return made


def _news(events: Sequence[LawEvent], at: datetime) -> Iterable[News]:
    works = {event.instrument_id for event in events if event.instrument_id}
    follows: dict[UUID, list[Follow]] = defaultdict(list)
    for row in Follow.objects.filter(instrument__in=works, ended_at=None, owner__is_active=True):
        follows[row.instrument_id].append(row)
    for event in events:
        nearest: dict[UUID, Follow] = {}
        for row in follows.get(event.instrument_id, []) if event.instrument_id else []:
            if row.provision_id not in (None, event.provision_id) or event.at < row.created_at:
                continue
            known = nearest.get(row.owner_id)
            if known is None or _eagerness(row) < _eagerness(known):
                nearest[row.owner_id] = row
        for owner_id, row in nearest.items():
            yield News(owner_id=owner_id, follow=row, event=event, at=event.at, due_at=due(row.rhythm, at))


def _eagerness(row: Follow) -> int:
    return Rhythm.values.index(row.rhythm)


def add_hits(
    search: SavedSearch, *, hits: list[dict[str, str]], seen: list[str], stamp: str, at: datetime
) -> None:
    """The search ran again: what is new since, and the state of the index it ran on."""
    with transaction.atomic():
        if hits:
            News.objects.create(
                owner_id=search.owner_id, search=search, hits=hits, at=at, due_at=due(search.rhythm, at)
            )
        search.seen, search.stamp, search.checked_at = seen, stamp, at
        search.save(update_fields=("seen", "stamp", "checked_at"))


def waiting(owner_id: UUID, *, at: datetime) -> list[News]:
    """What is due for one account, locked; call inside a transaction."""
    return list(
        News.objects.select_for_update(of=("self",))
        .filter(owner_id=owner_id, sent_at=None, due_at__lte=at)
        .select_related("search")
        .order_by("id")[:MOST_NEWS]
    )
