"""The judge's two answers to a proposal: she confirms it, or does not accept it. Nobody else finds these doors."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from portal.cases.views import who
from service_of_process.actions import confirming
from service_of_process.forms.desk import DecideForm
from service_of_process.models import ElectronicDelivery, Leg, Proposal
from service_of_process.rules import lifecycle
from service_of_process.viewsets.acts import form_page, on_my_desk, sitting


@require_http_methods(["GET", "POST"])
def confirm(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    """Confirm what was proposed: from now on it stands in the record, with the judge's name."""
    return _decide(request, proposal_id, confirming.confirm, _("Confirm"), wants_reason=False)


@require_http_methods(["GET", "POST"])
def decline(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    """Not accept what was proposed; the reason stands in the record."""
    return _decide(request, proposal_id, confirming.decline, _("Decline the proposal"), wants_reason=True)


def _decide(
    request: HttpRequest, proposal_id: UUID, act: Callable[..., Any], title: str, *, wants_reason: bool
) -> HttpResponse:
    actor, at = who(request)
    today = timezone.localdate(at)
    rows = Proposal.objects.filter(state=Proposal.State.OPEN).select_related(
        "leg__address", "leg__electronic", "fact"
    )
    proposal = get_object_or_404(rows, pk=proposal_id)
    matter = on_my_desk(actor, today, proposal.matter_id)
    if lifecycle.JUDGE not in sitting(matter, actor, today).seats:
        raise Http404
    form = DecideForm(
        request.POST if request.method == "POST" else None,
        wants_reason=wants_reason,
        sentences=_said(proposal),
    )
    return form_page(
        request, form,
        lambda: act(actor=actor, at=at, proposal_id=proposal.pk, reason=form.cleaned_data["reason"]),
        back=reverse("service_desk:inspect", args=[matter.pk]),
        words={"title": title, "subtitle": matter.reference, "alarming": wants_reason},
    )  # fmt: skip


def _electronic(leg: Leg) -> list[str]:
    """Of an electronic sending: where the address comes from, and who confirmed receipt; anybody with the code can."""
    sending: ElectronicDelivery | None = getattr(leg, "electronic", None)
    if sending is None or leg.address is None:
        return []
    said = [_("Source of the electronic address: %(source)s") % {"source": leg.address.get_source_display()}]
    if sending.confirmed_at is not None:
        sentence = _(
            "Receipt was confirmed in the name of %(name)s; whoever has the code of the message can do so."
        )
        said.append(sentence % {"name": sending.confirmed_name})
    return said


def _said(proposal: Proposal) -> tuple[str, ...]:
    """The proposal in sentences, as the judge reads it before confirming."""
    said = [str(proposal.get_kind_display())]
    if proposal.date:
        said.append(_("Date proposed: %(day)s") % {"day": date_format(proposal.date, "DATE_FORMAT")})
    if proposal.alternative_date:
        day = date_format(proposal.alternative_date, "DATE_FORMAT")
        said.append(_("Other date in question: %(day)s") % {"day": day})
    if proposal.leg:
        words = {"number": proposal.leg.number, "channel": proposal.leg.get_channel_display()}
        said.append(_("Leg %(number)s: %(channel)s") % words)
        said += _electronic(proposal.leg)
    if proposal.fact:
        day = date_format(proposal.fact.fact_date, "DATE_FORMAT")
        words = {"fact": proposal.fact.get_kind_display(), "day": day}
        said.append(_("Circumstance under art. 12: %(fact)s, %(day)s") % words)
    return tuple(said)
