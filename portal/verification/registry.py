"""Who answers at ``/verify/``: each module registers the prefix of its numbers and its answer.

The door asks for number and date (and an access code where that kind wants one); the module answers in words.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from django.utils.functional import Promise

from portal.web.registry import Registry


class Standing(Enum):
    """What the register says of a number on a date."""

    VALID = "valid"
    NOT_VALID = "not_valid"
    NEVER_ISSUED = "never_issued"
    RESTRICTED = "restricted"


@dataclass(frozen=True)
class Answer:
    """An answer: the standing, one sentence that says it, further facts as (label, value), where to read more."""

    standing: Standing
    sentence: str
    facts: tuple[tuple[str, str], ...] = ()
    address: str = ""


@dataclass(frozen=True)
class Kind:
    """One kind of document: the prefix of its numbers, its name, an example, whether a code is wanted."""

    prefix: str
    label: str | Promise
    example: str
    answer: Callable[[str, date, str], Answer]
    wants_code: bool = False
    hint: str | Promise = field(default="")


kinds: Registry[Kind] = Registry("verification")


def register(kind: Kind) -> None:
    """Answer for numbers that begin with ``kind.prefix``."""
    kinds.register(kind.prefix, kind)


def kind_of(number: str) -> Kind | None:
    """The kind whose prefix the number bears; the longest prefix wins."""
    found = [kind for kind in kinds.values() if number.startswith(kind.prefix)]
    return max(found, key=lambda kind: len(kind.prefix), default=None)
