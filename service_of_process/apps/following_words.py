"""The words of acts and notices around following a matter."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from portal.notices.kinds import court_of
from service_of_process.models import AddresseeAddress, ConfirmedFact
from service_of_process.queries.milestone_words import MILESTONES

ACT_WORDS: dict[str, tuple[Any, Any, Mapping[str, Mapping[str, Any]]]] = {
    "fact_submitted": (
        _("Circumstance submitted"),
        _("A circumstance of art. 12 of %(fact_date)s was submitted: %(fact)s."), {"fact": dict(ConfirmedFact.Kind.choices)}),
    "address_supplied": (
        _("Address supplied"), _("Address %(number)s was supplied (%(source)s)."),
        {"source": dict(AddresseeAddress.Source.choices)}),
    "service_challenged": (
        _("Objection to the service"), _("An objection to the service was filed, with %(exhibits)s exhibits."), {}),
    "calendar_issued": (_("Calendar address made"), _("A secret address of due dates was made."), {}),
    "calendar_revoked": (_("Calendar address revoked"), _("The secret address of due dates was revoked."), {}),
    "webhook_added": (_("Webhook added"), _("A webhook was added: %(address)s."), {}),
    "webhook_ended": (_("Webhook ended"), _("A webhook was ended: %(address)s."), {}),
}  # fmt: skip
NOTICE_WORDS: dict[str, tuple[Any, Any, Any]] = {
    "milestone": (
        _("Service: a milestone"), _("%(reference)s: %(milestone)s"),
        _("In matter %(reference)s before %(court)s: %(milestone)s\n\nThe page of the matter shows what comes next and "
          "who holds it.")),
    "address_supplied": (
        _("An address was supplied"), _("%(reference)s: a side named an address"),
        _("In matter %(reference)s a side named an address of the addressee. It stands with the matter on the desk.")),
    "fact_submitted": (
        _("A circumstance of art. 12 was submitted"), _("%(reference)s: a circumstance of art. 12 waits for you"),
        _("In matter %(reference)s a circumstance was submitted from which service may follow (2009 Provisions, art. 12). "
          "The judge decides whether it is found.")),
    "service_challenged": (
        _("An objection to the service"), _("%(reference)s: an objection to the service waits for you"),
        _("In matter %(reference)s somebody objected to the confirmed service. The judge upholds it or sets it aside.")),
}  # fmt: skip


def prepare(context: Mapping[str, Any]) -> dict[str, str]:
    """The court's name and the milestone in the recipient's language."""
    words = MILESTONES.get(context.get("act", ""), "")
    return {
        "court": court_of(context),
        "milestone": str(words) % {"channel": ""} if words else "",
    }


def register() -> None:
    """Every label and kind of this area; called once, when the portal starts."""
    from portal.audit.labels import register_acts
    from portal.notices.kinds import register_kinds

    register_acts("service_of_process", ACT_WORDS)
    register_kinds("service_of_process", NOTICE_WORDS, prepare=prepare)
