"""The one question that other modules ask about a power of attorney, and who answers it.

The room of powers of attorney registers its answer; where none is registered, or it knows nothing of the agent, the
representation entered in the case decides.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from portal.cases.models import Representation
from portal.web.registry import Registry


@dataclass(frozen=True)
class PowerFound:
    """What the register of powers says of one agent in one case: its number, whether he may receive documents."""

    reference: str
    may_receive_documents: bool


PowerSource = Callable[[Representation, date], PowerFound | None]
power_sources: Registry[PowerSource] = Registry("registers of powers")


def register_power_source(key: str, source: PowerSource) -> None:
    """Let the register of powers answer for an agent in a case on a day."""
    power_sources.register(key, source)


def power_of(representation: Representation, on: date) -> PowerFound | None:
    """The witnessed power behind a representation on that day; None where there is none."""
    return next((found for source in power_sources.values() if (found := source(representation, on))), None)


def may_receive_documents(representation: Representation, on: date) -> bool:
    """Whether this agent may receive documents for the party on that day.

    Receipt is included unless the power of attorney excludes it (法释〔2009〕2号 art. 4). An agent whose representation
    has ended, or whose power has, receives nothing.
    """
    if not representation.is_in_force(on):
        return False
    found = power_of(representation, on)
    return found.may_receive_documents if found else representation.receives_service
