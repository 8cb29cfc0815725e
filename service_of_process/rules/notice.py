"""When all routes are exhausted, and when a public notice may begin (2009 arts 9, 10; Interpretation 140, 532)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from service_of_process.rules.channels import PUBLIC
from service_of_process.rules.lifecycle import CONFIRMED, FAILED, LAPSED, LEG_OVER

THREE_MONTHS, SIXTY_DAYS = "hkmo-service-2009-art9", "cpl-2023-art283-notice"
#: The legal basis of the leg that follows from the term chosen.
BASIS_OF = {THREE_MONTHS: "hkmo-service-2009-art9", SIXTY_DAYS: "cpl-2023-art283-2"}
#: No notice in summary procedure (Interpretation 140); small claims are part of it (CPL ch. 13).
WITHOUT_NOTICE = frozenset({"summary", "small_claims"})


@dataclass(frozen=True)
class LegFacts:
    """What the rule needs of a leg."""

    number: int
    family: str
    state: str


@dataclass(frozen=True)
class Hindrance:
    """Why something may not happen: a code, and the numbers of the legs in question."""

    code: str
    legs: tuple[int, ...] = ()


def still_open(legs: Iterable[LegFacts]) -> tuple[int, ...]:
    """The numbers of the legs that are not over: running, in preparation, or with a proof before the judge."""
    return tuple(leg.number for leg in legs if leg.state not in LEG_OVER)


def against_exhaustion(legs: Iterable[LegFacts]) -> list[Hindrance]:
    """What stands against "all routes exhausted": a leg that is not over, a success, or nothing tried at all.

    A leg withdrawn counts neither way; a notice is no route that could be exhausted (2009 art. 9).
    """
    chosen = [leg for leg in legs if leg.family != PUBLIC]
    found = []
    if open_legs := still_open(chosen):
        found.append(Hindrance("still_open", open_legs))
    if confirmed := tuple(leg.number for leg in chosen if leg.state == CONFIRMED):
        found.append(Hindrance("succeeded", confirmed))
    if not any(leg.state in (FAILED, LAPSED) for leg in chosen):
        found.append(Hindrance("nothing_tried"))
    return found


def against_notice(
    legs: Iterable[LegFacts],
    *,
    procedure: str,
    is_exhausted: bool,
    is_whereabouts_unknown: bool,
    term: str,
    is_judgment: bool,
) -> list[Hindrance]:
    """What stands against ordering a public notice.

    It opens when the judge has confirmed that all routes are exhausted, or at once when she has recorded that the
    whereabouts are unknown; never beside a leg that is not over (2009 art. 10, first paragraph); never in summary
    procedure (Interpretation 140). A judgment or ruling is published for three months (Interpretation 532).
    """
    found = []
    if procedure in WITHOUT_NOTICE:
        found.append(Hindrance("summary_procedure"))
    if not (is_exhausted or is_whereabouts_unknown):
        found.append(Hindrance("not_exhausted"))
    if open_legs := still_open(legs):
        found.append(Hindrance("still_open", open_legs))
    if term == SIXTY_DAYS and is_judgment:
        found.append(Hindrance("judgment_three_months"))
    return found
