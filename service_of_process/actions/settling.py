"""What mail systems say by themselves: success that has settled, addresses refused, delivery reports (RFC 3464)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from portal.audit.actors import system_actor
from service_of_process.actions.arrivals import record_arrival, record_bounce
from service_of_process.gateways.delivery import GATEWAYS
from service_of_process.gateways.mail_reports import DELIVERED, FAILED, MailReport, delivery_of, reports_in
from service_of_process.models import ElectronicDelivery
from service_of_process.rules import electronic, lifecycle

MAIL = system_actor("mail-reports")
ARRIVED, BOUNCED, IGNORED, UNKNOWN = "arrived", "bounced", "ignored", "unknown"


@dataclass
class Tally:
    """How many sendings arrived or bounced, how many reports said nothing new, how many fit no sending."""

    arrived: int = 0
    bounced: int = 0
    ignored: int = 0
    unknown: int = 0

    def add(self, what: str) -> None:
        """One more of them."""
        setattr(self, what, getattr(self, what) + 1)


def settle_sendings(*, at: datetime) -> dict[str, int]:
    """Record the arrival of what the sending system shows as success for a day, and addresses that it refused.

    The arrival counts from that success, not from today (Interpretation art. 135). Safe to repeat.
    """
    tally = Tally()
    rows = (
        ElectronicDelivery.objects.filter(leg__state=lifecycle.SENT)
        .exclude(gateway=ElectronicDelivery.Gateway.RECORDED)
        .values_list("pk", flat=True)
    )
    for delivery_id in list(rows):
        tally.add(_settle(delivery_id, at))
    return {ARRIVED: tally.arrived, BOUNCED: tally.bounced}


@transaction.atomic
def _settle(delivery_id: UUID, at: datetime) -> str:
    delivery = ElectronicDelivery.objects.select_related("leg").get(pk=delivery_id)
    outcome = GATEWAYS[delivery.gateway].outcome(delivery)
    if outcome is None or delivery.leg.state != lifecycle.SENT:
        return IGNORED
    if not outcome.is_success:
        reason = str(_("The addressee's mail server refused the address."))
        record_bounce(actor=MAIL, at=at, leg_id=delivery.leg_id, bounced_at=outcome.at, reason=reason)
        return BOUNCED
    if not electronic.has_settled(outcome.at, at):
        return IGNORED
    record_arrival(actor=MAIL, at=at, leg_id=delivery.leg_id, arrived_at=outcome.at, source=outcome.source)
    return ARRIVED


def take_reports(content: bytes, *, at: datetime, tally: Tally) -> Tally:
    """Enter what one message of a mail system reports; whatever is no report, or fits no sending, is counted."""
    reports = reports_in(content)
    if not reports:
        tally.add(UNKNOWN)
    for report in reports:
        tally.add(_take(report, at))
    return tally


def _take(report: MailReport, at: datetime) -> str:
    delivery = delivery_of(report)
    if delivery is None:
        return UNKNOWN
    if report.action not in (DELIVERED, FAILED):
        return IGNORED
    moment = _moment(report, delivery, at)
    try:
        with transaction.atomic():
            if report.action == FAILED:
                record_bounce(
                    actor=MAIL,
                    at=at,
                    leg_id=delivery.leg_id,
                    bounced_at=moment,
                    reason=report.reason or FAILED,
                )
                return BOUNCED
            record_arrival(
                actor=MAIL, at=at, leg_id=delivery.leg_id, arrived_at=moment, source=electronic.BY_REPORT
            )
            return ARRIVED
    except ValidationError:  # known already, or the leg went on since
        return IGNORED


def _moment(report: MailReport, delivery: ElectronicDelivery, at: datetime) -> datetime:
    """When the report says that it happened, kept between the sending and now."""
    try:
        said = datetime.fromisoformat(report.said_at)
    except ValueError:
        return at
    if said.tzinfo is None:
        return at
    return min(max(said, delivery.sent_at), at)
