"""One matter on the desk: legs as lanes, clocks, proposals, papers, course; a clock's working; a file."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from portal.audit.actors import Actor
from portal.cases.views import who
from portal.exhibits.downloads import sandboxed_response
from service_of_process.actions.steps import day_of
from service_of_process.models import Clock, Leg, ServiceMatter
from service_of_process.queries.holders import holder_words, holders_of
from service_of_process.queries.lanes import clock_line, clock_lines, lanes, legs_of
from service_of_process.queries.matter_page import holds_file, parts_of
from service_of_process.queries.timeline import timeline
from service_of_process.queries.workings import working_of
from service_of_process.rules import lifecycle
from service_of_process.viewsets.acts import NEXT, Sitting, buttons, hidden, on_my_desk, sitting


def _reached(here: Sitting) -> tuple[list[Leg], list[UUID] | None]:
    """The legs open from here; their keys too where not all of them are."""
    legs = [leg for leg in legs_of(here.matter) if here.reaches(leg)]
    return legs, [leg.pk for leg in legs] if here.is_upper_only else None


@require_GET
def inspect(request: HttpRequest, matter_id: UUID) -> HttpResponse:
    """Everything the court keeps of one matter."""
    actor, at = who(request)
    today = timezone.localdate(at)
    matter = on_my_desk(actor, today, matter_id)
    here = sitting(matter, actor, today)
    legs, narrowed = _reached(here)
    clocks = clock_lines(matter, today)
    if narrowed is not None:
        clocks = [line for line in clocks if line.clock.leg_id in narrowed]
    offers = buttons(here)
    words = {
        "title": matter.reference, "matter": matter, "today": today, "here": here, "state_tone": tone_of(matter),
        "holders": [holder_words(code) for code in holders_of(matter, legs)],
        "lanes": [(lane, buttons(here, lane.leg)) for lane in lanes(legs, clocks)],
        "clocks": clocks, "parts": parts_of(matter, narrowed),
        "foremost": [one for one in offers if one.group == NEXT],
        "others": [one for one in offers if one.group != NEXT],
        "may_decide": lifecycle.JUDGE in here.seats,
        "may_read_packages": here.may("package_read"), "timeline": timeline(matter, narrowed),
    }  # fmt: skip
    return render(request, "service_of_process/staff/matter.html", words)


def tone_of(matter: ServiceMatter) -> str:
    """How the state of a matter is coloured."""
    if matter.state in lifecycle.WITH_DATE:
        return "good"
    return "plain" if matter.state in (lifecycle.DRAFT, *lifecycle.OVER) else "wait"


def _clock_on_my_desk(actor: Actor, at: Any, clock_id: UUID) -> tuple[Clock, ServiceMatter]:
    clock = get_object_or_404(Clock.objects.select_related("leg", "replaces"), pk=clock_id)
    matter = on_my_desk(actor, day_of(at), clock.matter_id)
    here = sitting(matter, actor, day_of(at))
    if here.is_upper_only and (clock.leg is None or not here.reaches(clock.leg)):
        raise Http404
    return clock, matter


@require_GET
def clock(request: HttpRequest, clock_id: UUID) -> HttpResponse:
    """How one period was counted: every step, with the calendar as it stood when it was computed."""
    actor, at = who(request)
    found, matter = _clock_on_my_desk(actor, at, clock_id)
    language = get_language() or "zh-hant"
    later = Clock.objects.filter(replaces=found).first()
    words = {
        "title": _("How it was counted"), "matter": matter, "later": later,
        "line": clock_line(found, timezone.localdate(at), language), "steps": working_of(found, language),
    }  # fmt: skip
    return render(request, "service_of_process/staff/clock.html", words)


@require_GET
def file(request: HttpRequest, matter_id: UUID, exhibit_id: UUID) -> HttpResponseBase:
    """Open a file of the matter: a document, a translation, a proof."""
    actor, at = who(request)
    matter = on_my_desk(actor, timezone.localdate(at), matter_id)
    here = sitting(matter, actor, timezone.localdate(at))
    if not holds_file(matter, exhibit_id, _reached(here)[1]):
        raise Http404
    with hidden():
        return sandboxed_response(actor=actor, at=at, exhibit_id=exhibit_id)
