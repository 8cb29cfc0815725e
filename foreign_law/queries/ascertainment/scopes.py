"""Which exhibits belong to which request, and who reaches them.

``ascertainment:<request>`` holds what the court keeps: replies, papers, proofs; its staff reach it. What a person brings
in before there is a material (a signed statement, a proof) lies in ``ascertainment-own:<request>.<account>``: she and the
staff reach it. The instrument of a choice of law lies in ``ascertainment-choice:<request>.<account>.<number>``: every side
reaches it as soon as the request is shown to it. The files of a material have a scope of their own, which follows the
material (see :func:`~foreign_law.queries.ascertainment.materials.reaches_material`).
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from foreign_law.models import AscertainmentRequest
from portal.audit.actors import Actor
from portal.cases import own_papers
from portal.cases.actions.steps import day_of
from portal.exhibits.models import Exhibit
from portal.exhibits.scopes import reaches

CHOICE = "ascertainment-choice"


def scope_of(request: AscertainmentRequest) -> str:
    """The scope of the court's own exhibits of a request."""
    return f"ascertainment:{request.pk}"


def own_scope(request: AscertainmentRequest, actor: Actor) -> str:
    """The scope of what this person submits in a request.

    :raises ValueError: the actor is nobody with an account.
    """
    return own_papers.scope("ascertainment-own", request, actor)


def choice_scope(request: AscertainmentRequest, actor: Actor) -> str:
    """The scope of one instrument of a choice of law: each has its own, so that one that gave way opens to nobody new.

    :raises ValueError: the actor is nobody with an account.
    """
    before = Exhibit.objects.filter(scope__startswith=f"{CHOICE}:{request.pk}.").count()
    return f"{own_papers.scope(CHOICE, request, actor)}.{before + 1}"


def reaches_choice(actor: Actor, key: str, at: datetime) -> bool:
    """Whether the actor reaches ``ascertainment-choice:<key>``: whoever submitted it, the staff, and every side.

    A side is heard on the clause that binds it (art. 8; decision 22): it reads the instrument of today while the request is
    shown to it. Institutions and experts speak on foreign law only and never reach it (art. 7).
    """
    own, _dot, number = key.rpartition(".")
    request_id = own_papers.key_of(own.partition(".")[0])
    if request_id is None or not number.isdecimal():
        return False
    shown = AscertainmentRequest.objects.concerning(actor, day_of(at)).filter(pk=request_id)

    def holds(key: UUID) -> bool:
        return shown.exists() or _is_staff(actor, key, at)

    if own_papers.reaches(actor, own, holds=holds, is_staff=lambda key: _is_staff(actor, key, at)):
        return True
    return shown.filter(choice_exhibit__scope=f"{CHOICE}:{key}").exists()


def open_choice(request: AscertainmentRequest, actor: Actor, at: datetime) -> UUID | None:
    """The instrument of the choice of law, if there is one that the actor reaches."""
    held = request.choice_exhibit
    return held.pk if held is not None and reaches(actor, held.scope, at) else None


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
