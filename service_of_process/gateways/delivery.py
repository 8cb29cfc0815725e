"""The ways in which an electronic sending leaves the court, and what each shows of its success.

``portal``: e-mail by the outbox of notices. ``recorded``: another system of the court sent it; people say what it
showed. ``simulated``: nothing leaves the portal, for demonstrations, marked wherever it stands.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from portal.cases.queries import court_names
from portal.notices import outbox
from portal.notices.models import Notice
from service_of_process.models import ElectronicDelivery
from service_of_process.rules import electronic

KIND = "service_of_process.documents_served"
#: The mail server of the addressee said no to the address itself.
REFUSED = "SMTPRecipientsRefused"


@dataclass(frozen=True)
class Outcome:
    """What the system that sent shows: success at a moment, or an address that does not take mail."""

    at: datetime
    is_success: bool
    source: str


class Gateway(Protocol):
    """One way of sending."""

    def send(self, delivery: ElectronicDelivery, code: str, at: datetime) -> None:
        """Let the message leave, in the caller's transaction. ``code`` opens the documents; it is kept nowhere."""

    def outcome(self, delivery: ElectronicDelivery) -> Outcome | None:
        """What is known of it by itself; None while nothing is."""


class PortalMail:
    """E-mail by the outbox: tried again until the mail server takes it, a work item when it never does."""

    def send(self, delivery: ElectronicDelivery, code: str, at: datetime) -> None:
        matter = delivery.leg.matter
        outbox.queue(
            kind=KIND,
            recipient=outbox.Recipient(key_of(delivery), delivery.address, delivery.language),
            context={
                "reference": matter.reference, "court_names": court_names(matter.court), "code": code,
                "path": f"/service/documents/#{code}", "basis": delivery.leg.legal_basis,
                "is_confirmed_address": delivery.is_confirmed_address, "is_judgment": matter.is_judgment,
            },
            dedupe=f"{KIND}|{delivery.pk}",
            at=at,
            court=matter.court.code,
            chain=matter.chain,
        )  # fmt: skip

    def outcome(self, delivery: ElectronicDelivery) -> Outcome | None:
        notice = Notice.objects.filter(kind=KIND, recipient_key=key_of(delivery)).first()
        if notice is None:
            return None
        if notice.sent_at is not None:
            return Outcome(notice.sent_at, is_success=True, source=electronic.BY_MAIL_SYSTEM)
        if notice.failed_at is not None and notice.last_error == REFUSED:
            return Outcome(notice.failed_at, is_success=False, source=electronic.BY_MAIL_SYSTEM)
        return None


class Recorded:
    """Another system of the court sent it: what it shows is entered by whoever reads it there."""

    def send(self, delivery: ElectronicDelivery, code: str, at: datetime) -> None:
        return None

    def outcome(self, delivery: ElectronicDelivery) -> Outcome | None:
        return None


class Simulated:
    """Nothing leaves the portal; the moment of sending counts as the moment of success."""

    def send(self, delivery: ElectronicDelivery, code: str, at: datetime) -> None:
        return None

    def outcome(self, delivery: ElectronicDelivery) -> Outcome | None:
        return Outcome(delivery.sent_at, is_success=True, source=electronic.BY_SIMULATION)


GATEWAYS: dict[str, Gateway] = {
    ElectronicDelivery.Gateway.PORTAL.value: PortalMail(),
    ElectronicDelivery.Gateway.RECORDED.value: Recorded(),
    ElectronicDelivery.Gateway.SIMULATED.value: Simulated(),
}


def key_of(delivery: ElectronicDelivery) -> str:
    """The key of the outbox for the addressee of a sending, who may have no account."""
    return f"delivery:{delivery.pk}"
