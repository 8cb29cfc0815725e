"""Which exhibits belong to which request, and who reaches them.

``ascertainment:<request>`` holds what the court keeps: replies, papers, proofs; its staff reach it. What a person brings
in before there is a material (the instrument of a choice, a signed statement, a proof) lies in
``ascertainment-own:<request>.<account>``: she and the staff reach it. The files of a material have a scope of their own,
which follows the material (see :func:`~foreign_law.queries.ascertainment.materials.reaches_material`).
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from foreign_law.models import AscertainmentRequest
from portal.audit.actors import Actor
from portal.cases import own_papers
from portal.cases.actions.steps import day_of


def scope_of(request: AscertainmentRequest) -> str:
    """The scope of the court's own exhibits of a request."""
    return f"ascertainment:{request.pk}"


def own_scope(request: AscertainmentRequest, actor: Actor) -> str:
    """The scope of what this person submits in a request.

    :raises ValueError: the actor is nobody with an account.
    """
    return own_papers.scope("ascertainment-own", request, actor)


def reaches_request(actor: Actor, key: str, at: datetime) -> bool:
    """Whether the actor reaches ``ascertainment:<key>``: staff of the court that has the request, or the portal."""
    request_id = own_papers.key_of(key)
    return request_id is not None and _is_staff(actor, request_id, at)


def reaches_own(actor: Actor, key: str, at: datetime) -> bool:
    """Whether the actor reaches ``ascertainment-own:<key>``: whoever submitted it while she has the request, and staff."""

    def holds(key: UUID) -> bool:
        requests, on = AscertainmentRequest.objects, day_of(at)
        return (requests.concerning(actor, on) | requests.for_provider(actor, on)).filter(pk=key).exists()

    return own_papers.reaches(actor, key, holds=holds, is_staff=lambda key: _is_staff(actor, key, at))


def _is_staff(actor: Actor, request_id: UUID, at: datetime) -> bool:
    rows = AscertainmentRequest.objects.all()
    if not actor.is_system:
        rows = rows.for_staff(actor, day_of(at))
    return rows.filter(pk=request_id).exists()
