"""Judicial confirmation of a settlement: states, the court's grounds, who is competent, what else is open.

Sources: Civil Procedure Law 2023 arts 187, 205, 206 ("CPL"); its Interpretation of 2022 arts 351–358, 372
("Interp.", which cites the older number 201 for 205); Provisions on judicial confirmation of people's mediation
agreements 2011 arts 4, 5; Online Mediation Rules 2021 art. 23 ("Online"); Shenzhen ordinance 2022 arts 71–76 ("SZ").
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

PREPARING = "preparing"  # the parties join and bring the papers
FILED = "filed"  # with the court, which says whether it accepts
ACCEPTED = "accepted"  # under review
CONFIRMED = "confirmed"
DISMISSED = "dismissed"
NOT_ACCEPTED = "not_accepted"
WITHDRAWN = "withdrawn"
TREATED_AS_WITHDRAWN = "treated_as_withdrawn"
LAPSED = "lapsed"  # thirty days passed: a joint application is no longer possible
SET_ASIDE = "set_aside"  # an objection was upheld (Interp. 372)
STATES = (
    PREPARING, FILED, ACCEPTED, CONFIRMED, DISMISSED, NOT_ACCEPTED, WITHDRAWN, TREATED_AS_WITHDRAWN, LAPSED, SET_ASIDE,
)  # fmt: skip
BEFORE_THE_COURT = (FILED, ACCEPTED)
DECIDED = (CONFIRMED, DISMISSED, NOT_ACCEPTED, SET_ASIDE)

_M = "mediation_registry.confirmation_"

#: (state, act) → state afterwards. What is not here may not happen. ``None`` is before the first act.
TRANSITIONS: dict[tuple[str | None, str], str] = {
    (None, _M + "prepared"): PREPARING,
    (PREPARING, _M + "prepared"): PREPARING,
    (PREPARING, _M + "joined"): PREPARING,
    (PREPARING, _M + "paper_added"): PREPARING,
    (PREPARING, _M + "filed"): FILED,
    (PREPARING, _M + "lapsed"): LAPSED,
    (FILED, _M + "papers_asked"): FILED,
    (ACCEPTED, _M + "papers_asked"): ACCEPTED,
    (FILED, _M + "paper_added"): FILED,
    (ACCEPTED, _M + "paper_added"): ACCEPTED,
    (FILED, _M + "accepted"): ACCEPTED,
    (FILED, _M + "not_accepted"): NOT_ACCEPTED,
    (ACCEPTED, _M + "parties_called"): ACCEPTED,
    (ACCEPTED, _M + "hearing_recorded"): ACCEPTED,
    (ACCEPTED, _M + "sham_checked"): ACCEPTED,
    (ACCEPTED, _M + "period_extended"): ACCEPTED,
    (ACCEPTED, _M + "granted"): CONFIRMED,
    (ACCEPTED, _M + "dismissed"): DISMISSED,
    (FILED, _M + "withdrawal_asked"): FILED,
    (ACCEPTED, _M + "withdrawal_asked"): ACCEPTED,
    (FILED, _M + "withdrawal_permitted"): WITHDRAWN,
    (ACCEPTED, _M + "withdrawal_permitted"): WITHDRAWN,
    (FILED, _M + "treated_as_withdrawn"): TREATED_AS_WITHDRAWN,
    (ACCEPTED, _M + "treated_as_withdrawn"): TREATED_AS_WITHDRAWN,
    (CONFIRMED, _M + "ruling_served"): CONFIRMED,
    (DISMISSED, _M + "ruling_served"): DISMISSED,
    (NOT_ACCEPTED, _M + "ruling_served"): NOT_ACCEPTED,
    (CONFIRMED, _M + "objection_raised"): CONFIRMED,
    (CONFIRMED, _M + "objection_rejected"): CONFIRMED,
    (CONFIRMED, _M + "objection_upheld"): SET_ASIDE,
}


def after(state: str | None, act: str) -> str | None:
    """The state after the act, or None where the act may not happen in this state."""
    return TRANSITIONS.get((state, act))


#: Why the court does not accept the application (Interp. 355 para. 1 nos 1–5).
REFUSAL_GROUNDS = (
    "outside_court",
    "wrong_court",
    "personal_status",
    "other_procedure",
    "rights_in_rem_or_ip",
)
#: Why it dismisses it after review (Interp. 358 nos 1–6; 355 para. 2; Online art. 23).
DISMISSAL_GROUNDS = (
    "mandatory_law", "interests_of_others", "public_morals", "not_voluntary", "unclear", "other",
    "found_inadmissible", "no_evidence_against_sham",
)  # fmt: skip

#: CPL art. 205: grounds on which a court is competent.
INVITING, DOMICILE, OBJECT, SEAT = "inviting", "domicile", "object", "seat"
COMPETENCE = (INVITING, DOMICILE, OBJECT, SEAT)

#: 2011 Provisions art. 4: the court says within three days whether it accepts.
ACCEPT_DAYS = 3

#: Reminders before the last day, on the days of the period after t0.
ALARM_DAYS = (20, 25, 29)


@dataclass(frozen=True)
class Proposal:
    """A court that is competent, and why. ``court`` is the caller's key; None: the parties name it."""

    ground: str
    court: str | None


def competent_courts(*, referred: bool, inviting: str | None, seats: tuple[str, ...]) -> tuple[Proposal, ...]:
    """The courts to which the parties may apply together (CPL art. 205; Interp. 352).

    A court that invited the organisation to mediate first is alone competent (no. 1). Otherwise: a party's domicile,
    the object, or the seat of each organisation that took part (no. 2); the basic court, or the intermediate court
    where the dispute would be its own.
    """
    if referred and inviting:
        return (Proposal(INVITING, inviting),)
    return (*(Proposal(SEAT, seat) for seat in seats), Proposal(DOMICILE, None), Proposal(OBJECT, None))


def is_in_time(on: date, due: date) -> bool:
    """True while the parties may apply together (CPL art. 205: thirty days from t0; the last day counts)."""
    return on <= due


def alarm_on(start: date, on: date) -> int | None:
    """Which reminder (day 20, 25 or 29 after t0) was reached by ``on``; None before the first.

    The count runs on the nominal days, whether or not the last day moves to a working day.
    """
    return next((day for day in reversed(ALARM_DAYS) if on >= start + timedelta(days=day)), None)


def accept_by(filed: date, is_rest: Callable[[date], bool]) -> date:
    """The day by which the court says whether it accepts (2011 Provisions art. 4: three days; CPL art. 85)."""
    day = filed + timedelta(days=ACCEPT_DAYS)
    while is_rest(day):
        day += timedelta(days=1)
    return day


@dataclass(frozen=True)
class Way:
    """Another way to have a settlement performed: its code, and where it stands."""

    code: str
    source: str


SUIT = Way("suit", "2016 art. 25; CPL art. 206")
PAYMENT_ORDER = Way("payment_order", "CPL art. 225; SZ art. 72")
NOTARY = Way("notary", "SZ art. 76")
PRESERVATION = Way("preservation", "CPL arts 103, 104; SZ art. 76")
ANEW = Way("anew", "CPL art. 206")


def other_ways(*, has_performance: bool, is_money: bool, was_dismissed: bool = False) -> tuple[Way, ...]:
    """What stays open when confirmation is not, or not any more, to be had.

    A payment order needs money or securities; notarised enforceability needs something to perform; a suit on the
    agreement and preservation are always there; after a dismissal the parties may also mediate anew.
    """
    ways = [PAYMENT_ORDER] if is_money else []
    if has_performance or is_money:
        ways.append(NOTARY)
    ways.append(SUIT)
    if has_performance or is_money:
        ways.append(PRESERVATION)
    if was_dismissed:
        ways.append(ANEW)
    return tuple(ways)
