"""What is asked of institutions and experts (art. 4), who may decline on which ground, what the directory may state."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from foreign_law.rules.ascertainment import lifecycle

INSTITUTION, EXPERT = "institution", "expert"
QUALIFICATION, IDENTITY, RECORD, STATEMENT = "qualification", "identity", "record", "statement"
#: Art. 4: an institution proves its qualification, an expert identity and record; both state no interest, in writing.
PROOFS_OF: Final[dict[str, tuple[str, ...]]] = {INSTITUTION: (QUALIFICATION,), EXPERT: (IDENTITY, RECORD)}

CONFLICT: Final = "conflict"
EXPERTISE, CAPACITY, LANGUAGE, OTHER = "expertise", "capacity", "language", "other"
GROUNDS: Final = (CONFLICT, EXPERTISE, CAPACITY, LANGUAGE, OTHER)

# -- what may not be entered in the directory
NAME_MISSING, ROUTE_UNKNOWN, SOURCE_MISSING, DATE_MISSING = (
    "name_missing", "route_unknown", "source_missing", "date_missing",
)  # fmt: skip
DIRECTORY_ROUTES: Final = (4, 5, 6)


def missing(kind: str, proofs: Collection[str], *, has_statement: bool) -> list[str]:
    """The parts of art. 4 that are missing, in the order of the article.

    :raises KeyError: an unknown kind of provider.
    """
    parts = [part for part in PROOFS_OF[kind] if part not in proofs]
    return parts if has_statement else [*parts, STATEMENT]


def state_after_declining(ground: str) -> str:
    """An interest in the case is a state of its own: the provider must not be asked again in this request.

    :raises ValueError: an unknown ground.
    """
    if ground not in GROUNDS:
        raise ValueError(ground)
    return lifecycle.DECLINED_CONFLICT if ground == CONFLICT else lifecycle.DECLINED_OTHER


def state_without_interest(*, answered: bool, stated: bool, sent: bool) -> str:
    """Where an attempt stands once the interest that was entered by mistake is gone: as what had happened before says."""
    if answered:
        return lifecycle.ANSWERED_BY_PROVIDER
    if stated:
        return lifecycle.ACCEPTED
    return lifecycle.SENT if sent else lifecycle.OPENED


def entry_problems(
    *, names: Collection[str], routes: Collection[int], stated: Collection[str], source: str, has_date: bool
) -> list[str]:
    """What stands against an entry of the directory.

    Fees and turnaround (``stated``) stand only with their source and day: the portal knows no tariff of its own.
    """
    found = []
    if not any(name.strip() for name in names):
        found.append(NAME_MISSING)
    if not routes or set(routes) - set(DIRECTORY_ROUTES):
        found.append(ROUTE_UNKNOWN)
    if any(text.strip() for text in stated):
        if not source.strip():
            found.append(SOURCE_MISSING)
        if not has_date:
            found.append(DATE_MISSING)
    return found


def may_bind(*, is_librarian: bool, own_courts: Collection[str], courts_asking: Collection[str]) -> bool:
    """Whether somebody may give an account to a provider.

    The account then sees what the provider was asked. A clerk does it only while no other court asks this provider;
    otherwise the librarian does.
    """
    return is_librarian or (bool(own_courts) and not set(courts_asking) - set(own_courts))
