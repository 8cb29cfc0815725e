"""Court rosters in public, and a mediator's or organisation's own entries on them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from mediation_registry.actions import roster_sharing
from mediation_registry.actions import rosters as actions
from mediation_registry.actions.registrants import register
from mediation_registry.forms.rosters import ApplyForm
from mediation_registry.models import RosterSharing
from mediation_registry.queries import rosters as queries
from mediation_registry.queries.applications import registrant_of
from mediation_registry.queries.own import person_of
from mediation_registry.queries.public_profile import PublicProfile, public_profiles
from mediation_registry.views.roster_acts import OWN_ACTS, SHARING_ACTS, OwnAct
from portal.audit.actors import Actor
from portal.cases.views import who
from portal.drafts import actions as drafts
from portal.drafts.decorators import keeps_typed
from portal.identity.decorators import signed_in
from portal.identity.models import Court, Person
from portal.web.attempts import attempt

APPLY_DRAFT = "mediators.roster"


@require_GET
def courts(request: HttpRequest) -> HttpResponse:
    """Every court with a roster (2016 Provisions art. 8)."""
    today = timezone.localdate()
    found: dict[UUID, dict[str, Any]] = {}
    for roster in queries.published_rosters():
        place = found.setdefault(roster.court_id, {"court": roster.court, "rosters": []})
        place["rosters"].append({"roster": roster, "count": len(queries.published_entries(roster, today))})
    return render(request, "mediation_registry/roster_courts.html", {"courts": list(found.values())})


@require_GET
def court(request: HttpRequest, code: str) -> HttpResponse:
    """The rosters of one court with what art. 5 of the Online Mediation Rules has published."""
    found = get_object_or_404(Court, code=code)
    today = timezone.localdate()
    rosters = list(queries.published_rosters().filter(court=found))
    shared = queries.shared_entries(found, today)
    if not rosters and not shared:
        raise Http404(code)
    entries = {roster.pk: queries.published_entries(roster, today) for roster in rosters}
    listed = [entry for rows in entries.values() for entry in rows] + shared
    people = [entry.registrant for entry in listed]
    named = [naming.mediator for entry in listed for naming in queries.named_on(entry)]
    profiles = public_profiles([*people, *named], today)
    context = {
        "court": found,
        "rosters": [
            {
                "roster": roster,
                "rows": _rows(entries[roster.pk], profiles),
                "changed": queries.last_change(roster),
            }
            for roster in rosters
        ],
        "shared": _rows(shared, profiles),
        "today": today,
    }
    return render(request, "mediation_registry/roster_court.html", context)


def _rows(entries: list[Any], profiles: dict[UUID, PublicProfile]) -> list[dict[str, Any]]:
    return [
        {
            "entry": entry,
            "profile": profiles[entry.registrant_id],
            "is_paused": entry.state_then == "paused",
            "named": [profiles[one.mediator_id] for one in queries.named_on(entry)],
        }
        for entry in entries
    ]


@signed_in
@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """My entries on court rosters: where each stands, since when, what I can do."""
    actor, at = who(request)
    today = timezone.localdate(at)
    registrant = registrant_of(actor)
    rows = [_own_row(entry, actor, today) for entry in queries.own_entries(actor)]
    words = {
        "registrant": registrant,
        "rows": rows,
        "namings": list(queries.namings_of(actor, today)),
        "has_rosters": queries.published_rosters().exists(),
    }
    return render(request, "mediation_registry/roster_mine.html", words)


def _own_row(entry: Any, actor: Actor, today: Any) -> dict[str, Any]:
    open_sharings = [one for one in entry.sharings.all() if one.state in ("asked", "consented")]
    return {
        "entry": entry,
        "acts": [(name, act) for name, act in OWN_ACTS.items() if act.offered(entry)],
        "events": list(reversed([one for one in entry.events.all() if one.act not in HIDDEN_EVENTS])),
        "asked": [one for one in open_sharings if one.state == RosterSharing.State.ASKED],
        "consented": [one for one in open_sharings if one.state == RosterSharing.State.CONSENTED],
        "named": list(entry.named.on(today).select_related("mediator__person"))
        if entry.registrant.is_organisation
        else [],
    }


#: What the court weighs before it decides is not told before it is decided.
HIDDEN_EVENTS = frozenset(
    {"mediation_registry.roster_removal_proposed", "mediation_registry.roster_removal_dropped"}
)


@keeps_typed(lambda: APPLY_DRAFT)
@signed_in
@require_http_methods(["GET", "POST"])
def apply(request: HttpRequest) -> HttpResponse:
    """Apply to a court's roster; whoever is not in the register yet is entered with it."""
    actor, at = who(request)
    person = person_of(actor)
    if person is None:
        return render(request, "mediation_registry/roster_apply.html", {"form": None})
    registrant = registrant_of(actor)
    kind = "organisation" if person.kind == Person.Kind.LEGAL else "mediator"
    draft = drafts.load(actor.key, APPLY_DRAFT)
    initial = {"roster": request.GET.get("roster", "")} | ApplyForm.initial_from(draft or {})
    form = ApplyForm(request.POST or None, kind=kind, registrant=registrant, initial=initial)
    form.is_resumed = draft is not None and request.method == "GET"

    def run() -> None:
        if registrant is None:
            register(actor=actor, at=at, person=person, kind=kind, jurisdiction=form.cleaned_data["home"])
        actions.apply(
            actor=actor, at=at, roster=form.cleaned_data["roster"], statement=form.cleaned_data["statement"]
        )

    if request.method == "POST" and attempt(form, run):
        drafts.discard(actor.key, APPLY_DRAFT)
        messages.success(request, _("The application was sent to the court."))
        return redirect("mediators:my_rosters")
    words = {"form": form, "draft_key": APPLY_DRAFT, "has_rosters": queries.published_rosters().exists()}
    return render(request, "mediation_registry/roster_apply.html", words)


@signed_in
@require_http_methods(["GET", "POST"])
def act_on_entry(request: HttpRequest, entry_id: UUID, name: str) -> HttpResponse:
    """One act on my entry: what it means, and pressing it."""
    actor, at = who(request)
    entry = get_object_or_404(queries.own_entries(actor), pk=entry_id)
    act = OWN_ACTS.get(name)
    if act is None or not act.offered(entry):
        raise Http404(name)
    extra = {"record": entry, "actor": actor, "on": timezone.localdate(at)} if act.needs_record else {}
    form = act.form(request.POST if request.method == "POST" else None, **extra)
    if request.method == "POST" and attempt(form, lambda: act.run(actor, at, entry.pk, form.cleaned_data)):
        return _done(request)
    return _act_page(request, form, act, entry)


@signed_in
@require_http_methods(["GET", "POST"])
def act_on_sharing(request: HttpRequest, sharing_id: UUID, name: str) -> HttpResponse:
    """Answer a lower court, or take a consent back."""
    actor, at = who(request)
    act = SHARING_ACTS.get(name)
    mine = RosterSharing.objects.filter(entry__in=queries.own_entries(actor)).select_related("court", "entry")
    sharing = get_object_or_404(mine, pk=sharing_id)
    if act is None or not act.offered(sharing):
        raise Http404(name)
    form = act.form(request.POST if request.method == "POST" else None)
    if request.method == "POST" and attempt(form, lambda: act.run(actor, at, sharing.pk, form.cleaned_data)):
        return _done(request)
    return _act_page(request, form, act, sharing.entry, sharing=sharing)


@signed_in
@require_http_methods(["POST"])
def end_naming(request: HttpRequest, naming_id: UUID) -> HttpResponse:
    """My organisation no longer names a mediator."""
    actor, at = who(request)
    roster_sharing.end_naming(actor=actor, at=at, naming_id=naming_id)
    messages.success(request, _("Done and recorded."))
    return redirect("mediators:my_rosters")


def _done(request: HttpRequest) -> HttpResponse:
    messages.success(request, _("Done and recorded."))
    return redirect("mediators:my_rosters")


def _act_page(request: HttpRequest, form: Any, act: OwnAct, entry: Any, **words: Any) -> HttpResponse:
    return render(
        request, "mediation_registry/roster_act.html", {"form": form, "act": act, "entry": entry, **words}
    )
