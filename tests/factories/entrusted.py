"""Acts on entrusted requests as the cast does them, with days of autumn 2026.

The High People's Court (Luo Jing) receives on 1 September, sends across the border on 4 September; the requested side
receives on 15 September; the certificate says 8 October and comes on 20 October.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from portal.audit.actors import Actor
from portal.calendars.actions import load_seed
from portal.calendars.models import Calendar
from service_of_process.actions import (
    certificates,
    dispatching,
    receiving,
    relaying,
    submitting,
    transferring,
)
from service_of_process.models import CertificateOfService, Leg, ServiceMatter
from service_of_process.rules import channels
from tests.factories import cases, people, service

NOW = service.NOW
TRANSFERRED, SENT, RECEIVED = date(2026, 9, 1), date(2026, 9, 4), date(2026, 9, 15)
SERVED, CAME = date(2026, 10, 8), date(2026, 10, 20)


def calendars() -> None:
    """The official calendars as they come with the portal."""
    if not Calendar.objects.exists():
        load_seed(at=people.LONG_AGO)


def clerk() -> Actor:
    """Wu Min keeps the file."""
    return people.actor(people.clerk_a())


def desk() -> Actor:
    """Shi Lan at court A's own desk."""
    return people.actor(service.own_desk())


def upper() -> Actor:
    """Luo Jing at the High People's Court."""
    return people.actor(people.assistance_desk())


def judge() -> Actor:
    """Lin Xiao has the case."""
    return people.actor(people.judge_a())


def at_hour(hour: int) -> datetime:
    """An hour of the day of the tests, for acts one after another."""
    return datetime(2026, 11, 20, hour, tzinfo=UTC)


def submitted(matter: ServiceMatter, channel: str = channels.ENTRUSTED_HK, **entries: Any) -> Leg:
    """A leg at the desk."""
    leg = service.a_leg(matter, channel, **entries)
    return submitting.submit_leg(actor=clerk(), at=NOW, leg_id=leg.pk)


def transferred(matter: ServiceMatter, channel: str = channels.ENTRUSTED_HK, **entries: Any) -> Leg:
    """A leg with the High People's Court."""
    leg = submitted(matter, channel, **entries)
    return transferring.transfer_leg(
        actor=desk(), at=NOW, leg_id=leg.pk, on=TRANSFERRED, upper_number="粤高法协1号"
    )


def sent(matter: ServiceMatter, channel: str = channels.ENTRUSTED_HK, **entries: Any) -> Leg:
    """A leg sent across the border by the High People's Court."""
    leg = transferred(matter, channel, **entries)
    way = {"means": "post", "postal_number": "EMS-1"}
    if matter.region == "MO":
        way = {"means": "platform", "platform_number": "NMSX-2026-1"}
    return dispatching.dispatch_leg(actor=upper(), at=NOW, leg_id=leg.pk, on=SENT, **way)


def received(matter: ServiceMatter, channel: str = channels.ENTRUSTED_HK, **entries: Any) -> Leg:
    """A leg that the requested side has received."""
    leg = sent(matter, channel, **entries)
    return receiving.record_receipt(
        actor=upper(), at=NOW, leg_id=leg.pk, on=RECEIVED, foreign_number="HCMP 1/2026"
    )


def certify(leg: Leg, text: str = "certificate", **says: Any) -> CertificateOfService:
    """Luo Jing records a certificate of service."""
    given = {"service_date": SERVED, "received_date": CAME, "has_seal": True, "method": "personal", **says}
    upload = given.pop("upload", None) or cases.upload(text)
    return certificates.certify_service(
        actor=upper(), at=given.pop("at", NOW), leg_id=leg.pk, upload=upload, **given
    )


def certify_not(leg: Leg, text: str = "not served", **says: Any) -> CertificateOfService:
    """Luo Jing records a certificate of non-service."""
    given = {
        "service_date": SERVED,
        "received_date": CAME,
        "reason": "moved",
        "papers_returned": True,
        **says,
    }
    return certificates.certify_non_service(
        actor=upper(), at=given.pop("at", NOW), leg_id=leg.pk, upload=cases.upload(text), **given
    )


def relayed(leg: Leg, on: date = CAME) -> Leg:
    """The result reaches the court."""
    return relaying.relay_result(actor=upper(), at=NOW, leg_id=leg.pk, on=on)
