"""The words of acts and notices: electronic service, and the access codes of every area."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from service_of_process.apps.channels_words import prepare as with_court
from service_of_process.models import AccessCode, DocumentReading, ElectronicDelivery, LegalBasis
from service_of_process.rules import electronic
from service_of_process.rules.channels import BY_CONSENT

_GATEWAY = {"gateway": dict(ElectronicDelivery.Gateway.choices), "basis": dict(LegalBasis.choices)}
_BASIS = {"basis": dict(LegalBasis.choices)}
_OPENED = {"reading": dict(DocumentReading.Kind.choices), "document": {"": _("the list of documents")}}
_KIND = {"kind": dict(AccessCode.Kind.choices)}

ACT_WORDS: dict[str, tuple[Any, Any, Mapping[str, Mapping[str, Any]]]] = {
    "documents_sent": (
        _("Documents sent electronically"),
        _("The documents of leg %(leg)s were sent electronically: %(gateway)s; on %(basis)s."), _GATEWAY),
    "arrival_recorded": (
        _("Arrival recorded"),
        _("The message of leg %(leg)s arrived; receipt is still to be confirmed (%(basis)s)."), _BASIS),
    "effective_arrival_recorded": (
        _("Effective arrival recorded"),
        _("The message of leg %(leg)s arrived at an address that the addressee provided or confirmed (%(basis)s)."), _BASIS),
    "documents_opened": (
        _("Documents opened"), _("The addressee opened on leg %(leg)s: %(document)s."), _OPENED),
    "reading_recorded": (
        _("Reading recorded"), _("The documents of leg %(leg)s were read; receipt is presumed and may be rebutted."), {}),
    "receipt_confirmed": (
        _("Receipt confirmed"), _("Receipt of the documents of leg %(leg)s was confirmed."), {}),
    "bounce_recorded": (
        _("Message came back"), _("The message of leg %(leg)s came back."), {}),
    "delivery_given_up": (
        _("Electronic sending given up"), _("Nobody confirmed receipt on leg %(leg)s; the court waits no longer."), {}),
    "paper_copy_asked": (
        _("Paper copy asked for"), _("A paper copy of the judgment served on leg %(leg)s was asked for."), {}),
    "paper_copy_given": (
        _("Paper copy given"), _("The paper copy of the judgment served on leg %(leg)s was given."), {}),
    "access_code_issued": (
        _("Access code issued"), _("An access code was issued for %(reference)s: %(kind)s."), _KIND),
    "access_code_revoked": (
        _("Access code revoked"), _("An access code of %(reference)s was revoked: %(kind)s."), _KIND),
}  # fmt: skip

SERVED_LABEL = _("Documents of a court are served on you")
SERVED_SUBJECT = _("%(court)s serves documents on you: %(reference)s")
SERVED_BODY = _(
    "%(court)s serves judicial documents on you in matter %(reference)s. Open them by the link in this message. You can "
    "also go to the page %(page)s and enter the code there:\n\n%(code)s\n\n%(meaning)s\n\n%(paper)sThe code is meant for you "
    "alone. Neither the court nor the portal will ask you for it, nor for money."
)
SERVED_FOOTER = _(
    "This message was sent by the portal on behalf of the court and serves judicial documents. If they are not meant for "
    "you, please tell the court. Please do not reply: write through the portal or to the court's contact person."
)

NOTICE_WORDS: dict[str, tuple[Any, Any, Any]] = {
    "documents_waiting": (
        _("Documents of a court wait for you"),
        _("%(reference)s: documents wait for you"),
        _("%(court)s has sent you documents electronically in matter %(reference)s. You can open them here with your account."),
    ),
    "message_came_back": (
        _("An electronic message came back"),
        _("%(reference)s: the message of leg %(leg)s came back"),
        _("The message with the documents of leg %(leg)s in matter %(reference)s came back. Where the leg is over, choose "
          "the next route; where a proof is before the judge, weigh it with this report."),
    ),
}  # fmt: skip

_BY_ARRIVAL = _(
    "You agreed to electronic service and gave this address. The documents count as having reached you when this message "
    "arrives (Civil Procedure Law, art. 90), whether or not you open it."
)
_BY_READING = _(
    "You agreed to electronic service. This address is not the one you confirmed: please confirm receipt on the page. Where "
    "you open every document, the court may presume that you received them, unless you show otherwise (Online Litigation "
    "Rules, art. 31)."
)
_BY_RECEIPT = _(
    "Please confirm receipt on the page. Until you do, this message alone counts for nothing, and the court may serve you "
    "in another way (2009 Provisions, art. 8)."
)
_PAPER = _("You can ask for the judgment on paper there (Civil Procedure Law, art. 90).")


def prepare_served(context: Mapping[str, Any]) -> dict[str, Any]:
    """Court, page and meaning of the message in the recipient's language, by the basis of the leg."""
    from django.conf import settings
    from django.urls import reverse

    by_arrival = electronic.act_of_arrival(
        str(context.get("basis", "")), is_confirmed_address=bool(context.get("is_confirmed_address"))
    )
    if by_arrival == electronic.EFFECTIVE:
        meaning = _BY_ARRIVAL
    else:
        meaning = _BY_READING if context.get("basis") == BY_CONSENT else _BY_RECEIPT
    paper = f"{_PAPER}\n\n" if context.get("is_judgment") else ""
    page = f"{settings.PORTAL_BASE_URL}{reverse('service:documents')}"
    return {**with_court(context), "meaning": str(meaning), "paper": paper, "page": page}
