"""The buttons of the other channels and of inbound requests."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from portal.audit.actors import Actor
from service_of_process.actions import (
    attempts,
    delivering,
    inbound_registering,
    inbound_replying,
    inbound_results,
    inbound_steps,
    leaving,
    pilot,
    posting,
    publishing,
)
from service_of_process.forms import channels as forms
from service_of_process.forms import inbound
from service_of_process.forms.acts import ActForm, MatterForm, simple
from service_of_process.models import CourtPractice, Leg, ServiceMatter
from service_of_process.rules import channels, lifecycle
from service_of_process.rules import inbound as law
from service_of_process.rules.delivering import MAY_BE_LEFT

SEEN = tuple(field.name for field in fields(attempts.Seen))


def with_seen(action: Callable[..., Any], *, keeps_method: bool = False) -> Callable[..., Any]:
    """Like ``simple`` for an act on a leg that takes what the server reports as one value.

    ``keeps_method``: the act takes the method by itself too.
    """

    def run(*, actor: Actor, at: datetime, matter: ServiceMatter, leg: Leg | None, **entered: Any) -> Any:
        assert leg is not None  # the desk offers these buttons on a leg only
        seen = attempts.Seen(**{name: entered.pop(name) for name in SEEN if name in entered})
        if keeps_method:
            entered["method"] = seen.method
        return action(actor=actor, at=at, leg_id=leg.pk, seen=seen, **entered)

    return run


def _may_be_left(matter: ServiceMatter, leg: Leg | None) -> bool:
    return leg is not None and leg.channel in MAY_BE_LEFT


def _pilot_is_open(matter: ServiceMatter, leg: Leg | None) -> bool:
    if matter.region != law.HONG_KONG or matter.is_inbound or matter.kind != ServiceMatter.Kind.SERVICE:
        return False
    return CourtPractice.objects.filter(court=matter.court_id, pilot_is_open=True).exists()


def _channel(channel: str) -> Callable[[ServiceMatter, Leg | None], bool]:
    return lambda matter, leg: leg is not None and leg.channel == channel


def _may_refuse(matter: ServiceMatter, leg: Leg | None) -> bool:
    return bool(law.GROUNDS[matter.region])


def _may_refer(matter: ServiceMatter, leg: Leg | None) -> bool:
    return matter.region == law.MACAO and matter.court.level not in ("high", "supreme")


def _without_proof(matter: ServiceMatter, leg: Leg | None) -> bool:
    """A receipt or a return may still come in."""
    return leg is not None and not leg.certificates.filter(replaced_by=None).exists()


def _may_close(matter: ServiceMatter, leg: Leg | None) -> bool:
    """A request that was answered, or evidence of our own on which no leg runs any more."""
    if not matter.is_inbound and matter.kind != ServiceMatter.Kind.EVIDENCE:
        return False
    states = set(matter.legs.values_list("state", flat=True))
    return bool(states) and states <= lifecycle.LEG_OVER | (
        {lifecycle.SENT_BACK} if matter.is_inbound else set()
    )


def _leg(act: str, label: Any, form: Any, action: Callable[..., Any], **more: Any) -> ActForm:
    return ActForm(act, label, form, simple(action, on_leg=True), on_leg=True, **more)


def _seen(act: str, label: Any, form: Any, action: Callable[..., Any], **more: Any) -> ActForm:
    return ActForm(act, label, form, with_seen(action), on_leg=True, **more)


OFFERED: tuple[ActForm, ...] = (
    _leg("mail_posted", _("Record the posting"), forms.PostForm, posting.post_mail),
    _leg("mail_signed", _("Record the signed receipt"), forms.SignatureForm, posting.record_signature, shown=_without_proof),
    _leg("mail_returned", _("Record the returned mail"), forms.MailReturnForm, posting.record_return, alarming=True,
         shown=_without_proof),
    _seen("attempt_recorded", _("Record an attempt without success"), forms.AttemptForm, attempts.record_attempt),
    _seen("delivery_signed", _("Record the delivery"), forms.DeliveryForm, delivering.record_delivery),
    _seen("left_behind", _("Record the leaving"), forms.LeavingForm, leaving.leave_behind, shown=_may_be_left),
    _leg("delivery_failed", _("End without success"), forms.FailureForm, delivering.record_failure, alarming=True),
    ActForm("pilot_ordered", _("Order service by a Hong Kong lawyer (pilot)"), forms.PilotOrderForm,
            simple(pilot.order_pilot, on_leg=False), shown=_pilot_is_open),
    _leg("lawyer_instructed", _("Record the lawyer's instruction"), forms.InstructForm, pilot.instruct_lawyer),
    _seen("affidavit_received", _("Record the affidavit of service"), forms.AffidavitForm, pilot.receive_affidavit),
    _leg("publication_recorded", _("Record a publication"), forms.PublicationForm, publishing.record_publication),
    # -- inbound
    _leg("request_reviewed", _("Record the review"), inbound.ReviewForm, inbound_steps.review_request),
    _leg("request_referred", _("Refer to the High People's Court"), inbound.ReferForm,
         inbound_registering.refer_request, shown=_may_refer),
    _leg("inbound_supplement_requested", _("Ask for a supplement"), inbound.SupplementWantedForm,
         inbound_steps.request_supplement),
    _leg("inbound_supplement_received", _("Record the supplement"), inbound.SupplementCameForm,
         inbound_steps.receive_supplement),
    _leg("request_assigned", _("Assign to the executing court"), inbound.AssignForm, inbound_steps.assign_request),
    ActForm("inbound_served", _("Record the service carried out"), inbound.ServedForm,
            with_seen(inbound_results.record_service, keeps_method=True), on_leg=True,
            shown=_channel(channels.INBOUND_SERVICE)),
    _leg("inbound_not_served", _("Record that service failed"), inbound.NotServedForm,
         inbound_results.record_non_service, alarming=True, shown=_channel(channels.INBOUND_SERVICE)),
    _leg("inbound_evidence_taken", _("Record the evidence taken"), inbound.EvidenceTakenForm,
         inbound_results.record_evidence, shown=_channel(channels.INBOUND_EVIDENCE)),
    _leg("inbound_evidence_not_taken", _("Record that no evidence could be taken"), inbound.NoEvidenceForm,
         inbound_results.record_no_evidence, alarming=True, shown=_channel(channels.INBOUND_EVIDENCE)),
    _leg("inbound_refused", _("Refuse the request"), inbound.RefuseForm, inbound_results.refuse_request,
         alarming=True, shown=_may_refuse),
    _leg("reply_made", _("Record the reply"), inbound.ReplyForm, inbound_replying.make_reply),
    _leg("reply_sent", _("Record that the reply was sent"), inbound.ReplySentForm, inbound_replying.send_reply),
    ActForm("matter_closed", _("Close the matter"), MatterForm,
            simple(inbound_replying.close_matter, on_leg=False), shown=_may_close),
)  # fmt: skip
