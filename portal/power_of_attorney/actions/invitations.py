"""Everybody who takes part in a session is told of it, each with the page that is open to him."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from portal.identity.models import User
from portal.power_of_attorney.actions.steps import tell
from portal.power_of_attorney.models import PowerOfAttorney
from portal.power_of_attorney.queries.schedule import engagement_of, participants


def tell_everybody(
    kind: str, *, power: PowerOfAttorney, at: datetime, bench: Iterable[User | None], context: Mapping[str, Any],
    about: str = "",
) -> None:  # fmt: skip
    """Principal and agents with the page of the power, the interpreter with the engagement, the bench with the desk."""
    people = [one.user for one in participants(power) if one.role != "interpreter"]
    tell(kind, people, power=power, at=at, context=context, about=about)
    engaged = engagement_of(power)
    if engaged is not None:
        own = {**context, "path": f"/powers/interpreting/{engaged.pk}/"}
        tell(kind, [engaged.person.user], power=power, at=at, context=own, about=about)
    tell(kind, bench, power=power, at=at, context=context, about=about, at_desk=True)
