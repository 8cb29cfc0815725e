"""One act on one power in the back office: a button, its form, the action, what the action refuses."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from portal.audit.actors import Actor
from portal.cases.models.cases import person_id_of
from portal.exhibits.models import Exhibit
from portal.identity.models import Office
from portal.identity.permissions import roles_for
from portal.identity.roles import COURT_ROLES
from portal.power_of_attorney.models import PowerOfAttorney
from portal.power_of_attorney.rules import lifecycle
from portal.web.attempts import attempt

Run = Callable[[PowerOfAttorney, Actor, datetime, Any], Any]


@dataclass(frozen=True)
class PowerAct:
    """A button: act in the tables, words, form, what it runs, whether it ends something, in which further cases it shows.

    ``permission`` is the act in the permission table where it is another than the one of the table of states.
    """

    act: str
    label: Any
    form: Callable[..., Form]
    run: Run
    alarming: bool = False
    shown: Callable[[PowerOfAttorney], bool] = lambda power: True
    permission: str = ""


def seats_at(power: PowerOfAttorney, actor: Actor, on: date) -> frozenset[str]:
    """The roles that the actor holds today at the power's court. One query."""
    roles = sorted(role.value for role in COURT_ROLES if role.value in actor.roles)
    rows = Office.objects.filter(holder_id=person_id_of(actor), role__in=roles, court=power.court_id)
    return frozenset(rows.on(on).values_list("role", flat=True))


def offered(
    acts: Mapping[str, PowerAct], power: PowerOfAttorney, actor: Actor, on: date
) -> dict[str, PowerAct]:
    """The buttons of this power for this actor: by the table of states, the permissions and the seat."""
    seats = seats_at(power, actor, on)
    return {
        name: act
        for name, act in acts.items()
        if lifecycle.after(power.state, act.act) is not None
        and seats & roles_for(act.permission or act.act)
        and act.shown(power)
    }


@contextmanager
def hidden() -> Iterator[None]:
    """What somebody may not do or see does not exist for them."""
    try:
        yield
    except (PermissionDenied, Exhibit.DoesNotExist) as refusal:
        raise Http404 from refusal


def form_page(
    request: HttpRequest, form: Form, run: Callable[[], Any], *, back: str, words: dict[str, Any]
) -> HttpResponse:
    """The page of one act: its form, and pressing it. All of it happens or nothing; what was typed stays."""

    def whole() -> None:
        with transaction.atomic():
            run()

    with hidden():
        if request.method == "POST" and attempt(form, whole):
            messages.success(request, _("Done and recorded."))
            return redirect(back)
    context = {"form": form, "back": back, "icon": "clipboard-list", **words}
    return render(request, "power_of_attorney/staff/form.html", context)
