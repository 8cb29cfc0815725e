"""Where a matter stands, for machines: number and access code in, milestones out, no names."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Header, Query, Schema
from ninja.errors import HttpError
from pydantic import Field

from portal.web.limits import within_limit
from service_of_process.api.entrance import router
from service_of_process.queries.lanes import ClockLine
from service_of_process.queries.milestones import Progress, progress
from service_of_process.queries.mine import matter_by_code
from service_of_process.rules.lifecycle import S

QUESTIONS, WINDOW = 60, 300
Calendar = date  # a field is called "date" too


class MatterQuery(Schema):
    """Parameters of the question."""

    code: str = Field("", description="Access code; the header is the better place.")


class MilestoneOut(Schema):
    event: str
    date: Calendar
    sentence: str
    leg: int = Field(description="Number of the leg; 0 for the matter itself.")


class PeriodOut(Schema):
    name: str
    citation: str = Field(description="Article; empty for a target that the court set itself.")
    last_day: Calendar
    is_provisional: bool
    is_late: bool


class RouteOut(Schema):
    leg: int
    channel: str
    state: str
    held_by: str
    next: str
    is_over: bool
    is_late: bool
    periods: list[PeriodOut]


class MatterOut(Schema):
    number: str
    state: str
    headline: str
    next: str
    held_by: list[str]
    is_late: bool
    date_of_service: Calendar | None = Field(description="Null until the judge has confirmed it.")
    legs: list[RouteOut]
    milestones: list[MilestoneOut]


@router.get(
    "/{number}",
    response=MatterOut,
    summary="Where a service matter stands",
    description="The access code comes in the header X-Access-Code; `code` in the address is accepted too, and is not "
    "logged. 404 for an unknown number and for a wrong code alike; 429 after 60 questions from one address within five "
    "minutes. Sentences are in the language of Accept-Language.",
    url_name="service-matter",
)
def service_matter(
    request: HttpRequest,
    response: HttpResponse,
    number: str,
    asked: Query[MatterQuery],
    x_access_code: Annotated[str, Header()] = "",
) -> dict[str, Any]:
    """The milestones for whoever holds the code."""
    now = timezone.now()
    if not within_limit(request, "service-api", attempts=QUESTIONS, seconds=WINDOW, at=now):
        raise HttpError(429, "Too many questions. Wait a few minutes.")
    found = matter_by_code(number, x_access_code or asked.code)
    if found is None:
        raise Http404
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    return as_json(progress(found, timezone.localdate(now), with_periods=False))


def as_json(shown: Progress) -> dict[str, Any]:
    """The fields of the answer."""
    return {
        "number": shown.matter.reference, "state": shown.matter.state, "headline": shown.headline,
        "next": shown.next_step, "held_by": shown.holders, "is_late": shown.is_late,
        "date_of_service": shown.served_on,
        "legs": [
            {"leg": one.number, "channel": one.channel, "state": one.state, "held_by": one.holder, "next": one.next_step,
             "is_over": one.is_over, "is_late": bool(one.late), "periods": [_period(each.line) for each in one.periods]}
            for one in shown.routes
        ],
        "milestones": [
            {"event": one.act.removeprefix(S), "date": one.on, "sentence": one.sentence, "leg": one.leg}
            for one in shown.milestones
        ],
    }  # fmt: skip


def _period(line: ClockLine) -> dict[str, Any]:
    return {
        "name": line.name, "citation": line.citation, "last_day": line.last_date,
        "is_provisional": line.clock.is_provisional, "is_late": line.is_past,
    }  # fmt: skip
