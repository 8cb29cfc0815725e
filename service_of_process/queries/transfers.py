"""The High People's Court's register of transfers (转递登记表): what came, what went on, within which time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import OuterRef, Prefetch, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from portal.audit.actors import Actor
from portal.identity.models import Court
from portal.web.spreadsheets import csv_line
from service_of_process.models import Clock, HandOver, Leg
from service_of_process.models.matters import AT_DESK, courts_held
from service_of_process.queries.desk import matters_on_desk
from service_of_process.rules import lifecycle

#: The period of 2009 Provisions art. 13: seven working days to transfer or send back.
TRANSFER_RULE = "hkmo-service-2009-art13"


@dataclass(frozen=True)
class Transfer:
    """One leg in the register; ``days`` from the receipt at the High Court to the sending on."""

    leg: Leg
    due_date: date | None
    days: int | None
    documents: int

    @property
    def is_late(self) -> bool:
        """Sent on after the last day of the seven working days."""
        return bool(self.due_date and self.leg.dispatched_date and self.leg.dispatched_date > self.due_date)

    @property
    def numbers(self) -> list[str]:
        """The numbers that others gave the leg, those that are known."""
        given = (self.leg.upper_number, self.leg.foreign_number, self.leg.platform_number)
        return [number for number in given if number]


def transfers(
    actor: Actor, on: date, *, start: date | None = None, end: date | None = None, court: Court | None = None
) -> QuerySet[Leg]:
    """The legs that came to a High People's Court and that the actor may see, the oldest first."""
    mine = matters_on_desk(actor, on).values("pk")
    seen = Q(upper_court__in=courts_held(actor, on, AT_DESK)) | Q(matter__court__code__in=actor.courts)
    rows = Leg.objects.filter(
        seen, matter__in=mine, transferred_date__isnull=False, upper_court__isnull=False
    )
    if start:
        rows = rows.filter(transferred_date__gte=start)
    if end:
        rows = rows.filter(transferred_date__lte=end)
    if court:
        rows = rows.filter(matter__court=court)
    return rows.order_by("transferred_date", "reference")


def lines(legs: QuerySet[Leg]) -> list[Transfer]:
    """The lines of the register with their last day; two queries however many."""
    clock = Clock.objects.filter(leg=OuterRef("pk"), rule=TRANSFER_RULE).exclude(state=Clock.State.REPLACED)
    rows = legs.select_related("matter__court", "matter__case", "matter__addressee", "upper_court").annotate(
        art13=Subquery(clock.order_by("-started_at").values("due_date")[:1])
    )
    takes = HandOver.objects.filter(taker=lifecycle.UPPER).order_by("number")
    return [
        _line(leg) for leg in rows.prefetch_related(Prefetch("hand_overs", queryset=takes, to_attr="given"))
    ]


def _line(leg: Any) -> Transfer:
    sent = leg.dispatched_date
    days = (sent - leg.transferred_date).days if sent else None
    return Transfer(leg, leg.art13, days, len(leg.given[-1].digests) if leg.given else 0)


def courts_in(actor: Actor, on: date) -> QuerySet[Court]:
    """The courts whose legs stand in the register."""
    return Court.objects.filter(pk__in=transfers(actor, on).order_by().values("matter__court")).order_by(
        "code"
    )


def head() -> list[str]:
    """The head of the register in the active language."""
    return [
        _("No."), _("Received by the High People's Court"), _("Court"), _("Case"), _("Number"), _("Addressee"),
        _("Place"), _("Documents"), _("To be sent on by"), _("Sent on"), _("Number of days"), _("Sent by"),
        _("Number of the High People's Court"), _("Number of the requested authority"),
        _("Number of the official platform"), _("State"),
    ]  # fmt: skip


def cells(place: int, line: Transfer) -> list[str]:
    """One line of the register as text; dates in ISO 8601."""
    leg, matter = line.leg, line.leg.matter
    case = (matter.case.court_number or matter.case.reference) if matter.case else matter.foreign_case_number
    return [
        str(place), leg.transferred_date.isoformat() if leg.transferred_date else "", str(matter.court), case,
        leg.reference, matter.addressee.name, str(matter.get_region_display()), str(line.documents),
        line.due_date.isoformat() if line.due_date else "",
        leg.dispatched_date.isoformat() if leg.dispatched_date else "",
        "" if line.days is None else str(line.days), str(leg.get_means_display()) if leg.means else "",
        leg.upper_number, leg.foreign_number, leg.platform_number, str(leg.get_state_display()),
    ]  # fmt: skip


def as_csv(found: Iterable[Transfer]) -> Iterator[str]:
    """The register as CSV with a mark of order, so that spreadsheets read the Chinese."""
    yield "\ufeff" + csv_line(head())
    for place, line in enumerate(found, start=1):
        yield csv_line(cells(place, line))
