"""Records of the register and of the mediations: one file for each subject."""

from mediation_registry.models.applications import (
    AnswerEvidence,
    Application,
    ConflictDeclaration,
    CriterionAnswer,
    CriterionAssessment,
    Determination,
)
from mediation_registry.models.editions import (
    Certificate,
    EditionEntry,
    Listing,
    ListingEntry,
    PanelEdition,
)
from mediation_registry.models.mediations import Appointment, Mediation, MediationParty
from mediation_registry.models.profiles import (
    Claim,
    Profile,
    ProfileLanguage,
    PublicationConsent,
    UnavailablePeriod,
)
from mediation_registry.models.registrants import OrganisationFacts, OrganisationMembership, Registrant
from mediation_registry.models.schemes import (
    Criterion,
    EnablingRule,
    IntakeWindow,
    RuleVersion,
    Scheme,
    SchemeDoor,
)

__all__ = [
    "AnswerEvidence",
    "Application",
    "Appointment",
    "Certificate",
    "Claim",
    "ConflictDeclaration",
    "Criterion",
    "CriterionAnswer",
    "CriterionAssessment",
    "Determination",
    "EditionEntry",
    "EnablingRule",
    "IntakeWindow",
    "Listing",
    "ListingEntry",
    "Mediation",
    "MediationParty",
    "OrganisationFacts",
    "OrganisationMembership",
    "PanelEdition",
    "Profile",
    "ProfileLanguage",
    "PublicationConsent",
    "Registrant",
    "RuleVersion",
    "Scheme",
    "SchemeDoor",
    "UnavailablePeriod",
]
