"""Public notice (法释〔2009〕2号 art. 9): published in the Mainland and at the addressee's place, running from the later."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from portal.audit.actors import Actor
from portal.cases.actions.steps import day_of
from service_of_process.actions.clocks import start_clock
from service_of_process.actions.proofs import kept_file
from service_of_process.actions.steps import S, locked_leg, move_leg, record, require_order, require_past
from service_of_process.models import Leg
from service_of_process.rules import lifecycle

MAINLAND, LOCAL = "mainland", "local"
PLACES = (MAINLAND, LOCAL)


@transaction.atomic
def record_publication(
    *, actor: Actor, at: datetime, leg_id: UUID, place: str, paper: str, published_date: date, upload: Any
) -> Leg:
    """The notice appeared in a newspaper at one of the two places; with the second, its term begins to run.

    The term starts on the day of the later publication (Interpretation art. 138) and is the one that the judge chose:
    three months (2009 art. 9), or 60 days with her reason (CPL art. 283).

    :raises PermissionRefused: no such leg from a seat of the act.
    :raises ValidationError: this place is recorded already, no page attached, or a date before the order or to come.
    """
    act = S + "publication_recorded"
    leg = locked_leg(actor, at, act, leg_id)
    require_past(published_date, at, "published_date")
    require_order(day_of(leg.opened_at), published_date, "published_date")
    _enter(leg, place, paper.strip(), published_date)
    page = kept_file(actor=actor, at=at, matter=leg.matter, upload=upload)
    if page is None:
        raise ValidationError({"upload": _("Attach the page of the newspaper.")})
    move_leg(leg, act, at)
    record(act, actor=actor, at=at, matter=leg.matter, leg=leg, on=published_date, subject=page,
           facts={"place": place, "paper": paper.strip()})  # fmt: skip
    _begin(leg, actor, at)
    return leg


def _enter(leg: Leg, place: str, paper: str, on: date) -> None:
    """Newspaper and day of one place, once."""
    if place not in PLACES:
        raise ValidationError({"place": _("Choose the place of the newspaper.")})
    if not paper:
        raise ValidationError({"paper": _("Name the newspaper.")})
    if getattr(leg, f"{place}_date") is not None:
        sentence = _("The publication at this place is recorded already. A wrong entry is rectified.")
        raise ValidationError({"place": sentence})
    setattr(leg, f"{place}_paper", paper)
    setattr(leg, f"{place}_date", on)


def _begin(leg: Leg, actor: Actor, at: datetime) -> None:
    """With both publications, the term runs from the later."""
    if leg.mainland_date is None or leg.local_date is None:
        return
    act, later = S + "notice_began", max(leg.mainland_date, leg.local_date)
    move_leg(leg, act, at)
    clock = start_clock(
        leg.matter, rule=leg.matter.notice_basis, start=later, at=at, holder=lifecycle.NOBODY, leg=leg
    )
    record(act, actor=actor, at=at, matter=leg.matter, leg=leg, on=later,
           facts={"rule": clock.rule, "due_date": clock.due_date.isoformat()})  # fmt: skip
