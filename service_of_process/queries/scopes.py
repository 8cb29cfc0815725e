"""Which exhibits belong to which matter, and who reaches them.

``service:<matter>`` holds what the court keeps: documents to be served, certificates, returns. Its staff, the High
People's Court's desk and the executing court reach it; so does the portal itself. ``service-own:<matter>.<account>``
holds what one person submitted: that person reaches it, and the staff. No side reaches another's papers.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from portal.audit.actors import Actor
from portal.cases import own_papers
from portal.cases.actions.steps import day_of
from service_of_process.models import ServiceMatter


def scope_of(matter: ServiceMatter) -> str:
    """The scope of the court's own exhibits of a matter."""
    return f"service:{matter.pk}"


def own_scope(matter: ServiceMatter, actor: Actor) -> str:
    """The scope of what this person submits in a matter.

    :raises ValueError: the actor is nobody with an account.
    """
    return own_papers.scope("service-own", matter, actor)


def reaches_matter(actor: Actor, key: str, at: datetime) -> bool:
    """Whether the actor reaches ``service:<key>``: staff of the courts that have the matter, or the portal."""
    matter_id = own_papers.key_of(key)
    return matter_id is not None and _is_staff(actor, matter_id, at)


def reaches_own(actor: Actor, key: str, at: datetime) -> bool:
    """Whether the actor reaches ``service-own:<key>``: whoever submitted it while she stands in the case, and staff."""

    def holds(key: UUID) -> bool:
        return ServiceMatter.objects.concerning(actor, day_of(at)).filter(pk=key).exists()

    return own_papers.reaches(actor, key, holds=holds, is_staff=lambda key: _is_staff(actor, key, at))


def _is_staff(actor: Actor, matter_id: UUID, at: datetime) -> bool:
    rows = ServiceMatter.objects.all()
    if not actor.is_system:
        rows = rows.for_staff(actor, day_of(at)) | rows.for_upper(actor, day_of(at))
    return rows.filter(pk=matter_id).exists()
