"""What people read about their case: what is next, who holds it, who stands in it, what happened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from portal.audit.actors import Actor
from portal.audit.history import HistoryLine, history
from portal.cases import queries
from portal.cases.models import Case, Party
from portal.cases.models.cases import person_id_of

#: Events that every side of a case reads; what concerns one side only is read by that side.
FOR_ALL = frozenset(
    {
        "cases.opened",
        "cases.stayed",
        "cases.resumed",
        "cases.concluded",
        "cases.party_added",
        "cases.party_succeeded",
        "cases.representation_added",
        "cases.representation_ended",
        "cases.lawyer_changed",
        "cases.authority_confirmed",
        "cases.authority_ended",
    }
)
FOR_OWN_SIDE = frozenset(
    {
        "cases.address_confirmed",
        "cases.consent_withdrawn",
        "cases.account_linked",
        "cases.authority_entered",
        "cases.exhibit_filed",
    }
)


@dataclass(frozen=True)
class Step:
    """What is next: a sentence, who holds it, and where to do it (empty: nothing to do here)."""

    sentence: str
    holder: str
    address: str = ""
    is_mine: bool = False


@dataclass(frozen=True)
class Row:
    """One case in a list."""

    case: Case
    parties: Sequence[Party]
    step: Step
    since: datetime


def row(case: Any, actor: Actor, on: date) -> Row:
    """One case of the list; reads only what :func:`queries.my_cases` has loaded."""
    mine = [party for party in case.parties_now if _stands_for(party, actor)]
    return Row(case, case.parties_now, next_step(case, mine, case.parties_now), case.state_since_at)


def next_step(case: Case, mine: Sequence[Any], parties: Sequence[Any]) -> Step:
    """The one next thing in this case for this reader."""
    if case.state == Case.State.CONCLUDED:
        return Step(_("The case is concluded. Nothing is asked of you."), "")
    for party in mine:
        if not party.address_now and party.continues_id is None:
            return Step(
                _("Confirm your address for service, so that documents reach you."), _("you"),
                reverse("cases:address", args=[party.pk]), is_mine=True,
            )  # fmt: skip
    if any(link.confirmed_at is None for party in mine for link in _authority(party)):
        return Step(_("The court checks the authority to act that was entered."), _("the court's clerk"))
    if not parties:
        return Step(_("The parties have not been entered yet."), _("the court's clerk"))
    if case.state == Case.State.STAYED:
        return Step(_("The case is stayed; the court takes it up again."), _("the judge"))
    return Step(_("Nothing is asked of you now; the court goes on with the case."), _("the court"))


def _authority(party: Any) -> list[Any]:
    held = getattr(party, "authority_now", None)
    return list(party.authority_links.all()) if held is None else held


def _stands_for(party: Any, actor: Actor) -> bool:
    account = person_id_of(actor)
    people = [party.person]
    people += [link.holder for link in party.authority_now if link.confirmed_at is not None]
    people += [representation.agent for representation in party.agents_now]
    return any(person is not None and person.user_id == account for person in people)


def page(case: Case, actor: Actor, on: date, language: str) -> dict[str, Any]:
    """The context of the case page."""
    parties = queries.parties_for_page(case, on)
    mine_ids = set(queries.sides_of(case, actor, on).values_list("pk", flat=True))
    principal_ids = set(queries.principals_of(case, actor, on).values_list("pk", flat=True))
    now = [party for party in parties if party.is_in_force(on)]
    sides: list[dict[str, Any]] = [
        {
            "party": party,
            "address": queries.address_in_force(party, on),
            "agents": [agent for agent in party.representations.all() if agent.is_in_force(on)],
            "authority": [link for link in party.authority_links.all() if link.is_in_force(on)],
            "is_principal": party.pk in principal_ids,
        }
        for party in now
        if party.pk in mine_ids
    ]
    own_numbers = {side["party"].number for side in sides}
    return {
        "case": case,
        "step": next_step(case, [side["party"] for side in sides], now),
        "sides": sides,
        "parties": [
            {"party": party, "is_now": party.is_in_force(on), "is_mine": party.pk in mine_ids,
             "agents": [agent for agent in party.representations.all() if agent.is_in_force(on)]}
            for party in parties
        ],
        "exhibits": queries.exhibits_of(case, actor, on),
        "history": lines_for(case, own_numbers, language),
        "assigned": case.assignments.on(on).exists(),
    }  # fmt: skip


def lines_for(case: Case, own_numbers: set[int], language: str) -> list[HistoryLine]:
    """The history as this side reads it: newest first, without personal values, nothing of the other side's own."""
    lines = history(case.chain, language=language, show_private=False)
    shown = [
        line
        for line in lines
        if line.act in FOR_ALL or (line.act in FOR_OWN_SIDE and line.facts.get("number") in own_numbers)
    ]
    return list(reversed(shown))
