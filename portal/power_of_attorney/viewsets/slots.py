"""The times that a court offers: the list of what comes, offering a row of times, taking one back."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _

from portal.audit.actors import Actor
from portal.cases.actions.steps import day_of
from portal.cases.models.cases import person_id_of
from portal.cases.views import who
from portal.identity.models import Court, Office
from portal.identity.permissions import may, roles_for
from portal.power_of_attorney.actions.slots import offer_slot, withdraw_slot
from portal.power_of_attorney.actions.steps import COURT_CODES
from portal.power_of_attorney.forms.preparing_desk import OfferForm, WithdrawSlotForm
from portal.power_of_attorney.models import Appointment, Slot
from portal.power_of_attorney.queries.schedule import local_times
from portal.power_of_attorney.rules.lifecycle import P
from portal.power_of_attorney.viewsets.acts import form_page
from portal.power_of_attorney.viewsets.facts import person_name

MOST_ROWS = 200
BACK = "powers_desk:slots"


def my_courts(actor: Actor, at: datetime, act: str) -> Any:
    """The courts at which the actor may do the act today, or 404."""
    if not may(actor, act):
        raise Http404
    roles = sorted(roles_for(act) & COURT_CODES & actor.roles)
    offices = Office.objects.filter(holder_id=person_id_of(actor), role__in=roles, court__isnull=False)
    return Court.objects.filter(pk__in=offices.on(day_of(at)).values("court"))


def slots(request: HttpRequest) -> HttpResponse:
    """The times that come, with who has booked them."""
    actor, at = who(request)
    courts = my_courts(actor, at, f"{P}slot_offered")
    taken = Appointment.objects.filter(state__in=["booked", "held"]).select_related("power")
    rows = Slot.objects.filter(court__in=courts, withdrawn_at=None, ends_at__gt=at).order_by("starts_at")
    rows = rows.select_related("court", "judge__person", "clerk__person").prefetch_related(
        "judge__person__names", "clerk__person__names", Prefetch("appointments", taken, to_attr="taken")
    )
    words = {
        "slots": [
            (slot, local_times(slot, [], None)[0], person_name(getattr(slot.judge, "person", None)))
            for slot in rows[:MOST_ROWS]
        ],
        "icon": "date",
    }
    return render(request, "power_of_attorney/staff/slots.html", words)


def offer(request: HttpRequest) -> HttpResponse:
    """Offer a row of times on one day."""
    actor, at = who(request)
    courts = my_courts(actor, at, f"{P}slot_offered")
    form = OfferForm(request.POST if request.method == "POST" else None, courts=courts, on=day_of(at))

    def run() -> None:
        entries = form.cleaned_data
        for starts_at in form.starts():
            offer_slot(
                actor=actor, at=at, court=entries["court"], judge=entries["judge"], clerk=entries["clerk"],
                starts_at=starts_at, minutes=entries["minutes"],
            )  # fmt: skip

    words = {"title": _("Offer times"), "icon": "date"}
    return form_page(request, form, run, back=reverse(BACK), words=words)


def withdraw(request: HttpRequest, slot_id: UUID) -> HttpResponse:
    """Take one time back."""
    actor, at = who(request)
    slot = get_object_or_404(Slot, pk=slot_id, court__in=my_courts(actor, at, f"{P}slot_withdrawn"))
    form = WithdrawSlotForm(request.POST if request.method == "POST" else None)
    found = local_times(slot, [], None)[0]
    return form_page(
        request, form, lambda: withdraw_slot(actor=actor, at=at, slot_id=slot.pk, **form.cleaned_data),
        back=reverse(BACK), words={"title": _("Take this time back"), "subtitle": found.words},
    )  # fmt: skip


def slot_addresses() -> list[URLPattern]:
    """/staff/powers/slots/…"""
    return [
        path("slots/", slots, name="slots"),
        path("slots/offer/", offer, name="offer_slots"),
        path("slots/<uuid:slot_id>/withdraw/", withdraw, name="withdraw_slot"),
    ]
