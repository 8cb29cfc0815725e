"""Accounts, people, papers, licences, places, offices, recoveries."""

from portal.identity.models.offices import Office
from portal.identity.models.papers import IdentityDocument, ProfessionalLicence
from portal.identity.models.people import Person, PersonName
from portal.identity.models.places import Authority, Court, Institution, Jurisdiction
from portal.identity.models.recovery import RecoveryRequest
from portal.identity.models.signing_keys import SigningKey
from portal.identity.models.users import User

__all__ = [
    "Authority",
    "Court",
    "IdentityDocument",
    "Institution",
    "Jurisdiction",
    "Office",
    "Person",
    "PersonName",
    "ProfessionalLicence",
    "RecoveryRequest",
    "SigningKey",
    "User",
]
