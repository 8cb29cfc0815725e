"""Jobs of following: gather what happened, run kept searches again, send what is due."""

from __future__ import annotations

from datetime import datetime

from celery import shared_task
from django.db.models import F
from django.utils import timezone

from foreign_law.actions.digests import send_due
from foreign_law.actions.following import add_hits, gather
from foreign_law.forms.following import ask_of
from foreign_law.models import SavedSearch
from foreign_law.queries.saved_searches import MOST, index_stamp, name_of, path_of, run, written_since
from portal.search.engine import IndexOutdated, SearchAway, SearchError

SEARCHES = 200  # in one beat; the others wait for the next
KEPT = 2_000


@shared_task(name="foreign_law.tasks.tell_followers")
def tell_followers() -> dict[str, int]:
    """The beat: safe to run twice, and at any time."""
    return tell(at=timezone.now())


def tell(*, at: datetime) -> dict[str, int]:
    """Gather, search, send; the counts of each."""
    return {"gathered": gather(at=at), "searched": search_again(at=at), "sent": send_due(at=at)}


def search_again(*, at: datetime) -> int:
    """Run the kept searches whose index has changed since; those not run for longest first. Returns how many ran."""
    stamp = index_stamp()
    waiting = SavedSearch.objects.filter(ended_at=None, owner__is_active=True).exclude(stamp=stamp)
    ran = 0
    for row in waiting.order_by(F("checked_at").asc(nulls_first=True))[:SEARCHES] if stamp else ():
        try:
            _again(row, at)
        except (IndexOutdated, SearchAway):
            break
        except SearchError:  # this question alone cannot be answered: the others have their turn
            SavedSearch.objects.filter(pk=row.pk).update(checked_at=at)
            continue
        ran += 1
    return ran


def _again(row: SavedSearch, at: datetime) -> None:
    found = run(ask_of(row.query, today=timezone.localdate(at)))
    known = set(row.seen)
    fresh = [unit for unit in found.units if unit.uid not in known]
    if found.total > MOST:  # the order may have moved: only what was written since is new
        fresh = written_since(fresh, row.checked_at or row.created_at)
    hits = [{"path": path_of(unit), "name": name_of(unit), "language": unit.language} for unit in fresh]
    seen = [*(unit.uid for unit in found.units), *(uid for uid in row.seen if uid)]
    add_hits(row, hits=hits, seen=list(dict.fromkeys(seen))[:KEPT], stamp=found.stamp, at=at)
