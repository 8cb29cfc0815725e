"""The words of acts: planning."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from service_of_process.models import (
    AddresseeAddress,
    Channel,
    DocumentToBeServed,
    LegalBasis,
    Means,
    Region,
    ServiceMatter,
)

_CHANNEL: Mapping[str, Mapping[str, Any]] = {
    "channel": dict(Channel.choices), "basis": dict(LegalBasis.choices), "means": dict(Means.choices),
}  # fmt: skip
_ADDRESS = {"kind": dict(AddresseeAddress.Kind.choices), "source": dict(AddresseeAddress.Source.choices)}
_DOCUMENT = {"kind": dict(DocumentToBeServed.Kind.choices)}
_MATTER = {"region": dict(Region.choices), "kind": dict(ServiceMatter.Kind.choices)}

ACT_WORDS: dict[str, tuple[Any, Any, Mapping[str, Mapping[str, Any]]]] = {
    "matter_opened": (
        _("Service matter opened"),
        _("Matter %(reference)s was opened for party %(party)s of case %(case)s: %(kind)s, %(region)s."), _MATTER),
    "matter_edited": (_("Service matter edited"), _("What the papers of %(reference)s say was entered anew."), {}),
    "matter_withdrawn": (
        _("Service matter withdrawn"), _("The court no longer asks for service in %(reference)s."), {}),
    "document_added": (
        _("Document added"), _("Document %(number)s was added to %(reference)s: %(kind)s, %(pages)s pages."), _DOCUMENT),
    "document_withdrawn": (
        _("Document withdrawn"), _("Document %(number)s of %(reference)s is served no longer."), _DOCUMENT),
    "address_added": (
        _("Address added"), _("Address %(number)s was entered in %(reference)s: %(kind)s; source: %(source)s."), _ADDRESS),
    "address_withdrawn": (
        _("Address withdrawn"), _("Address %(number)s of %(reference)s no longer counts."), {}),
    "contact_added": (
        _("Person who may receive added"), _("Person %(number)s was entered in %(reference)s: %(channel)s."), _CHANNEL),
    "contact_withdrawn": (
        _("Person who may receive withdrawn"), _("Person %(number)s of %(reference)s no longer counts: %(channel)s."),
        _CHANNEL),
    "leg_opened": (
        _("Route opened"), _("Leg %(leg)s was opened: %(channel)s, on %(basis)s."), _CHANNEL),
    "leg_withdrawn": (_("Route withdrawn"), _("Leg %(leg)s was withdrawn: %(channel)s."), _CHANNEL),
    "evidence_letter_written": (
        _("Letter for evidence written"), _("What the letter of request for evidence asks for was entered."), {}),
    "practice_changed": (
        _("Practice of the court changed"), _("The practice of court %(court)s was changed."), {}),
}  # fmt: skip
