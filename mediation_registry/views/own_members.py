"""Organisations and their mediators: asking, confirming, ending; how an organisation was established."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mediation_registry.actions import memberships as acts
from mediation_registry.forms.profile import EstablishmentForm, JoinForm
from mediation_registry.queries import own
from mediation_registry.views.own import done
from mediation_registry.views.own_doors import entry_of, who
from portal.drafts import actions as drafts
from portal.drafts.decorators import keeps_typed
from portal.identity.decorators import signed_in
from portal.web.attempts import attempt

ESTABLISHMENT_DRAFT = "mediation_registry.establishment"


@signed_in
@require_http_methods(["GET", "POST"])
def organisations(request: HttpRequest) -> HttpResponse:
    """A mediator's organisations, and asking to join one."""
    actor, at, _day = who(request)
    registrant = entry_of(actor)
    if registrant.is_organisation:
        raise Http404
    form = JoinForm(request.POST or None)
    if request.method == "POST" and attempt(form, lambda: acts.ask_membership(
        actor=actor, at=at, registrant_id=registrant.pk, **form.cleaned_data
    )):  # fmt: skip
        messages.success(request, _("The organisation was asked. You are told when it answers."))
        return redirect("mediators:organisations")
    words = {"registrant": registrant, "form": form, "rows": own.memberships_of(registrant)}
    return render(request, "mediation_registry/own_organisations.html", words)


@signed_in
@require_GET
def members(request: HttpRequest) -> HttpResponse:
    """An organisation's mediators, and the requests that wait for it."""
    registrant = entry_of(who(request)[0])
    if not registrant.is_organisation:
        raise Http404
    words = {"registrant": registrant, "rows": own.memberships_of(registrant)}
    return render(request, "mediation_registry/own_members.html", words)


def _step(request: HttpRequest, membership_id: UUID, act: Callable[..., Any], sentence: str) -> HttpResponse:
    actor, at, _day = who(request)
    registrant = entry_of(actor)
    done(request, sentence, lambda: act(
        actor=actor, at=at, registrant_id=registrant.pk, membership_id=membership_id
    ))  # fmt: skip
    return redirect("mediators:members" if registrant.is_organisation else "mediators:organisations")


@signed_in
@require_POST
def confirm(request: HttpRequest, membership_id: UUID) -> HttpResponse:
    """The organisation confirms."""
    return _step(request, membership_id, acts.confirm_membership, _("The membership was confirmed."))


@signed_in
@require_POST
def decline(request: HttpRequest, membership_id: UUID) -> HttpResponse:
    """The organisation declines."""
    return _step(request, membership_id, acts.decline_membership, _("The request was declined."))


@signed_in
@require_POST
def end(request: HttpRequest, membership_id: UUID) -> HttpResponse:
    """Either side ends the membership."""
    return _step(request, membership_id, acts.end_membership, _("The membership has ended."))


@keeps_typed(lambda: ESTABLISHMENT_DRAFT)
@signed_in
@require_http_methods(["GET", "POST"])
def establishment(request: HttpRequest) -> HttpResponse:
    """How the organisation was established, and where its seat is."""
    actor, at, _day = who(request)
    registrant = entry_of(actor)
    if not registrant.is_organisation:
        raise Http404
    facts = own.establishment_of(registrant)
    if request.method == "POST":
        form = EstablishmentForm(request.POST)
        if attempt(form, lambda: acts.record_establishment(
            actor=actor, at=at, registrant_id=registrant.pk, **form.cleaned_data
        )):  # fmt: skip
            drafts.discard(actor.key, ESTABLISHMENT_DRAFT)
            messages.success(
                request, _("The facts were recorded. An assessor of your home place checks the proof.")
            )
            return redirect("mediators:me")
    else:
        draft = drafts.load(actor.key, ESTABLISHMENT_DRAFT)
        recorded = {name: getattr(facts, name) for name in EstablishmentForm.base_fields} if facts else {}
        form = EstablishmentForm(
            initial=EstablishmentForm.initial_from(draft) if draft is not None else recorded
        )
        form.is_resumed = draft is not None
    words = {"registrant": registrant, "facts": facts, "form": form, "draft_key": ESTABLISHMENT_DRAFT}
    return render(request, "mediation_registry/own_establishment.html", words)
