"""Back office: a request is drafted from a case on one page, and put before the judge at once if wished."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from foreign_law.actions.ascertainment.drafting import cases_to_draft_in, draft_request, submit_request
from foreign_law.actions.ascertainment.steps import F
from foreign_law.forms.ascertainment.opening import NewRequestForm
from foreign_law.models import AscertainmentRequest
from portal.audit.actors import Actor
from portal.cases.models import Case, Party
from portal.cases.views import who
from portal.desk.act_pages import hidden
from portal.drafts.sending import once, sent_once
from portal.identity.permissions import may
from portal.web.attempts import attempt

MOST_CASES = 20


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@sent_once
def new(request: HttpRequest) -> HttpResponse:
    """Choose the case, then say what is asked; all of it or nothing, what was typed stays."""
    actor, at = who(request)
    if not may(actor, F + "request_drafted"):
        raise Http404
    key = request.GET.get("case", "")
    if not key:
        return _choose(request, actor, at)
    case = _case(actor, at, key)
    given: Any = (request.POST, request.FILES) if request.method == "POST" else ()
    form = NewRequestForm(*given, case=case)
    made: list[AscertainmentRequest] = []

    def open_it() -> AscertainmentRequest:
        with transaction.atomic():
            made.append(draft_request(actor=actor, at=at, case_id=case.pk, **form.cleaned_data))
            if "_submit" in request.POST:
                submit_request(actor=actor, at=at, request_id=made[0].pk)
            return made[0]

    with hidden():
        if request.method == "POST" and attempt(form, once(request, open_it, at=at, leads_to=_page)):
            messages.success(request, _("Opened as %(reference)s.") % {"reference": made[0].reference})
            return redirect(_page(made[0]))
    words = {"form": form, "case": case, "back": reverse("ascertainment_opening:new")}
    return render(request, "foreign_law/ascertainment/staff/new.html", words)


def _page(made: AscertainmentRequest) -> str:
    return reverse("ascertainment_desk:inspect", args=[made.pk])


def _choose(request: HttpRequest, actor: Actor, at: datetime) -> HttpResponse:
    """The cases in which the actor may begin a request, the newest first, or those searched for."""
    asked = " ".join(request.GET.get("q", "").replace("\x00", " ").split())[:80]
    rows = cases_to_draft_in(actor, timezone.localdate(at)).exclude(state=Case.State.CONCLUDED)
    if asked:
        named = Party.objects.filter(Q(name__icontains=asked) | Q(other_name__icontains=asked))
        rows = rows.filter(
            Q(court_number__icontains=asked) | Q(reference__icontains=asked) | Q(pk__in=named.values("case"))
        )
    found = (
        rows.select_related("court", "cause").prefetch_related("parties").order_by("-filed_date")[:MOST_CASES]
    )
    words = {"cases": found, "asked": asked, "most": MOST_CASES}
    return render(request, "foreign_law/ascertainment/staff/choose.html", words)


def _case(actor: Actor, at: datetime, key: str) -> Case:
    try:
        case_id = UUID(key)
    except ValueError as error:
        raise Http404 from error
    rows: Any = cases_to_draft_in(actor, timezone.localdate(at)).select_related("court", "cause")
    found: Case = get_object_or_404(rows, pk=case_id)
    return found
