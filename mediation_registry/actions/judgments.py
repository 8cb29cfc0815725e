"""After filing (委托): the mediator submits the settlement, the court makes the mediation judgment or lets the action
be withdrawn. 2016 Rules art. 20; Online Mediation Rules art. 20 para. 2; CPL arts 99, 100, 102; Interp. 149.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from mediation_registry.actions.steps_mediation import (
    M,
    court_roles_for,
    entered,
    record,
    require_standing,
    required_text,
    tell,
)
from mediation_registry.models import JudgmentReceipt, MediationJudgment, MediationParty
from mediation_registry.queries.mediations import users_of_court
from mediation_registry.queries.outcome import judgments_of_court, parties_of, people_of, settlement_of
from mediation_registry.rules.mediation import ENTRUSTED
from mediation_registry.rules.settlement import IN_FORCE, judgment_after
from portal.audit.actors import Actor
from portal.cases.actions.steps import day_of
from portal.identity.permissions import PermissionRefused, require


@transaction.atomic
def ask_judgment(
    *, actor: Actor, at: datetime, mediation_id: UUID, withdrawal_wanted: bool = False
) -> MediationJudgment:
    """The mediator submits the settlement to the court that entrusted the mediation.

    :raises ValidationError: before filing, no settlement signed by all, or submitted already.
    """
    act = M + "judgment_asked"
    mediation, standing = entered(actor, at, act, mediation_id)
    require_standing(standing.is_mediator, act)
    settlement = settlement_of(mediation)
    if mediation.kind != ENTRUSTED or settlement is None or settlement.state != IN_FORCE:
        raise ValidationError(
            _("A mediation judgment is made on a settlement that all parties signed after filing."),
            code="state",
        )
    if MediationJudgment.objects.filter(settlement=settlement).exists():
        raise ValidationError(_("The settlement has been submitted to the court already."), code="exists")
    made = MediationJudgment.objects.create(
        settlement=settlement,
        state_since_at=at,
        asked_at=at,
        asked_by=actor.key,
        withdrawal_wanted=withdrawal_wanted,
    )
    facts = {"withdrawal_wanted": withdrawal_wanted}
    record(act, actor=actor, at=at, mediation=mediation, subject=made, facts=facts)
    desk = {"path": f"/staff/mediation-judgments/inspect/{made.pk}/"}
    court = users_of_court(mediation, day_of(at))
    tell(act, court, mediation=mediation, at=at, about=str(made.pk), context=desk)
    page = {"path": f"/mediations/{mediation.pk}/judgment/"}
    tell(act, people_of(mediation, day_of(at)), mediation=mediation, at=at, about=str(made.pk), context=page)
    return made


def _locked(actor: Actor, at: datetime, act: str, document: MediationJudgment) -> MediationJudgment:
    require(actor, act)
    scope = judgments_of_court(actor, day_of(at), *court_roles_for(act)).values("pk")
    rows = MediationJudgment.objects.select_related(
        "settlement__mediation__court", "settlement__mediation__case"
    )
    found = rows.select_for_update(of=("self",)).filter(pk=document.pk, pk__in=scope).first()
    if found is None:
        raise PermissionRefused(act)
    if judgment_after(found.state, act) is None:
        raise ValidationError(_("This step is not open any more."), code="state")
    return found


def _step(
    act: str, *, actor: Actor, at: datetime, document: MediationJudgment, facts: dict[str, Any] | None = None,
    private: dict[str, str] | None = None, **fields: Any,
) -> MediationJudgment:  # fmt: skip
    found = _locked(actor, at, act, document)
    after = str(judgment_after(found.state, act))
    if after != found.state:
        found.state, found.state_since_at = after, at
    for name, value in fields.items():
        setattr(found, name, value)
    found.save()
    mediation = found.settlement.mediation
    record(act, actor=actor, at=at, mediation=mediation, subject=found, facts=facts, private=private)
    page = {"path": f"/mediations/{mediation.pk}/judgment/", "act": act.removeprefix(M)}
    people = people_of(mediation, day_of(at))
    tell(
        M + "judgment_step", people, mediation=mediation, at=at, about=f"{act}|{at.isoformat()}", context=page
    )
    return found


@transaction.atomic
def make_judgment(
    *, actor: Actor, at: datetime, document: MediationJudgment, number: str, made_date: date
) -> MediationJudgment:
    """The court reviewed the settlement and made the mediation judgment (2016 art. 20; CPL art. 100)."""
    if made_date > day_of(at) or made_date < (document.settlement.effective_date or made_date):
        raise ValidationError({"made_date": _("The day lies between the settlement and today.")})
    words = required_text(number, "number", _("Enter the number of the document."))
    return _step(
        M + "judgment_made", actor=actor, at=at, document=document, facts={"made_date": made_date.isoformat()},
        number=words, made_date=made_date,
    )  # fmt: skip


@transaction.atomic
def refuse_judgment(
    *, actor: Actor, at: datetime, document: MediationJudgment, reason: str
) -> MediationJudgment:
    """The settlement breaks the law or was not voluntary, or sham mediation was not ruled out: the trial goes on."""
    words = required_text(reason, "reason", _("Give the reason."))
    return _step(
        M + "judgment_not_made",
        actor=actor,
        at=at,
        document=document,
        private={"reason": words},
        reason=words,
    )


@transaction.atomic
def let_action_be_withdrawn(
    *, actor: Actor, at: datetime, document: MediationJudgment, number: str, made_date: date
) -> MediationJudgment:
    """The court rules on the withdrawal of the action that was asked for on the settlement."""
    if made_date > day_of(at):
        raise ValidationError({"made_date": _("The day lies ahead.")})
    words = required_text(number, "number", _("Enter the number of the document."))
    return _step(
        M + "action_withdrawn", actor=actor, at=at, document=document, facts={"made_date": made_date.isoformat()},
        number=words, made_date=made_date,
    )  # fmt: skip


@transaction.atomic
def receive_judgment(
    *, actor: Actor, at: datetime, document: MediationJudgment, party: MediationParty, received_date: date
) -> MediationJudgment:
    """A party signed for the document; with the last one it is in force, on that day (CPL art. 100; Interp. 149)."""
    if party.mediation_id != document.settlement.mediation_id:
        raise ValidationError({"party": _("This party does not stand in the mediation.")})
    if received_date > day_of(at) or (document.made_date and received_date < document.made_date):
        raise ValidationError({"received_date": _("The day lies between the document and today.")})
    if document.receipts.filter(party=party).exists():
        raise ValidationError({"party": _("The receipt by this party has been entered already.")})
    found = _step(
        M + "judgment_received", actor=actor, at=at, document=document,
        facts={"received_date": received_date.isoformat()},
    )  # fmt: skip
    JudgmentReceipt.objects.create(
        judgment=found, party=party, received_date=received_date, entered_at=at, entered_by=actor.key
    )
    receipts = dict(found.receipts.values_list("party", "received_date"))
    parties = parties_of(found.settlement.mediation)
    if parties and all(row.pk in receipts for row in parties):
        last = max(receipts.values())
        found = _step(
            M + "judgment_effective", actor=actor, at=at, document=found, effective_date=last,
            facts={"effective_date": last.isoformat()},
        )  # fmt: skip
    return found


@transaction.atomic
def go_back_on(
    *, actor: Actor, at: datetime, document: MediationJudgment, party: MediationParty, reason: str
) -> MediationJudgment:
    """A party went back on it before it was served: the court decides by judgment (CPL art. 102)."""
    if document.receipts.filter(party=party).exists():
        raise ValidationError({"party": _("This party has signed for the document.")})
    words = required_text(reason, "reason", _("Give the reason."))
    return _step(
        M + "judgment_gone_back_on",
        actor=actor,
        at=at,
        document=document,
        private={"reason": words},
        reason=words,
    )
