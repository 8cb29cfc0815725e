"""A matter as the rules of planning see it: what stands against a leg, in sentences."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from i18n.folding import fold
from portal.cases.actions.steps import day_of
from service_of_process.models import CourtPractice, DocumentToBeServed, EvidenceLetter, Leg, ServiceMatter
from service_of_process.queries.problem_words import PROBLEMS, article_words
from service_of_process.rules import channels, validation

LETTERS = {
    channels.ENTRUSTED_HK: "request_hk", channels.ENTRUSTED_MACAO: "request_macao",
    channels.EVIDENCE_HK: "evidence_hk", channels.EVIDENCE_MACAO: "evidence_macao",
}  # fmt: skip


@dataclass(frozen=True)
class Problem:
    """One finding as the clerk reads it. ``document``: number of the document concerned, if any."""

    code: str
    blocks: bool
    sentence: str
    article: str
    document: int | None = None

    def __str__(self) -> str:
        about = _("Document %(number)s: %(sentence)s") % {"number": self.document, "sentence": self.sentence}
        return f"{about if self.document else self.sentence} ({self.article})"


def problems_of(leg: Leg, on: date | None = None) -> list[Problem]:
    """Everything that the validator finds in a leg and its matter, what blocks first.

    ``on``: the day of asking; without it, what depends on the day (a hearing that is close or past) is left out.
    """
    return [_in_words(found) for found in validation.problems(facts_of(leg, on), fold=fold)]


def blocking_of(leg: Leg, on: date | None = None) -> list[Problem]:
    """Only what stops the leg from being submitted."""
    return [problem for problem in problems_of(leg, on) if problem.blocks]


def facts_of(leg: Leg, on: date | None = None) -> validation.Facts:
    """The facts of a leg for the validator."""
    matter = leg.matter
    addressee, practice = matter.addressee, CourtPractice.objects.filter(court=matter.court_id).first()
    address = leg.address if leg.address and not leg.address.is_electronic else None
    letter = LETTERS.get(leg.channel, "")
    return validation.Facts(
        channel=leg.channel, region=matter.region, name=addressee.name, nature=matter.nature,
        papers=tuple(_paper(row) for row in documents_of(matter)),
        other_names=tuple(set(addressee.names) - {addressee.name, *addressee.former_names}),
        former_names=tuple(addressee.former_names), address=address.text if address else "",
        address_withdrawn=bool(address and address.withdrawn_at), means=leg.means, sets=leg.sets,
        answer_days=matter.answer_days, hearing=day_of(matter.hearing_at) if matter.hearing_at else None,
        evidence_date=matter.evidence_date, today=on,
        warn_days=practice.hearing_warn_days if practice else None,
        short_days=practice.hearing_short_days if practice else None, at_home=addressee.has_mainland_domicile,
        is_judgment=matter.is_judgment, special_method=bool(leg.special_method), bears_costs=leg.bears_costs,
        letter_made=bool(letter) and matter.papers.filter(form=letter).exists(), evidence=_evidence(matter),
    )  # fmt: skip


def documents_of(matter: ServiceMatter) -> list[DocumentToBeServed]:
    """The documents of the set that count, with their files."""
    rows = matter.documents.filter(withdrawn_at=None)
    return list(rows.select_related("exhibit__stored_file", "translation__stored_file"))


def _paper(row: DocumentToBeServed) -> validation.Paper:
    files = [row.exhibit, *([row.translation] if row.translation else [])]
    return validation.Paper(
        number=row.number, kind=row.kind, language=row.language, has_translation=row.translation is not None,
        translator_named=bool(row.translated_by), name=row.name_on_document, address=row.address_on_document or "",
        is_readable=all(file.is_readable for file in files),
    )  # fmt: skip


def _evidence(matter: ServiceMatter) -> frozenset[str] | None:
    """Which entries of the letter for evidence are filled; None for a matter of service."""
    if matter.kind != ServiceMatter.Kind.EVIDENCE:
        return None
    letter = EvidenceLetter.objects.filter(matter=matter).first()
    if letter is None:
        return frozenset()
    filled = {name for name in ("parties", "purpose", "items") if getattr(letter, name)}
    if letter.measure == EvidenceLetter.Measure.EXAMINATION:
        filled.add("examination")
        if letter.person and letter.questions:
            filled.add("person")
    return frozenset(filled)


def _in_words(found: validation.Problem) -> Problem:
    _kind, _colon, number = found.where.partition("document:")
    return Problem(
        code=found.code, blocks=found.blocks, sentence=str(PROBLEMS[found.code]),
        article=article_words(found.article), document=int(number) if number else None,
    )  # fmt: skip
