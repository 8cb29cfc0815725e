"""What this room tells the rooms below: permissions, scopes of records and exhibits, rectifiable entries."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from portal.audit.actors import Actor
from portal.audit.rectifiers import register_rectifier
from portal.cases.models import Case, CaseImport
from portal.cases.models.cases import person_id_of, stands_in
from portal.cases.permissions import ACTS
from portal.cases.rectifiers import RECTIFIERS
from portal.exhibits.scopes import register_scope as register_exhibit_scope
from portal.identity.permissions import register_permissions, register_scope
from portal.identity.roles import COURT_ROLES, Role
from portal.notices.permissions import ACTS as NOTICE_ACTS


def cases_on_the_desk(queryset: QuerySet[Case], actor: Actor) -> QuerySet[Case]:
    """Back office: the cases of the actor's courts; an auditor of the whole portal sees that all of them exist."""
    if Role.AUDITOR in actor.roles and not actor.courts:
        return queryset
    if not actor.roles & {Role.AUDITOR.value, *(role.value for role in COURT_ROLES)}:
        return queryset.none()
    account = person_id_of(actor)
    return queryset.filter(~stands_in(account), court__code__in=actor.courts) if account else queryset.none()


def own_imports(queryset: QuerySet[CaseImport], actor: Actor) -> QuerySet[CaseImport]:
    """A table belongs to the clerk who brought it in."""
    account = person_id_of(actor)
    return queryset.filter(owner_id=account) if account else queryset.none()


def may_reach_case(actor: Actor, key: str, at: datetime) -> bool:
    """Whether exhibits of this case may be deposited or read at all; which ones is a matter of the side."""
    try:
        case_id = UUID(key)
    except ValueError:
        return False
    return Case.objects.for_user(actor, timezone.localdate(at)).filter(pk=case_id).exists()


def register() -> None:
    """Called once, when the portal starts."""
    register_permissions("portal.cases", ACTS)
    register_permissions("portal.notices", NOTICE_ACTS)
    register_scope(Case, cases_on_the_desk)
    register_scope(CaseImport, own_imports)
    register_exhibit_scope("case", may_reach_case)
    for kind, rectifier in RECTIFIERS.items():
        register_rectifier(kind, rectifier)
