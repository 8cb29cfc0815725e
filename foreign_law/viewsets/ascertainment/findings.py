"""Findings of Mainland judgments, as librarians and clerks record and withdraw them."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from foreign_law.actions.ascertainment import findings as actions
from foreign_law.actions.ascertainment.steps import F
from foreign_law.forms.ascertainment.judging import RecordFindingForm, WithdrawFindingForm
from foreign_law.models import Finding, Judgment
from foreign_law.queries.ascertainment.findings import (
    held,
    not_found_yet,
    own_courts,
    suggested,
    withdrawable,
)
from foreign_law.viewsets.ascertainment.requests import READERS, pages
from portal.audit.actors import Actor
from portal.cases.views import who
from portal.desk.act_pages import form_page
from portal.identity.permissions import may

ON_A_PAGE = 25
RECORDERS = F + "finding_recorded"


def recorder(request: HttpRequest) -> tuple[Actor, datetime]:
    """The acting person, if she may record findings; else 404."""
    actor, at = who(request)
    if not may(actor, RECORDERS):
        raise Http404
    return actor, at


@require_GET
def findings(request: HttpRequest) -> HttpResponse:
    """Every finding that is public by its judgment, and the judgments of the library that wait for one."""
    actor, at = recorder(request)
    today = timezone.localdate(at)
    page = Paginator(held(actor, today), ON_A_PAGE).get_page(request.GET.get("page"))
    shown = withdrawable(actor, today).filter(pk__in=[row.pk for row in page])
    words = {
        "title": _("Findings of judgments"), "page": page, "withdrawable": set(shown.values_list("pk", flat=True)),
        "waiting": not_found_yet()[:ON_A_PAGE],
        "pages": pages(actor) if actor.roles & READERS else [],
    }  # fmt: skip
    return render(request, "foreign_law/ascertainment/staff/findings.html", words)


@require_http_methods(["GET", "POST"])
def record(request: HttpRequest) -> HttpResponse:
    """Record what a judgment found; from a judgment of the library, what is known of it stands in the form."""
    actor, at = recorder(request)
    judgment = _judgment(request.GET.get("judgment", ""))
    given = suggested(judgment) if judgment is not None else {}
    courts = own_courts(actor, timezone.localdate(at))
    form = RecordFindingForm(request.POST if request.method == "POST" else None, initial=given, courts=courts)
    return form_page(
        request, form,
        lambda: actions.finding_recorded(actor=actor, at=at, judgment=judgment, **form.cleaned_data) and None,
        back=reverse("ascertainment_desk:findings"),
        words={"title": _("Record a finding"), "subtitle": given.get("case_number", ""), "look": "law-form"},
    )  # fmt: skip


def _judgment(key: str) -> Judgment | None:
    try:
        return Judgment.objects.filter(pk=UUID(key)).first() if key else None
    except ValueError as error:
        raise Http404 from error


@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, finding_id: UUID) -> HttpResponse:
    """Withdraw a finding that was recorded by hand: the own court's, or as librarian any."""
    actor, at = recorder(request)
    own = withdrawable(actor, timezone.localdate(at))
    found = get_object_or_404(own, pk=finding_id, state=Finding.State.EFFECTIVE, determination=None)
    form = WithdrawFindingForm(request.POST if request.method == "POST" else None)
    return form_page(
        request, form,
        lambda: actions.finding_withdrawn(actor=actor, at=at, finding_id=found.pk, **form.cleaned_data) and None,
        back=reverse("ascertainment_desk:findings"),
        words={"title": _("Withdraw the finding"), "subtitle": found.case_number, "alarming": True, "look": "law-form"},
    )  # fmt: skip
