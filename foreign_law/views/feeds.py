"""Atom feeds (RFC 4287) of what happened: the library, a work, a provision, Mainland judgments, a search."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified, QueryDict
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.http import http_date, quote_etag
from django.utils.translation import gettext as _
from django.utils.xmlutils import SimplerXMLGenerator
from django.views.decorators.http import require_safe

from foreign_law.forms.following import ask_of, kept_query
from foreign_law.models import LawEvent, Provision
from foreign_law.queries.events import EventLine, applied_judgments, events_of, lines
from foreign_law.queries.graph import judgment_line
from foreign_law.queries.saved_searches import name_of, path_of, run, written_at
from foreign_law.views.shown import interface_language, nearest, today, unready
from foreign_law.views.works import in_order, work_or_404
from i18n import languages
from portal.search.engine import SearchError

BEGUN = datetime(2026, 1, 1, tzinfo=UTC)
"""Stated as *updated* where nothing has happened yet."""
MOST_HITS = 50
FRESH = 300
_UNFIT = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Entry:
    """One entry. ``key`` makes its id; ``link`` is below ``/{language}/law/``."""

    key: str
    title: str
    summary: str
    link: str
    updated: datetime


class LawFeed(Atom1Feed):
    """Django's Atom with the language variants and entries whose times are theirs."""

    def add_root_elements(self, handler: SimplerXMLGenerator) -> None:
        """Title, links, id, updated, author; and the same feed in the other languages."""
        super().add_root_elements(handler)
        for code, address in self.feed["variants"]:
            handler.addQuickElement(
                "link", "",
                {"rel": "alternate", "type": "application/atom+xml", "hreflang": languages.html_lang(code), "href": address},
            )  # fmt: skip

    def latest_post_date(self) -> datetime:
        """When the feed changed last; never the present moment, so that an unchanged feed stays unchanged."""
        return self.feed["changed"]


@require_safe
def library(request: HttpRequest) -> HttpResponse:
    """Everything that happens in the library."""
    events = list(events_of())
    return _answer(request, _("Law library: what is new"), "", _event_entries(events))


@require_safe
def work(request: HttpRequest, place: str, slug: str) -> HttpResponse:
    """What happens to one work and its provisions."""
    record = work_or_404(place, slug)
    shown = nearest(in_order(record), interface_language())
    title = shown.short_citation if shown else record.citation_id
    return _answer(request, title, f"{record.path}/", _event_entries(list(events_of(instrument=record))))


@require_safe
def provision(request: HttpRequest, place: str, slug: str, key: str) -> HttpResponse:
    """What happens to one provision."""
    record = work_or_404(place, slug)
    found = Provision.objects.filter(instrument=record, key=key).first()
    if found is None:
        raise Http404
    line = lines(
        [LawEvent(kind="amended", instrument=record, provision=found, at=BEGUN)], interface_language()
    )[0]
    entries = _event_entries(list(events_of(provision=found)))
    return _answer(request, line.place, f"{record.path}/{key}/", entries)


@require_safe
def applied(request: HttpRequest) -> HttpResponse:
    """Mainland judgments that apply Hong Kong or Macao law."""
    entries = []
    for judgment in applied_judgments():
        line = judgment_line(judgment, interface_language())
        summary = " · ".join(filter(None, (line.number, line.court, line.result_label, line.note)))
        entries.append(
            Entry(
                f"judgment-{judgment.pk}", line.title, summary, f"{line.path}/", judgment.recorded_at or BEGUN
            )
        )
    title = _("Mainland judgments that apply Hong Kong or Macao law")
    return _answer(request, title, "judgments/?jurisdiction=cn", entries)


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """The newest of what a search finds; the question stands in the address as on the page of results."""
    query = kept_query(request.GET)
    if not query:  # a search for nothing in particular
        return redirect("law:feed")
    try:
        found = run(ask_of(query, today=today()))
    except SearchError as error:
        answer = HttpResponse(unready(error), status=503, content_type="text/plain; charset=utf-8")
        answer["Retry-After"] = "60"
        return answer
    written = written_at(found.units)
    entries = [
        Entry(f"unit-{hashlib.sha256(unit.uid.encode()).hexdigest()[:32]}", name_of(unit), unit.body[:300], path_of(unit),
              written.get(unit.uid, BEGUN))
        for unit in found.units
    ]  # fmt: skip
    entries = sorted(entries, key=lambda entry: entry.updated, reverse=True)[:MOST_HITS]
    words = QueryDict(query).get("q", "")
    title = _("Search: %(words)s") % {"words": words} if words else _("Search of the law library")
    return _answer(request, title, f"?{query}", entries, f"?{query}")


def _event_entries(events: Sequence[LawEvent]) -> list[Entry]:
    return [
        Entry(f"event-{line.id}", _headed(line), _told(line), f"{line.path}/", line.at)
        for line in lines(events, interface_language())
    ]


def _headed(line: EventLine) -> str:
    return _("%(event)s: %(place)s") % {"event": line.sentence, "place": line.place}


def _told(line: EventLine) -> str:
    day = timezone.localtime(line.at).date() if line.day is None else line.day
    return " · ".join(filter(None, (line.sentence, day.isoformat(), line.cause)))


def _answer(
    request: HttpRequest, title: str, below: str, entries: Iterable[Entry], query: str = ""
) -> HttpResponse:
    """The feed, or 304 when the reader has it already."""
    rows = list(entries)
    changed = max((entry.updated for entry in rows), default=BEGUN)
    etag = quote_etag(
        hashlib.sha256(
            repr(
                (request.path, query, title, [(e.key, e.title, e.summary, e.updated) for e in rows])
            ).encode()
        ).hexdigest()[:32]
    )
    unchanged = get_conditional_response(request, etag=etag, last_modified=int(changed.timestamp()))
    answer: HttpResponse = (
        unchanged if isinstance(unchanged, HttpResponseNotModified)
        else HttpResponse(_written(request, title, below, rows, changed, query),
                          content_type="application/atom+xml; charset=utf-8")
    )  # fmt: skip
    answer["ETag"], answer["Last-Modified"] = etag, http_date(int(changed.timestamp()))
    patch_cache_control(answer, max_age=FRESH)
    return answer


def _written(
    request: HttpRequest, title: str, below: str, entries: list[Entry], changed: datetime, query: str
) -> str:
    language = interface_language()
    base, path = settings.PORTAL_BASE_URL, request.path
    rest = path.split("/", 2)[2]
    host = urlsplit(base).hostname or "localhost"
    feed = LawFeed(
        title=_plain(title), link=f"{base}/{language}/law/{below}", description="",
        language=languages.html_lang(language), author_name=_("Law library of the portal"),
        feed_url=f"{base}{path}{query}", feed_guid=f"tag:{host},2026:{path}{query}", changed=changed,
        variants=[(code, f"{base}/{code}/{rest}{query}") for code in languages.CODES if code != language],
    )  # fmt: skip
    for entry in entries:
        feed.add_item(
            title=_plain(entry.title), link=f"{base}/{language}/law/{entry.link}",
            description=escape(_plain(entry.summary)),  # a summary is HTML to who reads it (RFC 4287 §3.1.1.2)
            unique_id=f"tag:{host},2026:{language}:{entry.key}", pubdate=entry.updated, updateddate=entry.updated,
        )  # fmt: skip
    return feed.writeString("utf-8")


def _plain(text: str) -> str:
    """Without the characters that no XML document may hold."""
    return _UNFIT.sub(" ", text)
