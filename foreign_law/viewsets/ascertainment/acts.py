"""One door for every act on a request or one of its records: which buttons stand for whom, the form, pressing it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from foreign_law.actions.ascertainment.steps import F, seen_from
from foreign_law.forms.ascertainment import acts as kinds
from foreign_law.forms.ascertainment.acts import ActForm
from foreign_law.forms.ascertainment.offered import offered
from foreign_law.models import (
    AscertainmentRequest,
    Cost,
    ExtensionRequest,
    Finding,
    FindingShown,
    Material,
    Period,
    Questioning,
    RouteAttempt,
)
from foreign_law.rules.ascertainment import lifecycle
from foreign_law.rules.ascertainment.seats import ROLES_AT, SEATS
from portal.audit.actors import Actor
from portal.cases.views import who
from portal.desk.act_pages import ALSO, CARE, NEXT, Button, form_page, in_order, named
from portal.drafts.sending import once, sent_once

STAFF_SEATS = (lifecycle.CLERK, lifecycle.JUDGE)
#: The records on which buttons stand: the model, the way to its request, what a page of it reads along.
RECORDS: dict[str, tuple[type[Model], str, tuple[str, ...]]] = {
    kinds.ATTEMPT: (RouteAttempt, "request_id", ("provider", "party")),
    kinds.MATERIAL: (Material, "request_id", ("attempt", "party")),
    kinds.QUESTIONING: (Questioning, "attempt__request_id", ("attempt__provider", "room")),
    kinds.COST: (Cost, "request_id", ()),
    kinds.PERIOD: (Period, "request_id", ("extended_by", "party")),
    kinds.EXTENSION: (ExtensionRequest, "period__request_id", ("period", "party")),
    kinds.SHOWN: (FindingShown, "request_id", ("finding", "material")),
    kinds.FINDING: (Finding, "determination__request_id", ()),
}
_OF_REQUESTS = frozenset(act for _state, act in lifecycle.REQUEST_TRANSITIONS)
_OF_ATTEMPTS = frozenset(act for _state, act in lifecycle.ATTEMPT_TRANSITIONS)


@dataclass(frozen=True)
class Sitting:
    """From which seats somebody of the staff reaches one request."""

    request: AscertainmentRequest
    seats: frozenset[str]

    def may(self, act: str) -> bool:
        """Whether the table of seats lets the act be done from here."""
        return bool(self.seats & set(SEATS.get(F + act, ())))


def sitting(found: AscertainmentRequest, actor: Actor, on: date) -> Sitting:
    """The seats of the actor for one request: one query a seat, however many buttons follow."""
    seats = frozenset(
        seat
        for seat in STAFF_SEATS
        if actor.roles & ROLES_AT[seat] and seen_from(seat, actor, on).filter(pk=found.pk).exists()
    )
    return Sitting(found, seats)


def is_open(form: ActForm, here: Sitting, kind: str, record: Any) -> bool:
    """Whether the tables of states and of seats, and the area that offers it, show this act now."""
    act = F + form.act
    if form.on != kind or not here.may(form.act):
        return False
    if act in _OF_REQUESTS and lifecycle.request_after(here.request.state, act) is None:
        return False
    if kind == kinds.ATTEMPT and act in _OF_ATTEMPTS and lifecycle.attempt_after(record.state, act) is None:
        return False
    return form.shown(record)


def buttons(here: Sitting, kind: str = kinds.REQUEST, record: Any = None) -> list[Button]:
    """The buttons of a request, or of one of its records, for whoever sits here: what is next first, what ends last."""
    if not here.seats:
        return []
    thing = record if record is not None else here.request
    return in_order(
        Button(
            reverse("ascertainment_desk:act", args=[name, thing.pk]), form.label, form.alarming,
            _group(form, here, kind, thing),
        )
        for name, form in _addressed(kind) if is_open(form, here, kind, thing)
    )  # fmt: skip


def _group(form: ActForm, here: Sitting, kind: str, record: Any) -> str:
    """Next is what moves the record on by the tables of states; care what ends or takes back something."""
    act = F + form.act
    if form.alarming:
        return CARE
    if kind == kinds.ATTEMPT and act in _OF_ATTEMPTS:
        moves = lifecycle.attempt_after(record.state, act) not in (None, record.state)
    elif kind == kinds.REQUEST:
        moves = lifecycle.request_after(here.request.state, act) not in (None, here.request.state)
    else:
        moves = False
    return NEXT if moves else ALSO


def on_my_desk(actor: Actor, on: date, request_id: UUID | str) -> AscertainmentRequest:
    """A request that the actor may open as staff, or 404."""
    rows = AscertainmentRequest.objects.for_staff(actor, on)
    wide = rows.select_related("court", "case__court", "asked_by_party", "opened_by", "choice_exhibit")
    return get_object_or_404(wide.distinct(), pk=request_id)


def _found(act: str, record_id: UUID, actor: Actor, on: date) -> tuple[AscertainmentRequest, str, Any]:
    """The request, the kind of the record and the record; 404 for what the actor does not see."""
    stem = act.partition("-")[0]
    wanted = {form.on for form in offered() if form.act == stem}
    for kind in wanted & set(RECORDS):
        model, way, along = RECORDS[kind]
        rows = model._default_manager.select_related(*along).filter(pk=record_id)
        key = rows.values_list(way, flat=True).first()
        if key is not None:
            found = on_my_desk(actor, on, key)
            return found, kind, rows.get()
    if kinds.REQUEST not in wanted:
        raise Http404
    found = on_my_desk(actor, on, record_id)
    return found, kinds.REQUEST, found


def open_forms(here: Sitting, kind: str, record: Any) -> dict[str, ActForm]:
    """The acts open here on one record, by the word of their address."""
    return {name: form for name, form in _addressed(kind) if is_open(form, here, kind, record)}


def _addressed(kind: str) -> Iterator[tuple[str, ActForm]]:
    """Every act on this kind of record, open or not, by the word of its address: a page sent late meets its own form only."""
    return named(form for form in offered() if form.on == kind)


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@sent_once
def act(request: HttpRequest, act: str, record_id: UUID) -> HttpResponse:
    """The page of one act on a request or one of its records: its form, and pressing it."""
    actor, at = who(request)
    today = timezone.localdate(at)
    law_request, kind, record = _found(act, record_id, actor, today)
    found = open_forms(sitting(law_request, actor, today), kind, record).get(act)
    if found is None:
        raise Http404
    entered: Iterable[Any] = (request.POST, request.FILES) if request.method == "POST" else ()
    form = found.form(*entered, law_request=law_request, record=record, at=at)
    words = {
        "title": found.label, "subtitle": law_request.reference, "alarming": found.alarming, "icon": "openquote",
        "law_request": law_request, "record": record, "look": "law-form",
    }  # fmt: skip
    back = reverse("ascertainment_desk:inspect", args=[law_request.pk])

    def run() -> Any:
        return found.run(actor=actor, at=at, record=record, **form.cleaned_data)

    return form_page(
        request, form, once(request, run, at=at, leads_to=lambda _done: back), back=back, words=words
    )
