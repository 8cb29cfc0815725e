"""All of the demonstration of this module, in order; a second run changes nothing.

Macao by the official platform, under way and late; the same addressee by mail beside it; Hong Kong through the High
People's Court, certified and before the judge; one served and confirmed; one in preparation; a request from Hong Kong.
Every step is entered on the day of which it speaks, so that the course of a matter reads as it would have run.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from portal.audit.actors import Actor
from portal.cases.actions.steps import day_of
from portal.cases.models import Party
from portal.identity.models import Court
from portal.operations.demonstration import account_line
from service_of_process.actions import (
    certificates,
    codes,
    confirming,
    dispatching,
    document_set,
    inbound_registering,
    legs,
    opening,
    posting,
    receiving,
    relaying,
    submitting,
    transferring,
)
from service_of_process.actions.addressing import add_address
from service_of_process.management.demonstration.people import TENANT, TRADER, UPPER, actor, arrive, paper
from service_of_process.models import Leg, ServiceMatter

NATURE = "买卖合同纠纷（虚构）"


def load(*, at: datetime) -> list[str]:
    """Make what is missing; lines for the operator."""
    trader, tenant = arrive(_ago(at, 100))
    if ServiceMatter.objects.exists():
        return []
    macao = _macao(trader, at)
    before_judge = _hong_kong(tenant, at)
    confirmed = _confirmed(tenant, at)
    _prepared(trader, _ago(at, 2), "传票")
    inbound = _inbound(at)
    clerk = actor("clerk", at)
    _row, code = codes.issue_code(actor=clerk, at=at, matter_id=macao.pk, label="Marta Xavier (fictícia)")
    return [
        *map(account_line, (UPPER, TRADER, TENANT)),
        f"{macao.reference:<26} to Macao by platform and mail, access code {code}",
        f"{before_judge.reference:<26} to Hong Kong, certified, before the judge",
        f"{confirmed.reference:<26} served, confirmed by the judge",
        f"{inbound.reference:<26} request from Hong Kong",
    ]


def _ago(at: datetime, days: int) -> datetime:
    return at - timedelta(days=days)


def _prepared(party: Party, at: datetime, title: str, *, kind: str = "summons") -> ServiceMatter:
    clerk = actor("clerk", at)
    matter = opening.open_matter(
        actor=clerk, at=at, case_id=party.case_id, party_id=party.pk, nature=NATURE, answer_days=30,
        second_language="pt" if party.region == "MO" else "en",
    )  # fmt: skip
    document_set.add_document(
        actor=clerk, at=at, matter_id=matter.pk, upload=paper(f"{title} {party.case.court_number}"), kind=kind,
        title=title, pages=3,
    )  # fmt: skip
    text = "澳門虛構大馬路8號虛構大廈12樓B座" if party.region == "MO" else "香港九龍虛構街8號虛構大廈12樓A室"
    add_address(
        actor=clerk, at=at, matter_id=matter.pk, kind="residence", text=text, source="claim", place=party.region,
        confidence="medium",
    )  # fmt: skip
    return matter


def _leg(matter: ServiceMatter, at: datetime, channel: str, means: str) -> Leg:
    address = matter.addresses.get(number=1)
    return legs.open_leg(
        actor=actor("clerk", at),
        at=at,
        matter_id=matter.pk,
        channel=channel,
        address_id=address.pk,
        means=means,
    )


def _macao(party: Party, at: datetime) -> ServiceMatter:
    """Court A is authorised for Macao: sent directly, received 75 days ago, so two months have passed."""
    matter = _prepared(party, _ago(at, 88), "民事起诉状副本", kind="claim")
    leg = _leg(matter, _ago(at, 84), "entrusted_macao", "platform")
    submitted, sent, received, posted = (_ago(at, days) for days in (82, 80, 75, 40))
    submitting.submit_leg(actor=actor("clerk", submitted), at=submitted, leg_id=leg.pk)
    dispatching.dispatch_leg(
        actor=actor("desk", sent), at=sent, leg_id=leg.pk, on=day_of(sent), means="platform",
        platform_number="MO-FICT-0017",
    )  # fmt: skip
    receiving.record_receipt(actor=actor("desk", received), at=received, leg_id=leg.pk, on=day_of(received))
    mail = _leg(matter, _ago(at, 42), "mail", "post")
    posting.post_mail(
        actor=actor("clerk", posted), at=posted, leg_id=mail.pk, posted_date=day_of(posted),
        postal_number="RF123456785CN", has_return_receipt=True,
    )  # fmt: skip
    return ServiceMatter.objects.get(pk=matter.pk)


def _hong_kong(party: Party, at: datetime) -> ServiceMatter:
    matter = _prepared(party, _ago(at, 80), "民事起诉状副本", kind="claim")
    _certified(matter, at)
    return ServiceMatter.objects.get(pk=matter.pk)


def _certified(matter: ServiceMatter, at: datetime) -> Leg:
    leg = _leg(matter, _ago(at, 76), "entrusted_hk", "post")
    submitted, transferred, sent, received = (_ago(at, days) for days in (74, 70, 66, 60))
    submitting.submit_leg(actor=actor("clerk", submitted), at=submitted, leg_id=leg.pk)
    transferring.transfer_leg(
        actor=actor("desk", transferred), at=transferred, leg_id=leg.pk, on=day_of(transferred)
    )
    dispatching.dispatch_leg(
        actor=actor("desk-gd", sent), at=sent, leg_id=leg.pk, on=day_of(sent), means="post",
        upper_number="GD-FICT-42",
    )  # fmt: skip
    receiving.record_receipt(
        actor=actor("desk-gd", received), at=received, leg_id=leg.pk, on=day_of(received),
        foreign_number="HC-FICT-7/2026",
    )  # fmt: skip
    _returned(leg, at)
    return leg


def _returned(leg: Leg, at: datetime) -> None:
    """The certificate from Hong Kong reaches the High People's Court, which passes it on."""
    certified, relayed = _ago(at, 12), _ago(at, 5)
    certificates.certify_service(
        actor=actor("desk-gd", certified), at=certified, leg_id=leg.pk,
        upload=paper(f"Affirmation of service {leg.reference}"), service_date=day_of(_ago(at, 30)),
        received_date=day_of(certified), method="Personal service by the bailiff", place="香港九龍虛構街8號",
        recipient="馬永年（虛構）", relationship="addressee", has_seal=True,
        issuer="High Court of Hong Kong (fictitious document)",
    )  # fmt: skip
    relaying.relay_result(actor=actor("desk-gd", relayed), at=relayed, leg_id=leg.pk, on=day_of(relayed))


def _confirmed(party: Party, at: datetime) -> ServiceMatter:
    matter = _prepared(party, _ago(at, 80), "应诉通知书", kind="notice")
    _certified(matter, at)
    decided = _ago(at, 3)
    judge: Actor = actor("judge", decided)
    proposal = matter.proposals.get(state="open")
    confirming.confirm(actor=judge, at=decided, proposal_id=proposal.pk, reason="演示")
    return ServiceMatter.objects.get(pk=matter.pk)


def _inbound(at: datetime) -> ServiceMatter:
    received = _ago(at, 9)
    letter = inbound_registering.Letter(
        region="HK", kind="service", foreign_court="High Court of Hong Kong (fictitious)", foreign_number="HCMP-FICT 9/2026",
        nature="合約糾紛（虛構）", received_date=day_of(received), means="post",
    )  # fmt: skip
    person = inbound_registering.Person(
        kind="natural", name="孙大伟（虚构）", name_script="zh-hans", address="深圳市前海虚构路9号1栋302室"
    )
    writ = inbound_registering.Paper(
        upload=paper("傳票"), kind="writ", title="傳票", language="zh-hant", pages=4
    )
    return inbound_registering.register_request(
        actor=actor("desk-gd", received), at=received, court_id=Court.objects.get(code="CN-GD-HPC").pk,
        request=inbound_registering.Request(letter, person, papers=(writ,)), upload=paper("委託書"),
    )  # fmt: skip
