"""One door for every act on a matter or a leg: which buttons stand for whom, the form, pressing it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from portal.audit.actors import Actor
from portal.cases.views import who
from portal.desk import act_pages
from portal.desk.act_pages import ALSO, CARE, NEXT, Button, hidden, in_order, named
from service_of_process.actions.steps import S, seen_from
from service_of_process.forms.acts import ActForm
from service_of_process.forms.offered import offered
from service_of_process.models import Leg, ServiceMatter
from service_of_process.models.matters import courts_held
from service_of_process.rules import lifecycle
from service_of_process.rules.seats import ROLES_AT, SEATS

__all__ = [
    "ALSO",
    "CARE",
    "NEXT",
    "Sitting",
    "act",
    "buttons",
    "form_page",
    "hidden",
    "on_my_desk",
    "sitting",
]
STAFF_SEATS = (
    lifecycle.CLERK, lifecycle.DESK, lifecycle.UPPER, lifecycle.JUDGE, lifecycle.EXECUTING_COURT,
)  # fmt: skip
#: Offered only while somebody waits for it, though the state stays.
AWAITED = frozenset({"fact_found", "publication_recorded"})

#: Acts on a leg that its table knows; others, such as making a paper, are possible in every state that their area shows.
OF_LEGS = frozenset(act for _family, _state, act in lifecycle.LEG_TRANSITIONS)


@dataclass(frozen=True)
class Sitting:
    """From which seats somebody reaches one matter; ``upper_courts`` where she sits as the High People's Court."""

    matter: ServiceMatter
    seats: frozenset[str]
    upper_courts: frozenset[UUID]

    @property
    def is_upper_only(self) -> bool:
        """True for a High People's Court that reaches no more than the legs that came to it."""
        return self.seats == {lifecycle.UPPER} and not self.matter.is_inbound

    def reaches(self, leg: Leg) -> bool:
        """Whether the leg is open from any of the seats."""
        if not self.is_upper_only:
            return bool(self.seats)
        return leg.transferred_date is not None and leg.upper_court_id in self.upper_courts

    def may(self, act: str, leg: Leg | None = None) -> bool:
        """Whether the table of seats lets the act be done from here, on this leg of it."""
        held = self.seats & set(SEATS.get(S + act, ()))
        if leg is None or self.matter.is_inbound or held != {lifecycle.UPPER}:
            return bool(held)
        return leg.transferred_date is not None and leg.upper_court_id in self.upper_courts


def sitting(matter: ServiceMatter, actor: Actor, on: date) -> Sitting:
    """The seats of the actor for one matter: at most one query a seat, however many buttons follow."""
    seats = frozenset(
        seat
        for seat in STAFF_SEATS
        if actor.roles & ROLES_AT[seat] and seen_from(seat, actor, on).filter(pk=matter.pk).exists()
    )
    courts: frozenset[UUID] = frozenset()
    if lifecycle.UPPER in seats:
        held = courts_held(actor, on, ROLES_AT[lifecycle.UPPER])
        courts = frozenset(held.values_list("court", flat=True))
    return Sitting(matter, seats, courts)


def is_open(form: ActForm, here: Sitting, leg: Leg | None) -> bool:
    """Whether the tables of states and of seats, and the area that offers it, show this act now."""
    act, matter = S + form.act, here.matter
    if form.on_leg != (leg is not None) or not here.may(form.act, leg):
        return False
    if leg is not None and act in OF_LEGS and lifecycle.leg_after(leg.family, leg.state, act) is None:
        return False
    named = any(name == act for _state, name in lifecycle.MATTER_TRANSITIONS)
    if named and lifecycle.matter_after(matter.state, act) is None:
        return False
    return form.shown(matter, leg)


def buttons(here: Sitting, leg: Leg | None = None) -> list[Button]:
    """The buttons of a matter, or of one of its legs, for whoever sits here: what is next first, what ends last."""
    record: Any = leg if leg is not None else here.matter
    return in_order(
        Button(reverse("service_desk:act", args=[name, record.pk]), form.label, form.alarming, _group(form, here, leg))
        for name, form in named(form for form in offered() if is_open(form, here, leg))
    )  # fmt: skip


def _group(form: ActForm, here: Sitting, leg: Leg | None) -> str:
    """Next is what moves the record on by the tables of states, or what is awaited from this seat; care what ends."""
    act = S + form.act
    if form.alarming:
        return CARE
    if form.act in AWAITED:
        return NEXT
    if leg is not None:
        moves = lifecycle.leg_after(leg.family, leg.state, act) not in (None, leg.state)
    else:
        moves = lifecycle.matter_after(here.matter.state, act) not in (None, here.matter.state)
    return NEXT if moves else ALSO


def on_my_desk(actor: Actor, on: date, matter_id: UUID | str) -> ServiceMatter:
    """A matter that the actor may open as staff, or 404."""
    rows = ServiceMatter.objects.for_staff(actor, on) | ServiceMatter.objects.for_upper(actor, on)
    wide = rows.select_related("court", "executing_court", "case", "addressee", "opened_by")
    return get_object_or_404(wide.distinct(), pk=matter_id)


def _record(record_id: UUID, actor: Actor, on: date) -> tuple[ServiceMatter, Leg | None]:
    """The matter, and the leg where the key is a leg's; 404 for what the actor does not see."""
    leg = Leg.objects.select_related("address", "contact", "upper_court").filter(pk=record_id).first()
    matter = on_my_desk(actor, on, leg.matter_id if leg else record_id)
    if leg is not None:
        leg.matter = matter
    return matter, leg


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, act: str, record_id: UUID) -> HttpResponse:
    """The page of one act on a matter or a leg: its form, and pressing it."""
    actor, at = who(request)
    today = timezone.localdate(at)
    matter, leg = _record(record_id, actor, today)
    here = sitting(matter, actor, today)
    found = dict(named(form for form in offered() if is_open(form, here, leg))).get(act)
    if found is None:
        raise Http404
    form = found.form(
        *((request.POST, request.FILES) if request.method == "POST" else ()), matter=matter, leg=leg
    )
    subject = leg.reference if leg else matter.reference
    words = {"title": found.label, "subtitle": subject, "alarming": found.alarming, "matter": matter}
    return form_page(
        request, form, lambda: found.run(actor=actor, at=at, matter=matter, leg=leg, **form.cleaned_data),
        back=reverse("service_desk:inspect", args=[matter.pk]), words=words,
    )  # fmt: skip


def form_page(
    request: HttpRequest, form: Form, run: Callable[[], Any], *, back: str, words: dict[str, Any]
) -> HttpResponse:
    """The page of one act of this module: see :func:`portal.desk.act_pages.form_page`."""
    return act_pages.form_page(
        request, form, run, back=back, words={"icon": "mail", "look": "service-form", **words}
    )
