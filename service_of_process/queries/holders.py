"""Who holds a leg or a matter, in words: on every screen of the desk."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from service_of_process.models import Leg, ServiceMatter
from service_of_process.rules import lifecycle

HOLDERS: dict[str, Any] = {
    lifecycle.CLERK: _("the clerk"),
    lifecycle.DESK: _("the judicial-assistance desk"),
    lifecycle.UPPER: _("the High People's Court"),
    lifecycle.JUDGE: _("the judge in charge"),
    lifecycle.EXECUTING_COURT: _("the executing court"),
    lifecycle.ADDRESSEE: _("the addressee"),
    lifecycle.PEOPLE: _("the parties"),
    lifecycle.SYSTEM: _("the portal"),
    lifecycle.REQUESTED: _("the requested court"),
    lifecycle.REQUESTING: _("the requesting side"),
    lifecycle.LAWYER: _("the lawyer instructed"),
    lifecycle.POST_OFFICE: _("the post"),
    lifecycle.NOBODY: _("nobody"),
}
#: The holders that a list can be narrowed to.
CHOICES: tuple[tuple[str, Any], ...] = tuple((code, label) for code, label in HOLDERS.items() if code in (
    lifecycle.CLERK, lifecycle.DESK, lifecycle.UPPER, lifecycle.JUDGE, lifecycle.EXECUTING_COURT, lifecycle.REQUESTED,
    lifecycle.POST_OFFICE, lifecycle.ADDRESSEE,
))  # fmt: skip
#: The judge holds a matter as a whole in these states, whatever its legs do.
WITH_THE_JUDGE = (lifecycle.PROPOSED_SERVED, lifecycle.CHALLENGED, lifecycle.EXHAUSTED)


def holder_of_leg(leg: Leg) -> str:
    """The code of whoever holds the leg; empty when nothing is awaited, or a term simply runs."""
    return "" if leg.is_over else lifecycle.holder_of(leg.family, leg.state)


def holder_words(code: str) -> str:
    """The holder in words; a code that the table does not know stays itself."""
    return str(HOLDERS.get(code, code))


def holders_of(matter: ServiceMatter, legs: list[Leg]) -> list[str]:
    """Who holds the matter: the codes of the holders of its open legs, each once; the clerk of a draft."""
    if matter.state in lifecycle.OVER or matter.state in lifecycle.WITH_DATE:
        return []
    if matter.state in WITH_THE_JUDGE:
        return [lifecycle.JUDGE]
    found = list(dict.fromkeys(code for leg in legs if (code := holder_of_leg(leg))))
    return found or [lifecycle.CLERK]


def states_held_by(code: str) -> list[str]:
    """The states of a leg in which this holder has it."""
    return [state for state, holder in lifecycle.HELD_BY.items() if holder == code]
