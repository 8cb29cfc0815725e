"""Who may mediate between whom: Online Mediation Rules (法释〔2021〕23号) art. 6, second paragraph.

Hong Kong and Macao residents take part on the people's courts' platform only where one side or both are residents,
legal persons or other organisations of Hong Kong or Macao, or Mainland enterprises with Hong Kong or Macao investment.
Under those Rules that is a guard on every appointment; elsewhere it is only told.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from mediation_registry.rules.mediation import ONLINE_2021

#: Connections of a party that open the door for a mediator who lives in Hong Kong or Macao.
HKMO_CONNECTIONS = frozenset({"HK", "MO", "CN-HKMO"})
#: Residence of a mediator as the profile says it, or as the home jurisdiction gives it.
HKMO_RESIDENCES = frozenset({"HK", "MO"})
HOME_TO_RESIDENCE = {"CN": "CN", "CN-HK": "HK", "CN-MO": "MO"}

NOT_CONCERNED = "not_concerned"  # the mediator lives neither in Hong Kong nor in Macao
CONNECTED = "connected"  # a party has the connection that art. 6 asks for
NO_CONNECTION = "no_connection"  # no party has it
RESIDENCE_UNKNOWN = "residence_unknown"  # nobody entered where the mediator lives


@dataclass(frozen=True)
class Verdict:
    """What art. 6 says: the reason as a code, and whether it forbids the appointment or is only told."""

    reason: str
    is_guard: bool

    @property
    def forbids(self) -> bool:
        """True when the appointment may not be made."""
        return self.is_guard and self.reason in {NO_CONNECTION, RESIDENCE_UNKNOWN}


def residence_of(residence: str, home_jurisdiction: str) -> str:
    """Where a mediator lives: as entered in the profile, else as the home jurisdiction gives it; may be empty."""
    return residence or HOME_TO_RESIDENCE.get(home_jurisdiction, "")


def article_6(*, rules_chosen: str, residence: str, connections: Iterable[str]) -> Verdict:
    """Art. 6 for one mediator and the parties of one dispute.

    ``residence`` is CN, HK, MO, other or empty; ``connections`` are those of the parties (MediationParty.Connection).
    """
    is_guard = rules_chosen == ONLINE_2021
    if not residence:
        return Verdict(RESIDENCE_UNKNOWN, is_guard)
    if residence not in HKMO_RESIDENCES:
        return Verdict(NOT_CONCERNED, is_guard)
    if HKMO_CONNECTIONS & set(connections):
        return Verdict(CONNECTED, is_guard)
    return Verdict(NO_CONNECTION, is_guard)
