"""On which side of the case somebody stands, and whom milestones are told."""

from __future__ import annotations

from datetime import date

from portal.audit.actors import Actor
from portal.cases.queries import accounts_concerned, sides_of
from portal.identity.models import User
from service_of_process.models import ServiceMatter


def is_side(matter: ServiceMatter, actor: Actor, on: date) -> bool:
    """True for a party, a representative or an agent of either side."""
    return matter.case is not None and sides_of(matter.case, actor, on).exists()


def is_addressees_side(matter: ServiceMatter, actor: Actor, on: date) -> bool:
    """True for the addressee, her representative or her agent."""
    if matter.case is None or matter.addressee.party_id is None:
        return False
    return sides_of(matter.case, actor, on).filter(pk=matter.addressee.party_id).exists()


def people_told(matter: ServiceMatter, on: date) -> list[User]:
    """The accounts of every side of the case; none for a request from beyond the border."""
    return accounts_concerned(matter.case, on) if matter.case else []
