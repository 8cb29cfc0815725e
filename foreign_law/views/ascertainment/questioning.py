"""Doors of a questioning (art. 7): a party asks for it; the live room in which it is held."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from foreign_law.actions.ascertainment import questioning as acts
from foreign_law.actions.ascertainment import questioning_rooms as rooms
from foreign_law.forms.ascertainment.work import AskQuestioningForm
from foreign_law.models import AscertainmentRequest, Questioning, RouteAttempt
from foreign_law.queries.ascertainment.provider_work import is_open, name_in
from foreign_law.queries.ascertainment.providers import attempts_for_provider
from foreign_law.rules.ascertainment import questioning as rules
from portal.audit.actors import Actor
from portal.cases.models.cases import person_id_of
from portal.cases.queries import sides_of
from portal.identity.actors import actor_of
from portal.identity.decorators import second_factor_required
from portal.rooms.actions.standing import withdraw_those_gone
from portal.rooms.models import Room, Seat
from portal.web.attempts import attempt as tried
from portal.web.errors import not_found


@second_factor_required
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest, attempt_id: UUID) -> HttpResponse:
    """A side asks that whoever gave the opinion be questioned."""
    at = timezone.now()
    actor, on = actor_of(request, at), timezone.localdate(at)
    rows = RouteAttempt.objects.select_related("request__case", "request__court", "provider")
    mine = AscertainmentRequest.objects.concerning(actor, on)
    found = get_object_or_404(
        rows.filter(request__in=mine.values("pk"), provider__isnull=False), pk=attempt_id
    )
    sides = list(sides_of(found.request.case, actor, on))
    if not sides or not rules.may_be_questioned(found.state):
        raise Http404
    form = AskQuestioningForm(request.POST if request.method == "POST" else None, sides=sides)

    def send() -> None:
        acts.ask_questioning(
            actor=actor, at=at, request_id=found.request.pk, attempt_id=found.pk, **form.cleaned_data
        )

    if request.method == "POST" and tried(form, send):
        messages.success(
            request, _("The court has received it. The judge allows or refuses the questioning.")
        )
        return redirect("law:ascertainment", found.request.reference)
    assert found.provider is not None  # filtered above
    name, lang = name_in(found.provider, get_language() or "")
    words: dict[str, Any] = {
        "form": form, "law_request": found.request, "attempt": found, "provider_name": name, "provider_lang": lang,
    }  # fmt: skip
    return render(request, "foreign_law/ascertainment/questioning_ask.html", words)


def _way_back(actor: Actor, on: date, found: Questioning) -> str:
    """The page from which this person comes: the desk, the request, the expert's own page; "" for whom it concerns not."""
    key, requests = found.attempt.request_id, AscertainmentRequest.objects
    if requests.for_staff(actor, on).filter(pk=key).exists():
        return reverse("ascertainment_desk:inspect", args=[key])
    if requests.concerning(actor, on).filter(pk=key).exists():
        return reverse("law:ascertainment", args=[found.attempt.request.reference])
    if attempts_for_provider(actor, on).filter(pk=found.attempt_id).exists():
        return reverse("law:provider_work", args=[found.attempt_id])
    return ""


def _at_the_table(request: HttpRequest, questioning_id: UUID) -> tuple[Actor, Any, Questioning, Seat | None]:
    """Who came, when, the questioning and the own seat in its room (None: no room, or none for this person).

    Whom the questioning concerns may look at the page before and after; everybody else gets 404.
    """
    at = timezone.now()
    actor, on = actor_of(request, at), timezone.localdate(at)
    rows = Questioning.objects.select_related("room", "attempt__request__court", "attempt__provider")
    found = get_object_or_404(rows.exclude(state__in=(rules.ASKED, rules.REFUSED)), pk=questioning_id)
    if not _way_back(actor, on, found):
        raise Http404
    seat = None
    if found.room is not None and is_open(found):
        withdraw_those_gone(room=found.room, at=at)
        seats = found.room.seats.exclude(state__in=(Seat.State.REFUSED, Seat.State.REMOVED))
        seat = seats.filter(holder_id=person_id_of(actor)).first()
    return actor, at, found, seat


@second_factor_required
@require_GET
def room(request: HttpRequest, questioning_id: UUID) -> HttpResponse:
    """The room, for those with a seat while the questioning is allowed; for the others when and how it takes place."""
    actor, at, found, seat = _at_the_table(request, questioning_id)
    words: dict[str, Any] = {
        "back": _way_back(actor, timezone.localdate(at), found),
        "questioning": found,
        "law_request": found.attempt.request,
        "attempt": found.attempt,
        "seat": seat,
    }
    if seat is None:
        return render(request, "foreign_law/ascertainment/room_outside.html", words)
    questions = found.attempt.request.questions.filter(struck_at=None)
    words |= {
        "room": found.room,
        "questions": questions,
        "is_judge": seat.role == Seat.Role.JUDGE,
        "is_bench": seat.role in (Seat.Role.JUDGE, Seat.Role.CLERK),
        "is_expert": seat.role == Seat.Role.EXPERT,
        "in_lobby": found.room is not None and found.room.state == Room.State.LOBBY,
    }
    return render(request, "foreign_law/ascertainment/room.html", words)


@second_factor_required
@require_POST
def begin(request: HttpRequest, questioning_id: UUID) -> HttpResponse:
    """The judge begins the session in the room."""
    actor, at, _found, seat = _at_the_table(request, questioning_id)
    if seat is None or seat.role != Seat.Role.JUDGE:
        return not_found(request)  # no exception: that seats were just taken back stays entered
    try:
        rooms.begin_questioning(actor=actor, at=at, questioning_id=questioning_id)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    return redirect("law:questioning_room", questioning_id)
