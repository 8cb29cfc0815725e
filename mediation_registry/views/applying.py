"""Before an application: what each place asks, and who applies."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from mediation_registry.actions.beginning import begin_application
from mediation_registry.forms.applying import BeginForm, said_in
from mediation_registry.models import Application, Criterion, EnablingRule, Registrant
from mediation_registry.queries import own
from mediation_registry.queries.criteria import PlaceGap, enabled, gap
from mediation_registry.rules import windows
from mediation_registry.rules.lifecycle import OPEN
from mediation_registry.views.own_doors import who
from portal.drafts import actions as drafts
from portal.drafts.decorators import keeps_typed
from portal.identity.decorators import signed_in
from portal.web.attempts import attempt


@require_GET
def apply(request: HttpRequest) -> HttpResponse:
    """What each place asks of an applicant, for everybody; what is ticked here is kept nowhere."""
    actor, at, day = who(request)
    registrant = own.own_entry(actor)
    asked = request.GET.get("kind", registrant.kind if registrant else "")
    kind = asked if asked in Registrant.Kind.values else Registrant.Kind.MEDIATOR.value
    schemes = own.schemes_of(kind)
    scheme = own.scheme_asked(schemes, request.GET.get("scheme", ""), at)
    mine = registrant if registrant is not None and registrant.kind == kind else None
    places = gap(scheme, at, mine) if scheme else []
    criteria = [row.criterion for place in places for row in place.criteria]
    said = said_in(request.GET, criteria)
    if scheme and said:
        places = gap(scheme, at, mine, said)
    running = (
        Application.objects.filter(registrant=mine, state__in=OPEN).select_related("jurisdiction").first()
        if mine
        else None
    )
    words = {
        "kind": kind, "scheme": scheme, "schemes": schemes, "places": [(place, _figures(place, day)) for place in places],
        "said": said, "registrant": mine, "running": running,
        "has_ticked": bool(said), "measures": Criterion.Measure,
    }  # fmt: skip
    return render(request, "mediation_registry/applying_apply.html", words)


def _figures(place: PlaceGap, day: date) -> dict[str, EnablingRule | None]:
    """The term of validity and the hours of continuing training, where a rule of the authority is cited for them."""
    scheme = place.door.scheme
    return {
        "term": enabled(EnablingRule.Power.VALIDITY_TERM, scheme, place.jurisdiction, day),
        "hours": enabled(EnablingRule.Power.TRAINING_HOURS, scheme, place.jurisdiction, day),
    }


def _begin_key(window_id: UUID) -> str:
    return f"mediation_registry.begin:{window_id}"


@keeps_typed(_begin_key)
@signed_in
@require_http_methods(["GET", "POST"])
def begin(request: HttpRequest, window_id: UUID) -> HttpResponse:
    """Who applies, and the draft."""
    actor, at, _day = who(request)
    window = get_object_or_404(own.windows_known(), pk=window_id)
    person, registrant, key = own.person_of(actor), own.own_entry(actor), _begin_key(window_id)
    known = {"knows_person": person is not None, "knows_entry": registrant is not None}
    made: list[Application] = []
    if request.method == "POST":
        form = BeginForm(request.POST, **known)
        if attempt(form, lambda: made.append(begin_application(
            actor=actor, at=at, window=window, home=form.cleaned_data.get("home"),
            names={} if person else form.names(),
        ))):  # fmt: skip
            drafts.discard(actor.key, key)
            return redirect("mediators:application", made[0].pk)
    else:
        draft = drafts.load(actor.key, key)
        initial = BeginForm.initial_from(draft) if draft else {"home": window.rule_version.jurisdiction_id}
        form = BeginForm(initial=initial, **known)
        form.is_resumed = draft is not None
    words = {
        "form": form, "window": window, "person": person, "registrant": registrant, "draft_key": key,
        "window_state": windows.state_at(window.opens_at, window.closes_at, at),
    }  # fmt: skip
    return render(request, "mediation_registry/applying_begin.html", words)
