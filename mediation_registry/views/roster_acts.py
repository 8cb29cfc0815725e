"""The acts that a mediator or organisation takes on the own entry: words, form, action, when it is offered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from mediation_registry.actions import roster_conduct, roster_sharing, rosters
from mediation_registry.forms.rosters import NameMediatorForm, OptionalReasonForm, ReasonForm
from mediation_registry.models import CourtRosterEntry
from mediation_registry.rules import rosters as rules
from portal.audit.actors import Actor

Run = Callable[[Actor, datetime, UUID, dict[str, Any]], Any]


class NothingToEnter(forms.Form):
    """Pressing the button is all."""


@dataclass(frozen=True)
class OwnAct:
    """One button of the own page: act, words, what it means, form, action."""

    label: Any
    meaning: Any
    form: Any
    run: Run
    offered: Callable[[Any], bool]
    is_alarming: bool = False
    needs_record: bool = False


def _on_entry(action: Callable[..., Any]) -> Run:
    return lambda actor, at, key, said: action(actor=actor, at=at, entry_id=key, **said)


def _on_sharing(action: Callable[..., Any]) -> Run:
    return lambda actor, at, key, said: action(actor=actor, at=at, sharing_id=key, **said)


def _possible(act: str) -> Callable[[CourtRosterEntry], bool]:
    return lambda entry: rules.after(entry.state, f"mediation_registry.{act}") is not None


def _may_resume(entry: CourtRosterEntry) -> bool:
    """A pause of the own making; the court lifts its own."""
    pauses = [one for one in entry.events.all() if one.act == "mediation_registry.roster_paused"]
    account = entry.registrant.person.user_id
    return entry.state == rules.PAUSED and bool(pauses) and pauses[-1].recorded_by == f"user:{account}"


def _may_name(entry: CourtRosterEntry) -> bool:
    return entry.registrant.is_organisation and entry.state in rules.ON_THE_ROSTER


OWN_ACTS: dict[str, OwnAct] = {
    "accept": OwnAct(
        _("Accept the invitation"),
        _("The court gives training first and then issues its certificate; the entry begins after that."),
        NothingToEnter, _on_entry(rosters.accept_invitation), _possible("roster_invitation_accepted")),
    "decline": OwnAct(
        _("Decline the invitation"), _("Nothing follows from declining. The court may invite you again."),
        OptionalReasonForm, _on_entry(rosters.decline_invitation), _possible("roster_invitation_declined")),
    "name": OwnAct(
        _("Name a mediator"),
        _("A mediator of your organisation whom you name here counts as a mediator invited by the court (Provisions on "
          "invited mediation, art. 6)."),
        NameMediatorForm, _on_entry(roster_sharing.name_mediator), _may_name, needs_record=True),
    "pause": OwnAct(
        _("Pause my entry"), _("You stay on the roster, shown as paused, and receive no new matters. You can resume at "
                               "any time."),
        ReasonForm, _on_entry(roster_conduct.pause), _possible("roster_paused")),
    "resume": OwnAct(
        _("Resume my entry"), _("You receive new matters again."),
        NothingToEnter, _on_entry(roster_conduct.resume), _may_resume),
    "leave": OwnAct(
        _("Leave this roster"),
        _("The entry ends today, and with it its use by lower courts. Your certification and other rosters stay as "
          "they are. The public page keeps what was."),
        OptionalReasonForm, _on_entry(roster_conduct.resign), _possible("roster_resigned"), is_alarming=True),
}  # fmt: skip

SHARING_ACTS: dict[str, OwnAct] = {
    "consent": OwnAct(
        _("Consent"), _("The lower court may give you matters from today. You can take the consent back."),
        NothingToEnter, _on_sharing(roster_sharing.consent_to_sharing), lambda one: one.state == "asked"),
    "decline": OwnAct(
        _("Decline"), _("The lower court does not use your entry. Nothing else follows."),
        OptionalReasonForm, _on_sharing(roster_sharing.decline_sharing), lambda one: one.state == "asked"),
    "end": OwnAct(
        _("Take the consent back"), _("The lower court gives you no new matters from today."),
        ReasonForm, _on_sharing(roster_sharing.end_sharing), lambda one: one.state == "consented"),
}  # fmt: skip
