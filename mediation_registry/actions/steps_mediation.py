"""The beats that every act in a mediation shares: lock it, may this person, may it happen; move; record; tell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from mediation_registry.models import Mediation, MediationParty
from mediation_registry.queries.mediations import Standing, mediations_for, recipient, standing_of
from mediation_registry.rules import mediation as rules
from portal.audit.actors import Actor
from portal.cases.actions.beats import enter
from portal.cases.actions.steps import day_of
from portal.cases.queries import court_names as names_of_court
from portal.identity.models import User
from portal.identity.permissions import PermissionRefused, require, roles_for
from portal.identity.roles import COURT_ROLES
from portal.notices import outbox

M = "mediation_registry."


def locked(actor: Actor, at: datetime, act: str, mediation_id: UUID) -> Mediation:
    """Beats one to three: the mediation, locked, if it is open to this actor and the act may happen in its state.

    An act that does not stand in the table of :mod:`mediation_registry.rules.mediation` is not checked against the
    state here; its own action does that.

    :raises PermissionRefused: the role may not, or the mediation is not open to the actor (404 at the doors).
    :raises ValidationError: not in this state, or stopped while a suspicion is examined.
    """
    require(actor, act)
    scope = mediations_for(actor, day_of(at), *court_roles_for(act)).values("pk")
    rows = Mediation.objects.select_related("court", "case").select_for_update(of=("self",))
    mediation = rows.filter(pk=mediation_id, pk__in=scope).first()
    if mediation is None:
        raise PermissionRefused(act)
    require_state(mediation, act)
    return mediation


def court_roles_for(act: str) -> tuple[str, ...]:
    """The offices of a court that may take this step; they count only at the very court that has the matter."""
    return tuple(sorted(role.value for role in COURT_ROLES if role.value in roles_for(act)))


def require_state(mediation: Mediation, act: str) -> None:
    """Let the act go on if the table has it for this state, and the mediation is not stopped.

    :raises ValidationError: a sentence says which.
    """
    known = any(name == act for _state, name in rules.TRANSITIONS)
    if known and rules.after(mediation.state, act) is None:
        sentence = _("This step is not open in the present state: %(state)s")
        raise ValidationError(sentence % {"state": mediation.get_state_display()}, code="state")
    if mediation.stopped_at is not None and not rules.allows_while_stopped(act):
        raise ValidationError(
            _("The mediation is stopped while a report of suspected sham mediation is examined."),
            code="stopped",
        )


def entered(actor: Actor, at: datetime, act: str, mediation_id: UUID) -> tuple[Mediation, Standing]:
    """As :func:`locked`, with the actor's standing in the mediation."""
    mediation = locked(actor, at, act, mediation_id)
    return mediation, standing_of(mediation, actor, day_of(at))


def entered_by_any(
    actor: Actor, at: datetime, acts: tuple[str, ...], mediation_id: UUID
) -> tuple[Mediation, Standing, str]:
    """As :func:`entered`, for a step that bears different names in different states; gives the act that fits.

    :raises ValidationError: none of them is open in the present state.
    """
    state = Mediation.objects.filter(pk=mediation_id).values_list("state", flat=True).first()
    act = next((name for name in acts if rules.after(state, name) is not None), acts[0])
    mediation, standing = entered(actor, at, act, mediation_id)
    return mediation, standing, act


def require_party(standing: Standing, party_id: UUID, act: str) -> MediationParty:
    """The party with this key, if the actor stands for it.

    :raises PermissionRefused: it is another side's.
    """
    found = next((party for party in standing.parties if party.pk == party_id), None)
    if found is None:
        raise PermissionRefused(act)
    return found


def require_standing(is_so: bool, act: str) -> None:
    """:raises PermissionRefused: the actor does not stand in the mediation as this act asks."""
    if not is_so:
        raise PermissionRefused(act)


def move(mediation: Mediation, act: str, at: datetime, **fields: Any) -> None:
    """Beat five: the state after the act, by the one table; further columns are written with it.

    :raises ValidationError: the table does not have it.
    """
    after = rules.after(mediation.state, act)
    if after is None:
        raise ValidationError(_("This step is not open any more."), code="state")
    if after != mediation.state:
        mediation.state, mediation.state_since_at = after, at
    for name, value in fields.items():
        setattr(mediation, name, value)
    mediation.save()


def record(
    act: str,
    *,
    actor: Actor,
    at: datetime,
    mediation: Mediation,
    subject: Any = None,
    facts: Mapping[str, Any] | None = None,
    private: Mapping[str, str] | None = None,
) -> None:
    """Beat six: the act enters the log, in the mediation's chain."""
    thing = subject if subject is not None else mediation
    enter(
        act, actor=actor, at=at, thing=thing, chain=mediation.chain, private=private,
        facts={"reference": mediation.reference, **(facts or {})},
    )  # fmt: skip


def tell(
    kind: str,
    users: Iterable[User],
    *,
    mediation: Mediation,
    at: datetime,
    about: str,
    context: Mapping[str, Any] | None = None,
    at_desk: bool = False,
) -> None:
    """Beat seven: each of these accounts is told once of ``about``, after commit; staff ``at_desk``.

    ``about`` makes the notice unique: the same act on the same thing is told once.
    """
    path = f"/staff/mediations/inspect/{mediation.pk}/" if at_desk else f"/mediations/{mediation.pk}/"
    for user in {user.pk: user for user in users}.values():
        outbox.queue(
            kind=kind,
            recipient=recipient(user),
            context={
                "reference": mediation.reference,
                "matter": mediation.matter,
                "court_names": court_names(mediation),
                "path": path,
                **(context or {}),
            },
            dedupe=f"{kind}|{mediation.pk}|{about}",
            at=at,
            court=mediation.court.code if mediation.court else "",
            chain=mediation.chain,
        )


def court_names(mediation: Mediation) -> dict[str, str]:
    """The court's name by language; empty where no court refers."""
    return names_of_court(mediation.court) if mediation.court else {}


def required_text(value: str, field: str, sentence: Any) -> str:
    """A text that must say something, trimmed.

    :raises ValidationError: at ``field``.
    """
    text = value.strip()
    if not text:
        raise ValidationError({field: sentence})
    return text
