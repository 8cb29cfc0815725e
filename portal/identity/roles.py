"""The one list of roles: who may hold them, how they are granted, which need a second factor."""

from __future__ import annotations

from enum import Enum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

SYSTEM = "system"  # the portal itself, as it appears in the permission tables


class Role(TextChoices):
    """Role codes as they stand in offices, permission tables and the audit log."""

    VISITOR = "visitor", _("Visitor")
    PARTY = "party", _("Party")
    LAWYER = "lawyer", _("Lawyer")
    INTERPRETER = "interpreter", _("Interpreter")
    MEDIATOR = "mediator", _("Mediator")
    EXPERT = "expert", _("Institution or expert on foreign law")
    AUTHORITY_INTAKE = "authority_intake", _("Certifying authority: intake")
    AUTHORITY_ASSESSOR = "authority_assessor", _("Certifying authority: assessor")
    AUTHORITY_DECIDER = "authority_decider", _("Certifying authority: decision maker")
    AUTHORITY_PUBLISHER = "authority_publisher", _("Certifying authority: publisher")
    CLERK = "clerk", _("Judge's clerk")
    JUDGE = "judge", _("Judge")
    ASSISTANCE_DESK = "assistance_desk", _("Judicial-assistance desk")
    LIBRARIAN = "librarian", _("Librarian")
    EDITOR = "editor", _("Editor")
    OPERATOR = "operator", _("Operator")
    AUDITOR = "auditor", _("Auditor")


class Seat(Enum):
    """Where an office is held."""

    COURT = "court"
    AUTHORITY = "authority"
    INSTITUTION = "institution"
    PORTAL = "portal"


COURT_ROLES = frozenset({Role.CLERK, Role.JUDGE, Role.ASSISTANCE_DESK})
AUTHORITY_ROLES = frozenset(
    {Role.AUTHORITY_INTAKE, Role.AUTHORITY_ASSESSOR, Role.AUTHORITY_DECIDER, Role.AUTHORITY_PUBLISHER}
)
PORTAL_ROLES = frozenset({Role.LIBRARIAN, Role.EDITOR, Role.OPERATOR, Role.AUDITOR})
INSTITUTION_ROLES = frozenset({Role.INTERPRETER, Role.MEDIATOR, Role.EXPERT})

#: Roles that exist only while an office is held, with the places at which it may be held.
SEATS: dict[str, frozenset[Seat]] = {
    **{role.value: frozenset({Seat.COURT}) for role in COURT_ROLES},
    **{role.value: frozenset({Seat.AUTHORITY}) for role in AUTHORITY_ROLES},
    **{role.value: frozenset({Seat.PORTAL, Seat.COURT}) for role in PORTAL_ROLES},
    **{role.value: frozenset({Seat.INSTITUTION, Seat.COURT}) for role in INSTITUTION_ROLES},
}
GRANTED_BY_OFFICE: frozenset[str] = frozenset(SEATS)

#: Roles that work in the back office under /staff/.
DESK_ROLES: frozenset[str] = frozenset(role.value for role in COURT_ROLES | AUTHORITY_ROLES | PORTAL_ROLES)

#: Roles for which every personal page asks for the second factor, not only signing and served documents.
SECOND_FACTOR_ROLES: frozenset[str] = DESK_ROLES | {
    role.value for role in (Role.LAWYER, Role.MEDIATOR, Role.INTERPRETER, Role.EXPERT)
}

#: Groups that Wagtail's page permissions are bound to.
CALENDAR_KEEPERS = "Calendar keepers"
PAGE_GROUPS: dict[str, tuple[str, ...]] = {
    Role.EDITOR.value: ("Editors", "Moderators"),
    Role.OPERATOR.value: (CALENDAR_KEEPERS,),
}


def needs_second_factor(roles: frozenset[str]) -> bool:
    """True when one of the roles works with other people's records."""
    return bool(roles & SECOND_FACTOR_ROLES)


def may_be_held_at(role: str, seat: Seat) -> bool:
    """True when the role may be held at a court, an authority, an institution or for the whole portal."""
    return seat in SEATS.get(role, frozenset())
