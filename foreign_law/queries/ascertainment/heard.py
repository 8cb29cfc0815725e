"""Which parties of the case were heard on the foreign law, or had the opportunity (art. 5)."""

from __future__ import annotations

from datetime import date

from foreign_law.models import AscertainmentRequest
from foreign_law.rules.ascertainment.positions import unheard
from portal.cases.models import Party


def parties_unheard(request: AscertainmentRequest, on: date) -> list[Party]:
    """The parties that stand in the case on this day with neither a living position nor a recorded opportunity."""
    parties = {party.pk: party for party in request.case.parties.on(on).order_by("number")}
    spoken = set(request.positions.filter(superseded_at=None).values_list("party", flat=True))
    offered = set(request.opportunities.values_list("party", flat=True))
    return [parties[key] for key in unheard(parties, spoken, offered)]
