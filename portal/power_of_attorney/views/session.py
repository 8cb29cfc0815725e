"""The witnessing room: its page, its state as JSON, the acts of the judge, the signature of party and agent."""

from __future__ import annotations

import json
from base64 import b64decode
from binascii import Error as NotBase64
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from portal.audit.actors import Actor
from portal.cases.models.cases import person_id_of
from portal.identity.actors import actor_of
from portal.identity.decorators import second_factor_required
from portal.identity.permissions import may
from portal.power_of_attorney.actions import lobby, signing
from portal.power_of_attorney.models import PowerOfAttorney
from portal.power_of_attorney.queries.session import SessionNow, running_session
from portal.power_of_attorney.queries.session_page import SessionPage
from portal.power_of_attorney.rules import lifecycle
from portal.power_of_attorney.views.session_acts import ACTS
from portal.power_of_attorney.views.session_doors import session_door
from portal.power_of_attorney.views.session_state import state_of, texts_for_script
from portal.rooms.actions.standing import withdraw_those_gone

LARGEST_SIGNATURE = 1_500_000


def who(request: HttpRequest) -> tuple[Actor, datetime]:
    """The acting person and the time, taken at the door."""
    at = timezone.now()
    return actor_of(request, at), at


def page_for(request: HttpRequest, power_id: UUID) -> SessionPage:
    """The running session of this power from the reader's own place at the table, or 404."""
    actor, at = who(request)
    rows = PowerOfAttorney.objects.select_related("principal__user", "representative__user", "court")
    session = running_session(get_object_or_404(rows, pk=power_id))
    if session is None:
        raise Http404
    now = SessionNow(session, at)
    place = now.place_of(person_id_of(actor))
    if not place:
        raise Http404
    return SessionPage(now, place, get_language() or actor.language, request.GET.get("item", ""))


@second_factor_required
@require_GET
def room(request: HttpRequest, power_id: UUID) -> HttpResponse:
    """The page of the room; before the lobby opens and after the close it says what comes next."""
    try:
        page = page_for(request, power_id)
        if withdraw_those_gone(room=page.session.room, at=page.now.at):
            page = page_for(request, power_id)
    except Http404:
        return _outside(request, power_id)
    words = {
        "page": page,
        "power": page.now.power,
        "room": page.session.room,
        "state": state_of(request, page),
        "texts": texts_for_script(page),
    }
    return render(request, "power_of_attorney/room.html", words)


def _outside(request: HttpRequest, power_id: UUID) -> HttpResponse:
    """No room is open, or not for this reader: whom the power concerns reads when it will be; others get 404."""
    actor, at = who(request)
    power = get_object_or_404(PowerOfAttorney.objects.for_user(actor, timezone.localdate(at)), pk=power_id)
    session = power.sessions.order_by("-number").select_related("room").first()
    running = running_session(power)
    if running is not None:
        raise Http404  # staff of the court without a seat at this table
    booking = power.appointments.filter(state="booked").select_related("slot").first()
    opens = (
        power.state == lifecycle.SCHEDULED
        and may(actor, f"{lifecycle.P}lobby_opened")
        and power.court.code in actor.courts
    )
    words = {"power": power, "session": session, "booking": booking, "may_open": opens}
    return render(request, "power_of_attorney/room_outside.html", words)


@second_factor_required
@require_http_methods(["POST"])
def open_lobby(request: HttpRequest, power_id: UUID) -> HttpResponse:
    """Judge or clerk opens the lobby and goes into the room."""
    actor, at = who(request)
    try:
        lobby.open_lobby(actor=actor, at=at, power_id=power_id)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("powers:room", power_id)


@session_door
@require_GET
def state(request: HttpRequest, power_id: UUID) -> HttpResponseBase:
    """``GET``: the session as this reader sees it; ``?item=`` puts a question of the script again (judge)."""
    return JsonResponse(_state(request, power_id))


def _state(request: HttpRequest, power_id: UUID) -> dict[str, Any]:
    """The state, or where to go when the session is over."""
    try:
        return state_of(request, page_for(request, power_id))
    except Http404:
        actor, at = who(request)
        power = get_object_or_404(
            PowerOfAttorney.objects.for_user(actor, timezone.localdate(at)), pk=power_id
        )
        if running_session(power) is not None:
            raise
        return {"stage": "over", "state": power.state, "regions": {}}


@sensitive_post_parameters("passphrase")
@session_door
@require_POST
def act(request: HttpRequest, power_id: UUID, name: str) -> HttpResponseBase:
    """``POST`` one act (views/session_acts.py); answers with the state afterwards."""
    run = ACTS.get(name)
    if run is None:
        raise Http404
    actor, at = who(request)
    page = page_for(request, power_id)
    said = run(actor, at, page, request.POST)
    answer = _state(request, power_id)
    return JsonResponse({**answer, "said": str(said or "")})


@session_door
@require_POST
def sign(request: HttpRequest, power_id: UUID) -> HttpResponseBase:
    """``POST`` JSON ``{"strokes": {…}, "image": base64 PNG, "digest": hex}``: the reader's own signature by hand."""
    actor, at = who(request)
    page = page_for(request, power_id)
    sent = _signature_of(request)
    signing.sign_by_hand(actor=actor, at=at, session_id=page.session.pk, **sent)
    return JsonResponse({**_state(request, power_id), "said": _("Your signature has been taken.")})


def _signature_of(request: HttpRequest) -> dict[str, Any]:
    """What was sent, in the action's words.

    :raises ValidationError: not of this form, or too large.
    """
    unreadable = ValidationError(_("The signature could not be read. Sign again."), code="strokes")
    if len(request.body) > LARGEST_SIGNATURE:
        raise unreadable
    try:
        sent = json.loads(request.body)
        picture = b64decode(str(sent["image"]), validate=True)
        return {"strokes": sent["strokes"], "image_png": picture, "document_digest": str(sent["digest"])}
    except (ValueError, KeyError, TypeError, NotBase64, RecursionError) as error:
        raise unreadable from error
