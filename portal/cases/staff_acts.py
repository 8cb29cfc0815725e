"""The acts that staff take on a case: which form, which action, when it is offered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.audit import actions as audit
from portal.audit.actors import Actor
from portal.audit.models import Rectification
from portal.cases import actions
from portal.cases.actions.addresses import Address
from portal.cases.actions.representation import Agent
from portal.cases.forms import rectification as rectifying
from portal.cases.forms import staff as forms
from portal.cases.models import Case
from portal.cases.rules import lifecycle
from portal.exhibits import actions as exhibits
from portal.exhibits.models import Exhibit

Run = Callable[[Case, Actor, datetime, Any], Any]


@dataclass(frozen=True)
class StaffAct:
    """One button of the case: act in the permission table, words, form, action, when it is offered."""

    act: str
    label: Any
    form: type[forms.CaseActForm]
    run: Run
    offered: Callable[[Case], bool] = lambda case: True


def _plain(action: Callable[..., Any]) -> Run:
    """An action that takes the form's entries as they are named."""
    return lambda case, actor, at, form: action(actor=actor, at=at, case_id=case.pk, **form.cleaned_data)


def _by_key(action: Callable[..., Any], **names: str) -> Run:
    """An action that takes the key of a chosen row: ``_by_key(end, link="link_id")``."""

    def run(case: Case, actor: Actor, at: datetime, form: Any) -> Any:
        entries = dict(form.cleaned_data)
        for field, argument in names.items():
            chosen = entries.pop(field)
            entries[argument] = chosen.pk if chosen else None
        return action(actor=actor, at=at, case_id=case.pk, **entries)

    return run


def _file(case: Case, actor: Actor, at: datetime, upload: Any) -> Exhibit:
    return exhibits.deposit(actor=actor, at=at, upload=upload, declared_name=upload.name, scope=case.chain)


@transaction.atomic
def _enter_authority(case: Case, actor: Actor, at: datetime, form: Any) -> Any:
    entries = dict(form.cleaned_data)
    upload, party = entries.pop("upload"), entries.pop("party")
    document = _file(case, actor, at, upload) if upload else None
    return actions.enter_authority(
        actor=actor, at=at, case_id=case.pk, party_id=party.pk, document=document, **entries
    )


def _agent(case: Case, actor: Actor, at: datetime, form: Any) -> Agent:
    entries, today = form.cleaned_data, timezone.localdate(at)
    person = entries["person"]
    licences = person.licences.all() if person and entries["kind"] == "lawyer" else []
    return Agent(
        kind=entries["kind"],
        name=entries["name"],
        person=person,
        licence=next((licence for licence in licences if licence.is_usable(today)), None),
        proofs={kind: _file(case, actor, at, upload) for kind, upload in form.uploads().items()},
        special_powers=entries["special_powers"],
        stages=entries["stages"],
        receives_service=entries["receives_service"],
    )


@transaction.atomic
def _add_agent(case: Case, actor: Actor, at: datetime, form: Any) -> Any:
    party = form.cleaned_data["party"]
    agent = _agent(case, actor, at, form)
    return actions.add_representation(actor=actor, at=at, case_id=case.pk, party_id=party.pk, agent=agent)


@transaction.atomic
def _change_agent(case: Case, actor: Actor, at: datetime, form: Any) -> Any:
    entries = form.cleaned_data
    return actions.change_lawyer(
        actor=actor, at=at, case_id=case.pk, representation_id=entries["agent"].pk,
        agent=_agent(case, actor, at, form), reason=entries["reason"],
    )  # fmt: skip


@transaction.atomic
def _confirm_address(case: Case, actor: Actor, at: datetime, form: Any) -> Any:
    entries = dict(form.cleaned_data)
    party, upload = entries.pop("party"), entries.pop("upload")
    return actions.confirm_address(
        actor=actor, at=at, case_id=case.pk, party_id=party.pk, address=Address(**entries),
        paper=_file(case, actor, at, upload),
    )  # fmt: skip


def _rectify(case: Case, actor: Actor, at: datetime, form: Any) -> Any:
    record, field = form.chosen()
    entries = form.cleaned_data
    return actions.rectify(
        actor=actor,
        at=at,
        case_id=case.pk,
        record_of=record,
        field=field,
        new=entries["new"],
        reason=entries["reason"],
    )


def _decide(decision: Callable[..., Any]) -> Run:
    def run(case: Case, actor: Actor, at: datetime, form: Any) -> Any:
        entries = dict(form.cleaned_data)
        row = entries.pop("rectification")
        return decision(actor=actor, at=at, rectification_id=row.pk, **entries)

    return run


def _release(case: Case, actor: Actor, at: datetime, form: Any) -> Any:
    entries = form.cleaned_data
    return exhibits.release(actor=actor, at=at, exhibit_id=entries["exhibit"].pk, reason=entries["reason"])


def _open(case: Case) -> bool:
    return case.state != lifecycle.CONCLUDED


def _may_move(act: str) -> Callable[[Case], bool]:
    return lambda case: lifecycle.after(case.state, act) is not None


def _proposed(case: Case) -> bool:
    return Rectification.objects.filter(chain=case.chain, state=Rectification.State.PROPOSED).exists()


def _quarantined(case: Case) -> bool:
    return Exhibit.objects.filter(scope=case.chain, state=Exhibit.State.QUARANTINED).exists()


STAFF_ACTS: dict[str, StaffAct] = {
    "add-party": StaffAct("cases.party_added", _("Add a party"), forms.PartyForm, _plain(actions.add_party), _open),
    "link-account": StaffAct(
        "cases.account_linked", _("Link an account"), forms.LinkAccountForm, _plain(actions.link_account)),
    "add-agent": StaffAct(
        "cases.representation_added", _("Enter an agent"), forms.AddAgentForm, _add_agent, _open),
    "change-agent": StaffAct(
        "cases.lawyer_changed", _("Change an agent"), forms.ChangeAgentForm, _change_agent, _open),
    "end-agent": StaffAct(
        "cases.representation_ended", _("End a representation"), forms.EndAgentForm,
        _by_key(actions.end_representation, agent="representation_id")),
    "enter-authority": StaffAct(
        "cases.authority_entered", _("Enter an authority to act"), forms.EnterAuthorityForm, _enter_authority, _open),
    "confirm-authority": StaffAct(
        "cases.authority_confirmed", _("Confirm an authority"), forms.LinkForm,
        _by_key(actions.confirm_authority, link="link_id"), _open),
    "end-authority": StaffAct(
        "cases.authority_ended", _("End an authority"), forms.EndLinkForm,
        _by_key(actions.end_authority, link="link_id")),
    "confirm-address": StaffAct(
        "cases.address_confirmed", _("Enter an address confirmed on paper"), forms.PaperAddressForm, _confirm_address),
    "withdraw-consent": StaffAct(
        "cases.consent_withdrawn", _("Enter the withdrawal of a consent"), forms.WithdrawForm,
        _by_key(actions.withdraw_consent, party="party_id")),
    "file-exhibit": StaffAct(
        "cases.exhibit_filed", _("File an exhibit"), forms.FileForm, _by_key(actions.file_exhibit, party="party_id")),
    "release-exhibit": StaffAct(
        "exhibits.released", _("Release from quarantine"), forms.ReleaseForm, _release, _quarantined),
    "succeed-party": StaffAct(
        "cases.party_succeeded", _("Enter a succession"), forms.SucceedForm,
        _by_key(actions.succeed_party, party="party_id"), _open),
    "assign": StaffAct("cases.assigned", _("Assign the case"), forms.AssignForm, _plain(actions.assign), _open),
    "stay": StaffAct(
        "cases.stayed", _("Stay the case"), forms.ReasonActForm, _plain(actions.stay), _may_move("cases.stayed")),
    "resume": StaffAct(
        "cases.resumed", _("Resume the case"), forms.ReasonActForm, _plain(actions.resume),
        _may_move("cases.resumed")),
    "conclude": StaffAct(
        "cases.concluded", _("Conclude the case"), forms.ConcludeForm, _plain(actions.conclude),
        _may_move("cases.concluded")),
    "rectify": StaffAct("audit.rectification_proposed", _("Rectify an entry"), rectifying.RectifyForm, _rectify),
    "confirm-rectification": StaffAct(
        "audit.rectified", _("Confirm a rectification"), rectifying.DecideForm, _decide(audit.confirm_rectification),
        _proposed),
    "decline-rectification": StaffAct(
        "audit.rectification_declined", _("Decline a rectification"), rectifying.DeclineForm,
        _decide(audit.decline_rectification), _proposed),
}  # fmt: skip
