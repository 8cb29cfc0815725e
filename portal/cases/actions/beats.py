"""The beats that acts on the records of different modules share, whatever the law of each says.

A module says which rows, seats, states and facts; what is the same for all of them stands here once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, TypeVar
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from portal.audit import log as audit
from portal.audit.actors import Actor
from portal.cases.actions.steps import day_of
from portal.identity.permissions import PermissionRefused

M = TypeVar("M", bound=Model)


def seats_taken(actor: Actor, seats: Iterable[str], roles_at: Mapping[str, frozenset[str]]) -> list[str]:
    """Those of an act's seats in which a role of the actor sits, in their order."""
    return [seat for seat in seats if actor.roles & roles_at[seat]]


def locked_row(rows: QuerySet[M], key: UUID, *, open_to: QuerySet[M], act: str) -> M:
    """Beats one and two: the record, locked, if it is among those open to the actor for this act.

    :raises PermissionRefused: it is not, or there is none (404 at the doors).
    """
    found = rows.select_for_update(of=("self",)).filter(pk=key, pk__in=open_to.values("pk")).first()
    if found is None:
        raise PermissionRefused(act)
    return found


def require_possible(after: str | None, sentence: str, **words: Any) -> None:
    """Beat three: the table of states has the act for this state, ``after`` being the state it leads to.

    :raises ValidationError: it has not; the sentence with its words.
    """
    if after is None:
        raise ValidationError(sentence % words, code="state")


def state_after(after: str | None) -> str:
    """The state to which the one table leads.

    :raises ValidationError: it leads nowhere.
    """
    if after is None:
        raise ValidationError(_("This step is not possible now."), code="state")
    return after


def move(record: Any, after: str | None, at: datetime) -> bool:
    """Beat five: brings ``record`` into the state to which the table leads, for the caller to save; whether it is another.

    :raises ValidationError: the table leads nowhere.
    """
    if state_after(after) == record.state:
        return False
    record.state, record.state_since_at = after, at
    return True


def enter(
    act: str,
    *,
    actor: Actor,
    at: datetime,
    thing: Model,
    chain: str,
    facts: Mapping[str, Any],
    private: Mapping[str, str] | None = None,
) -> None:
    """Beat six: the act on ``thing`` enters the log in this chain; personal values that are empty are not kept."""
    audit.record(
        act=act, actor=actor, at=at, subject=(thing._meta.label, str(thing.pk)), chain=chain, facts=facts,
        private={name: value for name, value in (private or {}).items() if value},
    )  # fmt: skip


def next_number(rows: Any) -> int:
    """The next number in a series that grows only, while the record that holds it is locked."""
    last = rows.order_by("-number").values_list("number", flat=True).first()
    return (last or 0) + 1


def require_past(on: date, at: datetime, field: str) -> date:
    """A date of something that happened.

    :raises ValidationError: at ``field``, it lies in the future.
    """
    if on > day_of(at):
        raise ValidationError({field: _("This date lies in the future.")})
    return on
