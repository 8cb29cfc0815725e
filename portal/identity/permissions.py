"""Who may do what: one table of acts, one scope for each record, for the portal and the back office alike."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.contrib.auth import get_user_model
from django.db import models
from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone
from wagtail.permission_policies.base import BasePermissionPolicy

from portal.audit.actors import Actor
from portal.identity.actors import actor_of
from portal.identity.roles import DESK_ROLES, SYSTEM, Role
from portal.web.registry import Registry

_CHECKERS = frozenset({Role.CLERK.value, Role.JUDGE.value, Role.ASSISTANCE_DESK.value})
_PEOPLE = frozenset({Role.PARTY.value, Role.CLERK.value, Role.ASSISTANCE_DESK.value, SYSTEM})
_OPERATORS = frozenset({Role.OPERATOR.value, SYSTEM})
_SIGNERS = frozenset({Role.JUDGE.value})
_ANYBODY = frozenset({Role.VISITOR.value, SYSTEM})

ACTS: dict[str, frozenset[str]] = {
    "identity.person_registered": _PEOPLE,
    "identity.names_recorded": _PEOPLE,
    "identity.document_submitted": _PEOPLE,
    "identity.document_withdrawn": _PEOPLE,
    "identity.platform_consulted": _CHECKERS,
    "identity.verified": _CHECKERS,
    "identity.refused": _CHECKERS,
    "identity.licence_submitted": frozenset({Role.PARTY.value, SYSTEM}),
    "identity.licence_verified": _CHECKERS,
    "identity.licence_refused": _CHECKERS,
    "identity.place_edited": _OPERATORS,
    "identity.appointed": _OPERATORS,
    "identity.office_ended": _OPERATORS,
    "identity.leave_covered": _OPERATORS,
    "identity.reassigned": _OPERATORS,
    "identity.recovery_requested": _ANYBODY,
    "identity.recovery_proved": _CHECKERS,
    "identity.recovery_refused": _CHECKERS,
    "identity.recovery_completed": _CHECKERS,
    "identity.recovery_cancelled": _ANYBODY,
    "identity.signing_key_enrolled": _SIGNERS,
    "identity.signing_key_revoked": _SIGNERS,
}


class PermissionRefused(Http404):
    """The actor may not do this act, or may not know the record. Every door answers 404, never 403."""


permission_tables: Registry[dict[str, frozenset[str]]] = Registry("permission tables")


def register_permissions(package: str, acts: dict[str, frozenset[str]]) -> None:
    """Add the table of a room or module: act name to the role codes that may do it.

    :raises ValueError: a role code is unknown, or another table names the act.
    """
    for act, roles in acts.items():
        if unknown := roles - set(Role.values) - {SYSTEM}:
            raise ValueError(f"{act}: unknown roles {', '.join(sorted(unknown))}")
        owner = next(
            (name for name, table in permission_tables.items() if act in table and name != package), None
        )
        if owner:
            raise ValueError(f"{act} stands in the table of {owner} already")
    permission_tables.register(package, acts)


def roles_for(act: str) -> frozenset[str]:
    """The role codes that may do the act.

    :raises KeyError: no table names the act.
    """
    for table in permission_tables.values():
        if act in table:
            return table[act]
    raise KeyError(act)


def may(actor: Actor, act: str) -> bool:
    """True when one of the actor's roles may do the act. Whether *this* record is open is a matter of scope.

    :raises KeyError: no table names the act.
    """
    return bool(actor.roles & roles_for(act))


def require(actor: Actor, act: str) -> None:
    """Let the act go on.

    :raises PermissionRefused: none of the actor's roles may do it.
    """
    if not may(actor, act):
        raise PermissionRefused(act)


Scope = Callable[["QuerySet[Any]", Actor], "QuerySet[Any]"]
scopes: Registry[Scope] = Registry("scopes of records")


def register_scope(model: type[models.Model], scope: Scope) -> None:
    """Say which rows of a model an actor may see; portal and back office both ask here."""
    scopes.register(model._meta.label_lower, scope)


def visible(queryset: QuerySet[Any], actor: Actor) -> QuerySet[Any]:
    """The rows of ``queryset`` that the actor may see; none for a model without a registered scope."""
    scope = scopes.get(queryset.model._meta.label_lower)
    return scope(queryset, actor) if scope else queryset.none()


def everything(queryset: QuerySet[Any], actor: Actor) -> QuerySet[Any]:
    """Scope of reference data: open to every actor."""
    return queryset


def of_own_court(path: str) -> Scope:
    """Scope of records that lead to a court: those of the actor's courts. ``path`` such as
    ``court__code``.
    """

    def scope(queryset: QuerySet[Any], actor: Actor) -> QuerySet[Any]:
        return queryset.filter(**{f"{path}__in": actor.courts}) if actor.courts else queryset.none()

    return scope


def of_own_authority(path: str, *roles: str) -> Scope:
    """Scope of records that lead to an authority: those at which the actor holds one of the roles, or any."""

    def scope(queryset: QuerySet[Any], actor: Actor) -> QuerySet[Any]:
        held = actor.authorities_as(*roles) if roles else actor.authorities
        return queryset.filter(**{f"{path}__in": held}) if held else queryset.none()

    return scope


class RolePolicy(BasePermissionPolicy):
    """Wagtail's question about a model, answered from the roles and the registered scope.

    ``rights`` maps Wagtail's words (``view``, ``add``, ``change``, ``delete``, ``choose``) to role codes; a
    word that is missing is refused to everybody. Legal records get ``view`` alone: they move by buttons that
    call actions. Register it with ``wagtail.permissions.register_permission_policy(Model, RolePolicy(Model,
    …))``.
    """

    def __init__(
        self, model: Any, rights: Mapping[str, Iterable[str]], clock: Callable[[], Any] = timezone.now
    ) -> None:
        super().__init__(model)
        self.rights = {word: frozenset(roles) for word, roles in rights.items()}
        self.clock = clock

    def _actor(self, user: Any) -> Actor:
        return actor_of(user, self.clock())

    def user_has_permission(self, user: Any, action: str) -> bool:
        return bool(self._actor(user).roles & self.rights.get(action, frozenset()))

    def user_has_permission_for_instance(self, user: Any, action: str, instance: models.Model) -> bool:
        if not self.user_has_permission(user, action):
            return False
        return visible(type(instance)._default_manager.filter(pk=instance.pk), self._actor(user)).exists()

    def instances_user_has_any_permission_for(self, user: Any, actions: Iterable[str]) -> QuerySet[Any]:
        rows = self.model._default_manager.all()
        if not self.user_has_any_permission(user, actions):
            return rows.none()
        return visible(rows, self._actor(user))

    def users_with_any_permission(self, actions: Iterable[str]) -> QuerySet[Any]:
        roles: set[str] = set()
        for word in actions:
            roles |= self.rights.get(word, frozenset())
        day = timezone.localdate(self.clock())
        holders = models.Q(offices__role__in=roles, offices__valid_from__lte=day) & (
            models.Q(offices__valid_to=None) | models.Q(offices__valid_to__gt=day)
        )
        return get_user_model().objects.filter(holders, is_active=True).distinct()


REFERENCE_RIGHTS: dict[str, frozenset[str]] = {
    "view": DESK_ROLES,
    "choose": DESK_ROLES,
    "add": frozenset({Role.OPERATOR.value}),
    "change": frozenset({Role.OPERATOR.value}),
}


def register_own_scopes() -> None:
    """The scopes of this room's records."""
    from portal.identity import models as own

    for reference in (own.Jurisdiction, own.Court, own.Authority, own.Institution):
        register_scope(reference, everything)
    for paper in (own.IdentityDocument, own.ProfessionalLicence, own.RecoveryRequest):
        register_scope(paper, of_own_court("court__code"))
    register_scope(own.Person, _people)
    register_scope(own.Office, _offices)
    register_scope(own.User, _operators_only)


def _people(queryset: QuerySet[Any], actor: Actor) -> QuerySet[Any]:
    """People who gave a paper or licence to one of the actor's courts."""
    papers = models.Q(papers__court__code__in=actor.courts)
    return queryset.filter(papers | models.Q(licences__court__code__in=actor.courts)).distinct()


def _offices(queryset: QuerySet[Any], actor: Actor) -> QuerySet[Any]:
    """Every office for the operator and the auditor; those of one's own place for everybody else."""
    if actor.roles & {Role.OPERATOR.value, Role.AUDITOR.value}:
        return queryset
    own = models.Q(court__code__in=actor.courts) | models.Q(authority__code__in=actor.authorities)
    return queryset.filter(own | models.Q(holder_id=actor.key.removeprefix("user:")))


def _operators_only(queryset: QuerySet[Any], actor: Actor) -> QuerySet[Any]:
    return queryset if Role.OPERATOR.value in actor.roles else queryset.none()
