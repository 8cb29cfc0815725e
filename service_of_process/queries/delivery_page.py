"""What the addressee's page of a sending shows: the files, what the sending means by now, what she can do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import formats
from django.utils.translation import gettext_lazy as _

from portal.cases.actions.steps import day_of
from service_of_process.models import DocumentReading, ElectronicDelivery
from service_of_process.queries.electronic import FileShown, files_of, source_words
from service_of_process.rules import electronic, lifecycle
from service_of_process.rules.channels import BY_CONSENT

_BY_ARRIVAL = _(
    "You agreed to electronic service and gave this address. The documents count as having reached you when the message "
    "arrives (Civil Procedure Law, art. 90), whether or not you open it."
)
_ARRIVED = _(
    "You agreed to electronic service and gave this address. The message arrived there on %(date)s; by law the documents "
    "reached you on that day (Civil Procedure Law, art. 90), unless you show that they arrived on another."
)
_BY_READING = _(
    "You agreed to electronic service, but this address is not the one you confirmed. Where you confirm receipt, the "
    "documents reached you on that day; where you open every document, the court may presume it, unless you show otherwise "
    "(Online Litigation Rules, art. 31)."
)
_READ = _(
    "You agreed to electronic service and opened every document. The court may presume that they reached you on %(date)s, "
    "unless you show otherwise (Online Litigation Rules, art. 31)."
)
_CONFIRMED = _("You confirmed receipt. The documents reached you on %(date)s.")
_BY_RECEIPT = _(
    "The message alone counts for nothing. Where you confirm receipt below, the documents reached you on that day (2009 "
    "Provisions, art. 8); until then the court may serve you in another way."
)


@dataclass(frozen=True)
class Line:
    """One file with what is known of its reading: when it was last viewed, when last downloaded."""

    file: FileShown
    viewed: Any
    downloaded: Any


@dataclass(frozen=True)
class DeliveryPage:
    """The page of one sending. ``meaning``: why and since when it counts, in a sentence; ``served_date``: the day that
    the judge fixed, None until then."""

    delivery: ElectronicDelivery
    lines: tuple[Line, ...]
    meaning: str
    arrival: str
    served_date: date | None
    may_confirm: bool
    is_confirmation_needed: bool
    may_ask_for_paper: bool
    is_simulated: bool

    @property
    def opened(self) -> int:
        """How many files were viewed or downloaded."""
        return sum(1 for line in self.lines if line.viewed or line.downloaded)


def page_of(delivery: ElectronicDelivery) -> DeliveryPage:
    """The page of a sending as it stands."""
    leg = delivery.leg
    matter = leg.matter
    by_arrival = (
        electronic.act_of_arrival(leg.legal_basis, is_confirmed_address=delivery.is_confirmed_address)
        == electronic.EFFECTIVE
    )
    return DeliveryPage(
        delivery=delivery, lines=tuple(_lines(delivery)), meaning=_meaning(delivery, by_arrival=by_arrival),
        arrival=source_words(delivery), served_date=matter.effective_date,
        may_confirm=delivery.confirmed_at is None, is_confirmation_needed=not by_arrival,
        may_ask_for_paper=matter.is_judgment and delivery.paper_asked_at is None,
        is_simulated=delivery.gateway == ElectronicDelivery.Gateway.SIMULATED,
    )  # fmt: skip


def _lines(delivery: ElectronicDelivery) -> list[Line]:
    last: dict[tuple[Any, str, str], Any] = {
        (row.document_id, row.digest, row.kind): row.read_at for row in delivery.readings.order_by("read_at")
    }
    kind = DocumentReading.Kind
    return [
        Line(file, last.get((file.document.pk, file.digest, kind.VIEWED)),
             last.get((file.document.pk, file.digest, kind.DOWNLOADED)))
        for file in files_of(delivery.leg)
    ]  # fmt: skip


def _meaning(delivery: ElectronicDelivery, *, by_arrival: bool) -> str:
    """Why the court sends electronically, and what counts by which article."""
    if by_arrival and delivery.arrived_at is not None:
        return str(_ARRIVED) % {"date": _day(day_of(delivery.arrived_at))}
    if by_arrival:
        return str(_BY_ARRIVAL)
    if delivery.confirmed_at is not None:
        return str(_CONFIRMED) % {"date": _day(day_of(delivery.confirmed_at))}
    if delivery.leg.state == lifecycle.PRESUMED and delivery.leg.proof_date is not None:
        return str(_READ) % {"date": _day(delivery.leg.proof_date)}
    return str(_BY_READING if delivery.leg.legal_basis == BY_CONSENT else _BY_RECEIPT)


def _day(on: date) -> str:
    return formats.date_format(on, "DATE_FORMAT")
