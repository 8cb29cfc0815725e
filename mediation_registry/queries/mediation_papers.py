"""The papers of a mediation, each on a page of its own: record, notes, settlement, and what follows from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from mediation_registry.models import ConfirmationApplication, Mediation, MediationRecord, Settlement
from mediation_registry.queries.mediation_page import Situation
from mediation_registry.queries.outcome import record_of, settlement_of, signing_roles
from mediation_registry.queries.tracker import track
from mediation_registry.rules import confirmation as rules
from mediation_registry.rules.mediation import ENTRUSTED
from mediation_registry.rules.settlement import IN_FORCE

State = Mediation.State
WITH_PAPERS = (State.PREPARATION, State.SESSIONS, State.SETTLED, State.CONCLUDED, State.ENDED)


@dataclass(frozen=True)
class Paper:
    """A page of the outcome: its URL name and link; as the next thing also the sentence, holder and last day."""

    page: str
    label: str
    sentence: str = ""
    holder: str = ""
    until: date | None = None
    is_mine: bool = False


def papers(situation: Situation) -> list[Paper]:
    """The pages of the outcome that this reader may open now."""
    mediation, standing = situation.mediation, situation.standing
    if mediation.state not in WITH_PAPERS or standing.is_told:
        return []
    found = [Paper("record", _("Record of the mediation")), Paper("settlement", _("Settlement"))]
    if standing.is_mediator:
        found.insert(1, Paper("notes", _("Confidential notes")))
    settlement = settlement_of(mediation)
    if settlement is not None and settlement.state == IN_FORCE:
        found.append(_follows(mediation))
    return found


def next_paper(situation: Situation) -> Paper | None:
    """The paper that is next for this reader, with its sentence; None when something else is next."""
    mediation, standing = situation.mediation, situation.standing
    settlement = settlement_of(mediation)
    if mediation.state == State.CONCLUDED and settlement is not None:
        return _after_settlement(situation, settlement)
    if mediation.state == State.SETTLED and settlement is not None:
        if signing_roles(settlement, standing):
            sentence = _("A settlement is drawn up. Read it, then sign it or refuse to.")
            return Paper("settlement", _("Read and sign the settlement"), sentence, is_mine=True)
        sentence = _("A settlement is drawn up and waits for every signature.")
        return Paper("settlement", _("Settlement"), sentence, _("the parties"))
    record = record_of(mediation)
    if standing.is_party and record is not None and _waits_for(record, situation):
        sentence = _("The record is with you: give your address for service, answer the items and sign.")
        return Paper("record", _("Read and sign the record"), sentence, is_mine=True)
    return None


def _waits_for(record: MediationRecord, situation: Situation) -> bool:
    if record.state != MediationRecord.State.SIGNING:
        return False
    signed = {row.party_id for row in record.signatures.all() if row.version == record.version}
    return any(party.pk not in signed for party in situation.own)


def _follows(mediation: Mediation) -> Paper:
    if mediation.kind == ENTRUSTED:
        return Paper("judgment", _("Mediation judgment"))
    return Paper("confirmation", _("Judicial confirmation"))


def _after_settlement(situation: Situation, settlement: Settlement) -> Paper:
    """Where the confirmation or the mediation judgment stands, and whether it waits for this reader."""
    mediation, standing = situation.mediation, situation.standing
    where = track(mediation, settlement, situation.on)
    if mediation.kind == ENTRUSTED:
        mine = standing.is_mediator and not hasattr(settlement, "judgment")
    else:
        application = ConfirmationApplication.objects.filter(settlement=settlement).first()
        preparing = application is None or application.state == rules.PREPARING
        mine = standing.is_party and preparing and where.due_date is not None
    paper = _follows(mediation)
    return Paper(paper.page, paper.label, where.sentence, where.holder, where.due_date, mine)
