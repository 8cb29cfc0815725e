"""The one question that other modules ask about a power of attorney, and who answers it; and who hears of an end.

The room of powers of attorney registers its answer; where none is registered, or it knows nothing of the agent, the
representation entered in the case decides.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from portal.cases.models import Case, Representation
from portal.web.registry import Registry


@dataclass(frozen=True)
class PowerFound:
    """What the register of powers says of one agent in one case: its number, whether he may receive documents."""

    reference: str
    may_receive_documents: bool


PowerSource = Callable[[Representation, date], PowerFound | None]
power_sources: Registry[PowerSource] = Registry("registers of powers")

#: Called in the transaction in which a case is concluded: a power that was given for it ends with it.
Concluded = Callable[[Case, datetime], None]
conclusion_listeners: Registry[Concluded] = Registry("listeners to the end of a case")


def register_conclusion_listener(key: str, listener: Concluded) -> None:
    """Let a higher room hear that a case was concluded."""
    conclusion_listeners.register(key, listener)


def tell_conclusion(case: Case, at: datetime) -> None:
    """Everybody who registered hears of it, inside the caller's transaction."""
    for listener in conclusion_listeners.values():
        listener(case, at)


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
