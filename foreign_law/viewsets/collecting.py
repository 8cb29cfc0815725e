"""The librarian's page of what was fetched, with the button that fetches now."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from foreign_law.actions.collecting import order_collection
from foreign_law.models import Collection
from foreign_law.queries.collecting import latest, under_way
from foreign_law.queries.refusals import told, unpacked
from foreign_law.tasks.collecting import address, fetch_ordered
from portal.identity.actors import actor_of
from portal.identity.permissions import may
from portal.identity.roles import Role
from portal.web.jobs import ask_for

ACT = "foreign_law.collection_ordered"
READERS = frozenset({Role.LIBRARIAN.value, Role.AUDITOR.value})
SHOWN_PROBLEMS = 50


@require_http_methods(["GET", "POST"])
def collections(request: HttpRequest) -> HttpResponse:
    """The last runs; pressing the button orders one."""
    at = timezone.now()
    actor = actor_of(request, at)
    if not actor.roles & READERS or (request.method == "POST" and not may(actor, ACT)):
        raise Http404
    if request.method == "POST":
        try:
            ordered = order_collection(actor=actor, at=at, address=address())
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
        else:
            ask_for(
                fetch_ordered.name, str(ordered.pk)
            )  # what is not reached may be ordered again after a while
            messages.success(
                request, _("The fetching has been ordered. The result appears here when it has ended.")
            )
        return redirect(reverse("library_collecting:index"))
    runs = latest()
    words: dict[str, Any] = {
        "title": _("Law fetched from its publishers"), "runs": [_shown(run) for run in runs],
        "may_order": may(actor, ACT), "waiting": under_way(at), "address": address(),
        "is_weekly": bool(settings.LAW_FETCH_HK_URL),
    }  # fmt: skip
    return render(request, "foreign_law/staff/collecting.html", words)


def _shown(run: Collection) -> dict[str, Any]:
    """A run with its numbers by their words."""
    counts = run.counts
    numbers = [
        (_("archives new"), counts.get("archives_new", 0)), (_("archives unchanged"), counts.get("archives_unchanged", 0)),
        (_("files new"), counts.get("deposited", 0)), (_("new texts"), counts.get("versions", 0)),
        (_("events"), counts.get("events", 0)), (_("not taken in"), counts.get("refused", 0)),
    ]  # fmt: skip
    return {
        "run": run, "numbers": numbers if run.finished_at and counts else [],
        "archives": [(archive, unpacked(archive.reason)) for archive in run.archives.all()],
        "problems": [(one.get("file", ""), told(one)) for one in run.problems[:SHOWN_PROBLEMS]],
        "more": max(0, len(run.problems) - SHOWN_PROBLEMS),
    }  # fmt: skip
