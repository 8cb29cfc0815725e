"""What one person submits in a record of a case lies in a scope of its own: ``<kind>:<record>.<account>``.

Whoever submitted it reaches it while the record is hers too, and the court's staff; no side reaches another's papers.
"""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.db.models import Model

from portal.audit.actors import Actor
from portal.cases.models.cases import person_id_of


def scope(kind: str, record: Model, actor: Actor) -> str:
    """The scope of what this person submits in a record.

    :raises ValueError: the actor is nobody with an account.
    """
    account = person_id_of(actor)
    if account is None:
        raise ValueError("only somebody with an account submits something of her own")
    return f"{kind}:{record.pk}.{account}"


def reaches(
    actor: Actor, key: str, *, holds: Callable[[UUID], bool], is_staff: Callable[[UUID], bool]
) -> bool:
    """Whether the actor reaches ``<kind>:<key>``.

    ``holds`` says whether a record is one of the actor's own today, ``is_staff`` whether its court's papers are hers.
    """
    first, _dot, second = key.partition(".")
    record_id, account = key_of(first), key_of(second)
    if record_id is None or account is None:
        return False
    return holds(record_id) if person_id_of(actor) == account else is_staff(record_id)


def key_of(text: str) -> UUID | None:
    """The key that is written here, or None."""
    try:
        return UUID(text)
    except ValueError:
        return None
