"""Doors of an institution or expert: the question put to it, accept or decline, the proofs of art. 4."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from foreign_law.actions.ascertainment import answers_of_providers as acts
from foreign_law.forms.ascertainment import work as forms
from foreign_law.queries.ascertainment.provider_work import Work, name_in, work_of
from portal.audit.actors import Actor
from portal.exhibits.downloads import sandboxed_response
from portal.exhibits.models import Exhibit
from portal.exhibits.storage import FileBroken
from portal.identity.actors import actor_of
from portal.identity.decorators import second_factor_required
from portal.web.attempts import attempt as tried

GET_OR_POST = ["GET", "POST"]


def opened(request: HttpRequest, attempt_id: UUID) -> tuple[Actor, datetime, Work]:
    """Who came, when, and the attempt on which she answers today; 404 for everybody else."""
    at = timezone.now()
    actor = actor_of(request, at)
    found = work_of(actor, attempt_id, timezone.localdate(at))
    if found is None:
        raise Http404
    return actor, at, found


def _words(found: Work, **more: Any) -> dict[str, Any]:
    assert found.attempt.provider is not None  # work_of gives no other
    name, lang = name_in(found.attempt.provider, get_language() or "")
    return {
        "work": found, "law_request": found.request, "provider_name": name, "provider_lang": lang, **more,
    }  # fmt: skip


@second_factor_required
@require_GET
def work(request: HttpRequest, attempt_id: UUID) -> HttpResponse:
    """The question as it was put, what is still missing, what may be done."""
    _actor, _at, found = opened(request, attempt_id)
    return render(request, "foreign_law/ascertainment/work.html", _words(found))


def _act(
    request: HttpRequest,
    found: Work,
    form: Form,
    run: Callable[[], Any],
    *,
    said: str,
    to: str = "law:provider_work",
    **words: Any,
) -> HttpResponse:
    """The page of one act: its form, and pressing it."""
    try:
        done = request.method == "POST" and tried(form, run)
    except PermissionDenied as refusal:
        raise Http404 from refusal
    if done:
        messages.success(request, said)
        return redirect(to) if to != "law:provider_work" else redirect(to, found.attempt.pk)
    return render(request, "foreign_law/ascertainment/work_act.html", _words(found, form=form, **words))


def _given(request: HttpRequest) -> tuple[Any, ...]:
    return (request.POST, request.FILES) if request.method == "POST" else ()


@second_factor_required
@require_http_methods(GET_OR_POST)
def accept(request: HttpRequest, attempt_id: UUID) -> HttpResponse:
    """Take the question on with the statement of no interest."""
    actor, at, found = opened(request, attempt_id)
    if not found.may_accept:
        raise Http404
    form = forms.AcceptForm(*_given(request))
    return _act(
        request, found, form,
        lambda: acts.accept(actor=actor, at=at, attempt_id=attempt_id, **form.entries()),
        said=_("The court has been told that you accept."), heading=_("Accept the question"), button=_("Accept"),
    )  # fmt: skip


@second_factor_required
@require_http_methods(GET_OR_POST)
def decline(request: HttpRequest, attempt_id: UUID) -> HttpResponse:
    """Decline; the request closes to the provider afterwards."""
    actor, at, found = opened(request, attempt_id)
    if not found.may_decline:
        raise Http404
    form = forms.DeclineForm(*_given(request), only_interest=found.may_declare_interest)
    heading, button = _("Decline the question"), _("Decline")
    if found.may_declare_interest:
        heading, button = _("Declare an interest in the case"), _("Declare the interest")
    return _act(
        request, found, form,
        lambda: acts.decline(actor=actor, at=at, attempt_id=attempt_id, **form.cleaned_data),
        said=_("The court has been told that you decline. The request is no longer open to you."),
        to="law:ascertainments", heading=heading, button=button, alarming=True,
        lede=_("After this you no longer see the request."),
    )  # fmt: skip


@second_factor_required
@require_http_methods(GET_OR_POST)
def proof(request: HttpRequest, attempt_id: UUID) -> HttpResponse:
    """Add a proof of art. 4."""
    actor, at, found = opened(request, attempt_id)
    if not found.may_prove or found.attempt.provider is None:
        raise Http404
    form = forms.ProofForm(*_given(request), provider=found.attempt.provider)
    return _act(
        request, found, form,
        lambda: acts.add_proof(actor=actor, at=at, attempt_id=attempt_id, **form.cleaned_data),
        said=_("The file has been added."), heading=_("Add a proof"), button=_("Add"),
        lede=_("An institution proves its qualification, an expert identity and record (art. 4)."),
    )  # fmt: skip


@second_factor_required
@require_http_methods(GET_OR_POST)
def proof_withdraw(request: HttpRequest, attempt_id: UUID, proof_id: UUID) -> HttpResponse:
    """Take a proof back that was a mistake."""
    actor, at, found = opened(request, attempt_id)
    row = get_object_or_404(found.attempt.proofs.filter(withdrawn_at=None), pk=proof_id)
    form = forms.WhyForm(*_given(request))
    return _act(
        request, found, form,
        lambda: acts.withdraw_proof(
            actor=actor, at=at, attempt_id=attempt_id, proof_id=row.pk, **form.cleaned_data
        ),
        said=_("The file has been taken back."), heading=_("Take the file back"), button=_("Take back"), alarming=True,
        lede=str(row.get_kind_display()),
    )  # fmt: skip


@second_factor_required
@require_GET
def file(request: HttpRequest, attempt_id: UUID, exhibit_id: UUID) -> HttpResponseBase:
    """A file of one's own on this attempt: the signed statement, or a proof."""
    actor, at, found = opened(request, attempt_id)
    own = {row.exhibit_id for row in found.proofs} | {found.attempt.statement_exhibit_id}
    if exhibit_id not in own:
        raise Http404
    try:
        return sandboxed_response(actor=actor, at=at, exhibit_id=exhibit_id)
    except (Exhibit.DoesNotExist, PermissionDenied) as refusal:
        raise Http404 from refusal
    except (ValidationError, FileBroken):
        messages.warning(request, _("This file cannot be opened now. Please tell the court."))
    return redirect("law:provider_work", found.attempt.pk)
