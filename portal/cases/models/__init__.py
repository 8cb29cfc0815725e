"""Cases, parties, authority, representation, addresses, assignments, filed exhibits, imports."""

from portal.cases.models.addresses import AddressConfirmation
from portal.cases.models.cases import Assignment, Case, Cause
from portal.cases.models.filings import CaseImport, FiledExhibit
from portal.cases.models.parties import AuthorityLink, Party
from portal.cases.models.representation import Representation, RepresentationProof

__all__ = [
    "AddressConfirmation",
    "Assignment",
    "AuthorityLink",
    "Case",
    "CaseImport",
    "Cause",
    "FiledExhibit",
    "Party",
    "Representation",
    "RepresentationProof",
]
