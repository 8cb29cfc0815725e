"""The one search of the back office: cases, numbers, people; scoped to the actor, and logged."""

from __future__ import annotations

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from portal.desk import actions, queries
from portal.identity.actors import actor_of
from portal.identity.roles import DESK_ROLES

LONGEST = 120


def search(request: HttpRequest) -> HttpResponse:
    """Search what the actor may see; that somebody searched is an event of the log, what for is not."""
    at = timezone.now()
    actor = actor_of(request, at)
    if not actor.roles & DESK_ROLES:
        raise Http404
    text = request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST]
    groups = queries.search(actor, timezone.localdate(at), text)
    if text:
        with transaction.atomic():
            actions.record_search(actor=actor, at=at, text=text, found=sum(len(finds) for _label, finds in groups))
    context = {"text": text, "groups": groups, "too_short": 0 < len(text) < queries.SHORTEST}
    return render(request, "desk/search.html", context)
