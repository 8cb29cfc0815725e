"""Grounds on which a request comes back, and whether the text that governs it knows them.

A ground is recorded as received; one that the text does not know is flagged and the forum judge decides its effect.
Hong Kong 1999: objection to the letter (art. 3), obstacle or refusal to accept (art. 5); the text lists no refusal by the
court. Macao 2020: art. 9(2) knows three grounds, of which two are Macao's to raise; art. 9(1) forbids two others.
"""

from __future__ import annotations

from dataclasses import dataclass

HK, MACAO = "HK", "MO"
OBJECTION, ADDRESSEE_REFUSED, COURT_REFUSED, OTHER = (
    "objection",
    "addressee_refused",
    "court_refused",
    "other",
)
KINDS = (OBJECTION, ADDRESSEE_REFUSED, COURT_REFUSED, OTHER)

LETTER_DEFECT, MATERIALS_INCOMPLETE, TRANSLATION_MISSING, OUTSIDE_SCOPE = (
    "letter_defect", "materials_incomplete", "translation_missing", "outside_scope",
)  # fmt: skip
REFUSED_TO_ACCEPT, WITNESS_REFUSED, OBSTACLE, COSTS_NOT_AGREED = (
    "refused_to_accept", "witness_refused", "obstacle", "costs_not_agreed",
)  # fmt: skip
OUTSIDE_FUNCTIONS, MACAO_PRINCIPLES, EXCLUSIVE_JURISDICTION, CAUSE_NOT_RECOGNISED, PUBLIC_ORDER, ANOTHER = (
    "outside_functions", "macao_principles", "exclusive_jurisdiction", "cause_not_recognised", "public_order",
    "another",
)  # fmt: skip
GROUNDS = (
    LETTER_DEFECT, MATERIALS_INCOMPLETE, TRANSLATION_MISSING, OUTSIDE_SCOPE, REFUSED_TO_ACCEPT, WITNESS_REFUSED,
    OBSTACLE, COSTS_NOT_AGREED, OUTSIDE_FUNCTIONS, MACAO_PRINCIPLES, EXCLUSIVE_JURISDICTION, CAUSE_NOT_RECOGNISED,
    PUBLIC_ORDER, ANOTHER,
)  # fmt: skip

_HK, _HK_EVIDENCE, _MACAO = "hk-arrangement-1999", "hk-evidence-2017", "macao-arrangement-2020"
_MACAO_BOTH: dict[tuple[str, str], str] = {
    (OBJECTION, MATERIALS_INCOMPLETE): f"{_MACAO}-art4",
    (OBJECTION, TRANSLATION_MISSING): f"{_MACAO}-art5",
    (COURT_REFUSED, OUTSIDE_FUNCTIONS): f"{_MACAO}-art9-2",
    (COURT_REFUSED, MACAO_PRINCIPLES): f"{_MACAO}-art9-2",
}
_KNOWN: dict[tuple[str, bool], dict[tuple[str, str], str]] = {
    (HK, False): {
        (OBJECTION, LETTER_DEFECT): f"{_HK}-art3",
        (OBJECTION, MATERIALS_INCOMPLETE): f"{_HK}-art3",
        (OBJECTION, TRANSLATION_MISSING): f"{_HK}-art3",
        (ADDRESSEE_REFUSED, REFUSED_TO_ACCEPT): f"{_HK}-art5",
        (OTHER, OBSTACLE): f"{_HK}-art5",
    },
    (HK, True): {
        (OBJECTION, LETTER_DEFECT): f"{_HK_EVIDENCE}-art3-2",
        (OBJECTION, MATERIALS_INCOMPLETE): f"{_HK_EVIDENCE}-art3-2",
        (OBJECTION, TRANSLATION_MISSING): f"{_HK_EVIDENCE}-art4",
        (COURT_REFUSED, OUTSIDE_SCOPE): f"{_HK_EVIDENCE}-art3-3",
        (ADDRESSEE_REFUSED, WITNESS_REFUSED): f"{_HK_EVIDENCE}-art10-3",
        (OTHER, OBSTACLE): f"{_HK_EVIDENCE}-art10-2",
        (OTHER, COSTS_NOT_AGREED): f"{_HK_EVIDENCE}-art9",
    },
    (MACAO, False): {
        **_MACAO_BOTH,
        (OBJECTION, LETTER_DEFECT): f"{_MACAO}-art10",
        (ADDRESSEE_REFUSED, REFUSED_TO_ACCEPT): f"{_MACAO}-art12-2",
        (OTHER, OBSTACLE): f"{_MACAO}-art12-2",
    },
    (MACAO, True): {
        **_MACAO_BOTH,
        (OBJECTION, LETTER_DEFECT): f"{_MACAO}-art17",
        (ADDRESSEE_REFUSED, WITNESS_REFUSED): f"{_MACAO}-art21-3",
        (OTHER, OBSTACLE): f"{_MACAO}-art21-2",
        (OTHER, COSTS_NOT_AGREED): f"{_MACAO}-art8",
    },
}
#: Named by the text as grounds on which execution may not be declined.
_FORBIDDEN = (EXCLUSIVE_JURISDICTION, CAUSE_NOT_RECOGNISED)
ARTICLES: tuple[str, ...] = tuple(
    dict.fromkeys([*(article for table in _KNOWN.values() for article in table.values()), f"{_MACAO}-art9-1"])
)


@dataclass(frozen=True)
class Ground:
    """What the text says of a ground: whether it knows it, and the article (empty where none speaks of it)."""

    is_known: bool
    article: str = ""


def ground_in_text(region: str, kind: str, ground: str, *, evidence: bool = False) -> Ground:
    """Whether the Arrangement knows this ground for this kind of return.

    :param region: ``HK`` or ``MO``, the side that sends the request back.
    :param evidence: a request for evidence, not for service.
    :raises KeyError: an unknown region.
    """
    article = _KNOWN[region, evidence].get((kind, ground))
    if article is not None:
        return Ground(True, article)
    if region == MACAO and ground in _FORBIDDEN:
        return Ground(False, f"{_MACAO}-art9-1")
    return Ground(False)
