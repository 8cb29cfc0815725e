"""Rows of service for measuring: many matters with legs, periods and events of one court, without the acts."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

from portal.cases.models import Case, Party
from portal.identity.models import User
from portal.numbering import check_digit
from service_of_process.models import Addressee, Clock, Leg, MatterEvent, ServiceMatter
from service_of_process.rules import channels, lifecycle
from tests.factories import people, service

AT = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)
TODAY = date(2026, 11, 20)
MATTERS_OF_A_CASE = 4
#: State of the matter, states of its legs, how many in a hundred.
MIX = (
    (lifecycle.ACTIVE, ("received", "posted"), 40), (lifecycle.ACTIVE, ("at_upper",), 8),
    (lifecycle.PROPOSED_SERVED, ("proved", "posted"), 5), (lifecycle.SERVED, ("confirmed", "failed"), 27),
    (lifecycle.DEEMED_SERVED, ("confirmed",), 5), (lifecycle.NOTICE_RUNNING, ("failed", "running"), 3),
    (lifecycle.SERVED_BY_NOTICE, ("failed", "confirmed"), 4), (lifecycle.DRAFT, (), 4),
    (lifecycle.WITHDRAWN, ("withdrawn",), 4),
)  # fmt: skip
CHANNEL = {"posted": channels.MAIL, "running": channels.NOTICE}
RULES = ("hk-arrangement-1999-art4", "hkmo-service-2009-art6")


def fill(count: int) -> None:
    """``count`` matters of court A in cases of four each, spread over three years; one event for each leg."""
    chance, clerk = random.Random(17), people.clerk_a()
    service.practice()
    cases = _cases(-(-count // MATTERS_OF_A_CASE))
    matters = [_matter(number, cases, chance, clerk) for number in range(count)]
    states = chance.choices([row[:2] for row in MIX], [row[2] for row in MIX], k=count)
    for matter, (state, _own) in zip(matters, states, strict=True):
        _settle(matter, state)
    ServiceMatter.objects.bulk_create(matters, batch_size=1000)
    Addressee.objects.bulk_create(
        (Addressee(matter=matter, kind="natural", name=f"何德{number}", name_en=f"HO {number}")
         for number, matter in enumerate(matters)), batch_size=2000,
    )  # fmt: skip
    legs = [
        leg
        for matter, (_state, own) in zip(matters, states, strict=True)
        for leg in _legs(matter, own, chance)
    ]
    Leg.objects.bulk_create(legs, batch_size=1000)
    Clock.objects.bulk_create((clock for leg in legs for clock in _clocks(leg, chance)), batch_size=1000)
    MatterEvent.objects.bulk_create(
        (event_of(leg.matter, leg, leg.opened_at) for leg in legs), batch_size=2000
    )


def _cases(count: int) -> list[Case]:
    court = people.court()
    cases = Case.objects.bulk_create(
        (Case(reference=f"BENCH-{number:06d}", court=court, court_number=f"（2026）粤0391民初{900000 + number}号",
              procedure="ordinary", filed_date=TODAY, opened_at=AT, state_since_at=AT)
         for number in range(count)), batch_size=2000,
    )  # fmt: skip
    Party.objects.bulk_create(
        (Party(case=case, number=number, kind="natural", role=role, name=f"{role} {case.reference}", region="HK",
               valid_from=TODAY)
         for case in cases for number, role in ((1, "plaintiff"), (2, "defendant"))), batch_size=2000,
    )  # fmt: skip
    return cases


def _matter(number: int, cases: list[Case], chance: random.Random, clerk: User) -> ServiceMatter:
    region = "HK" if chance.random() < 0.8 else "MO"
    stem = f"SD-2026-QH-{region}-O-{100000 + number}"
    opened = AT - timedelta(days=chance.randrange(1000), minutes=number % 1440)
    return ServiceMatter(
        reference=f"{stem}-{check_digit(stem)}", stem=stem, direction="O", region=region, court=people_court(),
        case=cases[number // MATTERS_OF_A_CASE], nature="买卖合同纠纷", state_since_at=opened, opened_at=opened,
        opened_by=clerk, hearing_at=AT + timedelta(days=chance.randrange(300)) if number % 20 == 0 else None,
    )  # fmt: skip


_COURT: list[Any] = []


def people_court() -> Any:
    """Court A, asked once."""
    if not _COURT:
        _COURT.append(people.court())
    return _COURT[0]


def _settle(matter: ServiceMatter, state: str) -> None:
    matter.state = state
    if state in lifecycle.WITH_DATE:
        matter.effective_date, matter.confirmed_at, matter.confirmed_by = TODAY, AT, "user:judge"


def _legs(matter: ServiceMatter, states: tuple[str, ...], chance: random.Random) -> Iterator[Leg]:
    own = channels.ENTRUSTED_HK if matter.region == "HK" else channels.ENTRUSTED_MACAO
    for number, state in enumerate(states, start=1):
        stem, channel = f"{matter.stem}-{number}", CHANNEL.get(state, own)
        sent = (matter.opened_at + timedelta(days=5)).date()
        over = (
            matter.opened_at + timedelta(days=chance.randrange(60, 200))
            if state in lifecycle.LEG_OVER
            else None
        )
        yield Leg(
            matter=matter, number=number, reference=f"{stem}-{check_digit(stem)}", channel=channel,
            legal_basis=channels.BASES_OF[channel][0], state=state, state_since_at=matter.opened_at,
            transferred_date=matter.opened_at.date(), dispatched_date=sent, opened_at=matter.opened_at,
            received_date=sent + timedelta(days=chance.randrange(5, 40)), ended_at=over,
            proof_received_date=over.date() if over else None, opened_by="user:clerk",
            confirmed_date=TODAY if state == lifecycle.CONFIRMED else None,
            end_reason="moved" if state == lifecycle.FAILED else "",
        )  # fmt: skip


def _clocks(leg: Leg, chance: random.Random) -> Iterator[Clock]:
    for rule in RULES:
        due = TODAY + timedelta(days=chance.randrange(-20, 120))
        running = leg.ended_at is None
        yield Clock(
            matter=leg.matter, leg=leg, court=leg.matter.court, rule=rule, kind="mandatory", holder="requested",
            start_date=due - timedelta(days=61), nominal_date=due, due_date=due, alarm_date=due, calendar="mainland",
            state="running" if running else "stopped", started_at=leg.opened_at,
        )  # fmt: skip


def event_of(
    matter: ServiceMatter, leg: Leg | None, at: datetime, act: str = "leg_dispatched"
) -> MatterEvent:
    """One line of a matter's course."""
    return MatterEvent(
        matter=matter, leg=leg, act=lifecycle.S + act, on_date=at.date(), recorded_at=at, actor_key="system:proposer",
        leg_state=leg.state if leg else "", matter_state=matter.state, facts={"means": "post", "number": "12"},
    )  # fmt: skip
