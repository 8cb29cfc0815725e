"""The steps that make a portal out of an empty folder; rooms and modules register theirs.

Every step can be run again: it creates what is missing and leaves what is there.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from portal.web.registry import Registry

steps: Registry[Callable[[], str]] = Registry("bootstrap steps")
demonstrations: Registry[Callable[[datetime], list[str]]] = Registry("demonstration data")


def register_step(name: str, step: Callable[[], str]) -> None:
    """Add a step: it returns one line that says what it did."""
    steps.register(name, step)


def register_demonstration(name: str, load: Callable[[datetime], list[str]]) -> None:
    """Add demonstration data: ``load(at)`` returns lines for the operator, such as accounts with their role."""
    demonstrations.register(name, load)
