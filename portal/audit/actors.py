"""Who acts: a key and what that person may stand for today, carried as plain values."""

from __future__ import annotations

import re
from dataclasses import dataclass

KEY = re.compile(r"(user|system):[A-Za-z0-9_.\-]{1,80}\Z")


@dataclass(frozen=True)
class Actor:
    """The acting person or process as the log knows it.

    `key` is ``user:<uuid>`` or ``system:<name>``; names and addresses never enter the log.
    `roles`, `courts` and `authorities` are codes of the offices held at the moment of the act; `seats` keeps the
    role and the authority of each office together, so that intake at one authority decides nothing at another.

    Raises ValueError for a key of another form.
    """

    key: str
    roles: frozenset[str] = frozenset()
    courts: frozenset[str] = frozenset()
    authorities: frozenset[str] = frozenset()
    language: str = "zh-hant"
    seats: frozenset[tuple[str, str]] = frozenset()

    def __post_init__(self) -> None:
        if not KEY.match(self.key):
            raise ValueError(f"An actor's key is user:<uuid> or system:<name>, not {self.key!r}.")

    def authorities_as(self, *roles: str) -> frozenset[str]:
        """The authorities at which one of these roles is held."""
        return frozenset(authority for role, authority in self.seats if role in roles)

    @property
    def is_system(self) -> bool:
        return self.key.startswith("system:")


def system_actor(name: str) -> Actor:
    """The actor for a process that acts by itself, such as a beat; holds the role code ``system``."""
    return Actor(key=f"system:{name}", roles=frozenset({"system"}))
