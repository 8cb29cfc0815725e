"""What is missing in a material, read from its rows, and its words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from foreign_law.models import CitedLaw, LawProvider, Material, RouteAttempt
from foreign_law.rules.ascertainment import exhibiting, routes
from foreign_law.rules.ascertainment import materials as rules

WORDS: Mapping[str, str | Promise] = {
    rules.HOW_OBTAINED: _("how the law was obtained (art. 3)"),
    rules.VALIDITY: _("whether it is in force, and since when (art. 3)"),
    rules.RELEVANCE: _("what it has to do with the dispute (art. 3)"),
    rules.PROVISIONS: _("the specific provisions (art. 3)"),
    rules.TEXT: _("the text of the provision (art. 3)"),
    rules.FULL_TEXT: _("the full judgment (art. 3)"),
    rules.FILE: _("the document itself"),
    rules.CHINESE_FILE: _("the Chinese translation of the document (Interp. art. 525)"),
    rules.TRANSLATOR: _("the name of the translator (Interp. art. 525)"),
    rules.CHINESE_TEXT: _("the text in Chinese (Interp. art. 525)"),
    rules.CHINESE_JUDGMENT: _("the Chinese translation of the full judgment (Interp. art. 525)"),
    rules.AUTHOR: _("the name of the institution or expert (art. 4)"),
    rules.QUALIFICATION: _("proof of qualification of the institution (art. 4)"),
    rules.IDENTITY: _("proof of the expert's identity (art. 4)"),
    rules.RECORD: _("proof of the expert's qualifications and experience (art. 4)"),
    rules.STATEMENT: _("the statement of no interest for this request, with its date (art. 4)"),
    rules.NOT_EFFECTIVE: _("the finding is not, or no longer, that of an effective judgment (art. 8(3))"),
}
OBSTACLES: Mapping[str, str | Promise] = {
    exhibiting.NOTHING: _("Choose the materials that were shown."),
    exhibiting.NO_LONGER: _("Material %(number)s was withdrawn or left out."),
    exhibiting.PARTS_MISSING: _("Material %(number)s cannot be shown yet. Missing: %(parts)s."),
}


def facts_of(material: Material, on: date | None) -> rules.MaterialFacts:
    """The material as the rules look at it; ``on`` is the day on which the proofs of art. 4 must count (None: any)."""
    return rules.MaterialFacts(
        kind=material.kind, language=material.language, has_file=material.exhibit_id is not None,
        has_translation=material.translation_exhibit_id is not None,
        has_translator=bool(material.translator.strip()), how_obtained=material.how_obtained,
        validity=material.validity, relevance=material.relevance,
        cited=tuple(_cited(one) for one in material.cited.all() if one.struck_at is None),
        provider=_provider(material, on), finding_is_effective=_is_effective(material),
    )  # fmt: skip


def missing_parts(material: Material, on: date | None) -> tuple[rules.Missing, ...]:
    """What is missing in a material today."""
    return rules.missing(facts_of(material, on))


def in_words(material: Material, parts: tuple[rules.Missing, ...]) -> list[str]:
    """Each missing part in words; of a cited law with its citation."""
    citations = {one.number: one.citation for one in material.cited.all()}
    return [
        _now("%(citation)s: %(part)s") % {"citation": citations[one.cited], "part": WORDS[one.part]}
        if one.cited
        else str(WORDS[one.part])
        for one in parts
    ]


def obstacle_in_words(obstacle: exhibiting.Obstacle, material: Material | None) -> str:
    """Why a material may not be shown, as a sentence that names every missing part."""
    parts = in_words(material, obstacle.missing) if material is not None else []
    return str(OBSTACLES[obstacle.reason]) % {"number": obstacle.number, "parts": listed(parts)}


def listed(parts: Iterable[str]) -> str:
    """Parts in one line, as the page's language sets them apart."""
    return pgettext("between the parts of a list", "; ").join(parts)


def _cited(one: CitedLaw) -> rules.CitedFacts:
    return rules.CitedFacts(
        number=one.number, kind=one.kind,
        texts=tuple(
            rules.TextFacts(text.language, text.is_translation, bool(text.translator.strip())) for text in one.texts.all()
        ),
        has_full_text=one.full_text_exhibit_id is not None, full_text_language=one.full_text_language,
        has_full_text_translation=one.full_text_translation_id is not None,
    )  # fmt: skip


def _provider(material: Material, on: date | None) -> rules.ProviderFacts | None:
    """What art. 4 asks on the routes of institutions and experts, and of an opinion that a party commissioned.

    An unnamed one on a route is taken as an institution.
    """
    attempt: RouteAttempt | None = material.attempt
    if attempt is None or attempt.route not in routes.BY_PROVIDER:
        return _commissioned(material)
    provider: LawProvider | None = attempt.provider
    proofs = provider.proofs.all() if provider is not None else ()
    counts = frozenset(
        proof.kind
        for proof in proofs
        if proof.withdrawn_at is None
        and proof.attempt_id in (None, attempt.pk)
        and (proof.valid_to is None or on is None or on < proof.valid_to)
    )
    return rules.ProviderFacts(
        is_institution=provider is None or provider.kind == LawProvider.Kind.INSTITUTION,
        proofs=counts,
        has_statement=attempt.has_statement
        and bool(attempt.statement_text.strip() or attempt.statement_exhibit_id),
    )


def _commissioned(material: Material) -> rules.ProviderFacts | None:
    """Art. 4 asks the same papers where a party brings the opinion: they lie with the material."""
    if not material.opinion_by:
        return None
    return rules.ProviderFacts(
        is_institution=material.opinion_by == LawProvider.Kind.INSTITUTION,
        proofs=material.proofs,
        has_statement=rules.STATEMENT in material.proofs,
        is_named=bool(material.opinion_author.strip()),
    )


def _is_effective(material: Material) -> bool:
    shown: Any = getattr(material, "relies_on", None)
    return shown is not None and shown.finding.state == "effective"
