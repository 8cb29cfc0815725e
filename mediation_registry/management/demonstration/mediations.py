"""Two mediations of the demonstration: one that the court entrusted, in its sessions; one settled, to be confirmed."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from mediation_registry.actions import (
    agreeing,
    appointments,
    choices,
    conduct,
    preparing,
    rosters,
    settlements,
    signing,
)
from mediation_registry.actions import mediations as opening
from mediation_registry.management.demonstration.people import account, actor
from mediation_registry.models import ChoiceRound, CourtRoster, Mediation, MediationParty, Registrant
from mediation_registry.rules import mediation as rules
from portal.cases.actions.steps import day_of
from portal.cases.models import Case
from portal.identity.models import Court
from portal.operations.demonstration import CASE_NUMBER

MEDIATOR = "mediator-hk"
SIDES = (("party", "first"), ("opponent", "second"))
ENTRUSTED = opening.Dispute("虛構：2025年貨物買賣的價款爭議", "zh-hant", rules.INVITED_2016)
ARRANGED = opening.Dispute("虛構：裝修工程尾款的爭議", "zh-hant", rules.ONLINE_2021)
SETTLEMENT = settlements.Draft(
    parties="陳嘉敏（虛構）；Luís Ferreira (fictício)",
    facts="虛構事實，只供演示：雙方就裝修工程的尾款發生爭議。",
    result="虛構條款，只供演示：Luís Ferreira（虛構）在六十日內付清尾款港幣五萬元。",
    language="zh-hant", has_performance=True, is_money=True,
)  # fmt: skip


def load(*, at: datetime) -> list[str]:
    """Make what is missing; a second run changes nothing. Returns lines for the operator."""
    if Mediation.objects.filter(matter=ENTRUSTED.matter).exists():
        return []
    _roster(at - timedelta(days=55))
    entrusted = _refer(at)  # its case was opened today
    _begin(entrusted, at)
    conduct.plan_session(
        actor=actor(MEDIATOR, at), at=at, mediation_id=entrusted.pk, starts_at=at + timedelta(days=3),
        way="together", place="線上會議室（虛構）",
    )  # fmt: skip
    arranged = _arrange(at - timedelta(days=34))
    _begin(arranged, at - timedelta(days=30))
    _settle(arranged, at - timedelta(days=24))
    return [
        f"{entrusted.reference}: entrusted by the court, in its sessions; "
        f"{arranged.reference}: settled 24 days ago, waits for the joint application"
    ]


def _registrant() -> Registrant:
    return Registrant.objects.get(person__user=account(MEDIATOR))


def _roster(at: datetime) -> None:
    """The mediator from Hong Kong on the roster of the Qianhai court, through every step of the way."""
    clerk = actor("clerk", at)
    roster = rosters.open_roster(
        actor=clerk, at=at, court=Court.objects.get(code="CN-GD-QH"), kind=CourtRoster.Kind.INDIVIDUALS
    )
    entry = rosters.invite(actor=clerk, at=at, roster=roster, registrant=_registrant())
    rosters.accept_invitation(actor=actor(MEDIATOR, at), at=at, entry_id=entry.pk)
    known: dict[str, Any] = {"actor": clerk, "at": at, "entry_id": entry.pk}
    rosters.record_training(**known, training="虚构的入册培训", effective_date=day_of(at))
    rosters.certify(**known, certificate_no="DEMO-QH-1")
    rosters.put_on_roster(**known, valid_from=day_of(at))


def _refer(at: datetime) -> Mediation:
    """The court entrusts the case of the demonstration; both agree and the clerk designates the mediator."""
    clerk = actor("clerk", at)
    case = Case.objects.get(court_number=CASE_NUMBER)
    mediation = opening.open_mediation(actor=clerk, at=at, case_id=case.pk, dispute=ENTRUSTED)
    for name, side in SIDES:
        _consent(mediation, name, side, at)
    appointments.designate(
        actor=clerk, at=at, mediation_id=mediation.pk, registrant_id=_registrant().pk, reason="虚构：双方交由法院指定。"
    )  # fmt: skip
    return mediation


def _arrange(at: datetime) -> Mediation:
    """The parties arrange a mediation themselves and choose the same mediator."""
    other = opening.OtherSide("Luís Ferreira (fictício)", account("opponent").email, "MO")
    mediation, code = opening.arrange_mediation(
        actor=actor("party", at), at=at, dispute=ARRANGED, own_connection="HK", other=other
    )
    opening.join_mediation(actor=actor("opponent", at), at=at, code=code)
    _consent(mediation, "opponent", "second", at)
    for name, side in SIDES:
        choices.give_shortlist(
            actor=actor(name, at), at=at, mediation_id=mediation.pk, side=side, registrant_ids=[_registrant().pk]
        )  # fmt: skip
    names = ChoiceRound.objects.get(mediation=mediation).names.filter(registrant=_registrant())
    for name, side in SIDES:
        choices.answer_names(
            actor=actor(name, at), at=at, mediation_id=mediation.pk, side=side, ranked_ids=[names.get().pk]
        )  # fmt: skip
    return mediation


def _party(mediation: Mediation, side: str) -> MediationParty:
    return mediation.parties.get(side=side)


def _consent(mediation: Mediation, name: str, side: str, at: datetime) -> None:
    agreeing.answer_consent(
        actor=actor(name, at), at=at, mediation_id=mediation.pk, party_id=_party(mediation, side).pk, agrees=True
    )  # fmt: skip


def _begin(mediation: Mediation, at: datetime) -> None:
    """The mediator accepts; notices are read, identities checked, the agreement to mediate stands."""
    lead: dict[str, Any] = {"at": at, "mediation_id": mediation.pk}
    appointments.accept(actor=actor(MEDIATOR, at), declares_free=True, **lead)
    terms = preparing.draw_up_terms(
        actor=actor(MEDIATOR, at), draft=preparing.TermsDraft(language="zh-hant", way="together", fee_bearer="nobody"),
        **lead,
    )  # fmt: skip
    for name, side in SIDES:
        own: dict[str, Any] = {
            "actor": actor(name, at),
            "party_id": _party(mediation, side).pk,
            "language": account(name).language,
        }
        for text in ("rights", "confidentiality"):
            preparing.acknowledge(text=text, **own, **lead)
        preparing.answer_terms(terms_id=terms.pk, agrees=True, **own, **lead)
        preparing.check_identity(
            actor=actor(MEDIATOR, at), party_id=own["party_id"], basis="虛構：核對身份證明文件", **lead
        )
    preparing.begin(actor=actor(MEDIATOR, at), **lead)


def _settle(mediation: Mediation, at: datetime) -> None:
    """The settlement is drawn up, and signed by everybody."""
    lead: dict[str, Any] = {"at": at, "mediation_id": mediation.pk}
    made = settlements.draw_up(actor=actor(MEDIATOR, at), draft=SETTLEMENT, **lead)
    for name, side in SIDES:
        party = _party(mediation, side)
        signing.sign_as_party(
            actor=actor(name, at), party_id=party.pk, digest=made.text.digest, typed_name=party.name, **lead
        )
    mediator = _registrant().person.name_for("zh-hant")
    signing.sign_as_mediator(actor=actor(MEDIATOR, at), digest=made.text.digest, typed_name=mediator, **lead)
