"""From an account to the acting person that the log and the permission tables know."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from django.utils import timezone, translation

from i18n import languages
from portal.audit.actors import Actor
from portal.identity.models import Office, ProfessionalLicence, User
from portal.identity.roles import COURT_ROLES, Role
from portal.web.registry import Registry

RoleSource = Callable[[User, date], Iterable[str]]
role_sources: Registry[RoleSource] = Registry("sources of roles")


def register_role_source(key: str, source: RoleSource) -> None:
    """Let a higher room or module grant a role: a listed mediator is a mediator.

    ``source`` takes the account and the day and gives role codes; at most one query.
    """
    role_sources.register(key, source)


def visitor() -> Actor:
    """The actor of a request without an account."""
    language = translation.get_language() or languages.DEFAULT
    return Actor(key="system:visitor", roles=frozenset({Role.VISITOR.value}), language=language)


def actor_of(who: HttpRequest | User | Any, at: datetime) -> Actor:
    """The actor behind a request or an account at that moment.

    Everybody with an account is a visitor and a party; offices held on the day give their roles, courts and
    authorities; a licence that was verified and has not expired gives ``lawyer``; sources registered by
    higher rooms give theirs. The operator's first account (``is_superuser``) holds ``operator``. Costs two
    queries and those of the sources; the answer is kept on the account for the day.
    """
    user: Any = getattr(who, "user", who)
    if not getattr(user, "is_authenticated", False) or not user.is_active:
        return visitor()
    day = timezone.localdate(at)
    kept: dict[date, Actor] = user.__dict__.setdefault("_actors", {})
    if day not in kept:
        kept[day] = _actor_on(user, day)
    return kept[day]


def forget_actor(user: User) -> None:
    """After an office or licence changed in this request, ask the database again."""
    user.__dict__.pop("_actors", None)


def _actor_on(user: User, day: date) -> Actor:
    roles = {Role.VISITOR.value, Role.PARTY.value}
    seats: set[tuple[str, str]] = set()
    offices = list(Office.objects.filter(holder=user).on(day).select_related("court", "authority"))
    for office in offices:
        roles.add(office.role)
        if office.authority is not None:
            seats.add((office.role, office.authority.code))
    if user.is_superuser:
        roles.add(Role.OPERATOR.value)
    if any(licence.is_usable(day) for licence in ProfessionalLicence.objects.filter(person__user=user)):
        roles.add(Role.LAWYER.value)
    for source in role_sources.values():
        roles.update(source(user, day))
    return Actor(
        key=f"user:{user.pk}",
        roles=frozenset(roles),
        courts=_courts_of(offices),
        authorities=frozenset(authority for _role, authority in seats),
        language=user.language,
        seats=frozenset(seats),
    )


def _courts_of(offices: Iterable[Office]) -> frozenset[str]:
    """The courts whose records the offices open.

    Whoever is clerk at one court and interprets or audits at another is no clerk at the other: where an office
    of the bench or registry is held, only the courts of those offices count; else the auditor's; else all.
    """
    seats = [(office.role, office.court.code) for office in offices if office.court is not None]
    for counting in (COURT_ROLES, frozenset({Role.AUDITOR})):
        if found := frozenset(code for role, code in seats if role in counting):
            return found
    return frozenset(code for _role, code in seats)


def user_key(user: User) -> str:
    """The key under which the log and the notices know an account."""
    return f"user:{user.pk}"


def users_by_key(keys: Iterable[str]) -> dict[str, User]:
    """Accounts for keys such as ``user:<uuid>``; unknown and system keys are left out. One query."""
    wanted = {key.removeprefix("user:"): key for key in keys if key.startswith("user:")}
    return {wanted[str(user.pk)]: user for user in User.objects.filter(pk__in=wanted)}


def names_of(keys: Iterable[str]) -> dict[str, str]:
    """For the log's history: the name of each actor in the reader's language, or the e-mail address."""
    language = translation.get_language() or languages.DEFAULT
    wanted = {key.removeprefix("user:"): key for key in keys if key.startswith("user:")}
    users = User.objects.filter(pk__in=wanted).select_related("person").prefetch_related("person__names")
    return {wanted[str(user.pk)]: _called(user, language) for user in users}


def _called(user: User, language: str) -> str:
    person = getattr(user, "person", None)
    return (person.name_for(language) if person else "") or user.email
