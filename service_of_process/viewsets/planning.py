"""Back office: a matter is planned on one page; its routes and what the validator finds; the courts' practice."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from portal.audit.actors import Actor
from portal.cases.models import Case, Party
from portal.cases.views import who
from portal.drafts.sending import once, sent_once
from portal.identity.permissions import may
from portal.web.attempts import attempt
from service_of_process.actions import addressing, document_set, opening
from service_of_process.actions.route_choosing import open_routes
from service_of_process.actions.steps import S
from service_of_process.forms.planning_new import DocumentFormSet, NewMatterForm, RoutesForm
from service_of_process.models import AddresseeAddress, Leg, Region, ServiceMatter
from service_of_process.queries import routes as planner
from service_of_process.queries.planning import problems_of
from service_of_process.rules import channels, lifecycle
from service_of_process.rules.seats import ROLES_AT
from service_of_process.viewsets.acts import buttons, hidden, on_my_desk, sitting

MOST_CASES = 20
#: Legs whose papers are still in hand: the validator speaks of these.
IN_HAND = (lifecycle.DRAFT, lifecycle.CORRECTION, lifecycle.COURT_REVIEW)


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@sent_once
def new(request: HttpRequest) -> HttpResponse:
    """Choose whom to serve, then plan service on one page; all of it or nothing, what was typed stays."""
    actor, at = who(request)
    if not may(actor, S + "matter_opened"):
        raise Http404
    party_id = request.GET.get("party", "")
    if not party_id:
        return _choose(request, actor, at)
    party = _party(actor, at, party_id)
    given: Any = (request.POST, request.FILES) if request.method == "POST" else ()
    form = NewMatterForm(*given, party=party, on=timezone.localdate(at))
    documents: Any = DocumentFormSet(*given, prefix="documents")  # type: ignore[misc]  # two positional at most
    made: list[ServiceMatter] = []

    def plan_it() -> ServiceMatter:
        with transaction.atomic():
            made.append(_opened(actor, at, party, form, documents))
            return made[0]

    plan = once(request, plan_it, at=at, leads_to=_routes_of)
    with hidden():
        if request.method == "POST" and documents.is_valid() & form.is_valid() and attempt(form, plan):
            messages.success(request, _("Opened as %(reference)s.") % {"reference": made[0].reference})
            return redirect(_routes_of(made[0]))
    words = {"form": form, "documents": documents, "party": party, "back": reverse("service_planning:new")}
    return render(request, "service_of_process/staff/planning_new.html", words)


def _routes_of(made: ServiceMatter) -> str:
    return reverse("service_planning:routes", args=[made.pk])


def _choose(request: HttpRequest, actor: Actor, at: datetime) -> HttpResponse:
    """Cases of the clerk's court with somebody in Hong Kong or Macao, the newest first, or those searched for."""
    on = timezone.localdate(at)
    asked = " ".join(request.GET.get("q", "").replace("\x00", " ").split())[:80]
    there = Party.objects.on(on).filter(region__in=Region.values)
    rows = _cases(actor, at).filter(pk__in=there.values("case"))
    if asked:
        named = there.filter(Q(name__icontains=asked) | Q(other_name__icontains=asked))
        wanted = (
            Q(court_number__icontains=asked) | Q(reference__icontains=asked) | Q(pk__in=named.values("case"))
        )
        rows = rows.filter(wanted)
    found = list(rows.select_related("court", "cause").order_by("-filed_date")[:MOST_CASES])
    parties: dict[Any, list[Party]] = {}
    for party in there.filter(case__in=found).order_by("number"):
        parties.setdefault(party.case_id, []).append(party)
    words = {
        "cases": [(case, parties.get(case.pk, [])) for case in found],
        "asked": asked,
        "most": MOST_CASES,
    }
    return render(request, "service_of_process/staff/planning_choose.html", words)


def _cases(actor: Actor, at: datetime) -> QuerySet[Case]:
    return Case.objects.for_staff(actor, timezone.localdate(at), ROLES_AT[lifecycle.CLERK])


def _party(actor: Actor, at: datetime, key: str) -> Party:
    try:
        party_id = UUID(key)
    except ValueError as error:
        raise Http404 from error
    rows = Party.objects.select_related("case__court", "case__cause", "person__user")
    return get_object_or_404(rows, pk=party_id, case__in=_cases(actor, at))


def _opened(actor: Actor, at: datetime, party: Party, form: NewMatterForm, documents: Any) -> ServiceMatter:
    """Matter, addresses, documents, routes: in this order, inside the caller's transaction."""
    entered = form.cleaned_data
    matter = opening.open_matter(
        actor=actor, at=at, case_id=party.case_id, party_id=party.pk, **form.particulars()
    )
    if entered["address"]:
        addressing.add_address(
            actor=actor, at=at, matter_id=matter.pk, kind=entered["address_kind"], text=entered["address"],
            source=entered["address_source"],
        )  # fmt: skip
    if entered["email"] and not matter.addresses.filter(kind="email").exists():
        addressing.add_address(
            actor=actor, at=at, matter_id=matter.pk, kind=AddresseeAddress.Kind.EMAIL, text=entered["email"],
            source=entered["address_source"],
        )  # fmt: skip
    for row in documents:
        if row.has_changed():
            _add_document(actor, at, matter, row)
    if entered["routes"]:
        open_routes(actor=actor, at=at, matter_id=matter.pk, chosen=entered["routes"])
    return matter


def _add_document(actor: Actor, at: datetime, matter: ServiceMatter, row: Any) -> None:
    """A refusal of a file names the file."""
    entered = row.document()
    try:
        document_set.add_document(actor=actor, at=at, matter_id=matter.pk, **entered)
    except ValidationError as error:
        words = {"title": entered["title"], "problem": " ".join(error.messages)}
        raise ValidationError(_("Document “%(title)s”: %(problem)s") % words) from error


@require_http_methods(["GET", "POST"])
def routes(request: HttpRequest, matter_id: UUID) -> HttpResponse:
    """The routes of a matter with what each needs, what the validator finds, and those to open now."""
    actor, at = who(request)
    on = timezone.localdate(at)
    matter = on_my_desk(actor, on, matter_id)
    if matter.is_inbound:
        raise Http404
    here = sitting(matter, actor, on)
    opens = here.may("leg_opened") and lifecycle.matter_after(matter.state, S + "leg_opened") is not None
    shown = planner.shown(planner.situation_of(matter, on))
    choices = [(row.route.channel, row.label) for row in shown if _may_open(row)] if opens else []
    form = RoutesForm(request.POST if request.method == "POST" else None, routes=choices)

    def open_them() -> None:
        open_routes(actor=actor, at=at, matter_id=matter.pk, chosen=form.cleaned_data["routes"])

    if request.method == "POST" and not opens:
        raise Http404
    with hidden():
        if request.method == "POST" and attempt(form, open_them):
            messages.success(request, _("Done and recorded."))
            return redirect("service_planning:routes", matter.pk)
    words = {
        "matter": matter, "shown": shown, "form": form, "opens": bool(choices), "legs": _findings(matter, at),
        "buttons": buttons(here), "back": reverse("service_desk:inspect", args=[matter.pk]),
    }  # fmt: skip
    return render(request, "service_of_process/staff/planning_routes.html", words)


def _may_open(row: planner.RouteShown) -> bool:
    """Lawful, not under way, and not one that only the judge orders."""
    judges = (channels.NOTICE, channels.PILOT_LAWYER)
    return row.route.is_lawful and row.route.state != "running" and row.route.channel not in judges


def _findings(matter: ServiceMatter, at: datetime) -> list[tuple[Leg, list[Any]]]:
    """The legs still in hand, each with what the validator finds."""
    found = []
    for leg in matter.legs.filter(state__in=IN_HAND).select_related("address"):
        leg.matter = matter
        found.append((leg, problems_of(leg, timezone.localdate(at))))
    return found
