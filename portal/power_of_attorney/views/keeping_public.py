"""Doors of everybody: the register's answer, the published times, the way through an attesting officer."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from portal.power_of_attorney.queries.register_words import answer
from portal.power_of_attorney.queries.statistics import published_times
from portal.power_of_attorney.views.keeping_charts import chart_of
from portal.verification.registry import Answer


def checked(number: str, on: date, code: str) -> Answer:
    """What the public door at /verify/ says of a number, a day and a code."""
    return answer(number, on, code, today=timezone.localdate())


@require_GET
def statistics(request: HttpRequest) -> HttpResponse:
    """How long people wait for a session, and how long the session takes, by court."""
    published = published_times(timezone.now())
    words = {
        "published": published,
        "waiting": chart_of(published.waiting, in_days=True),
        "session": chart_of(published.session, in_days=False),
    }
    return render(request, "power_of_attorney/keeping_statistics.html", words)


@require_GET
def attesting(request: HttpRequest) -> HttpResponse:
    """The other way: signing before an attesting officer of Hong Kong or Macao, and with what papers."""
    return render(request, "power_of_attorney/keeping_attesting.html", {"regions": ("HK", "MO")})
