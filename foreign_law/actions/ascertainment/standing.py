"""For whom somebody speaks, which record an act is about, who is told: shared by the acts of asking."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, TypeVar
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from foreign_law.actions.ascertainment.steps import accounts_of, clerks_of, locked, own_side, seen_from, tell
from foreign_law.models import AscertainmentRequest, ProviderAccount
from foreign_law.rules.ascertainment import lifecycle
from foreign_law.rules.ascertainment.seats import ROLES_AT
from portal.audit.actors import Actor
from portal.cases.actions.steps import day_of
from portal.cases.models import Party
from portal.cases.models.cases import person_id_of
from portal.cases.models.periods import in_force
from portal.identity.models import User
from portal.identity.permissions import PermissionRefused

Row = TypeVar("Row", bound=Model)
TO_SIDES, TO_COURT, TO_PROVIDER = (
    "foreign_law.ascertainment_milestone", "foreign_law.ascertainment_waiting", "foreign_law.ascertainment_provider",
)  # fmt: skip


def sits(seat: str, request: AscertainmentRequest, actor: Actor, on: date) -> bool:
    """Whether the actor sits in this seat for this request."""
    held = actor.roles & ROLES_AT[seat]
    return bool(held) and seen_from(seat, actor, on).filter(pk=request.pk).exists()


def speaks_for(
    request: AscertainmentRequest, actor: Actor, on: date, party_id: UUID | None, *, field: str = "party"
) -> Party:
    """The party whose word this is: the own side; for the clerk, who enters what came on paper, the party named.

    :raises PermissionRefused: not this actor's side.
    :raises ValidationError: at ``field``, no party is named.
    """
    if not sits(lifecycle.CLERK, request, actor, on):
        return own_side(request, actor, on, party_id)
    party = request.case.parties.on(on).filter(pk=party_id).first() if party_id else None
    if party is None:
        raise ValidationError({field: _("Say for which party.")})
    return party


def locked_with(
    actor: Actor, at: datetime, act: str, rows: QuerySet[Row], key: UUID, *, through: str = "request_id"
) -> tuple[AscertainmentRequest, Row]:
    """Beats one to three for a record of a request: both locked. ``through`` leads from the record to the request.

    :raises PermissionRefused: no such record from any of the act's seats.
    :raises ValidationError: the act is not possible in the request's state.
    """
    found = rows.filter(pk=key).values_list(through, flat=True).first()
    if found is None:
        raise PermissionRefused(act)
    request = locked(actor, at, act, found)
    row: Any = rows.select_for_update(of=("self",)).get(pk=key)
    if hasattr(row, "request_id"):
        row.request = request
    return request, row


def tell_sides(
    act: str,
    request: AscertainmentRequest,
    at: datetime,
    *,
    leave_out: Iterable[Party] = (),
    only: Party | None = None,
    thing: Any = "",
    due: date | None = None,
) -> None:
    """Every side of the case, or one of them, is told of a milestone."""
    on = day_of(at)
    others = request.case.parties.exclude(pk=only.pk) if only is not None else leave_out
    users = accounts_of(request, on, leave_out=others)
    tell(TO_SIDES, users, request=request, at=at, context=_said(act, due), about=_once(act, at, thing))


def tell_court(
    act: str, actor: Actor, request: AscertainmentRequest, at: datetime, *, thing: Any = ""
) -> None:
    """Judge, panel and clerk of the case are told that something waits; not whoever did it."""
    account = person_id_of(actor)
    users = [user for user in clerks_of(request.case, day_of(at)) if user.pk != account]
    tell(
        TO_COURT, users, request=request, at=at, context={"act": act}, at_desk=True, about=_once(act, at, thing)
    )  # fmt: skip


def tell_providers(
    act: str,
    request: AscertainmentRequest,
    at: datetime,
    *,
    attempts: Iterable[Any],
    thing: Any = "",
    due: date | None = None,
) -> None:
    """The accounts of institutions and experts whose attempts were sent to them are told.

    Where the request is over, the page of their attempt is closed to them; they are led to their list.
    """
    sent = {row.provider_id for row in attempts if row.provider_id is not None and row.sent_at is not None}
    if not sent:
        return
    accounts = ProviderAccount.objects.filter(in_force(day_of(at)), provider__in=sent)
    users = User.objects.filter(pk__in=accounts.values("user"))
    path = "/law/ascertainment/" if request.is_over else ""
    said = _said(act, due)
    tell(TO_PROVIDER, users, request=request, at=at, context=said, about=_once(act, at, thing), path=path)


def _said(act: str, due: date | None) -> dict[str, str]:
    """What the notice needs to say it: the act, and the last day where one was fixed."""
    return {"act": act, "last_day": due.isoformat() if due is not None else ""}


def _once(act: str, at: datetime, thing: Any) -> str:
    return f"{act}|{at.isoformat()}|{thing}"
