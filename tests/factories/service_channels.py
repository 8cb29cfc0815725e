"""Acts on the other channels and on inbound requests, as the tests do them.

Luo Jing at the desk of the Guangdong High People's Court registers what Hong Kong and Macao ask; Shi Lan at court A
carries it out. Files are small texts, each another one.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from portal.calendars.actions import load_seed
from portal.calendars.models import Calendar
from service_of_process.actions import inbound_results, inbound_steps
from service_of_process.actions.attempts import Seen
from service_of_process.actions.inbound_registering import Letter, Measure, Person, Request, register_request
from service_of_process.models import CourtPractice, Leg, ServiceMatter
from tests.factories import people, service

NOW = service.NOW  # 20 November 2026, noon in Hong Kong
_numbers = count(1)


def ready() -> None:
    """Calendars, and the letters of court A and of the Guangdong High People's Court."""
    if not Calendar.objects.exists():
        load_seed(at=people.LONG_AGO)
    service.practice()
    CourtPractice.objects.get_or_create(court=people.court(service.HPC), defaults={"letters": "GDHPC"})


def scan(text: str = "receipt") -> SimpleUploadedFile:
    """A file that no test deposited before."""
    content = f"{text} {next(_numbers)}\n".encode()
    return SimpleUploadedFile(f"{text}.txt", content, content_type="text/plain")


def clerk() -> Any:
    return people.actor(people.clerk_a())


def judge() -> Any:
    return people.actor(people.judge_a())


def upper() -> Any:
    """Luo Jing at the High People's Court."""
    return people.actor(people.assistance_desk())


def executing() -> Any:
    """Shi Lan at court A."""
    return people.actor(service.own_desk())


def on(day: date, hour: int = 2) -> datetime:
    """A moment of that day, in the morning of Hong Kong."""
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


def seen(day: date = date(2026, 11, 12), **entries: Any) -> Seen:
    """What a server reports of that day."""
    return Seen(**{
        "attempted_at": on(day), "method": "直接送达", "place": "深圳市南山区虚构路2号", "server": "吴敏、张三",
        "person_met": "何德荣", "relationship": "本人", **entries,
    })  # fmt: skip


# -- inbound


def letter(region: str = "HK", kind: str = "service", **entries: Any) -> Letter:
    return Letter(**{
        "region": region, "kind": kind, "foreign_court": "香港高等法院" if region == "HK" else "澳門終審法院",
        "foreign_number": f"HCMP {next(_numbers)}/2026", "nature": "合同纠纷", "received_date": date(2026, 10, 9),
        "means": "post" if region == "HK" else "platform", **entries,
    })  # fmt: skip


def person(**entries: Any) -> Person:
    return Person(**{
        "kind": "natural", "name": "李小梅", "name_script": "zh-hans", "address": "深圳市福田区虚构街3号4栋501室",
        **entries,
    })  # fmt: skip


def measure(**entries: Any) -> Measure:
    return Measure(**{
        "measure": "examination", "items": "询问证人李小梅", "purpose": "查明交货时间", "parties": "甲公司；乙公司",
        "questions": "货物何时交付？", **entries,
    })  # fmt: skip


def registered(region: str = "HK", kind: str = "service", *, at: datetime = NOW, **entries: Any) -> Leg:
    """A request that Luo Jing registered; its leg."""
    ready()
    request = Request(letter(region, kind, **entries), person(), measure() if kind == "evidence" else None)
    matter = register_request(
        actor=upper(), at=at, court_id=people.court(service.HPC).pk, request=request, upload=scan("letter")
    )
    return matter.legs.get()


def reviewed(*args: str, **entries: Any) -> Leg:
    leg = registered(*args, **entries)
    return inbound_steps.review_request(
        actor=upper(), at=NOW, leg_id=leg.pk, found=inbound_steps.points_of(leg)
    )


def assigned(*args: str, day: date = date(2026, 10, 16), **entries: Any) -> Leg:
    """Assigned to court A."""
    leg = reviewed(*args, **entries)
    return inbound_steps.assign_request(
        actor=upper(), at=NOW, leg_id=leg.pk, court_id=people.court().pk, assigned_date=day
    )


def done(*args: str, **entries: Any) -> Leg:
    """Served in person by court A."""
    leg = assigned(*args, **entries)
    return inbound_results.record_service(
        actor=executing(),
        at=NOW,
        leg_id=leg.pk,
        method="in_person",
        seen=seen(),
        upload=scan(),
        has_seal=True,
    )


def fresh(row: Any) -> Any:
    """The row as it stands in the database now."""
    return type(row).objects.get(pk=row.pk)


def the_matter(leg: Leg) -> ServiceMatter:
    return ServiceMatter.objects.get(pk=leg.matter_id)
