"""What stands in the way of a legal basis or of the clearing, in words of the reader's language."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from portal.power_of_attorney.rules import basis, clearing

BASIS_WORDS: dict[str, Any] = {
    basis.UNKNOWN_BASIS: _("Choose one of the two legal bases."),
    basis.REASON_MISSING: _(
        "Write down why the court witnesses the signing under the Interpretation, arts 523 and 549."
    ),
    basis.REFERENCE_MISSING: _(
        "The Provisions of 2021, art. 6, need the reference under which the official platform keeps the filing."
    ),
    basis.NOT_FIRST_INSTANCE: _(
        "The Provisions of 2021, art. 6, hold for the filing of a first-instance case only. The stages of this power "
        "go further."
    ),
    basis.IDENTITY_MISSING: _("The principal's identity has not been verified."),
    basis.NO_AGENT: _("No agent is named."),
    basis.NOT_A_MAINLAND_LAWYER: _(
        "The Provisions of 2021, art. 6, ask for Mainland lawyers: each agent must have accepted and hold a verified "
        "Mainland licence or a Greater Bay Area licence that is valid today."
    ),
    basis.LANGUAGE_UNANSWERED: _("Say whether the principal uses the common language of the Mainland."),
    basis.NO_INTERPRETER: _(
        "The principal does not use the common language of the Mainland: engage an interpreter first."
    ),
}

CLEARING_WORDS: dict[str, Any] = {
    clearing.NO_BASIS: _("No legal basis is recorded. Without it there is no session."),
    clearing.BASIS_NO_LONGER_HOLDS: _("The legal basis no longer holds; record it again."),
    clearing.NO_INSTRUMENT: _("The text of the power has not been made."),
    clearing.INSTRUMENT_OUTDATED: _("Something changed after the text was made; make it again."),
    clearing.NUMBER_OF_AGENTS: _("One or two agents have to be named."),
    clearing.AGENT_NOT_BOUND: _("The agent has not accepted yet."),
    clearing.PAPERS_MISSING: _("The agent has not filed every paper."),
    clearing.LICENCE_UNUSABLE: _("The lawyer's licence was not verified, or has expired."),
    clearing.AGENT_UNIDENTIFIED: _("The agent's identity is not established by a paper that is valid today."),
    clearing.OPPONENTS_AGENT: _("The agent stands on another side of the case."),
    clearing.IDENTITY_MISSING: _("The principal's identity is not established."),
    clearing.IDENTITY_EXPIRED: _("The principal's identity paper has expired since it was checked."),
    clearing.CONSENT_MISSING: _(
        "The consents to witnessing online and to the recording are not both in force."
    ),
    clearing.AUTHORITY_MISSING: _("The entity has not shown by which document its representative may act."),
}


def basis_sentences(codes: Iterable[str]) -> list[str]:
    """One sentence for each condition of the legal basis that does not hold."""
    return [str(BASIS_WORDS[code]) for code in codes]


def clearing_sentences(found: Iterable[tuple[str, int]]) -> list[str]:
    """One sentence for each thing that is missing, with the agent it concerns and the article."""
    return [_sentence(code, place) for code, place in found]


def _sentence(code: str, place: int) -> str:
    words = {"sentence": str(CLEARING_WORDS[code]), "article": clearing.ARTICLES[code], "number": place}
    if place:
        return _now("Agent %(number)s: %(sentence)s (%(article)s)") % words
    return _now("%(sentence)s (%(article)s)") % words
