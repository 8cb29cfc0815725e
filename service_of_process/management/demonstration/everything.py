"""All of the demonstration of this module, in order; a second run changes nothing.

Macao by the official platform, under way and late; the same addressee by mail beside it; Hong Kong through the High
People's Court, certified and before the judge; one served and confirmed; one in preparation; a request from Hong Kong.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from portal.audit.actors import Actor
from portal.cases.models import Party
from portal.identity.models import Court
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
from service_of_process.management.demonstration.people import actor, arrive, paper
from service_of_process.models import Leg, ServiceMatter

NATURE = "买卖合同纠纷（虚构）"


def load(*, at: datetime) -> list[str]:
    """Make what is missing; lines for the operator."""
    trader, tenant = arrive(at)
    if ServiceMatter.objects.exists():
        return []
    macao = _macao(trader, at)
    before_judge = _hong_kong(tenant, at)
    confirmed = _confirmed(tenant, at)
    _prepared(trader, at, "传票")
    inbound = _inbound(at)
    clerk = actor("clerk", at)
    _row, code = codes.issue_code(actor=clerk, at=at, matter_id=macao.pk, label="Marta Xavier (fictícia)")
    return [
        f"{macao.reference:<26} to Macao by platform and mail, access code {code}",
        f"{before_judge.reference:<26} to Hong Kong, certified, before the judge",
        f"{confirmed.reference:<26} served, confirmed by the judge",
        f"{inbound.reference:<26} request from Hong Kong",
    ]


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


def _on(at: datetime, days: int) -> date:
    return (at - timedelta(days=days)).date()


def _macao(party: Party, at: datetime) -> ServiceMatter:
    """Court A is authorised for Macao: sent directly, received 75 days ago, so two months have passed."""
    matter = _prepared(party, at, "民事起诉状副本", kind="claim")
    leg = _leg(matter, at, "entrusted_macao", "platform")
    clerk, desk = actor("clerk", at), actor("desk", at)
    submitting.submit_leg(actor=clerk, at=at, leg_id=leg.pk)
    dispatching.dispatch_leg(
        actor=desk, at=at, leg_id=leg.pk, on=_on(at, 80), means="platform", platform_number="MO-FICT-0017"
    )
    receiving.record_receipt(actor=desk, at=at, leg_id=leg.pk, on=_on(at, 75))
    mail = _leg(matter, at, "mail", "post")
    posting.post_mail(
        actor=clerk,
        at=at,
        leg_id=mail.pk,
        posted_date=_on(at, 40),
        postal_number="RF123456785CN",
        has_return_receipt=True,
    )
    return ServiceMatter.objects.get(pk=matter.pk)


def _hong_kong(party: Party, at: datetime) -> ServiceMatter:
    matter = _prepared(party, at, "民事起诉状副本", kind="claim")
    _certified(matter, at)
    return ServiceMatter.objects.get(pk=matter.pk)


def _certified(matter: ServiceMatter, at: datetime) -> Leg:
    leg = _leg(matter, at, "entrusted_hk", "post")
    clerk, desk, upper = actor("clerk", at), actor("desk", at), actor("desk-gd", at)
    submitting.submit_leg(actor=clerk, at=at, leg_id=leg.pk)
    transferring.transfer_leg(actor=desk, at=at, leg_id=leg.pk, on=_on(at, 70))
    dispatching.dispatch_leg(
        actor=upper, at=at, leg_id=leg.pk, on=_on(at, 66), means="post", upper_number="GD-FICT-42"
    )
    receiving.record_receipt(
        actor=upper, at=at, leg_id=leg.pk, on=_on(at, 60), foreign_number="HC-FICT-7/2026"
    )
    certificates.certify_service(
        actor=upper, at=at, leg_id=leg.pk, upload=paper(f"Affirmation of service {leg.reference}"),
        service_date=_on(at, 30), received_date=_on(at, 12), method="Personal service by the bailiff",
        place="香港九龍虛構街8號", recipient="馬永年（虛構）", relationship="addressee", has_seal=True,
        issuer="High Court of Hong Kong (fictitious document)",
    )  # fmt: skip
    relaying.relay_result(actor=upper, at=at, leg_id=leg.pk, on=_on(at, 5))
    return leg


def _confirmed(party: Party, at: datetime) -> ServiceMatter:
    matter = _prepared(party, at, "应诉通知书", kind="notice")
    _certified(matter, at)
    judge: Actor = actor("judge", at)
    confirming.confirm(actor=judge, at=at, proposal_id=matter.proposals.get(state="open").pk, reason="演示")
    return ServiceMatter.objects.get(pk=matter.pk)


def _inbound(at: datetime) -> ServiceMatter:
    letter = inbound_registering.Letter(
        region="HK", kind="service", foreign_court="High Court of Hong Kong (fictitious)", foreign_number="HCMP-FICT 9/2026",
        nature="合約糾紛（虛構）", received_date=_on(at, 9), means="post",
    )  # fmt: skip
    person = inbound_registering.Person(
        kind="natural", name="孙大伟（虚构）", name_script="zh-hans", address="深圳市前海虚构路9号1栋302室"
    )
    writ = inbound_registering.Paper(
        upload=paper("傳票"), kind="writ", title="傳票", language="zh-hant", pages=4
    )
    return inbound_registering.register_request(
        actor=actor("desk-gd", at), at=at, court_id=Court.objects.get(code="CN-GD-HPC").pk,
        request=inbound_registering.Request(letter, person, papers=(writ,)), upload=paper("委託書"),
    )  # fmt: skip
