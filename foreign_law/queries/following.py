"""What a person follows and which searches she keeps."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core import signing
from django.db.models import Q

from foreign_law.models import Follow, Instrument, LawEvent, News, Provision, SavedSearch
from foreign_law.queries.events import EventLine, lines, of_these
from portal.identity.models import User

SALT = "foreign_law.following.stop"
SHOWN = 5


@dataclass(frozen=True)
class Followed:
    """One followed place with its newest events."""

    row: Follow
    place: EventLine
    news: tuple[EventLine, ...]


def followed(owner: User, language: str) -> list[Followed]:
    """The places that an account follows, last first, each with its newest events. A dozen queries at most."""
    rows = list(
        Follow.objects.filter(owner=owner, ended_at=None)
        .select_related("instrument", "provision")
        .order_by("-created_at")
    )
    places = lines([LawEvent(instrument=row.instrument, provision=row.provision, kind="amended", at=row.created_at)
                    for row in rows], language)  # fmt: skip
    whole = [row.instrument_id for row in rows if row.provision_id is None]
    parts = [row.provision_id for row in rows if row.provision_id is not None]
    events = of_these(whole, parts, most=400) if rows else []
    worded = dict(zip([event.pk for event in events], lines(events, language), strict=True))
    return [
        Followed(
            row, place,
            tuple(worded[event.pk] for event in events if event.at >= row.created_at and _of(row, event))[:SHOWN],
        )
        for row, place in zip(rows, places, strict=True)
    ]  # fmt: skip


def _of(row: Follow, event: LawEvent) -> bool:
    return event.instrument_id == row.instrument_id and row.provision_id in (None, event.provision_id)


def searches_of(owner: User) -> list[SavedSearch]:
    """The searches that an account keeps, last first, with ``fresh``: the newest hits that it was told of."""
    rows = list(SavedSearch.objects.filter(owner=owner, ended_at=None).order_by("-created_at"))
    fresh: dict[Any, list[dict[str, str]]] = {}
    for news in News.objects.filter(search__in=rows).order_by("-id")[:200]:
        fresh.setdefault(news.search_id, []).extend(news.hits)
    for row in rows:
        row.fresh = fresh.get(row.pk, [])[:SHOWN]  # type: ignore[attr-defined]
    return rows


def follow_of(owner: User, instrument: Instrument, provision: Provision | None) -> Follow | None:
    """The living follow of exactly this place, if any."""
    return Follow.objects.filter(
        owner=owner, instrument=instrument, provision=provision, ended_at=None
    ).first()


def due_owners(at: datetime, *, most: int = 500) -> list[User]:
    """The accounts that have something due; of closed accounts nothing is sent."""
    waiting = News.objects.filter(sent_at=None, due_at__lte=at)
    return list(User.objects.filter(Q(pk__in=waiting.order_by().values("owner")), is_active=True)[:most])


def stop_token(owner: User) -> str:
    """A token that can do one thing: end the e-mails of this account about the law. Signed, kept nowhere."""
    return signing.dumps(str(owner.pk), salt=SALT)


def owner_of(token: str) -> User | None:
    """The account of a token; None for anything that is none."""
    try:
        key = signing.loads(token[:400], salt=SALT)
    except signing.BadSignature:
        return None
    return User.objects.filter(pk=key).first()
