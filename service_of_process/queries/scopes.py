"""Which exhibits belong to which matter, and who reaches them.

``service:<matter>`` holds what the court keeps: documents to be served, certificates, returns. Its staff, the High
People's Court's desk and the executing court reach it; so does the portal itself. ``service-own:<matter>.<account>``
holds what one person submitted: that person reaches it, and the staff. No side reaches another's papers.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from portal.audit.actors import Actor
from portal.cases.actions.steps import day_of
from portal.cases.models.cases import person_id_of
from service_of_process.models import ServiceMatter


def scope_of(matter: ServiceMatter) -> str:
    """The scope of the court's own exhibits of a matter."""
    return f"service:{matter.pk}"


def own_scope(matter: ServiceMatter, actor: Actor) -> str:
    """The scope of what this person submits in a matter.

    :raises ValueError: the actor is nobody with an account.
    """
    account = person_id_of(actor)
    if account is None:
        raise ValueError("only somebody with an account submits something of her own")
    return f"service-own:{matter.pk}.{account}"


def reaches_matter(actor: Actor, key: str, at: datetime) -> bool:
    """Whether the actor reaches ``service:<key>``: staff of the courts that have the matter, or the portal."""
    matter_id = _uuid(key)
    if matter_id is None:
        return False
    rows = ServiceMatter.objects.all()
    if not actor.is_system:
        rows = rows.for_staff(actor, day_of(at)) | rows.for_upper(actor, day_of(at))
    return rows.filter(pk=matter_id).exists()


def reaches_own(actor: Actor, key: str, at: datetime) -> bool:
    """Whether the actor reaches ``service-own:<key>``: whoever submitted it while she stands in the case, and staff."""
    first, _dot, second = key.partition(".")
    matter_id, account = _uuid(first), _uuid(second)
    if matter_id is None or account is None:
        return False
    if person_id_of(actor) == account:
        rows = ServiceMatter.objects.concerning(actor, day_of(at))
        return rows.filter(pk=matter_id).exists()
    return reaches_matter(actor, first, at)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
