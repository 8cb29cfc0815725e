"""The words of acts and notices: entrusted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from service_of_process.actions.entrusted_steps import label_of
from service_of_process.models import Means, Reason, ReturnGround, ReturnRecord
from service_of_process.rules import rectifying

_MEANS = {"means": dict(Means.choices)}
_REASON = {"reason": dict(Reason.choices)}
_RETURN = {"return": dict(ReturnRecord.Kind.choices), "ground": dict(ReturnGround.choices)}
_FIELD = {"field": {name: label_of(name) for name in rectifying.FIELDS}}

ACT_WORDS: dict[str, tuple[Any, Any, Mapping[str, Mapping[str, Any]]]] = {
    "leg_submitted": (_("Submitted to the desk"), _("Leg %(leg)s was submitted to the judicial-assistance desk."), {}),
    "leg_sent_back": (_("Sent back by the desk"), _("Leg %(leg)s was sent back to be prepared."), {}),
    "leg_transferred": (
        _("Transferred to the High People's Court"),
        _("Leg %(leg)s was transferred to the High People's Court: %(means)s."), _MEANS),
    "leg_returned_for_correction": (
        _("Returned to be corrected"), _("The High People's Court returned leg %(leg)s to be corrected."), {}),
    "leg_dispatched": (
        _("Sent across the border"), _("Leg %(leg)s was sent across the border: %(means)s."), _MEANS),
    "receipt_recorded": (
        _("Receipt recorded"), _("The requested side received leg %(leg)s; last day: %(due_date)s."), {}),
    "receipt_estimated": (
        _("Receipt estimated"),
        _("The receipt of leg %(leg)s was estimated as %(received_date)s; last day: %(due_date)s."), {}),
    "supplement_requested": (
        _("Supplement asked for"), _("The requested side asked for supplement %(round)s on leg %(leg)s."), {}),
    "supplement_sent": (_("Supplement sent"), _("Supplement %(round)s on leg %(leg)s was sent."), {}),
    "supplement_received": (
        _("Supplement received"),
        _("Supplement %(round)s on leg %(leg)s reached the requested side; the period runs on."), {}),
    "reminder_sent": (_("Reminder sent"), _("Reminder %(reminder)s on leg %(leg)s was sent."), {}),
    "service_certified": (
        _("Certificate of service received"), _("Certificate on leg %(leg)s: served on %(service_date)s."), {}),
    "non_service_certified": (
        _("Certificate of non-service received"),
        _("Certificate on leg %(leg)s: not served, %(service_date)s: %(reason)s."), _REASON),
    "result_relayed": (_("Result relayed to the court"), _("The result of leg %(leg)s reached the court."), {}),
    "return_recorded": (
        _("Return recorded"), _("Leg %(leg)s came back. %(return)s: %(ground)s."), _RETURN),
    "evidence_taken": (_("Evidence taken"), _("The evidence asked for in leg %(leg)s was taken."), {}),
    "evidence_partly_taken": (
        _("Evidence taken in part"), _("The evidence asked for in leg %(leg)s was taken in part."), {}),
    "evidence_not_taken": (
        _("Evidence not taken"), _("The evidence asked for in leg %(leg)s was not taken: %(reason)s."), _REASON),
    "leg_rectified": (
        _("Entry rectified"), _("Leg %(leg)s, %(field)s: %(old)s was rectified to %(new)s."), _FIELD),
    "clock_replaced": (
        _("Period computed anew"),
        _("A period of leg %(leg)s was computed anew: last day %(old_due_date)s before, %(new_due_date)s now."), {}),
}  # fmt: skip

NOTICE_WORDS: dict[str, tuple[Any, Any, Any]] = {
    "leg_sent_back": (
        _("A leg was sent back by the desk"), _("%(reference)s, leg %(leg)s: sent back"),
        _("The judicial-assistance desk sent leg %(leg)s of %(reference)s back to be prepared:\n\n%(reason)s"),
    ),
    "leg_returned_for_correction": (
        _("A leg was returned to be corrected"), _("%(reference)s, leg %(leg)s: returned to be corrected"),
        _("The High People's Court returned leg %(leg)s of %(reference)s to be corrected:\n\n%(reason)s"),
    ),
    "supplement_requested": (
        _("A supplement was asked for"), _("%(reference)s, leg %(leg)s: the requested side asks for a supplement"),
        _("The requested side asks for a supplement on leg %(leg)s of %(reference)s. Its period runs on meanwhile. The page "
          "of the matter says what it asks for."),
    ),
    "return_recorded": (
        _("A request came back"), _("%(reference)s, leg %(leg)s: came back without a certificate"),
        _("Leg %(leg)s of %(reference)s came back without a certificate. The judge decides what follows from it. The page of "
          "the matter says why it came back."),
    ),
    "unknown_return_recorded": (
        _("A request came back on a ground that the text does not know"),
        _("%(reference)s, leg %(leg)s: came back on a ground that the text does not know"),
        _("Leg %(leg)s of %(reference)s came back on a ground that the Arrangement does not know. It is recorded as received. "
          "The judge decides what follows from it."),
    ),
    "non_service_relayed": (
        _("A request ended without service"), _("%(reference)s, leg %(leg)s: not served"),
        _("The certificate of non-service on leg %(leg)s of %(reference)s has reached the court. The leg is over; choose "
          "another route."),
    ),
    "evidence_result_relayed": (
        _("The result of a request for evidence has come"), _("%(reference)s, leg %(leg)s: result of the request"),
        _("The result of the request for evidence in leg %(leg)s of %(reference)s has reached the court. What was obtained may "
          "be used in the named proceedings only."),
    ),
    "late_result_received": (
        _("A certificate came late"), _("%(reference)s, leg %(leg)s: a certificate after the leg had ended"),
        _("A certificate of service came for leg %(leg)s of %(reference)s after the leg had ended. The judge decides whether "
          "it counts."),
    ),
    "certificate_after_proof": (
        _("Another certificate came"), _("%(reference)s, leg %(leg)s: another certificate came"),
        _("Another certificate came for leg %(leg)s of %(reference)s, which already had its proof. The confirmed date stands "
          "until the judge decides otherwise."),
    ),
    "rectified_after_decision": (
        _("A date was rectified after a decision"), _("%(reference)s, leg %(leg)s: a date was rectified"),
        _("A date of leg %(leg)s of %(reference)s was rectified after the judge had decided. Nothing that was confirmed has "
          "changed; the page of the matter shows the old and the new date, and what is proposed."),
    ),
}  # fmt: skip
