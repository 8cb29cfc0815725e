"""The texts that people read before a mediation, in four languages, with their version.

A text is frozen once somebody has agreed to it: a change is a new version beside the old one, never an edit.
"""

from __future__ import annotations

from mediation_registry.rules.texts import agreement, confidentiality, rights
from mediation_registry.rules.texts.shape import Clauses

#: name → version → language → clauses. The last version is the one shown.
TEXTS: dict[str, dict[str, dict[str, Clauses]]] = {
    "rights": rights.VERSIONS,
    "confidentiality": confidentiality.VERSIONS,
    "agreement": agreement.VERSIONS,
}

#: The code of conduct that the mediator accepts with the appointment, kept with it.
CODE_OF_CONDUCT = (
    "Code of Conduct Best Practice for mediators of the Greater Bay Area (2021); SPC Provisions on Invited Mediation "
    "(2016) art. 28"
)


def version_now(name: str) -> str:
    """The version in use: the last one.

    :raises KeyError: no such text.
    """
    return list(TEXTS[name])[-1]


def clauses(name: str, version: str, language: str) -> Clauses:
    """The clauses of a text in a version and language.

    :raises KeyError: no such text, version or language.
    """
    return TEXTS[name][version][language]
