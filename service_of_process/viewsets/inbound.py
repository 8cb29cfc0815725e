"""Back office: a request from Hong Kong or Macao is registered, on one page."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from portal.cases.views import who
from portal.identity.permissions import may
from portal.web.attempts import attempt
from service_of_process.actions.inbound_registering import register_request
from service_of_process.actions.steps import S
from service_of_process.forms.inbound import PaperFormSet, RequestForm
from service_of_process.models import ServiceMatter
from service_of_process.queries.inbound import courts_that_receive


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Register a request at my desk; all of it or nothing, and what was typed stays."""
    actor, at = who(request)
    courts = courts_that_receive(actor, timezone.localdate(at))
    if not may(actor, S + "request_registered") or not courts.exists():
        raise Http404
    data, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = RequestForm(data, files, courts=courts)
    papers = PaperFormSet(data, files, prefix="papers")
    made: list[ServiceMatter] = []

    def register() -> None:
        entered = form.request([one.paper() for one in papers if one.has_changed()])
        court = form.cleaned_data["court"]
        upload = form.cleaned_data["upload"]
        made.append(register_request(actor=actor, at=at, court_id=court.pk, request=entered, upload=upload))

    try:
        if request.method == "POST" and papers.is_valid() & form.is_valid() and attempt(form, register):
            messages.success(request, _("Registered as %(reference)s.") % {"reference": made[0].reference})
            return redirect("service_desk:inspect", made[0].pk)
    except PermissionDenied as refusal:
        raise Http404 from refusal
    words = {"form": form, "papers": papers, "back": reverse("service_desk:index")}
    return render(request, "service_of_process/staff/inbound_new.html", words)
