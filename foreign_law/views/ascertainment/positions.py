"""Doors in which parties are heard: positions, evidence, rebuttals of findings."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from foreign_law.actions.ascertainment import positions as acts
from foreign_law.actions.ascertainment import rebuttals
from foreign_law.forms.ascertainment import positions as forms
from foreign_law.models import FindingShown, Position, Rebuttal
from foreign_law.queries.ascertainment.grid import position_section
from foreign_law.queries.ascertainment.materials import materials_of
from foreign_law.rules.ascertainment import lifecycle
from foreign_law.rules.ascertainment.lifecycle import F
from foreign_law.views.ascertainment.opened import Opened, hidden, opened
from portal.cases.queries import sides_of
from portal.drafts import actions as drafts
from portal.drafts.decorators import keeps_typed
from portal.exhibits.downloads import sandboxed_response
from portal.exhibits.storage import FileBroken
from portal.identity.decorators import second_factor_required
from portal.web.attempts import attempt


@keeps_typed(lambda reference: f"law.positions:{reference}")
@second_factor_required
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def positions(request: HttpRequest, reference: str) -> HttpResponse:
    """A side says what it holds of content, meaning and application, question by question."""
    here = opened(request, reference)
    section = position_section(here.law_request, here.actor, here.on)
    if not section["may_take_position"]:
        raise Http404
    key = f"law.positions:{reference}"
    sides = sides_of(here.law_request.case, here.actor, here.on)
    draft = None if request.method == "POST" else drafts.load(here.actor.key, key)
    form = forms.PositionsForm(
        *((request.POST, request.FILES) if request.method == "POST" else ()),
        law_request=here.law_request, sides=sides, initial={name: typed[-1] for name, typed in (draft or {}).items() if typed},
    )  # fmt: skip
    with hidden():
        if request.method == "POST" and attempt(form, lambda: acts.take_positions(
            actor=here.actor, at=here.at, request_id=here.law_request.pk, said=form.said(),
            party_id=form.cleaned_data.get("party"), evidence=form.cleaned_data["evidence"],
        )):  # fmt: skip
            drafts.discard(here.actor.key, key)
            messages.success(request, _("The court has received it."))
            return redirect("law:ascertainment", number=reference)
    lines = [line for line in materials_of(here.law_request, here.on, here.reader) if line.was_shown]
    words = {"form": form, "law_request": here.law_request, "draft_key": key, "is_resumed": draft is not None,
             "shown_lines": lines, **section}  # fmt: skip
    return render(request, "foreign_law/ascertainment/positions.html", words)


@second_factor_required
@require_GET
def evidence(request: HttpRequest, reference: str, position_id: UUID) -> HttpResponseBase:
    """The evidence of an objection, for the court and the sides."""
    here = _side_or_staff(request, reference)
    said = get_object_or_404(Position, pk=position_id, request=here.law_request, evidence__isnull=False)
    return _given(request, here, said.evidence_id)


@second_factor_required
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def rebut(request: HttpRequest, reference: str, shown_id: UUID) -> HttpResponse:
    """A side puts forward evidence against the finding of an effective judgment."""
    here = opened(request, reference)
    found = get_object_or_404(
        FindingShown.objects.for_sides().select_related("finding"), pk=shown_id, request=here.law_request
    )
    possible = lifecycle.request_after(here.law_request.state, F + "finding_rebutted") is not None
    if not here.reader.is_side or not possible:
        raise Http404
    sides = sides_of(here.law_request.case, here.actor, here.on)
    form = forms.RebutForm(*((request.POST, request.FILES) if request.method == "POST" else ()), sides=sides)
    with hidden():
        if request.method == "POST" and attempt(form, lambda: rebuttals.rebut_finding(
            actor=here.actor, at=here.at, shown_id=found.pk, reasons=form.cleaned_data["reasons"],
            evidence=form.cleaned_data["evidence"], party_id=form.cleaned_data.get("party"),
        )):  # fmt: skip
            messages.success(request, _("The court has received it."))
            return redirect("law:ascertainment", number=reference)
    words = {"form": form, "law_request": here.law_request, "shown": found}
    return render(request, "foreign_law/ascertainment/rebut.html", words)


@second_factor_required
@require_GET
def rebuttal_evidence(request: HttpRequest, reference: str, rebuttal_id: UUID) -> HttpResponseBase:
    """The evidence against a finding, for the court and the sides."""
    here = _side_or_staff(request, reference)
    made = get_object_or_404(
        Rebuttal, pk=rebuttal_id, shown__request=here.law_request, evidence__isnull=False
    )
    return _given(request, here, made.evidence_id)


def _side_or_staff(request: HttpRequest, reference: str) -> Opened:
    here = opened(request, reference)
    if not (here.reader.is_side or here.reader.is_staff):
        raise Http404
    return here


def _given(request: HttpRequest, here: Opened, exhibit_id: UUID | None) -> HttpResponseBase:
    assert exhibit_id is not None  # asked for in the query
    with hidden():
        try:
            return sandboxed_response(actor=here.actor, at=here.at, exhibit_id=exhibit_id)
        except (ValidationError, FileBroken):
            messages.warning(request, _("This file cannot be opened now. Please tell the court."))
    return redirect("law:ascertainment", number=here.law_request.reference)
