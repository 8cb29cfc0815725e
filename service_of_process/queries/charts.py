"""How long the hops take, and how the legs end, by channel and reason; open legs count in no share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet

from portal.audit.actors import Actor
from portal.web.small_cells import percentile
from service_of_process.models import Channel, Leg, Reason
from service_of_process.models.matters import Region
from service_of_process.queries.backlog import Share
from service_of_process.queries.desk import matters_on_desk
from service_of_process.rules import channels, lifecycle

#: A leg that ended without service. A withdrawn one shows nothing of a channel and counts nowhere.
UNSERVED = (lifecycle.FAILED, lifecycle.LAPSED)
SERVED = (lifecycle.CONFIRMED,)
LOOKED_BACK = timedelta(days=730)
HOPS = (
    ("transferred_date", "dispatched_date"), ("dispatched_date", "received_date"),
    ("received_date", "proof_received_date"), ("dispatched_date", "proof_received_date"),
    ("proof_received_date", "confirmed_date"),
)  # fmt: skip


@dataclass(frozen=True)
class HopLine:
    """Days between two stations of a channel: how many legs passed both, half within, nine tenths within."""

    channel: Any
    start: str
    end: str
    count: int
    half: int
    most: int


@dataclass(frozen=True)
class OutcomeLine:
    """How the ended legs of a channel and place ended; ``open`` and ``withdrawn`` stand beside the share."""

    channel: Any
    region: Any
    share: Share
    open: int
    withdrawn: int


@dataclass(frozen=True)
class ReasonLine:
    """Why legs of a channel ended without service, among all that so ended."""

    channel: Any
    reason: Any
    share: Share


def legs_of(actor: Actor, on: date) -> QuerySet[Leg]:
    """The legs of the matters on this desk, opened in the last two years."""
    mine = matters_on_desk(actor, on).values("pk")
    return Leg.objects.filter(matter__in=mine, opened_at__date__gte=on - LOOKED_BACK).order_by()


def hops(legs: QuerySet[Leg]) -> list[HopLine]:
    """Median and ninth decile of the days of each hop, by channel. One query."""
    names = sorted({name for pair in HOPS for name in pair})
    days: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for channel, *values in legs.exclude(dispatched_date=None).values_list("channel", *names):
        on = dict(zip(names, values, strict=True))
        for start, end in HOPS:
            if on[start] and on[end] and on[end] >= on[start]:
                days[channel, start, end].append((on[end] - on[start]).days)
    labels, order = dict(Channel.choices), list(channels.CHANNELS)
    found = sorted(days.items(), key=lambda item: (order.index(item[0][0]), HOPS.index(item[0][1:])))
    return [
        HopLine(labels[key[0]], key[1], key[2], len(held), percentile(held, 0.5), percentile(held, 0.9))
        for key, held in found
    ]


def outcomes(legs: QuerySet[Leg]) -> list[OutcomeLine]:
    """Served among ended, by channel and place; open and withdrawn legs are counted beside. One query."""
    rows = legs.values("channel", "matter__region").annotate(
        served=Count("pk", filter=_was_served()), unserved=Count("pk", filter=_was_not_served()),
        withdrawn=Count("pk", filter=Q(state=lifecycle.WITHDRAWN)), total=Count("pk"),
    )  # fmt: skip
    labels, places, order = dict(Channel.choices), dict(Region.choices), list(channels.CHANNELS)
    ranked = sorted(rows, key=lambda row: (order.index(row["channel"]), row["matter__region"]))
    return [
        OutcomeLine(
            labels[row["channel"]], places[row["matter__region"]],
            Share(row["served"], row["served"] + row["unserved"]),
            row["total"] - row["served"] - row["unserved"] - row["withdrawn"], row["withdrawn"],
        )
        for row in ranked
    ]  # fmt: skip


def reasons(legs: QuerySet[Leg]) -> list[ReasonLine]:
    """Why legs ended without service, by channel, the most frequent first. One query."""
    rows = legs.filter(_was_not_served()).values("channel", "end_reason").annotate(number=Count("pk"))
    held = list(rows)
    totals: dict[str, int] = defaultdict(int)
    for row in held:
        totals[row["channel"]] += row["number"]
    labels, words, order = dict(Channel.choices), dict(Reason.choices), list(channels.CHANNELS)
    ranked = sorted(held, key=lambda row: (order.index(row["channel"]), -row["number"]))
    return [
        ReasonLine(
            labels[row["channel"]], words.get(row["end_reason"], Reason.OTHER.label),
            Share(row["number"], totals[row["channel"]]),
        )
        for row in ranked
    ]  # fmt: skip


def _inbound() -> list[str]:
    return [channel for channel, family in channels.FAMILY.items() if family == channels.INBOUND]


def _was_served() -> Q:
    """Confirmed by the judge; taken evidence; an inbound request carried out."""
    evidence = [channel for channel, family in channels.FAMILY.items() if family == channels.EVIDENCE]
    carried_out = Q(channel__in=_inbound(), state=lifecycle.CLOSED, end_reason="")
    return Q(state__in=SERVED) | Q(channel__in=evidence, state=lifecycle.CLOSED) | carried_out


def _was_not_served() -> Q:
    return Q(state__in=UNSERVED) | (Q(channel__in=_inbound(), state=lifecycle.CLOSED) & ~Q(end_reason=""))


def served_or_not() -> tuple[Q, Q]:
    """The two conditions by which an ended leg counts as served, and as not served."""
    return _was_served(), _was_not_served()


def longest(lines: Sequence[HopLine]) -> int:
    """The greatest ninth decile, for the scale of a chart; at least one day."""
    return max([line.most for line in lines] + [1])
