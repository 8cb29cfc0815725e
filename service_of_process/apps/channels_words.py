"""The words of acts and notices: other channels, inbound requests."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from portal.notices.kinds import court_of
from service_of_process.models import Attempt, LegalBasis, Means, Reason, Region, ServiceMatter
from service_of_process.models.choices import InboundMethod, RefusalGround
from service_of_process.models.legs import CertificateOfService

_REASON = {"reason": dict(Reason.choices)}
_ATTEMPT = {"result": dict(Attempt.Result.choices), **_REASON}
_RECEIPT = {"receipt": dict(CertificateOfService.Kind.choices)}
_BASIS = {"basis": dict(LegalBasis.choices)}
_PLACE = {"place": {"mainland": _("in the Mainland"), "local": _("at the addressee's place")}}
_REQUEST = {"region": dict(Region.choices), "kind": dict(ServiceMatter.Kind.choices)}
_METHOD = {"method": dict(InboundMethod.choices)}
_GROUND = {"ground": dict(RefusalGround.choices)}
_EXTENT = {"is_whole": {"True": _("everything that was asked for"), "False": _("a part")}}
_MEANS = {"means": dict(Means.choices)}

ACT_WORDS: dict[str, tuple[Any, Any, Mapping[str, Mapping[str, Any]]]] = {
    "mail_posted": (_("Documents posted"), _("The documents of leg %(leg)s were posted with a return receipt."), {}),
    "mail_signed": (
        _("Mail signed for"),
        _("The mail of leg %(leg)s was signed for (%(receipt)s); the proof reached the court on %(received_date)s."), _RECEIPT),
    "mail_returned": (_("Mail returned"), _("The mail of leg %(leg)s came back: %(reason)s."), _REASON),
    "attempt_recorded": (
        _("Attempt recorded"), _("Attempt %(number)s on leg %(leg)s: %(result)s."), _ATTEMPT),
    "delivery_signed": (
        _("Documents handed over"),
        _("The documents of leg %(leg)s were handed over and signed for; the receipt reached the court on "
          "%(received_date)s."), {}),
    "left_behind": (
        _("Documents left"), _("The documents of leg %(leg)s were left after a refusal to sign."), {}),
    "delivery_failed": (_("Route without success"), _("Leg %(leg)s ended without success: %(reason)s."), _REASON),
    "pilot_ordered": (
        _("Service by a Hong Kong lawyer ordered"),
        _("The judge ordered service by a Hong Kong lawyer as leg %(leg)s, on %(basis)s."), _BASIS),
    "lawyer_instructed": (
        _("Lawyer instructed"), _("The lawyer received the documents of leg %(leg)s."), {}),
    "affidavit_received": (
        _("Affidavit of service received"),
        _("The lawyer's affidavit of service for leg %(leg)s reached the court on %(received_date)s."), {}),
    "publication_recorded": (
        _("Publication recorded"), _("The notice of leg %(leg)s was published %(place)s: %(paper)s."), _PLACE),
    "notice_began": (
        _("Notice began to run"), _("The term of the notice of leg %(leg)s runs; its last day is %(due_date)s."), {}),
    "request_registered": (
        _("Request registered"),
        _("A request from %(region)s was registered as %(reference)s: %(kind)s; received on %(received_date)s."), _REQUEST),
    "request_reviewed": (_("Request reviewed"), _("Request %(reference)s was found in order."), {}),
    "request_referred": (
        _("Request referred"), _("Request %(reference)s was referred from court %(from)s to court %(to)s."), {}),
    "inbound_supplement_requested": (
        _("Supplement asked of the requesting side"),
        _("Supplement %(number)s to %(reference)s was asked of the requesting side; the period runs on."), {}),
    "inbound_supplement_received": (
        _("Supplement of the requesting side received"), _("Supplement %(number)s to %(reference)s was received."), {}),
    "request_assigned": (
        _("Request assigned"), _("Request %(reference)s was assigned to court %(court)s."), {}),
    "inbound_served": (
        _("Served for the requesting side"), _("The documents of %(reference)s were served: %(method)s."), _METHOD),
    "inbound_not_served": (
        _("Not served for the requesting side"), _("The documents of %(reference)s could not be served: %(reason)s."),
        _REASON),
    "inbound_evidence_taken": (
        _("Evidence taken for the requesting side"), _("Evidence was taken under %(reference)s: %(is_whole)s."), _EXTENT),
    "inbound_evidence_not_taken": (
        _("No evidence taken for the requesting side"),
        _("No evidence could be taken under %(reference)s: %(reason)s."), _REASON),
    "inbound_refused": (
        _("Request refused"), _("Request %(reference)s was refused with written reasons: %(ground)s."), _GROUND),
    "reply_made": (_("Reply made"), _("The reply to the requesting side in %(reference)s stands under seal."), {}),
    "reply_sent": (
        _("Reply sent back"), _("The reply in %(reference)s was sent back: %(means)s."), _MEANS),
    "matter_closed": (_("Service matter closed"), _("Matter %(reference)s was closed."), {}),
}  # fmt: skip

NOTICE_WORDS: dict[str, tuple[Any, Any, Any]] = {
    "pilot_ordered": (
        _("A judge ordered service by a Hong Kong lawyer"),
        _("%(reference)s: service by a Hong Kong lawyer ordered"),
        _(
            "The judge of %(court)s has ordered service by a Hong Kong lawyer in matter %(reference)s (leg %(leg)s). "
            "Please instruct the lawyer and record it on the page of the matter."
        ),
    ),
    "request_assigned": (
        _("A request from Hong Kong or Macao was assigned"),
        _("%(reference)s: a request to be carried out"),
        _(
            "%(court)s has assigned request %(reference)s to your court. The letter, the papers and the last day stand on "
            "the page of the matter. There is no public notice in assistance."
        ),
    ),
}


def prepare(context: Mapping[str, Any]) -> dict[str, Any]:
    """The court's name in the recipient's language."""
    return {"court": court_of(context)}
