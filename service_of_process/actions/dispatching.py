"""Across the border: by the High People's Court, or directly where the law lets a court write itself.

2009 Provisions art. 6: three months run from the dispatch. Macao 2020 art. 2: authorised courts write directly; art. 3: by
the official platform, by post only where that cannot be. Hong Kong 1999 art. 2: High People's Courts, or the Supreme one.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from portal.audit.actors import Actor
from portal.identity.models import Court
from service_of_process.actions.clocks import start_clock
from service_of_process.actions.entrusted_steps import end_period, is_evidence, require_under_way
from service_of_process.actions.handing_over import digests_of, hand_over
from service_of_process.actions.steps import (
    S,
    locked_leg,
    move_leg,
    record,
    require_order,
    require_past,
    require_since_filing,
)
from service_of_process.models import Leg, MacaoAuthorisation, Means, Region
from service_of_process.rules import lifecycle
from service_of_process.rules.entrusted import FORWARDING, LAPSE
from service_of_process.rules.sets import sets_needed

NUMBERS = ("upper_number", "foreign_number", "platform_number", "postal_number")


@transaction.atomic
def dispatch_leg(
    *, actor: Actor, at: datetime, leg_id: UUID, on: date, means: str, means_reason: str = "", **numbers: str
) -> Leg:
    """The documents went across the border ``on`` that day; three months begin (2009 Provisions art. 6).

    ``numbers``: upper_number, foreign_number, platform_number, postal_number, each kept apart. The portal sends nothing:
    it records what was sent and under which numbers.

    :raises ValidationError: a day to come or before the transfer; the court may not write directly; Macao not by the
        platform and no reason; no number of the platform; the documents are not those that were transferred.
    """
    leg = locked_leg(actor, at, S + "leg_dispatched", leg_id)
    require_under_way(leg.matter)
    require_order(leg.transferred_date, require_past(on, at, "on"), "on")
    direct = leg.state == lifecycle.COURT_REVIEW
    if direct:
        require_since_filing(leg.matter, on, "on")
        _require_direct(leg, on)
    else:
        _require_same_documents(leg)
    reason = _require_means(leg, means, means_reason, numbers.get("platform_number", ""))
    before = _entered(leg, on, means, numbers, direct=direct)
    move_leg(leg, S + "leg_dispatched", at)
    hand_over(
        leg, actor=actor, at=at, giver=lifecycle.DESK if direct else lifecycle.UPPER, taker=lifecycle.REQUESTED,
        on=on, means=means, number=leg.platform_number or leg.postal_number or leg.upper_number,
    )  # fmt: skip
    _periods(leg, on, at)
    record(
        S + "leg_dispatched", actor=actor, at=at, matter=leg.matter, leg=leg, on=on,
        facts={"means": means, "direct": direct, "sets": leg.sets, **before,
               **{name: getattr(leg, name) for name in NUMBERS if getattr(leg, name)}},
        private={"means_reason": reason},
    )  # fmt: skip
    return leg


def _entered(leg: Leg, on: date, means: str, numbers: dict[str, str], *, direct: bool) -> dict[str, Any]:
    """The leg's own fields for this journey; those of an earlier one, which the event keeps."""
    unknown = set(numbers) - set(NUMBERS)
    if unknown:
        raise TypeError(f"unknown numbers: {sorted(unknown)}")
    before = {
        f"earlier_{name}": value.isoformat()
        for name in ("dispatched_date", "received_date")
        if (value := getattr(leg, name)) is not None
    }
    leg.received_date, leg.received_is_estimated = None, False
    leg.dispatched_date, leg.means = on, means
    leg.sets = sets_needed(1, means)
    for name, value in numbers.items():
        if value.strip():
            setattr(leg, name, value.strip())
    if direct:
        leg.upper_court, leg.transferred_date = None, None
    return before


def _periods(leg: Leg, on: date, at: datetime) -> None:
    end_period(leg, FORWARDING, on)
    if is_evidence(leg):
        return
    start_clock(
        leg.matter, rule=LAPSE, start=on, at=at, holder=lifecycle.REQUESTED, leg=leg, reason=_("Sent again.")
    )


def may_write_directly(leg: Leg, on: date | None = None) -> bool:
    """Whether the leg's court sends across the border itself, without a High People's Court above it.

    ``on``: the day of an authorisation for Macao; None: any that has not ended.
    """
    court = leg.matter.court
    if court.level in (Court.Level.SUPREME, Court.Level.HIGH):
        return True
    if leg.matter.region != Region.MACAO:
        return False
    rows = MacaoAuthorisation.objects.filter(court=court)
    return (rows.filter(valid_to=None) if on is None else rows.on(on)).exists()


def _require_direct(leg: Leg, on: date) -> None:
    if may_write_directly(leg, on):
        return
    if leg.matter.region == Region.MACAO:
        sentence = _(
            "On this day the court was not authorised to write to Macao itself (2020, art. 2): transfer it."
        )
    else:
        sentence = _(
            "To Hong Kong only High People's Courts and the Supreme People's Court write (1999, art. 2)."
        )
    raise ValidationError(sentence, code="direct")


def _require_same_documents(leg: Leg) -> None:
    """What goes across the border is what was transferred, document by document."""
    taken = leg.hand_overs.filter(taker=lifecycle.UPPER).order_by("-number").first()
    if taken is not None and taken.digests != digests_of(leg):
        raise ValidationError(
            _("The documents are no longer those that were transferred. Return the leg to be corrected."), code="digests"
        )  # fmt: skip


def _require_means(leg: Leg, means: str, reason: str, platform_number: str) -> str:
    """The reason why Macao is not written to by the platform; empty where none is needed."""
    if means not in Means.values or means in (Means.EMAIL, Means.PORTAL):
        raise ValidationError({"means": _("Choose how it was sent.")})
    if leg.matter.region != Region.MACAO:
        if means == Means.PLATFORM:
            raise ValidationError({"means": _("The official platform serves Macao only (2020, art. 3).")})
        return ""
    if means == Means.PLATFORM:
        if not (platform_number.strip() or leg.platform_number):
            raise ValidationError({"platform_number": _("Enter the number of the official platform.")})
        return ""
    if not reason.strip():
        raise ValidationError({
            "means_reason": _("Macao is written to by the official platform; say why it could not be used (2020, art. 3).")
        })  # fmt: skip
    return reason.strip()
