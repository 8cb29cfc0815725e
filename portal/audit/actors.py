"""Who acts: a key and what that person may stand for today, carried as plain values."""

from __future__ import annotations

import re
from dataclasses import dataclass

KEY = re.compile(r"(user|system):[A-Za-z0-9_.\-]{1,80}\Z")


@dataclass(frozen=True)
class Actor:
    """The acting person or process as the log knows it.

    `key` is ``user:<uuid>`` or ``system:<name>``; names and addresses never enter the log.
    `roles`, `courts` and `authorities` are codes of the offices held at the moment of the act.

    Raises ValueError for a key of another form.
    """

    key: str
    roles: frozenset[str] = frozenset()
    courts: frozenset[str] = frozenset()
    authorities: frozenset[str] = frozenset()
    language: str = "zh-hant"

    def __post_init__(self) -> None:
        if not KEY.match(self.key):
            raise ValueError(f"An actor's key is user:<uuid> or system:<name>, not {self.key!r}.")

    @property
    def is_system(self) -> bool:
        return self.key.startswith("system:")


def system_actor(name: str) -> Actor:
    """The actor for a process that acts by itself, such as a beat; holds the role code ``system``."""
    return Actor(key=f"system:{name}", roles=frozenset({"system"}))
