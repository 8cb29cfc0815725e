"""The beats that every act on a case shares: lock it, may this person, may it happen; write it down; tell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.audit import log as audit
from portal.audit.actors import Actor
from portal.cases.models import AuthorityLink, Case, Party, Representation
from portal.cases.queries import court_names, recipient, sides_of
from portal.cases.rules import lifecycle
from portal.identity.models import Court, Person, User
from portal.identity.permissions import PermissionRefused, require, roles_for
from portal.identity.roles import COURT_ROLES, Role
from portal.notices import outbox

PERSONS = frozenset({Role.PARTY.value, Role.LAWYER.value})


def day_of(at: datetime) -> date:
    """The calendar day of an act (Mainland, Hong Kong and Macao share it)."""
    return timezone.localdate(at)


def locked(actor: Actor, at: datetime, act: str, case_id: UUID) -> Case:
    """Beats one to three: the case, locked, if it is open to this actor and the act may happen in its state.

    :raises PermissionRefused: the role may not, or the case is not open to the actor (404 at the doors).
    :raises ValidationError: the case is concluded.
    """
    require(actor, act)
    cases = Case.objects.for_user(actor, day_of(at)).select_related("court").select_for_update(of=("self",))
    case = cases.filter(pk=case_id).first()
    if case is None:
        raise PermissionRefused(act)
    if not roles_for(act) & PERSONS and not is_staff_of(case, actor, day_of(at), act):
        raise PermissionRefused(act)  # a clerk elsewhere who is a party here acts as a party
    if not lifecycle.allows(case.state, act):
        raise ValidationError(_("The case is concluded; this step is no longer possible."), code="concluded")
    return case


def party_in_force(case: Case, party_id: UUID, on: date) -> Party:
    """A party of this case that stands in it today.

    :raises PermissionRefused: it belongs to another case.
    :raises ValidationError: it no longer stands in the case.
    """
    party = case.parties.select_related("case", "person").filter(pk=party_id).first()
    if party is None:
        raise PermissionRefused(str(party_id))
    if not party.is_in_force(on):
        raise ValidationError(_("This party no longer stands in the case."), code="ended")
    return party


def require_side(case: Case, party: Party, actor: Actor, on: date, act: str) -> None:
    """The court's staff may act for every party's record, a person only for the own side.

    :raises PermissionRefused: the party is somebody else's.
    """
    if is_staff_of(case, actor, on, act):
        return
    if not sides_of(case, actor, on).filter(pk=party.pk).exists():
        raise PermissionRefused(act)


def refuse_conflict(case: Case, role: str, person: Person | None, on: date, *, field: str) -> None:
    """Nobody stands on two sides of a case, as party, representative or agent.

    :raises ValidationError: at ``field``, the person stands in the case with another standing than ``role``.
    """
    if person is None:
        return
    agents = Representation.objects.on(on).filter(agent=person)
    links = AuthorityLink.objects.on(on).filter(holder=person)
    held = Q(person=person) | Q(pk__in=agents.values("party")) | Q(pk__in=links.values("party"))
    if case.parties.on(on).exclude(role=role).filter(held).exists():
        raise ValidationError({field: _("This person stands on another side of the case.")})


def is_staff_of(case: Case, actor: Actor, on: date, act: str = "") -> bool:
    """True when the actor holds an office at the case's court today; with ``act``, one that may do this act."""
    if not actor.roles & {role.value for role in COURT_ROLES}:
        return False
    allowed = roles_for(act) if act else None
    return Case.objects.for_staff(actor, on, allowed).filter(pk=case.pk).exists()


def record(
    act: str,
    *,
    actor: Actor,
    at: datetime,
    case: Case,
    subject: Any = None,
    facts: Mapping[str, Any] | None = None,
    private: Mapping[str, str] | None = None,
) -> None:
    """Beat six: the act enters the log, in the case's chain."""
    thing = subject if subject is not None else case
    audit.record(
        act=act,
        actor=actor,
        at=at,
        subject=(thing._meta.label, str(thing.pk)),
        chain=case.chain,
        facts={"reference": case.reference, **(facts or {})},
        private=private or {},
    )


def tell(
    kind: str,
    users: Iterable[User],
    *,
    case: Case,
    at: datetime,
    about: Any,
    context: Mapping[str, Any] | None = None,
    at_desk: bool = False,
) -> None:
    """Beat seven: each of these accounts is told once of this act, after commit; staff ``at_desk``."""
    path = f"/staff/cases/inspect/{case.pk}/" if at_desk else f"/mine/{case.pk}/"
    for user in users:
        outbox.queue(
            kind=kind,
            recipient=recipient(user),
            context={
                "reference": case.reference,
                "court_names": court_names(case.court),
                "path": path,
                **(context or {}),
            },
            dedupe=f"{kind}|{about._meta.label}|{about.pk}|{at.isoformat()}",
            at=at,
            court=case.court.code,
            chain=case.chain,
        )


def tell_accounts(
    kind: str,
    users: Iterable[User | None],
    *,
    court: Court,
    reference: str,
    chain: str,
    path: str,
    about: str,
    at: datetime,
    context: Mapping[str, Any] | None = None,
) -> None:
    """Beat seven for the record of a higher room: each active account is told once of ``about``, after commit."""
    names = court_names(court)
    for user in {user.pk: user for user in users if user is not None and user.is_active}.values():
        outbox.queue(
            kind=kind,
            recipient=recipient(user),
            context={"reference": reference, "court_names": names, "path": path, **(context or {})},
            dedupe=f"{kind}|{about}",
            at=at,
            court=court.code,
            chain=chain,
        )


def require_reason(reason: str, field: str = "reason") -> str:
    """The reason, trimmed.

    :raises ValidationError: at ``field``, there is none.
    """
    text = reason.strip()
    if not text:
        raise ValidationError({field: _("Give the reason.")})
    return text
