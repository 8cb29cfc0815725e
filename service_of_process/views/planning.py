"""The public route planner: lawful routes for an addressee in Hong Kong or Macao, from answers in the address."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from portal.web.errors import too_many
from portal.web.limits import within_limit
from service_of_process.forms.plan import PlanForm
from service_of_process.queries.routes import shown

ASKED, WINDOW = 120, 300


@require_safe
def plan(request: HttpRequest) -> HttpResponse:
    """Questions, and the routes once the place is known. Nothing is kept; the address of the page is the answer."""
    if request.GET and not within_limit(
        request, "service-plan", attempts=ASKED, seconds=WINDOW, at=timezone.now()
    ):
        return too_many(request)
    asked = "region" in request.GET
    form = PlanForm(request.GET if asked else None)
    if not asked or not form.is_valid():
        return render(request, "service_of_process/plan.html", {"form": form, "asked": asked})
    found = shown(form.situation(timezone.localdate()))
    words = {
        "form": form, "asked": asked, "lawful": [row for row in found if row.route.is_lawful],
        "barred": [row for row in found if not row.route.is_lawful],
    }  # fmt: skip
    return render(request, "service_of_process/plan.html", words)
