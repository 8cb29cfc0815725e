"""Service matters for tests: rows as they stand in a state, without the acts that lead there.

Ho Tak Wing of Hong Kong is to be served in Chan Ka Man's case before the Qianhai court (A); Lin Xiao judges, Wu Min
keeps the file, Shi Lan sits at the court's own assistance desk, Luo Jing at the Guangdong High People's Court.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from portal.cases.models import Assignment, Case
from portal.identity.models import User
from portal.identity.roles import Role
from portal.numbering import check_digit
from service_of_process.models import (
    Addressee,
    AddresseeAddress,
    CourtPractice,
    DocumentToBeServed,
    Leg,
    MacaoAuthorisation,
    ServiceMatter,
)
from service_of_process.rules import channels, lifecycle
from tests.factories import cases, people

NOW = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)
TODAY = date(2026, 11, 20)
HPC = "CN-GD-HPC"
#: States of a leg in which it has been sent across the border, posted or ordered.
SENT_OUT = frozenset(lifecycle.LEG_STATES) - {lifecycle.DRAFT, lifecycle.COURT_REVIEW, lifecycle.AT_UPPER}


def own_desk() -> User:
    """Shi Lan of the judicial-assistance desk at court A itself."""
    user = people.account("shi.lan", language="zh-hans")
    people.office_of(user, Role.ASSISTANCE_DESK.value, court=people.court())
    return user


def panel_member() -> User:
    """Guo Rui, judge at court A, who has no part in the case."""
    user = people.account("guo.rui", language="zh-hans")
    people.office_of(user, Role.JUDGE.value, court=people.court())
    return user


def practice(**entries: Any) -> CourtPractice:
    """Court A: letters QH, cases go up to Guangdong; no buffers, no targets, no pilot unless given."""
    found = CourtPractice.objects.filter(court=people.court()).first()
    if found is None:
        found = CourtPractice.objects.create(
            court=people.court(), letters="QH", upper_court=people.court(HPC), address="深圳市虚构路1号"
        )
    for name, value in entries.items():
        setattr(found, name, value)
    if entries:
        found.save()
    return found


def authorised_for_macao() -> MacaoAuthorisation:
    """Court A deals with Macao directly."""
    return MacaoAuthorisation.objects.create(
        court=people.court(), source="Test order", valid_from=date(2020, 3, 1)
    )


def served_case() -> Case:
    """The case of the cast, with Lin Xiao as judge in charge."""
    case = cases.chan_against_ho()
    if not case.assignments.exists():
        for seat, holder in (("judge", people.judge_a()), ("clerk", people.clerk_a())):
            Assignment.objects.create(case=case, seat=seat, holder=holder, valid_from=date(2026, 3, 2))
    return case


def a_matter(state: str = lifecycle.ACTIVE, *, region: str = "HK", **entries: Any) -> ServiceMatter:
    """A matter for Ho Tak Wing in a state; each call is another matter. ``with_document=False`` leaves out the claim."""
    practice()
    with_document = entries.pop("with_document", True)
    case = entries.pop("case", None) or served_case()
    number = ServiceMatter.objects.count() + 1
    stem = f"SD-2026-QH-{region}-O-{number:05d}"
    dated = state in lifecycle.WITH_DATE
    matter = ServiceMatter.objects.create(**{
        "reference": f"{stem}-{check_digit(stem)}", "stem": stem, "direction": "O", "region": region,
        "court": people.court(), "case": case, "nature": "买卖合同纠纷", "state": state, "state_since_at": NOW,
        "second_language": "pt" if region == "MO" else "en", "answer_days": 30, "opened_at": NOW,
        "opened_by": people.clerk_a(), "effective_date": TODAY if dated else None,
        "confirmed_at": NOW if dated else None,
        "confirmed_by": people.actor(people.judge_a()).key if dated else "", **entries,
    })  # fmt: skip
    party = cases.defendant(case)
    Addressee.objects.create(
        matter=matter, kind="natural", party=party, name="何德榮", name_script="zh-hant", name_zh_hans="何德荣",
        name_en="HO Tak Wing", identity_number="A123456(3)", language="zh-hant",
    )  # fmt: skip
    an_address(matter)
    if with_document:
        a_document(matter)
    return matter


def an_address(
    matter: ServiceMatter, text: str = "香港九龍虛構街8號12樓A室", **entries: Any
) -> AddresseeAddress:
    """A detailed address in the addressee's region."""
    return AddresseeAddress.objects.create(**{
        "matter": matter, "number": matter.addresses.count() + 1, "kind": "residence", "text": text,
        "place": matter.region, "source": "claim", "confidence": "medium", **entries,
    })  # fmt: skip


def a_document(
    matter: ServiceMatter, kind: str = "claim", *, language: str = "zh-hans", **entries: Any
) -> DocumentToBeServed:
    """One Chinese document of the set, deposited in the case."""
    exhibit = cases.paper(matter.case, f"{kind} {matter.reference} {matter.documents.count()}")
    return DocumentToBeServed.objects.create(**{
        "matter": matter, "number": matter.documents.count() + 1, "kind": kind, "title": "民事起诉状副本",
        "language": language, "pages": 3, "exhibit": exhibit, "name_on_document": matter.addressee.name, **entries,
    })  # fmt: skip


def a_leg(
    matter: ServiceMatter, channel: str = channels.ENTRUSTED_HK, state: str = lifecycle.DRAFT, **entries: Any
) -> Leg:
    """A leg in a state, with the dates that the state needs."""
    number = matter.legs.count() + 1
    stem = f"{matter.stem}-{number}"
    out = state in SENT_OUT
    entrusted = channels.family_of(channel) in (channels.ENTRUSTED, channels.EVIDENCE)
    return Leg.objects.create(**{
        "matter": matter, "number": number, "reference": f"{stem}-{check_digit(stem)}", "channel": channel,
        "legal_basis": channels.BASES_OF[channel][0], "state": state, "state_since_at": NOW,
        "address": matter.addresses.first(), "upper_court": people.court(HPC) if entrusted else None,
        "transferred_date": date(2026, 9, 1) if entrusted and state not in (lifecycle.DRAFT, lifecycle.COURT_REVIEW)
        else None,
        "dispatched_date": date(2026, 9, 4) if out else None, "means": "post" if out else "",
        "confirmed_date": TODAY if state == lifecycle.CONFIRMED else None,
        "ended_at": NOW if state in lifecycle.LEG_OVER else None,
        "opened_at": NOW, "opened_by": people.actor(people.clerk_a()).key, **entries,
    })  # fmt: skip
