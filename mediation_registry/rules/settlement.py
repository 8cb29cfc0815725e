"""States of a settlement and of a mediation judgment; when a settlement takes effect.

Sources: SPC Rules on Invited Mediation 2016 arts 20, 23, 24 ("2016"); Online Mediation Rules 2021 arts 19, 20, 25
("Online"); Civil Procedure Law 2023 arts 100–102 ("CPL"); its Interpretation of 2022 arts 149, 151 ("Interp.").
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

# -- settlements
SIGNING = "signing"  # drawn up by the mediator, before those who sign
IN_FORCE = "in_force"  # every party has signed (Online art. 19 para. 2)
WITHDRAWN = "withdrawn"  # taken back by the mediator: the mediation goes on
REFUSED = "refused"  # a party refuses to sign: the mediation ends (Online art. 25 no. 7)
STATES = (SIGNING, IN_FORCE, WITHDRAWN, REFUSED)
OPEN = (SIGNING, IN_FORCE)

# -- forms (2016 art. 23)
WRITTEN = "written"
ORAL = "oral"  # no written agreement wanted: the mediator records what was agreed

#: (state, act) → state afterwards. ``None`` is before the first act.
TRANSITIONS: dict[tuple[str | None, str], str] = {
    (None, "mediation_registry.settlement_drawn_up"): SIGNING,
    (SIGNING, "mediation_registry.settlement_revised"): SIGNING,
    (SIGNING, "mediation_registry.settlement_signed"): SIGNING,
    (IN_FORCE, "mediation_registry.settlement_signed"): IN_FORCE,
    (SIGNING, "mediation_registry.settlement_in_force"): IN_FORCE,
    (SIGNING, "mediation_registry.settlement_withdrawn"): WITHDRAWN,
    (SIGNING, "mediation_registry.settlement_refused"): REFUSED,
    (IN_FORCE, "mediation_registry.sealed_copy_added"): IN_FORCE,
    (SIGNING, "mediation_registry.sealed_copy_added"): SIGNING,
}


def after(state: str | None, act: str) -> str | None:
    """The state of a settlement after the act, or None where the act may not happen."""
    return TRANSITIONS.get((state, act))


def effective_at(parties: Collection[str], signatures: Mapping[str, datetime]) -> datetime | None:
    """t0: the moment of the last party's signature, or None while a party has not signed (Online art. 19 para. 2).

    ``parties``: keys of all parties; ``signatures``: key of a party → when it signed this version. The mediator's
    signature and the organisation's seal belong on the agreement but do not decide when it takes effect.
    """
    if not parties or any(party not in signatures for party in parties):
        return None
    return max(signatures[party] for party in parties)


# -- mediation judgments (调解书), after filing
ASKED = "asked"  # the mediator submitted the settlement (2016 art. 20; Online art. 20 para. 2)
MADE = "made"  # the court made the document; it is being served
EFFECTIVE = "effective"  # every party has signed for it (CPL art. 100; Interp. art. 149)
NOT_MADE = "not_made"  # the court found that it may not be made (CPL art. 99; Online art. 23)
GONE_BACK = "gone_back"  # a party went back on it before service: judgment follows (CPL art. 102)
ACTION_WITHDRAWN = "action_withdrawn"  # the action was withdrawn instead (Online art. 20 para. 2)
JUDGMENT_STATES = (ASKED, MADE, EFFECTIVE, NOT_MADE, GONE_BACK, ACTION_WITHDRAWN)

JUDGMENT_TRANSITIONS: dict[tuple[str | None, str], str] = {
    (None, "mediation_registry.judgment_asked"): ASKED,
    (ASKED, "mediation_registry.judgment_made"): MADE,
    (ASKED, "mediation_registry.judgment_not_made"): NOT_MADE,
    (ASKED, "mediation_registry.action_withdrawn"): ACTION_WITHDRAWN,
    (MADE, "mediation_registry.judgment_received"): MADE,
    (MADE, "mediation_registry.judgment_effective"): EFFECTIVE,
    (MADE, "mediation_registry.judgment_gone_back_on"): GONE_BACK,
}


def judgment_after(state: str | None, act: str) -> str | None:
    """The state of a mediation judgment after the act, or None where the act may not happen."""
    return JUDGMENT_TRANSITIONS.get((state, act))
