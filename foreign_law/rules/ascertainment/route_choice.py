"""Which route may follow which (art. 2), and what a route needs before it is sent. The judge chooses; nothing is chosen here."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

from foreign_law.rules.ascertainment import lifecycle, routes

#: The 2020 Arrangement on service and evidence between the Mainland and Macao, arts 4 and 25.
MACAO, HONG_KONG = "CN-MO", "CN-HK"
#: On these routes somebody of the directory answers; on the last one nobody else does.
NEEDS_PROVIDER: Final = frozenset({routes.INSTITUTION_OR_EXPERT})
#: On these routes the letter goes through somebody: a High People's Court or authorised court, the Supreme People's Court.
NEEDS_THROUGH: Final = frozenset({routes.CENTRAL_AUTHORITY, routes.EMBASSY})

# -- problems of a choice
PARTY_MISSING, PROVIDER_MISSING, PROVIDER_NOT_HERE, PARTY_NOT_HERE = (
    "party_missing", "provider_missing", "provider_not_here", "party_not_here",
)  # fmt: skip
RUNNING, SAME_AGAIN, REASON_MISSING, INTERESTED = "running", "same_again", "reason_missing", "interested"
ADDRESSEE_MISSING, THROUGH_MISSING = "addressee_missing", "through_missing"
#: The field of the form at which each problem stands.
FIELD: Final = {
    PARTY_MISSING: "party_id", PROVIDER_MISSING: "provider_id", PROVIDER_NOT_HERE: "provider_id",
    PARTY_NOT_HERE: "party_id", RUNNING: "route", SAME_AGAIN: "route", REASON_MISSING: "repeat_reason",
    ADDRESSEE_MISSING: "addressed_to", THROUGH_MISSING: "through", INTERESTED: "provider_id",
}  # fmt: skip

# -- advice, shown and never enforced
MACAO_LETTER, NO_CLAUSE_FOR_HONG_KONG, NO_EMBASSY, PARTY_ALONE, SUPPLEMENT_OWED = (
    "macao_letter", "no_clause_for_hong_kong", "no_embassy", "party_alone", "supplement_owed",
)  # fmt: skip


@dataclass(frozen=True)
class Tried:
    """An attempt as the rules see it. ``whom``: the party or provider that was asked, or the addressee's name."""

    number: int
    route: int
    state: str
    outcome: str = ""
    whom: str = ""

    @property
    def has_failed(self) -> bool:
        """Assessed as nothing, unclear or insufficient, or declined by whoever was asked."""
        declined = self.state in (lifecycle.DECLINED_CONFLICT, lifecycle.DECLINED_OTHER)
        return declined or (self.state == lifecycle.ASSESSED and self.outcome in routes.FAILED)

    @property
    def is_running(self) -> bool:
        """Somebody still has to answer, or the judge has to assess."""
        return self.state not in lifecycle.ATTEMPT_OVER


@dataclass(frozen=True)
class Choice:
    """The route that somebody wants to open. ``party`` and ``provider``: their keys, or ""."""

    route: int
    party: str = ""
    provider: str = ""
    addressed_to: str = ""
    reason: str = ""

    @property
    def whom(self) -> str:
        """Who is asked."""
        return self.party or self.provider or self.addressed_to.strip()


def problems(choice: Choice, tried: Sequence[Tried]) -> list[str]:
    """What stands against opening the route; an empty list lets it be opened.

    Art. 2(2): after a route that gave nothing, or content unclear or insufficient, a different route supplements. The
    same route again goes only to somebody else, with a reason, and is flagged; it does not discharge that duty. Whoever
    declared an interest in the case is asked on no route of it (art. 4).
    """
    found = _wrong_addressee(choice)
    if choice.provider and any(
        one.whom == choice.provider and one.state == lifecycle.DECLINED_CONFLICT for one in tried
    ):
        return [*found, INTERESTED]
    same = [one for one in tried if one.route == choice.route and one.state != lifecycle.ATTEMPT_WITHDRAWN]
    to_the_same = [one for one in same if one.whom == choice.whom]
    if any(one.is_running for one in to_the_same):
        found.append(RUNNING)
    elif to_the_same:
        found.append(SAME_AGAIN)
    elif any(one.has_failed for one in same) and not choice.reason.strip():
        found.append(REASON_MISSING)
    return found


def _wrong_addressee(choice: Choice) -> list[str]:
    found = []
    if choice.route == routes.PARTY and not choice.party:
        found.append(PARTY_MISSING)
    if choice.route != routes.PARTY and choice.party:
        found.append(PARTY_NOT_HERE)
    if choice.route in NEEDS_PROVIDER and not choice.provider:
        found.append(PROVIDER_MISSING)
    if choice.route not in routes.BY_PROVIDER and choice.provider:
        found.append(PROVIDER_NOT_HERE)
    return found


def is_repeat(choice: Choice, tried: Sequence[Tried]) -> bool:
    """True where the route was used before without success: the new attempt is flagged."""
    return any(one.route == choice.route and one.has_failed for one in tried)


def owed(tried: Sequence[Tried]) -> list[int]:
    """The numbers of the attempts that failed and that no attempt on a different route followed yet (art. 2(2)).

    An attempt that was declined is not owed a supplement: nobody looked into the law.
    """
    failed = [one for one in tried if one.state == lifecycle.ASSESSED and one.outcome in routes.FAILED]
    return [one.number for one in failed if not _followed(one, tried)]


def _followed(failed: Tried, tried: Sequence[Tried]) -> bool:
    return any(
        other.number > failed.number
        and other.route != failed.route
        and other.state != lifecycle.ATTEMPT_WITHDRAWN
        for other in tried
    )


def sending_problems(route: int, *, through: str, addressed_to: str, whom: str) -> list[str]:
    """What is missing before an attempt is entered as sent.

    Macao: the High People's Courts and the courts authorised by the Supreme People's Court write to the Court of Final
    Appeal (2020 Arrangement, arts 4, 25); embassies are asked by the Supreme People's Court (art. 2(3)).
    """
    found = []
    if route in NEEDS_THROUGH and not through.strip():
        found.append(THROUGH_MISSING)
    if not whom and not addressed_to.strip():
        found.append(ADDRESSEE_MISSING)
    return found


def advice(route: int, jurisdiction: str, *, by_choice: bool, owing: Collection[int] = ()) -> list[str]:
    """What the page says beside a route. Nothing of it stops the judge."""
    found = []
    if route == routes.CENTRAL_AUTHORITY and jurisdiction == MACAO:
        found.append(MACAO_LETTER)
    if route == routes.CENTRAL_AUTHORITY and jurisdiction == HONG_KONG:
        found.append(NO_CLAUSE_FOR_HONG_KONG)
    if route == routes.EMBASSY and jurisdiction in (MACAO, HONG_KONG):
        found.append(NO_EMBASSY)
    if route == routes.PARTY and not by_choice:
        found.append(PARTY_ALONE)
    if owing:
        found.append(SUPPLEMENT_OWED)
    return found


def assessable(state: str, outcome: str, *, has_material: bool) -> bool:
    """Whether the judge may give this outcome now: ``sufficient`` needs something that was answered or submitted.

    A route on which nothing was sent and nothing came in was not tried: no outcome (art. 2(2)).
    """
    if outcome not in routes.OUTCOMES or (state == lifecycle.OPENED and not has_material):
        return False
    answered = state in (lifecycle.ANSWERED_BY_PROVIDER, lifecycle.ASSESSED)
    return outcome != routes.SUFFICIENT or answered or has_material
