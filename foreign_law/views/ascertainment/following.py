"""Doors of those who follow a request: the list of mine, and one of them."""

from __future__ import annotations

from datetime import datetime

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from foreign_law.models import AscertainmentRequest
from foreign_law.queries.ascertainment.grid import position_section
from foreign_law.queries.ascertainment.laws import law_words
from foreign_law.queries.ascertainment.materials import material_section
from foreign_law.queries.ascertainment.mine import cases_to_ask_in, request_of_mine, requests_of
from foreign_law.queries.ascertainment.papers import readable
from foreign_law.queries.ascertainment.provider_work import route_section
from foreign_law.queries.ascertainment.request_page import headline_of, holder_of, reading_of, state_for
from foreign_law.queries.ascertainment.scopes import open_choice
from foreign_law.rules.ascertainment import lifecycle
from foreign_law.views.ascertainment.opened import hidden
from i18n import languages
from portal.audit.actors import Actor
from portal.exhibits.downloads import sandboxed_response
from portal.exhibits.storage import FileBroken
from portal.identity.actors import actor_of
from portal.identity.decorators import second_factor_required, signed_in

PER_PAGE = 20


@signed_in
@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """The requests of my cases, and those on which I was asked: where each stands, who holds it."""
    at = timezone.now()
    actor, on = actor_of(request, at), timezone.localdate(at)
    page = Paginator(requests_of(actor, on), PER_PAGE).get_page(request.GET.get("page"))
    keys = [row.pk for row in page]
    sides = set(
        AscertainmentRequest.objects.concerning(actor, on).filter(pk__in=keys).values_list("pk", flat=True)
    )
    rows = [
        {
            "request": row, "headline": headline_of(row, is_side=row.pk in sides),
            "state": state_for(row, is_side=row.pk in sides), "law": law_words(row.jurisdiction),
            "holder": holder_of(row) if row.pk in sides else "",
        }
        for row in page
    ]  # fmt: skip
    words = {"rows": rows, "page_of_requests": page, "cases": cases_to_ask_in(actor, on)[:PER_PAGE]}
    return render(request, "foreign_law/ascertainment/mine.html", words)


@signed_in
@require_GET
def one(request: HttpRequest, number: str) -> HttpResponse:
    """One request: where it stands, what is asked, until when, what it costs, what I can do."""
    at, actor, found = mine_by_number(request, number)
    on = timezone.localdate(at)
    reading = reading_of(found, actor, on)
    own = found.asked_by_party_id is not None and found.asked_by_party_id in reading.own_keys
    words = {
        "law_request": found,
        "reading": reading,
        "choice_is_open": open_choice(found, actor, at) is not None,
        "may_edit": own and found.state == lifecycle.DRAFT,
        "may_withdraw": own and found.state in (lifecycle.DRAFT, lifecycle.SUBMITTED),
        **route_section(found, get_language() or "", reading.sides),
        **material_section(found, actor, on),
        **position_section(found, actor, on),
        **route_section(found, get_language() or languages.DEFAULT, reading.sides),
        "papers": readable(actor, on).filter(request=found).order_by("number"),
        "may_pay": lifecycle.request_after(found.state, lifecycle.F + "cost_paid") is not None,
        "may_quote": lifecycle.request_after(found.state, lifecycle.F + "cost_quoted") is not None,
    }
    return render(request, "foreign_law/ascertainment/request.html", words)


@second_factor_required
@require_GET
def choice(request: HttpRequest, number: str) -> HttpResponseBase:
    """The instrument with the clause that chose the law, for the sides to whom the request is shown."""
    at, actor, found = mine_by_number(request, number)
    if found.choice_exhibit_id is None:
        raise Http404
    with hidden():
        try:
            return sandboxed_response(actor=actor, at=at, exhibit_id=found.choice_exhibit_id)
        except (ValidationError, FileBroken):
            messages.warning(request, _("This file cannot be opened now. Please tell the court."))
    return redirect("law:ascertainment", number=found.reference)


def mine_by_number(request: HttpRequest, number: str) -> tuple[datetime, Actor, AscertainmentRequest]:
    """The moment, who asks, and the request; 404 for what is not theirs."""
    at = timezone.now()
    actor = actor_of(request, at)
    found = request_of_mine(actor, timezone.localdate(at), number)
    if found is None:
        raise Http404
    return at, actor, found
