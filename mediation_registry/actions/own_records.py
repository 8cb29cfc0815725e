"""The beats that every act on an own entry shares: lock it, is it the actor's own; write it down."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Model

from i18n import languages
from mediation_registry.models import Profile, Registrant
from mediation_registry.search.outbox import mark
from portal.audit.actors import Actor
from portal.cases.actions.beats import enter
from portal.cases.models.cases import person_id_of
from portal.cases.queries import recipient
from portal.identity.permissions import PermissionRefused, require
from portal.notices import outbox


def own_registrant(actor: Actor, act: str, registrant_id: UUID) -> Registrant:
    """The entry in the register, locked, if it is the actor's own.

    :raises PermissionRefused: the role may not, or the entry is somebody else's (404 at the doors).
    """
    require(actor, act)
    rows = Registrant.objects.select_for_update(of=("self",)).select_related("person", "home_jurisdiction")
    registrant = rows.filter(pk=registrant_id).first()
    account = person_id_of(actor)
    if registrant is None or account is None or registrant.person.user_id != account:
        raise PermissionRefused(act)
    return registrant


def profile_of(registrant: Registrant) -> Profile:
    """The registrant's profile, made when it is first written to; the registrant is locked by the caller."""
    profile, __ = Profile.objects.get_or_create(registrant=registrant)
    return profile


def record(
    act: str,
    *,
    actor: Actor,
    at: datetime,
    registrant: Registrant,
    subject: Model | None = None,
    facts: Mapping[str, Any] | None = None,
    private: Mapping[str, str] | None = None,
) -> None:
    """Beat six: the act enters the log, in the registrant's chain; the register's line is written anew."""
    thing = subject if subject is not None else registrant
    enter(
        act, actor=actor, at=at, thing=thing, chain=registrant.chain, private=private,
        facts={"register_no": registrant.register_no, **(facts or {})},
    )  # fmt: skip
    mark([registrant.pk], at=at)


def tell(
    kind: str,
    registrant: Registrant,
    *,
    at: datetime,
    about: Model,
    path: str,
    other: Registrant | None = None,
) -> None:
    """Beat seven: the registrant's account is told, after commit; one without account is not."""
    user = registrant.person.user
    if user is None or not user.is_active:
        return
    names = {code: other.name_for(code) if other else "" for code in languages.CODES}
    outbox.queue(
        kind=kind,
        recipient=recipient(user),
        context={"names": names, "register_no": other.register_no if other else "", "path": path},
        dedupe=f"{kind}|{about._meta.label}|{about.pk}|{at.isoformat()}",
        at=at,
        chain=registrant.chain,
    )
