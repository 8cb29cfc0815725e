"""Tables of the library: works, language versions, provisions and their versions, sources, judgments, terms.

Nothing here is ever deleted or overwritten: every relation is PROTECT, a later import re-cuts dates
and adds rows, and the essentials stand as constraints in the database.
"""

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
from foreign_law.models.indexing import IndexTask
from foreign_law.models.instruments import Expression, Instrument
from foreign_law.models.judgments import Judgment, JudgmentText
from foreign_law.models.provisions import Provision, ProvisionVersion, Sighting, StatusNote
from foreign_law.models.sources import HeldVersion, Source
from foreign_law.models.terms import Concept, ConceptForm

__all__ = [
    "Authenticity",
    "Concept",
    "ConceptForm",
    "Currency",
    "Expression",
    "HeldVersion",
    "IndexTask",
    "Instrument",
    "Judgment",
    "JudgmentText",
    "Jurisdiction",
    "Kind",
    "LegalStatus",
    "Provision",
    "ProvisionVersion",
    "Sighting",
    "Source",
    "StatusNote",
    "TermDegree",
    "TermStatus",
    "Unit",
]
