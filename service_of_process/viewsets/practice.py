"""Back office: what each court sets for itself, and which courts deal with Macao directly."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from portal.cases.views import who
from portal.identity.models import Court
from portal.identity.permissions import may
from service_of_process.actions import practice as actions
from service_of_process.forms.planning_new import AuthorisationForm, EndAuthorisationForm, PracticeForm
from service_of_process.models import CourtPractice, MacaoAuthorisation
from service_of_process.viewsets.acts import form_page
from service_of_process.viewsets.matters import READERS

BACK = "service_planning:practice"


def index(request: HttpRequest) -> HttpResponse:
    """The practice of every court, and the courts authorised for Macao with their source; own ones may be changed."""
    actor, at = who(request)
    if not actor.roles & READERS:
        raise Http404
    own = actions.offices_of(actor, at) if may(actor, actions.ACT) else set()
    rows = CourtPractice.objects.select_related("court", "upper_court")
    granted = MacaoAuthorisation.objects.select_related("court__parent__parent")
    words = {
        "practices": [(row, row.court_id in own) for row in rows],
        "missing": Court.objects.filter(pk__in=own, service_practice=None),
        "authorisations": [(row, bool(own & set(actions.with_upper(row.court)))) for row in granted],
        "may_authorise": bool(own), "today": timezone.localdate(at),
    }  # fmt: skip
    return render(request, "service_of_process/staff/practice.html", words)


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, court_id: UUID) -> HttpResponse:
    """Enter or change the practice of one's own court."""
    actor, at = who(request)
    if not may(actor, actions.ACT) or court_id not in actions.offices_of(actor, at):
        raise Http404
    court = get_object_or_404(Court, pk=court_id)
    held = CourtPractice.objects.filter(court=court).first() or CourtPractice(court=court)
    form: Any = PracticeForm(request.POST if request.method == "POST" else None, instance=held)
    return form_page(
        request, form,
        lambda: actions.change_practice(actor=actor, at=at, court=court, entries=form.cleaned_data) and None,
        back=reverse(BACK), words={
            "title": _("Practice of the court"), "subtitle": str(court),
            "sentences": [_("Every count of days here is practice of the court: it warns, and stops nothing.")],
        },
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def authorise(request: HttpRequest) -> HttpResponse:
    """Enter a court that was authorised to deal with Macao directly."""
    actor, at = who(request)
    if not may(actor, actions.ACT) or not (own := actions.offices_of(actor, at)):
        raise Http404
    lower = Court.objects.filter(jurisdiction__code="CN", level__in=("basic", "intermediate"))
    reached = [
        court.pk for court in lower.select_related("parent__parent") if own & set(actions.with_upper(court))
    ]
    form = AuthorisationForm(
        request.POST if request.method == "POST" else None, courts=lower.filter(pk__in=reached)
    )
    return form_page(
        request, form, lambda: actions.authorise_for_macao(actor=actor, at=at, **form.cleaned_data) and None,
        back=reverse(BACK), words={"title": _("Enter an authorisation for Macao")},
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, authorisation_id: UUID) -> HttpResponse:
    """An authorisation ends on a day."""
    actor, at = who(request)
    row = get_object_or_404(
        MacaoAuthorisation.objects.select_related("court__parent__parent"), pk=authorisation_id
    )
    if not may(actor, actions.ACT) or not actions.offices_of(actor, at) & set(actions.with_upper(row.court)):
        raise Http404
    form = EndAuthorisationForm(request.POST if request.method == "POST" else None)
    return form_page(
        request, form,
        lambda: actions.end_authorisation(actor=actor, at=at, authorisation_id=row.pk, **form.cleaned_data) and None,
        back=reverse(BACK), words={"title": _("End the authorisation"), "subtitle": str(row.court), "alarming": True},
    )  # fmt: skip
