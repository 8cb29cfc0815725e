"""What a certificate says: only what the register publishes of everybody (Online Mediation Rules art. 5).

Name, register number, authority, edition and dates; never an identity number, a contact or a private field.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

LOCAL, COMMITTEE, CONFERENCE = "local", "committee", "conference"
ORDER = (LOCAL, COMMITTEE, CONFERENCE)
FAVOURABLE = frozenset({"recognised", "agreed", "determined"})
InLanguages = Mapping[str, str]
"""A text by language code; a language in which it was not entered is absent or empty."""


@dataclass(frozen=True)
class Decision:
    """One decision of the chain: which body, for which place, on which instrument, when."""

    stage: str
    outcome: str
    authority: InLanguages
    place: InLanguages
    place_code: str
    body: str
    instrument_no: str
    decided_date: date


@dataclass(frozen=True)
class RuleCited:
    """The local rules under which the place of application assessed."""

    label: str
    instrument: InLanguages
    instrument_no: str
    valid_from: date | None


@dataclass(frozen=True)
class CertificateFacts:
    """Everything that the certificate and the credential of one listing say."""

    certificate_no: str
    register_no: str
    is_organisation: bool
    names: Mapping[str, str]
    place: InLanguages
    place_code: str
    scheme: InLanguages
    scheme_code: str
    edition_year: int
    session: str
    instrument_no: str
    determined_date: date
    valid_from: date
    valid_to: date | None
    status_index: int
    is_fictitious: bool
    rule: RuleCited | None = None
    decisions: tuple[Decision, ...] = ()


def last_round(decisions: list[tuple[int, Decision]]) -> tuple[Decision, ...]:
    """Of (round, decision) pairs the favourable ones of the last round of each stage, in the order of the chain."""
    latest = {stage: max((n for n, one in decisions if one.stage == stage), default=0) for stage in ORDER}
    kept = [one for number, one in decisions if number == latest[one.stage] and one.outcome in FAVOURABLE]
    return tuple(sorted(kept, key=lambda one: (ORDER.index(one.stage), one.decided_date, one.place_code)))
