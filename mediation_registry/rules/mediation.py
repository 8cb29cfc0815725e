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

#: (state, act) → state afterwards. What is not here may not happen. ``None`` is before the first act.
TRANSITIONS: dict[tuple[str | None, str], str] = {
    (None, "mediation_registry.mediation_opened"): CONSENT,
    (CONSENT, "mediation_registry.mediation_consented"): CONSENT,
    (CONSENT, "mediation_registry.choice_opened"): CHOICE,
    (CHOICE, "mediation_registry.mediator_chosen"): ACCEPTANCE,
    (CHOICE, "mediation_registry.mediator_designated"): ACCEPTANCE,
    (ACCEPTANCE, "mediation_registry.appointment_declined"): CHOICE,
    (ACCEPTANCE, "mediation_registry.appointment_lapsed"): CHOICE,
    (ACCEPTANCE, "mediation_registry.appointment_accepted"): PREPARATION,
    (PREPARATION, "mediation_registry.mediator_replaced"): CHOICE,
    (SESSIONS, "mediation_registry.mediator_replaced"): CHOICE,
    (PREPARATION, "mediation_registry.mediation_begun"): SESSIONS,
    (SESSIONS, "mediation_registry.settlement_drawn_up"): SETTLED,
    (SETTLED, "mediation_registry.settlement_withdrawn"): SESSIONS,
    (SETTLED, "mediation_registry.settlement_in_force"): CONCLUDED,
    **{(state, "mediation_registry.mediation_ended"): ENDED for state in OPEN},
}

#: The eight grounds on which online mediation ends (Online art. 25); the first is met by the settlement itself.
END_GROUNDS = (
    "settled", "reconciled_and_withdrawn", "unreachable", "refused_to_continue", "far_apart", "period_ended",
    "refused_to_sign", "other",
)  # fmt: skip


def after(state: str | None, act: str) -> str | None:
    """The state after the act, or None where the act may not happen in this state."""
    return TRANSITIONS.get((state, act))
