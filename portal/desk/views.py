"""The one search of the back office, scoped and logged; and the page of a notice that could not be delivered."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.audit.access import names_of
from portal.desk import actions, queries
from portal.desk.forms import SettleForm
from portal.identity.actors import actor_of
from portal.identity.permissions import may
from portal.identity.roles import DESK_ROLES
from portal.notices import actions as notice_actions
from portal.notices.models import Notice
from portal.notices.queries import message

LONGEST = 120


def search(request: HttpRequest) -> HttpResponse:
    """Search what the actor may see; that somebody searched is an event of the log, what for is not.

    The page sends by POST: names and numbers of papers do not enter addresses, and so no server's log.
    """
    at = timezone.now()
    actor = actor_of(request, at)
    if not actor.roles & DESK_ROLES:
        raise Http404
    asked = request.POST if request.method == "POST" else request.GET
    text = asked.get("q", "").replace("\x00", "").strip()[:LONGEST]
    groups = queries.search(actor, timezone.localdate(at), text)
    if text:
        with transaction.atomic():
            actions.record_search(
                actor=actor, at=at, text=text, found=sum(len(finds) for _label, finds in groups)
            )
    context = {"text": text, "groups": groups, "too_short": 0 < len(text) < queries.SHORTEST}
    return render(request, "desk/search.html", context)


def notice(request: HttpRequest, notice_id: UUID) -> HttpResponse:
    """A notice that could not be delivered: send it again, or note how the person was told."""
    at = timezone.now()
    actor = actor_of(request, at)
    if not may(actor, "notices.settled"):
        raise Http404
    found = get_object_or_404(queries.failed_notices(actor), pk=notice_id)
    form = SettleForm(request.POST if request.POST.get("act") == "settle" else None)
    try:
        if request.POST.get("act") == "retry":
            notice_actions.retry(actor=actor, at=at, notice_id=notice_id)
            messages.success(request, _("The notice is being sent again."))
            return redirect("wagtailadmin_home")
        if form.is_valid():
            notice_actions.settle(actor=actor, at=at, notice_id=notice_id, **form.cleaned_data)
            messages.success(request, _("Done and recorded."))
            return redirect("wagtailadmin_home")
    except (PermissionDenied, Notice.DoesNotExist) as gone:
        raise Http404 from gone
    words = {"notice": found, "form": form, "message": message(found, found.language)}
    words["recipient"] = names_of([found.recipient_key])[found.recipient_key]
    return render(request, "desk/notice.html", words)
