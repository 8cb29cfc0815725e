"""The acts of the court on a power before and around the session: which form, which action."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from portal.audit.actors import Actor
from portal.power_of_attorney.actions import booking, identity, interpreters, reviewing
from portal.power_of_attorney.actions.instruments import make_instrument
from portal.power_of_attorney.actions.lobby import open_lobby
from portal.power_of_attorney.forms import preparing_desk as forms
from portal.power_of_attorney.models import PowerOfAttorney
from portal.power_of_attorney.rules.lifecycle import P
from portal.power_of_attorney.viewsets.acts import PowerAct


def _plain(action: Callable[..., Any]) -> Any:
    """An action that takes the power's key and the form's entries as they are named."""

    def run(power: PowerOfAttorney, actor: Actor, at: datetime, form: Any) -> Any:
        return action(actor=actor, at=at, power_id=power.pk, **form.cleaned_data)

    return run


def _with_slot(action: Callable[..., Any]) -> Any:
    def run(power: PowerOfAttorney, actor: Actor, at: datetime, form: Any) -> Any:
        entries = dict(form.cleaned_data)
        slot = entries.pop("slot")
        return action(actor=actor, at=at, power_id=power.pk, slot_id=slot.pk, **entries)

    return run


def _link(power: PowerOfAttorney, actor: Actor, at: datetime, form: Any) -> Any:
    party = form.cleaned_data["party"]
    return reviewing.link_case(
        actor=actor, at=at, power_id=power.pk, case_id=party.case_id, party_id=party.pk
    )


def _make(power: PowerOfAttorney, actor: Actor, at: datetime, form: Any) -> Any:
    return make_instrument(actor=actor, at=at, power=power, reason="review")


def _act(name: str, label: Any, form: Any, run: Any, alarming: bool = False, **more: Any) -> PowerAct:
    return PowerAct(f"{P}{name}", label, form, run, alarming, **more)


ACTS: dict[str, PowerAct] = {
    "open-identity": _act(
        "identity_check_opened", _("Begin the check of the identity"), forms.BareForm,
        _plain(identity.open_identity_check)),
    "ask-platform": _act(
        "identity_verified", _("Ask the platform"), forms.BareForm, _plain(identity.ask_platform),
        permission="identity.platform_consulted"),
    "verify": _act(
        "identity_verified", _("Identity verified"), forms.ComparedForm, _plain(identity.verify_identity)),
    "confirm": _act(
        "identity_confirmed_manually", _("Confirm the identity by hand"), forms.ComparedForm,
        _plain(identity.confirm_identity_manually)),
    "fail": _act(
        "identity_failed", _("Identity not established"), forms.ReasonForm, _plain(identity.fail_identity), True),
    "open-review": _act("review_opened", _("Begin the review"), forms.BareForm, _plain(reviewing.open_review)),
    "basis": _act(
        "legal_basis_recorded", _("Record the legal basis"), forms.LegalBasisForm,
        _plain(reviewing.record_legal_basis)),
    "link-case": _act(
        "case_linked", _("Link with a case"), forms.CaseForm, _link, shown=lambda power: power.state == "doc_review"),
    "make-instrument": _act("instrument_made", _("Make the text of the power"), forms.BareForm, _make),
    "order-cure": _act(
        "cure_ordered", _("Order a correction"), forms.CureForm, _plain(reviewing.order_cure)),
    "extend-cure": _act("cure_extended", _("Give more time"), forms.LaterForm, _plain(reviewing.extend_cure)),
    "lapse-cure": _act(
        "cure_lapsed", _("Not corrected in time"), forms.LapseForm, _plain(reviewing.lapse_cure), True),
    "refuse": _act("refused", _("Refuse"), forms.ReasonForm, _plain(reviewing.refuse), True),
    "clear": _act("cleared", _("Papers in order"), forms.ClearForm, _plain(reviewing.clear)),
    "engage-interpreter": _act(
        "interpreter_engaged", _("Engage an interpreter"), forms.InterpreterForm,
        _plain(interpreters.engage_interpreter),
        shown=lambda power: not power.interpreters.filter(released_at=None).exists()),
    "release-interpreter": _act(
        "interpreter_released", _("Release the interpreter"), forms.ReasonForm,
        _plain(interpreters.release_interpreter), True,
        shown=lambda power: power.interpreters.filter(released_at=None).exists()),
    "book": _act("booked", _("Book a time"), forms.BookForm, _with_slot(booking.book)),
    "open-lobby": _act("lobby_opened", _("Open the lobby"), forms.BareForm, _plain(open_lobby)),
    "move": _act("rescheduled", _("Move to another time"), forms.MoveForm, _with_slot(booking.reschedule)),
    "cancel": _act(
        "booking_cancelled", _("Cancel the booking"), forms.ReasonForm, _plain(booking.cancel_booking), True),
    "no-show": _act(
        "no_show_recorded", _("Somebody did not come"), forms.NoShowForm, _plain(booking.record_no_show), True),
    "change": _act("change_ordered", _("Back to review"), forms.ReasonForm, _plain(reviewing.order_change), True),
}  # fmt: skip
