"""The buttons of entrusted requests, and of what may be rectified on every leg."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from portal.audit.actors import Actor
from service_of_process.actions import (
    certificates,
    dispatching,
    evidence_results,
    receiving,
    rectifying,
    relaying,
    reminders,
    returns,
    submitting,
    supplements,
    transferring,
)
from service_of_process.forms import entrusted as forms
from service_of_process.forms.acts import ActForm, MatterForm, simple
from service_of_process.models import Leg, ServiceMatter
from service_of_process.rules import channels, lifecycle
from service_of_process.rules import rectifying as law


def is_entrusted(matter: ServiceMatter, leg: Leg | None) -> bool:
    """A request of our own to a court or authority beyond the border."""
    return leg is not None and leg.family in (channels.ENTRUSTED, channels.EVIDENCE)


def _under_way(matter: ServiceMatter, leg: Leg | None) -> bool:
    return is_entrusted(matter, leg) and matter.state in (lifecycle.ACTIVE, lifecycle.PROPOSED_SERVED)


def _may_go_up(matter: ServiceMatter, leg: Leg | None) -> bool:
    return _under_way(matter, leg) and matter.court.level not in ("supreme", "high")


def _may_go_out(matter: ServiceMatter, leg: Leg | None) -> bool:
    return leg is not None and _under_way(matter, leg) and forms.writes_itself(leg)


def _receipt_open(matter: ServiceMatter, leg: Leg | None) -> bool:
    return leg is not None and (leg.received_date is None or leg.received_is_estimated)


def _was_sent(matter: ServiceMatter, leg: Leg | None) -> bool:
    return leg is not None and is_entrusted(matter, leg) and leg.dispatched_date is not None


def _has_entries(matter: ServiceMatter, leg: Leg | None) -> bool:
    return leg is not None and bool(forms.entries(leg))


def rectify(
    *, actor: Actor, at: datetime, matter: ServiceMatter, leg: Leg | None, field: str, value: Any, reason: str,
    **_fields: Any,
) -> Leg:  # fmt: skip
    """The rectification as the form enters it: the day or the number as one value, errors beside the right field."""
    assert leg is not None
    try:
        return rectifying.rectify(actor=actor, at=at, leg_id=leg.pk, field=field, value=value, reason=reason)
    except ValidationError as error:
        if "value" not in getattr(error, "error_dict", {}):
            raise
        entered = "right_date" if law.is_date(field) else "right_number"
        raise ValidationError({entered: error.error_dict["value"]}) from error


def _button(act: str, label: Any, form: Any, action: Any, **more: Any) -> ActForm:
    return ActForm(
        act, label, form, simple(action, on_leg=True), on_leg=True, **{"shown": is_entrusted, **more}
    )


OFFERED: tuple[ActForm, ...] = (
    _button("leg_submitted", _("Submit to the desk"), MatterForm, submitting.submit_leg, shown=_under_way),
    _button("leg_sent_back", _("Send back"), forms.ReasonForm, submitting.send_back_leg),
    _button("leg_transferred", _("Transfer to the High People's Court"), forms.TransferForm,
            transferring.transfer_leg, shown=_may_go_up),
    _button("leg_returned_for_correction", _("Return to be corrected"), forms.CorrectionForm,
            transferring.return_for_correction),
    _button("leg_dispatched", _("Record the dispatch"), forms.DispatchForm, dispatching.dispatch_leg,
            shown=_may_go_out),
    _button("receipt_recorded", _("Record the receipt"), forms.ReceiptForm, receiving.record_receipt,
            shown=_receipt_open),
    _button("receipt_estimated", _("Estimate the receipt"), forms.EstimateForm, receiving.estimate_receipt,
            shown=_receipt_open),
    _button("supplement_requested", _("Supplement asked for"), forms.SupplementAskedForm,
            supplements.request_supplement),
    _button("supplement_sent", _("Send the supplement"), forms.SupplementSentForm, supplements.send_supplement),
    _button("supplement_received", _("Supplement received"), forms.SupplementReceivedForm,
            supplements.supplement_arrived),
    _button("reminder_sent", _("Record a reminder"), forms.ReminderForm, reminders.send_reminder),
    _button("service_certified", _("Record the certificate of service"), forms.CertificateForm, certificates.certify_service,
            shown=_was_sent),
    _button("non_service_certified", _("Record the certificate of non-service"), forms.NonServiceForm,
            certificates.certify_non_service, shown=_was_sent),
    _button("return_recorded", _("Something came back"), forms.ReturnForm, returns.record_return),
    _button("evidence_taken", _("Evidence taken"), forms.EvidenceForm, evidence_results.evidence_taken),
    _button("evidence_partly_taken", _("Evidence taken in part"), forms.EvidencePartlyForm,
            evidence_results.evidence_partly_taken),
    _button("evidence_not_taken", _("Evidence not taken"), forms.EvidenceNotForm,
            evidence_results.evidence_not_taken),
    _button("result_relayed", _("Result relayed to the court"), forms.RelayForm, relaying.relay_result),
    ActForm("leg_rectified", _("Rectify a date or number"), forms.RectifyForm, rectify, on_leg=True,
            alarming=True, shown=_has_entries),
)  # fmt: skip
