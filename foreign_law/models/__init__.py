"""Tables of the library and of ascertainment.

The library: works, language versions, provisions and their versions, sources, judgments, citations, terms. Ascertainment:
requests, attempts on the routes, materials, positions, answers, findings, costs, papers. Nothing here is ever deleted
or overwritten: every relation is PROTECT, a later import re-cuts dates and adds rows, and the essentials stand as
constraints in the database.
"""

from foreign_law.models.answers import Answer, Determination, Finding, FindingShown, Rebuttal
from foreign_law.models.choosing import ChoiceStatement, Confidence, Section
from foreign_law.models.citing import Citation
from foreign_law.models.codes import (
    Authenticity,
    Currency,
    Jurisdiction,
    Kind,
    LegalStatus,
    TermDegree,
    TermStatus,
    Unit,
)
from foreign_law.models.collections import CollectedArchive, Collection
from foreign_law.models.costs import Cost, CostAllocation
from foreign_law.models.downloads import Download, RedistributionDecision
from foreign_law.models.events import LawEvent
from foreign_law.models.figures import ProvisionViews
from foreign_law.models.following import Follow, News, Rhythm, SavedSearch
from foreign_law.models.hearing import Exhibition, Opportunity, Position, Questioning
from foreign_law.models.indexing import IndexTask
from foreign_law.models.instruments import Expression, Instrument
from foreign_law.models.judgments import Ascertained, Judgment, JudgmentName, JudgmentText
from foreign_law.models.materials import ChangeAlert, CitedLaw, Material, PinnedText
from foreign_law.models.papers import AscertainmentPaper, Wording
from foreign_law.models.providers import (
    LawProvider,
    ProviderAccount,
    ProviderInvitation,
    ProviderProof,
    RouteAttempt,
)
from foreign_law.models.provisions import Provision, ProvisionVersion, Sighting, StatusNote
from foreign_law.models.requests import (
    AscertainmentRequest,
    ExtensionRequest,
    Period,
    RequestEvent,
    ScopeQuestion,
)
from foreign_law.models.sources import HeldVersion, Source
from foreign_law.models.terms import Concept, ConceptChange, ConceptForm

__all__ = [
    "Answer",
    "Ascertained",
    "AscertainmentPaper",
    "AscertainmentRequest",
    "Authenticity",
    "ChangeAlert",
    "ChoiceStatement",
    "Citation",
    "CitedLaw",
    "CollectedArchive",
    "Collection",
    "Concept",
    "ConceptChange",
    "ConceptForm",
    "Confidence",
    "Cost",
    "CostAllocation",
    "Currency",
    "Determination",
    "Download",
    "Exhibition",
    "Expression",
    "ExtensionRequest",
    "Finding",
    "FindingShown",
    "Follow",
    "HeldVersion",
    "IndexTask",
    "Instrument",
    "Judgment",
    "JudgmentName",
    "JudgmentText",
    "Jurisdiction",
    "Kind",
    "LawEvent",
    "LawProvider",
    "LegalStatus",
    "Material",
    "News",
    "Opportunity",
    "Period",
    "PinnedText",
    "Position",
    "ProviderAccount",
    "ProviderInvitation",
    "ProviderProof",
    "Provision",
    "ProvisionVersion",
    "ProvisionViews",
    "Questioning",
    "Rebuttal",
    "RedistributionDecision",
    "RequestEvent",
    "Rhythm",
    "RouteAttempt",
    "SavedSearch",
    "ScopeQuestion",
    "Section",
    "Sighting",
    "Source",
    "StatusNote",
    "TermDegree",
    "TermStatus",
    "Unit",
    "Wording",
]
