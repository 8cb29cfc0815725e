"""A mediator's ledger of continuing training."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mediation_registry.actions import training as actions
from mediation_registry.forms.rosters import TrainingForm
from mediation_registry.queries import training as queries
from mediation_registry.queries.applications import registrant_of
from portal.cases.views import who
from portal.drafts import actions as drafts
from portal.drafts.decorators import keeps_typed
from portal.exhibits.downloads import sandboxed_response
from portal.exhibits.models import Exhibit
from portal.identity.decorators import second_factor_required, signed_in
from portal.web.attempts import attempt

DRAFT = "mediators.training"


@signed_in
@require_GET
def ledger(request: HttpRequest) -> HttpResponse:
    """My training: what was entered, what was counted, and what a cited rule asks for."""
    actor, at = who(request)
    registrant = registrant_of(actor)
    words = {
        "registrant": registrant,
        "records": list(queries.own_records(actor)),
        "standings": queries.standings(registrant, timezone.localdate(at)) if registrant else [],
    }
    return render(request, "mediation_registry/training_ledger.html", words)


@keeps_typed(lambda: DRAFT)
@signed_in
@require_http_methods(["GET", "POST"])
def enter(request: HttpRequest) -> HttpResponse:
    """Enter one event of training."""
    actor, at = who(request)
    if registrant_of(actor) is None:
        return redirect("mediators:training")
    draft = drafts.load(actor.key, DRAFT)
    posted = request.method == "POST"
    form = TrainingForm(
        request.POST if posted else None, request.FILES if posted else None,
        initial=TrainingForm.initial_from(draft or {}),
    )  # fmt: skip
    form.is_resumed = draft is not None and not posted
    if posted and attempt(form, lambda: actions.enter_training(actor=actor, at=at, **form.cleaned_data)):
        drafts.discard(actor.key, DRAFT)
        messages.success(request, _("The training was entered; the assessor of your place checks it."))
        return redirect("mediators:training")
    return render(request, "mediation_registry/training_enter.html", {"form": form, "draft_key": DRAFT})


@signed_in
@require_POST
def withdraw(request: HttpRequest, record_id: UUID) -> HttpResponse:
    """Take back a record that was not checked yet."""
    actor, at = who(request)
    try:
        actions.withdraw_training(actor=actor, at=at, record_id=record_id)
        messages.success(request, _("The record was withdrawn."))
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    return redirect("mediators:training")


@second_factor_required
@require_GET
def evidence(request: HttpRequest, record_id: UUID) -> HttpResponseBase:
    """Download the evidence of one of my records."""
    actor, at = who(request)
    record = get_object_or_404(queries.own_records(actor), pk=record_id)
    if record.evidence_id is None:
        raise Http404(record_id)
    try:
        return sandboxed_response(actor=actor, at=at, exhibit_id=record.evidence_id)
    except (Exhibit.DoesNotExist, PermissionDenied) as error:
        raise Http404 from error
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect("mediators:training")
