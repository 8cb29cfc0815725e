"""Figures for everybody, as tables with bars and as CSV."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from foreign_law.queries import figures as queries
from foreign_law.views.shown import interface_language
from i18n import languages


@require_safe
def figures_page(request: HttpRequest) -> HttpResponse:
    """What is opened most, how ascertainment went, what the library holds."""
    found = queries.lately(timezone.now())
    words: dict[str, Any] = {
        "found": found,
        "until_last": found.until - timedelta(days=1),
        "asked": _asked(found.asked),
        "ascertained": [
            ("routes", _("Attempts by route"), _("Route of ascertainment"), bars(found.routes)),
            ("route-outcomes", _("Attempts by outcome"), _("Outcome"), bars(found.route_outcomes)),
            ("outcomes", _("Requests by outcome"), _("Outcome"), bars(found.outcomes)),
        ],
        "durations": bars(found.durations),
        "held": [
            ("works", _("Works by jurisdiction"), _("Jurisdiction"), bars(found.works)),
            ("texts", _("Provisions by language"), _("Language"), bars(found.texts)),
            ("years", _("Works by decade"), _("Decade"), bars(found.years)),
            ("judgments", _("Judgments recorded, by jurisdiction"), _("Jurisdiction"), bars(found.judgments)),
        ],
    }
    return render(request, "foreign_law/figures.html", words)


@require_safe
def figures_csv(request: HttpRequest) -> StreamingHttpResponse:
    """The same figures for machines."""
    found = queries.lately(timezone.now())
    answer = StreamingHttpResponse(queries.as_csv(found), content_type="text/csv; charset=utf-8")
    answer["Last-Modified"] = http_date(found.counted_at.timestamp())
    answer["Content-Disposition"] = 'inline; filename="law-figures.csv"'
    return answer


def bars(lines: Sequence[queries.Line]) -> list[tuple[queries.Line, int]]:
    """Each line with the length of its bar, 0 to 100; what is not told has none."""
    longest = max((line.count or 0 for line in lines), default=0)
    return [(line, round(100 * (line.count or 0) / longest) if longest else 0) for line in lines]


def _asked(found: Sequence[queries.Asked]) -> list[tuple[queries.Asked, str, str, int]]:
    """Each provision with its heading in the nearest language, that language, and the length of its bar."""
    own = interface_language()
    longest = max((one.count for one in found), default=1)
    rows = []
    for one in found:
        order = (own, *languages.FALLBACKS[own])
        code = next((code for code in order if one.headings.get(code)), own)
        rows.append(
            (one, one.headings.get(code) or one.path.rstrip("/"), code, round(100 * one.count / longest))
        )
    return rows
