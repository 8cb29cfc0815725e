"""To what an exhibit belongs, and who reaches it: each room above registers its kind of scope."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TypeAlias

from portal.audit.actors import Actor
from portal.web.registry import Registry

MayReach: TypeAlias = Callable[[Actor, str, datetime], bool]

_scopes: Registry[MayReach] = Registry("scopes of exhibits")


def register_scope(kind: str, may_reach: MayReach) -> None:
    """Registers one kind of scope: ``register_scope("case", may_reach)`` answers for ``case:<uuid>``.

    `may_reach(actor, key, at)` says whether this person sees what belongs to that record at that moment.
    """
    _scopes.register(kind, may_reach)


def reaches(actor: Actor, scope: str, at: datetime) -> bool:
    """Whether the actor reaches the scope; nobody reaches a kind that no room registered."""
    kind, _colon, key = scope.partition(":")
    may_reach = _scopes.get(kind)
    return may_reach is not None and bool(key) and may_reach(actor, key, at)
