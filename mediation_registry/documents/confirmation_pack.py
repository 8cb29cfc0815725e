"""The joint application for judicial confirmation as one PDF, in Simplified Chinese for the court and in the language
of the mediation beside it (Interp. 353, 354; 2011 Provisions art. 3). No identity number stands in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from i18n import languages
from mediation_registry.models import (
    Appointment,
    ConfirmationApplication,
    ConfirmationJoining,
    ConfirmationPaper,
    Mediation,
    MediationParty,
    Registrant,
    Settlement,
)
from mediation_registry.rules.confirmation_checks import Check
from portal.documents.pdf import render_pdf

COURT_LANGUAGE = "zh-hans"
TEMPLATE = "mediation_registry/confirmation_pack.html"
STYLE = Path(__file__).with_name("confirmation_pack.css")


@dataclass(frozen=True)
class PackFacts:
    """Everything the pack prints; gathered by whoever files."""

    application: ConfirmationApplication
    settlement: Settlement
    mediation: Mediation
    parties: Sequence[MediationParty]
    joinings: Sequence[ConfirmationJoining]
    papers: Sequence[ConfirmationPaper]
    mediators: Sequence[Appointment]
    organisation: Registrant | None
    checks: Sequence[Check]


def languages_of(mediation: Mediation) -> tuple[str, ...]:
    """The languages of the pack: the court's, and that of the mediation where it is another."""
    return tuple(dict.fromkeys((COURT_LANGUAGE, mediation.language)))


def confirmation_pack(facts: PackFacts) -> bytes:
    """The pack as a PDF: application, agreement with digest, signatures, proofs, identities, addresses, list of papers.

    :raises TofuRefused: a name or text has a character that no embedded font holds; nothing is filed then.
    """
    codes = languages_of(facts.mediation)
    second = codes[1] if len(codes) > 1 else None
    with translation.override(COURT_LANGUAGE):
        title = _("Joint application for judicial confirmation %(reference)s") % {
            "reference": facts.application.reference
        }
    return render_pdf(
        TEMPLATE, context_of(facts, codes), COURT_LANGUAGE, second, title=title, stylesheets=[STYLE]
    )


def context_of(facts: PackFacts, codes: Sequence[str]) -> dict[str, Any]:
    """What the template prints, once for each language."""
    version = facts.settlement.text
    organisation_facts = (
        getattr(facts.organisation, "organisation_facts", None) if facts.organisation else None
    )
    return {
        "faces": [{"code": code, "lang": languages.html_lang(code)} for code in codes],
        "application": facts.application,
        "settlement": facts.settlement,
        "mediation": facts.mediation,
        "version": version,
        "version_lang": languages.html_lang(version.language),
        "second_lang": languages.html_lang(version.second_language) if version.second_language else "",
        "signatures": list(version.signatures.all()),
        "parties": facts.parties,
        "joinings": facts.joinings,
        "papers": facts.papers,
        "mediators": [row.mediator for row in facts.mediators if row.mediator],
        "organisation": facts.organisation,
        "organisation_facts": organisation_facts,
        "warnings": [line.code for line in facts.checks if line.verdict == "warning"],
        "filed_at": timezone.localtime(facts.application.filed_at) if facts.application.filed_at else None,
        "is_simulated": facts.application.route == ConfirmationApplication.Route.PLATFORM_SIMULATED,
    }
