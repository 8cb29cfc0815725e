"""States of a mediation, from referral to its end, and the one table of what may happen in which state.

Sources: SPC Rules on Invited Mediation (法释〔2016〕14号, "2016"), SPC Rules on Online Mediation
(法释〔2021〕23号, "Online"), Civil Procedure Law 2023 ("CPL") and its Interpretation of 2022 ("Interp.").
"""

from __future__ import annotations

# -- kinds of mediation (2016 art. 11)
DELEGATED = "delegated"  # 委派: before filing
ENTRUSTED = "entrusted"  # 委托: after filing
SELF_ARRANGED = "self_arranged"
KINDS = (DELEGATED, ENTRUSTED, SELF_ARRANGED)

# -- rules a mediation may follow
ONLINE_2021 = "online_2021"
INVITED_2016 = "invited_2016"
GBA_MODEL_2022 = "gba_model_2022"  # voluntary: only where the parties chose them
RULES = (ONLINE_2021, INVITED_2016, GBA_MODEL_2022)

# -- states
CONSENT = "consent"  # the parties are asked whether they agree to mediate (Online art. 4; 2016 art. 11)
CHOICE = "choice"  # they choose together, or the court designates (Online art. 10; 2016 art. 12)
ACCEPTANCE = "acceptance"  # the mediator was told and answers (Online art. 12)
PREPARATION = "preparation"  # identity, agreement to mediate, disclosure (Online arts 13, 16, 17)
SESSIONS = "sessions"  # mediation goes on
SETTLED = "settled"  # settlement drawn up and being signed (Online art. 19)
CONCLUDED = "concluded"  # settlement in force
ENDED = "ended"  # ended without settlement, with its ground (Online art. 25)
STATES = (CONSENT, CHOICE, ACCEPTANCE, PREPARATION, SESSIONS, SETTLED, CONCLUDED, ENDED)
OPEN = (CONSENT, CHOICE, ACCEPTANCE, PREPARATION, SESSIONS, SETTLED)

_M = "mediation_registry."
BEFORE_PERIOD = (CONSENT, CHOICE)
WITH_MEDIATOR = (ACCEPTANCE, PREPARATION, SESSIONS)
UNDER_WAY = (PREPARATION, SESSIONS)

#: Acts that leave the state as it is, with the states in which they may happen.
STAYING: dict[str, tuple[str, ...]] = {
    f"{_M}side_invited": (CONSENT,),
    f"{_M}invitation_taken": (CONSENT,),
    f"{_M}mediation_consented": (CONSENT, CHOICE, ACCEPTANCE, PREPARATION),
    f"{_M}contact_attempted": (CONSENT, CHOICE, ACCEPTANCE, PREPARATION),
    f"{_M}shortlist_given": (CHOICE,),
    f"{_M}names_merged": (CHOICE,),
    f"{_M}names_answered": (CHOICE,),
    f"{_M}choice_failed": (CHOICE,),
    f"{_M}co_mediator_added": WITH_MEDIATOR,
    f"{_M}co_mediator_left": WITH_MEDIATOR,
    f"{_M}presiding_named": WITH_MEDIATOR,
    f"{_M}member_named": WITH_MEDIATOR,
    f"{_M}disclosure_made": (*WITH_MEDIATOR, SETTLED),
    f"{_M}disclosure_answered": (*WITH_MEDIATOR, SETTLED),
    f"{_M}recusal_requested": (*WITH_MEDIATOR, SETTLED),
    f"{_M}recusal_decided": (*WITH_MEDIATOR, SETTLED),
    f"{_M}notice_acknowledged": UNDER_WAY,
    f"{_M}participant_entered": UNDER_WAY,
    f"{_M}participant_left": UNDER_WAY,
    f"{_M}identity_checked": UNDER_WAY,
    f"{_M}terms_drawn_up": UNDER_WAY,
    f"{_M}terms_answered": UNDER_WAY,
    f"{_M}session_planned": UNDER_WAY,
    f"{_M}session_cancelled": (*UNDER_WAY, SETTLED),
    f"{_M}minutes_filed": (SESSIONS, SETTLED),
    f"{_M}extension_proposed": (*UNDER_WAY, SETTLED),
    f"{_M}extension_answered": (*UNDER_WAY, SETTLED),
    f"{_M}period_extended": (*UNDER_WAY, SETTLED),
    f"{_M}appraisal_entered": UNDER_WAY,
    f"{_M}appraisal_ended": UNDER_WAY,
    f"{_M}sham_suspected": (*UNDER_WAY, SETTLED),
    f"{_M}sham_decided": (*UNDER_WAY, SETTLED, ENDED),
    f"{_M}end_reported": (ENDED,),
    f"{_M}court_followed_up": (ENDED,),
}

#: (state, act) → state afterwards. What is not here may not happen. ``None`` is before the first act.
TRANSITIONS: dict[tuple[str | None, str], str] = {
    (None, f"{_M}mediation_opened"): CONSENT,
    (CONSENT, f"{_M}choice_opened"): CHOICE,
    (CHOICE, f"{_M}mediator_chosen"): ACCEPTANCE,
    (CHOICE, f"{_M}mediator_designated"): ACCEPTANCE,
    (ACCEPTANCE, f"{_M}appointment_declined"): CHOICE,
    (ACCEPTANCE, f"{_M}appointment_lapsed"): CHOICE,
    (ACCEPTANCE, f"{_M}appointment_accepted"): PREPARATION,
    (PREPARATION, f"{_M}appointment_accepted"): PREPARATION,
    (SESSIONS, f"{_M}appointment_accepted"): SESSIONS,
    (ACCEPTANCE, f"{_M}mediator_replaced"): CHOICE,
    (PREPARATION, f"{_M}mediator_replaced"): CHOICE,
    (SESSIONS, f"{_M}mediator_replaced"): CHOICE,
    (PREPARATION, f"{_M}mediation_begun"): SESSIONS,
    (SESSIONS, f"{_M}settlement_drawn_up"): SETTLED,
    (SETTLED, f"{_M}settlement_withdrawn"): SESSIONS,
    (SETTLED, f"{_M}settlement_in_force"): CONCLUDED,
    **{(state, f"{_M}consent_refused"): ENDED for state in (CONSENT, CHOICE, ACCEPTANCE, PREPARATION)},
    **{(state, f"{_M}designation_refused"): ENDED for state in (ACCEPTANCE, PREPARATION)},
    **{(state, f"{_M}mediation_ended"): ENDED for state in OPEN},
    **{(state, act): state for act, states in STAYING.items() for state in states},
}

#: While a suspicion of sham mediation is examined (2016 art. 18) nothing else goes on.
WHILE_STOPPED = frozenset({f"{_M}sham_decided", f"{_M}mediation_ended"})

#: The eight grounds on which online mediation ends (Online art. 25); the first is met by the settlement itself.
END_GROUNDS = (
    "settled", "reconciled_and_withdrawn", "unreachable", "refused_to_continue", "far_apart", "period_ended",
    "refused_to_sign", "other",
)  # fmt: skip
SETTLED_GROUND = "settled"
REFUSED_GROUND = "refused_to_continue"
PERIOD_ENDED_GROUND = "period_ended"

#: Who may end on which ground: the settlement ends by itself; what the mediator judges, a party does not.
GROUNDS_OF: dict[str, frozenset[str]] = {
    "party": frozenset({"reconciled_and_withdrawn", "refused_to_continue"}),
    "mediator": frozenset(END_GROUNDS) - {SETTLED_GROUND},
    "court": frozenset(
        {"reconciled_and_withdrawn", "unreachable", "refused_to_continue", "period_ended", "other"}
    ),
}

#: Grounds that exist only in some states (Online art. 25 (7): refusing to sign needs a settlement drawn up).
GROUND_STATES: dict[str, frozenset[str]] = {
    "refused_to_sign": frozenset({SETTLED}),
    "far_apart": frozenset({SESSIONS, SETTLED}),
    "period_ended": frozenset({CHOICE, PREPARATION, SESSIONS, SETTLED}),
}

NO_SUCH_GROUND, NOT_YOURS, NOT_IN_STATE, PERIOD_RUNS = (
    "no_such_ground",
    "not_yours",
    "not_in_state",
    "period_runs",
)


def ground_problem(ground: str, *, standing: str, state: str, is_period_over: bool) -> str | None:
    """Why this ground cannot end the mediation, or None (Online art. 25).

    ``standing`` is party, mediator or court.
    """
    if ground not in END_GROUNDS or ground == SETTLED_GROUND:
        return NO_SUCH_GROUND
    if ground not in GROUNDS_OF[standing]:
        return NOT_YOURS
    if state not in GROUND_STATES.get(ground, frozenset(OPEN)):
        return NOT_IN_STATE
    if ground == PERIOD_ENDED_GROUND and not is_period_over:
        return PERIOD_RUNS
    return None


def after(state: str | None, act: str) -> str | None:
    """The state after the act, or None where the act may not happen in this state."""
    return TRANSITIONS.get((state, act))


def allows_while_stopped(act: str) -> bool:
    """True for the acts that go on while a suspicion of sham mediation is examined (2016 art. 18)."""
    return act in WHILE_STOPPED
