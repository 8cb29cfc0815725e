"""The mails about the law: one to a person with all that is due, never an empty one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import get_language

from foreign_law.actions.following import waiting
from foreign_law.models import News
from foreign_law.queries.events import EventLine, events_by_id, lines
from foreign_law.queries.following import due_owners, stop_token
from i18n import languages
from portal.identity.actors import user_key
from portal.identity.models import User
from portal.notices.outbox import Recipient, queue

KIND = "foreign_law.digest"
STOP = "/law/following/stop/"
PER_WORK = 20
MOST_HITS = 20


def send_due(*, at: datetime) -> int:
    """Send what is due to everybody; returns the number of mails. Running it twice sends nothing twice."""
    return sum(send_to(owner, at=at) for owner in due_owners(at))


def send_to(owner: User, *, at: datetime) -> bool:
    """One mail with everything that is due to this account; False when nothing is."""
    with transaction.atomic():
        news = waiting(owner.pk, at=at)
        if not news:
            return False
        token = stop_token(owner)
        queue(
            kind=KIND,
            recipient=Recipient(user_key(owner), owner.email, owner.language),
            context={
                "events": [one.event_id for one in news if one.event_id is not None],
                "searches": _searches(news),
                "path": "/law/following/",
                "token": token,
                "stop_path": f"{STOP}?token={token}",
            },
            dedupe=f"law-digest:{news[0].pk}",
            at=at,
        )
        News.objects.filter(pk__in=[one.pk for one in news]).update(sent_at=at)
    return True


def _searches(news: list[News]) -> list[dict[str, Any]]:
    """The searches with new hits; a hit found twice is told once."""
    found: dict[Any, dict[str, Any]] = {}
    for one in news:
        if one.search is not None:
            entry = found.setdefault(
                one.search_id, {"name": one.search.name, "query": one.search.query, "hits": {}}
            )
            entry["hits"] |= {hit["path"]: hit for hit in one.hits}
    return [{**entry, "hits": list(entry["hits"].values())} for entry in found.values()]


def prepare(context: Mapping[str, Any]) -> dict[str, Any]:
    """The values of the mail in the active language: works with what happened, searches with their new hits."""
    language = get_language() or languages.DEFAULT
    base = f"{settings.PORTAL_BASE_URL}/{language}/law/"
    works: dict[str, list[EventLine]] = defaultdict(list)
    for line in lines(events_by_id(context["events"]), language):
        works["/".join(line.path.split("/")[:2])].append(line)
    groups = [{"lines": rows[:PER_WORK], "more": max(0, len(rows) - PER_WORK)} for rows in works.values()]
    searches = [
        {**one, "hits": one["hits"][:MOST_HITS], "more": max(0, len(one["hits"]) - MOST_HITS),
         "address": f"{base}?{one['query']}"}
        for one in context["searches"]
    ]  # fmt: skip
    token = str(context.get("token", ""))
    count = sum(len(rows) for rows in works.values()) + sum(len(one["hits"]) for one in context["searches"])
    stop = f"{settings.PORTAL_BASE_URL}/{language}{STOP}?token={token}" if len(token) > 1 else ""
    return {"groups": groups, "found": searches, "base": base, "count": count, "stop": stop}
