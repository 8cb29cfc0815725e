"""The acts of the court after the session: which form, which action, when it is offered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from portal.identity.permissions import roles_for
from portal.power_of_attorney.actions import keeping_effect, keeping_ends, keeping_retention, keeping_review
from portal.power_of_attorney.forms import keeping as forms
from portal.power_of_attorney.queries.keeping import OnTheDesk
from portal.power_of_attorney.rules import lifecycle

P = "power_of_attorney."


@dataclass(frozen=True)
class CourtAct:
    """One button of the court: the act, its words, its form, the action, when it is offered."""

    act: str
    label: Any
    form: type[forms.StepForm]
    run: Callable[[OnTheDesk, Any], Any]
    offered: Callable[[OnTheDesk], bool]


def offered(situation: OnTheDesk) -> dict[str, CourtAct]:
    """The buttons of this power for this member of the court."""
    held = situation.roles
    return {
        name: act
        for name, act in COURT_ACTS.items()
        if roles_for(P + act.act) & held and act.offered(situation)
    }


def _who(situation: OnTheDesk) -> dict[str, Any]:
    return {"actor": situation.actor, "at": situation.at, "power_id": situation.power.pk}


def _plain(action: Callable[..., Any]) -> Callable[[OnTheDesk, Any], Any]:
    return lambda situation, form: action(**_who(situation), **form.cleaned_data)


def _link(situation: OnTheDesk, form: Any) -> Any:
    keys = form.keys
    return keeping_effect.link_case_in_force(
        **_who(situation), case_id=UUID(keys["case_id"]), party_id=UUID(keys["party_id"])
    )


def _decide(action: Callable[..., Any]) -> Callable[[OnTheDesk, Any], Any]:
    def run(situation: OnTheDesk, form: Any) -> Any:
        proposed = situation.proposed
        return proposed and action(
            actor=situation.actor, at=situation.at, destruction_id=proposed.pk, **form.cleaned_data
        )

    return run


def _in(*states: str) -> Callable[[OnTheDesk], bool]:
    return lambda situation: situation.power.state in states


def _may_decide(situation: OnTheDesk) -> bool:
    proposed = situation.proposed
    return proposed is not None and proposed.proposed_by != situation.actor.key


def _may_propose(situation: OnTheDesk) -> bool:
    return not situation.keeping.obstacle and situation.proposed is None


COURT_ACTS: dict[str, CourtAct] = {
    "effective": CourtAct(
        "made_effective", _("Make effective"), forms.OptionalReasonForm, _plain(keeping_review.make_effective),
        _in(lifecycle.JUDICIAL_REVIEW)),
    "reject": CourtAct(
        "rejected", _("Reject"), forms.ReasonForm, _plain(keeping_review.reject), _in(lifecycle.JUDICIAL_REVIEW)),
    "refer": CourtAct(
        "sent_to_attesting_officer", _("Refer to an attesting officer"), forms.ReferralForm,
        _plain(keeping_review.send_to_attesting_officer), _in(lifecycle.REJECTED)),
    "link": CourtAct(
        "case_linked", _("Link the case"), forms.LinkForm, _link,
        lambda situation: situation.power.state == lifecycle.EFFECTIVE and situation.power.case_id is None),
    "revocation": CourtAct(
        "revoked", _("Enter a written revocation"), forms.WrittenRevocationForm,
        _plain(keeping_ends.record_revocation), _in(lifecycle.EFFECTIVE)),
    "close": CourtAct(
        "case_closed", _("Note that the matter is over"), forms.ReasonForm, _plain(keeping_ends.close_with_case),
        _in(lifecycle.EFFECTIVE)),
    "dossier": CourtAct(
        "dossier_classed", _("Set the dossier class"), forms.DossierForm,
        _plain(keeping_retention.set_dossier_class), lambda situation: True),
    "hold": CourtAct(
        "hold_placed", _("Place a legal hold"), forms.ReasonForm, _plain(keeping_retention.place_hold),
        lambda situation: not situation.keeping.is_held),
    "lift": CourtAct(
        "hold_lifted", _("Lift the legal hold"), forms.ReasonForm, _plain(keeping_retention.lift_hold),
        lambda situation: situation.keeping.is_held),
    "propose": CourtAct(
        "destruction_proposed", _("Propose to destroy the keys"), forms.ReasonForm,
        _plain(keeping_retention.propose_destruction), _may_propose),
    "destroy": CourtAct(
        "keys_destroyed", _("Confirm: destroy the keys"), forms.OptionalReasonForm,
        _decide(keeping_retention.confirm_destruction), _may_decide),
    "decline": CourtAct(
        "destruction_declined", _("Decline the destruction"), forms.ReasonForm,
        _decide(keeping_retention.decline_destruction), _may_decide),
}  # fmt: skip
