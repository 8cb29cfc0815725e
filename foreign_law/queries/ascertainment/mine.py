"""The requests that somebody outside the court may follow: as a side of the case, or as whoever was asked."""

from __future__ import annotations

from datetime import date

from django.db.models import Prefetch, QuerySet

from foreign_law.models import AscertainmentRequest, Period
from portal.audit.actors import Actor
from portal.cases.models import Case
from portal.cases.queries import sides_of
from portal.numbering import is_checked

LONGEST = 40


def requests_of(actor: Actor, on: date) -> QuerySet[AscertainmentRequest]:
    """My requests, the newest first; a bounded number of queries."""
    rows = AscertainmentRequest.objects.concerning(actor, on) | AscertainmentRequest.objects.for_provider(
        actor, on
    )
    running = Period.objects.filter(ended_at=None, extended_by=None).select_related("party", "attempt")
    return (
        rows.select_related("court", "case")
        .prefetch_related("attempts", Prefetch("periods", running, "periods_running"))
        .order_by("-opened_at", "reference")
    )


def request_of_mine(actor: Actor, on: date, number: str) -> AscertainmentRequest | None:
    """One of them by its number, however it was typed; None for every other."""
    wanted = "".join(number.split()).upper()
    if len(wanted) > LONGEST or not is_checked(wanted):
        return None
    return requests_of(actor, on).filter(reference=wanted).first()


def is_side(request: AscertainmentRequest, actor: Actor, on: date) -> bool:
    """Whether the actor follows it as party, representative or agent; else as whoever was asked."""
    return AscertainmentRequest.objects.concerning(actor, on).filter(pk=request.pk).exists()


def asked_for(request: AscertainmentRequest, actor: Actor, on: date) -> bool:
    """Whether the actor stands on the side that asked for it."""
    side = request.asked_by_party_id
    return side is not None and sides_of(request.case, actor, on).filter(pk=side).exists()


def cases_to_ask_in(actor: Actor, on: date) -> QuerySet[Case]:
    """The pending cases of mine in which I may ask that foreign law be ascertained."""
    rows = Case.objects.concerning(actor, on).exclude(state=Case.State.CONCLUDED)
    return rows.select_related("court", "cause").order_by("-filed_date", "reference")
