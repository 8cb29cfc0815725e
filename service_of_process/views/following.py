"""Doors of those who follow a matter: the list, one matter, the look-up by code, what they bring in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from portal.audit.actors import Actor
from portal.identity.actors import actor_of
from portal.identity.decorators import second_factor_required, signed_in
from portal.web.attempts import attempt
from portal.web.decorators import personal
from portal.web.limits import within_limit
from service_of_process.actions import submissions
from service_of_process.forms import following as forms
from service_of_process.models import ServiceMatter
from service_of_process.queries.milestones import progress
from service_of_process.queries.mine import matter_by_code, matter_of_mine, matters_of
from service_of_process.queries.sides import is_addressees_side
from service_of_process.rules import lifecycle

PER_PAGE = 20
QUESTIONS, WINDOW = 20, 300


@signed_in
@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """The matters of my cases: where each stands and what comes next."""
    at = timezone.now()
    on = timezone.localdate(at)
    page = Paginator(matters_of(actor_of(request, at), on), PER_PAGE).get_page(request.GET.get("page"))
    rows = [progress(matter, on, with_periods=False) for matter in page]
    return render(request, "service_of_process/mine.html", {"rows": rows, "page_of_matters": page})


@signed_in
@require_GET
def matter(request: HttpRequest, number: str) -> HttpResponse:
    """One matter, as a side of the case follows it; no address of anybody."""
    at, actor, found = _mine(request, number)
    on = timezone.localdate(at)
    own = is_addressees_side(found, actor, on)
    words = {
        "matter": found,
        "progress": progress(found, on, with_periods=True),
        "is_addressee": own,
        "may_object": found.state in lifecycle.WITH_DATE,
        "may_supply": found.state not in submissions.NO_ADDRESS_WANTED and not found.is_inbound,
        "may_submit": lifecycle.matter_after(found.state, lifecycle.S + "fact_submitted") is not None,
        "documents": found.documents.filter(withdrawn_at=None),
    }
    return render(request, "service_of_process/matter.html", words)


def _mine(request: HttpRequest, number: str) -> tuple[datetime, Actor, ServiceMatter]:
    at = timezone.now()
    actor = actor_of(request, at)
    found = matter_of_mine(actor, timezone.localdate(at), number)
    if found is None:
        raise Http404
    return at, actor, found


@personal
@sensitive_post_parameters("code")
@require_http_methods(["GET", "POST"])
def track(request: HttpRequest) -> HttpResponse:
    """Milestones for whoever holds number and code; unknown number and wrong code get the same answer."""
    if request.GET:  # a code in an address is not repeated by the page's links
        return redirect("service:track")
    at = timezone.now()
    form = forms.TrackForm(request.POST or None)
    words: dict[str, Any] = {"form": form}
    if request.method == "POST" and form.is_valid():
        if not within_limit(request, "service-track", attempts=QUESTIONS, seconds=WINDOW, at=at):
            form.add_error(None, _("Too many questions. Wait a few minutes."))
            return render(request, "service_of_process/track.html", words, status=429)
        found = matter_by_code(form.cleaned_data["number"], form.cleaned_data["code"])
        if found is not None:
            words = {"progress": progress(found, timezone.localdate(at), with_periods=False), "matter": found}
            return render(request, "service_of_process/tracked.html", words)
        form.add_error(None, _("No matter is known under this number and this code."))
    return render(request, "service_of_process/track.html", words)


@signed_in
@second_factor_required
@require_http_methods(["GET", "POST"])
def fact(request: HttpRequest, number: str) -> HttpResponse:
    """Bring in a circumstance of art. 12."""
    words = {
        "heading": _("Tell the court what shows that the documents arrived"),
        "lede": _("The judge decides whether it counts (2009 Provisions, art. 12)."),
    }
    return _submit(request, number, forms.FactForm, submissions.submit_fact, words)


@signed_in
@second_factor_required
@require_http_methods(["GET", "POST"])
def address(request: HttpRequest, number: str) -> HttpResponse:
    """Name an address of the addressee to the court."""
    words = {
        "heading": _("Name an address of the addressee"),
        "lede": _("Only the court and whoever delivers for it see this address."),
    }
    return _submit(request, number, forms.AddressForm, submissions.supply_address, words)


@signed_in
@second_factor_required
@require_http_methods(["GET", "POST"])
def objection(request: HttpRequest, number: str) -> HttpResponse:
    """Object to confirmed service."""
    words = {
        "heading": _("Object to the service"),
        "lede": _("The judge upholds the service or sets it aside. Until then the date stands."),
    }
    return _submit(request, number, forms.ChallengeForm, submissions.challenge, words)


def _submit(
    request: HttpRequest,
    number: str,
    form_class: type[Form],
    action: Callable[..., Any],
    words: dict[str, Any],
) -> HttpResponse:
    at, actor, found = _mine(request, number)
    form = form_class(request.POST or None, request.FILES or None)
    try:
        if request.method == "POST" and attempt(
            form, lambda: action(actor=actor, at=at, matter_id=found.pk, **form.cleaned_data)
        ):
            messages.success(request, _("The court has received it."))
            return redirect("service:matter", number=found.reference)
    except PermissionDenied as refusal:
        raise Http404 from refusal
    return render(request, "service_of_process/submit.html", {"form": form, "matter": found, **words})
