"""Electronic sendings, as the tests do them: to Ho Tak Wing, with or without his consent."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import count
from typing import Any

from django.test import Client

from portal.cases import actions as case_acts
from portal.exhibits.actions import deposit
from portal.identity.models import User
from service_of_process.actions import sending
from service_of_process.models import DocumentToBeServed, ElectronicDelivery, Leg, ServiceMatter
from service_of_process.queries.scopes import scope_of
from service_of_process.rules import channels, lifecycle
from tests.factories import cases, people, service, service_channels

NOW = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
EMAIL = "ho@example.test"
SENT = datetime(2026, 11, 20, 8, 30, tzinfo=UTC)  # afternoon in Hong Kong
_numbers = count(1)


def ready() -> None:
    service_channels.ready()


def clerk() -> Any:
    return people.actor(people.clerk_a())


def addressee() -> User:
    """Ho Tak Wing, who stands in the case himself."""
    return people.opponent()


def consent(case: Any, email: str = EMAIL, scope: tuple[str, ...] = ("procedural", "judgments")) -> None:
    """Ho Tak Wing confirms his address for service, with consent to electronic service."""
    case_acts.confirm_address(
        actor=people.actor(addressee()), at=cases.NOW, case_id=case.pk,
        party_id=cases.defendant(case).pk, address=cases.an_address(addressee="何德榮", email=email, scope=scope),
    )  # fmt: skip


def a_file(
    matter: ServiceMatter, text: str = "民事起诉状", title: str = "民事起诉状副本", **entries: Any
) -> DocumentToBeServed:
    """One document of the set, in the matter's own scope."""
    upload = service_channels.scan(f"{text} {next(_numbers)}")
    exhibit = deposit(
        actor=clerk(), at=NOW, upload=upload, declared_name=f"{text}.txt", scope=scope_of(matter)
    )
    return DocumentToBeServed.objects.create(**{
        "matter": matter, "number": matter.documents.count() + 1, "kind": "claim", "title": title,
        "language": "zh-hans", "pages": 2, "exhibit": exhibit, "name_on_document": matter.addressee.name, **entries,
    })  # fmt: skip


def a_matter(**entries: Any) -> ServiceMatter:
    """A matter with two documents in its own scope."""
    matter = service.a_matter(**{"with_document": False, **entries})
    a_file(matter)
    a_file(matter, "举证通知书", "举证通知书", kind="notice")
    return matter


def a_leg(
    basis: str = channels.BY_CONFIRMED_RECEIPT, *, source: str = "claim", email: str = EMAIL, with_consent: bool = False,
    matter: ServiceMatter | None = None, **entries: Any,
) -> Leg:  # fmt: skip
    """An electronic leg, not sent yet. ``with_consent``: Ho confirmed EMAIL in the case."""
    matter = matter or a_matter()
    if with_consent:
        consent(matter.case)
    address = service.an_address(matter, email, kind="email", source=source)
    return service.a_leg(
        matter, channels.ELECTRONIC, lifecycle.DRAFT, legal_basis=basis, address=address, **entries
    )


def sent(leg: Leg | None = None, *, at: datetime = SENT, **entries: Any) -> tuple[ElectronicDelivery, str]:
    """The documents sent; the sending and the code of the message."""
    leg = leg or a_leg()
    return sending.send_documents(actor=clerk(), at=at, leg_id=leg.pk, **entries)


def by_consent(**entries: Any) -> tuple[ElectronicDelivery, str]:
    """Sent to the confirmed address by consent."""
    return sent(a_leg(channels.BY_CONSENT, source="confirmed", with_consent=True), **entries)


def elsewhere(**entries: Any) -> tuple[ElectronicDelivery, str]:
    """Sent by consent to an address that he neither provided nor confirmed."""
    leg = a_leg(channels.BY_CONSENT, email="other@example.test", with_consent=True)
    return sent(leg, **entries)


def opened_by(code: str, client: Client | None = None, language: str = "pt") -> tuple[Client, Any]:
    """A browser in which the code has been entered, and the answer that followed."""
    client = client or Client()
    answer = client.post(f"/{language}/service/documents/", {"code": code}, follow=True)
    return client, answer
