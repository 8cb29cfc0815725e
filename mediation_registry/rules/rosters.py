"""Court rosters (特邀调解名册): states of an entry and the one table of what may happen in which state.

Provisions of the Supreme People's Court on invited mediation (in force 1 July 2016, "2016 Provisions") and the Rules
on online mediation (法释〔2021〕23号, in force 1 January 2022, "Online Rules"). The court that builds a roster
issues the certificates and manages it (2016 Provisions art. 5; Online Rules art. 27).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

APPLIED = "applied"
INVITED = "invited"
TRAINING = "training"
CERTIFIED = "certified"
ACTIVE = "active"
PAUSED = "paused"
TERM_ENDED = "term_ended"
RESIGNED = "resigned"
REMOVED = "removed"
NOT_ENTERED = "not_entered"

STATES = (
    APPLIED, INVITED, TRAINING, CERTIFIED, ACTIVE, PAUSED, TERM_ENDED, RESIGNED, REMOVED, NOT_ENTERED,
)  # fmt: skip
ENDED = frozenset({TERM_ENDED, RESIGNED, REMOVED, NOT_ENTERED})
#: The mediator stands on the roster; only an active one takes new matters.
ON_THE_ROSTER = frozenset({ACTIVE, PAUSED})

_ON = (ACTIVE, PAUSED)
_MAY_LEAVE = (APPLIED, TRAINING, CERTIFIED, ACTIVE, PAUSED)


def _staying(act: str, states: tuple[str, ...] = _ON) -> dict[tuple[str | None, str], str]:
    return {(state, f"mediation_registry.{act}"): state for state in states}


#: (state, act) → state afterwards. What is not here may not happen. ``None`` is before the first act.
TRANSITIONS: dict[tuple[str | None, str], str] = {
    (None, "mediation_registry.roster_invited"): INVITED,  # 2016 Provisions art. 6 para. 2
    (None, "mediation_registry.roster_applied"): APPLIED,  # 2016 Provisions art. 6 para. 1
    (INVITED, "mediation_registry.roster_invitation_accepted"): TRAINING,
    (INVITED, "mediation_registry.roster_invitation_declined"): NOT_ENTERED,
    (APPLIED, "mediation_registry.roster_application_accepted"): TRAINING,
    (APPLIED, "mediation_registry.roster_refused"): NOT_ENTERED,
    (TRAINING, "mediation_registry.roster_refused"): NOT_ENTERED,
    (CERTIFIED, "mediation_registry.roster_refused"): NOT_ENTERED,
    **_staying("roster_training_recorded", (TRAINING, CERTIFIED, ACTIVE, PAUSED)),  # 2016 Provisions art. 7
    (TRAINING, "mediation_registry.roster_certified"): CERTIFIED,  # 2016 Provisions art. 5
    (CERTIFIED, "mediation_registry.put_on_roster"): ACTIVE,
    (ACTIVE, "mediation_registry.roster_paused"): PAUSED,
    (PAUSED, "mediation_registry.roster_resumed"): ACTIVE,
    **_staying("roster_warned"),  # 2016 Provisions art. 28
    **_staying("roster_criticised"),  # 2016 Provisions art. 28 (通报)
    **_staying("roster_evaluated"),  # 2016 Provisions art. 10; Online Rules art. 27
    **_staying("roster_graded"),  # Shenzhen Ordinance art. 80
    **_staying("roster_term_renewed"),
    **_staying("roster_mediator_named"),  # 2016 Provisions art. 6 para. 3
    **_staying("roster_naming_ended"),
    (ACTIVE, "mediation_registry.roster_sharing_asked"): ACTIVE,  # Online Rules art. 27
    **_staying("roster_sharing_consented"),
    **_staying("roster_sharing_declined"),
    **_staying("roster_sharing_ended"),
    **_staying("roster_removal_proposed"),
    **_staying("roster_removal_dropped"),
    (ACTIVE, "mediation_registry.roster_removed"): REMOVED,  # 2016 Provisions art. 28; Online Rules art. 29
    (PAUSED, "mediation_registry.roster_removed"): REMOVED,
    (ACTIVE, "mediation_registry.roster_term_ended"): TERM_ENDED,
    (PAUSED, "mediation_registry.roster_term_ended"): TERM_ENDED,
    **{(state, "mediation_registry.roster_resigned"): RESIGNED for state in _MAY_LEAVE},
}

#: Acts that change the state: only these speak when it is asked how an entry stood on a day.
MOVING = frozenset(act for (state, act), then in TRANSITIONS.items() if then != state)


def after(state: str | None, act: str) -> str | None:
    """The state of an entry after the act, or None where the act may not happen in this state."""
    return TRANSITIONS.get((state, act))


@dataclass(frozen=True)
class Ground:
    """A ground of complaint or removal: its code, the instrument and article, whether the act is reported on."""

    code: str
    instrument: str
    article: str
    is_reported: bool = False


INVITED_2016 = "invited_2016"
ONLINE_2021 = "online_2021"

#: 2016 Provisions art. 28 (1)–(5) and Online Rules art. 29 (1)–(5); the latter are told to the competent authority.
GROUNDS: tuple[Ground, ...] = (
    Ground("forced_mediation", INVITED_2016, "28(1)"),
    Ground("unlawful_mediation", INVITED_2016, "28(2)"),
    Ground("favours_or_money", INVITED_2016, "28(3)"),
    Ground("leaking", INVITED_2016, "28(4)"),
    Ground("other_ethics", INVITED_2016, "28(5)"),
    Ground("online_forced_mediation", ONLINE_2021, "29(1)", is_reported=True),
    Ground("online_repeated_refusals", ONLINE_2021, "29(2)", is_reported=True),
    Ground("online_favours_or_money", ONLINE_2021, "29(3)", is_reported=True),
    Ground("online_leaking", ONLINE_2021, "29(4)", is_reported=True),
    Ground("online_other_ethics", ONLINE_2021, "29(5)", is_reported=True),
)
GROUND_OF: dict[str, Ground] = {ground.code: ground for ground in GROUNDS}


def is_reported(ground: str) -> bool:
    """Whether a removal on this ground is told to the competent authority (Online Rules art. 29 para. 2).

    :raises KeyError: there is no such ground.
    """
    return GROUND_OF[ground].is_reported


def may_share(roster_court: str, asking_court: str, parents: dict[str, str]) -> bool:
    """A lower court may use the roster of a court above it (2016 Provisions art. 5; Online Rules art. 27).

    ``parents`` maps the code of a court to the code of the next higher one; the chain is walked upwards.
    """
    seen: set[str] = set()
    current = parents.get(asking_court, "")
    while current and current not in seen:
        if current == roster_court:
            return True
        seen.add(current)
        current = parents.get(current, "")
    return False


def is_on(state: str, valid_from: date | None, valid_to: date | None, on: date) -> bool:
    """Active, begun, and the term (if one was set) not over: valid_from <= on < valid_to."""
    return (
        state == ACTIVE
        and valid_from is not None
        and valid_from <= on
        and (valid_to is None or on < valid_to)
    )
