"""What a power does in the case: its agents' representations with their proofs, and the end of them."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from portal.audit.actors import Actor
from portal.cases import actions as cases
from portal.cases.actions.representation import Agent as Appointed
from portal.cases.actions.steps import day_of
from portal.cases.models import Case, Representation
from portal.cases.queries import agents_in_force
from portal.cases.rules.representation import POWER_OF_ATTORNEY, SPECIAL_POWERS
from portal.exhibits.actions import deposit
from portal.exhibits.models import Exhibit
from portal.exhibits.storage import exhibit_store
from portal.identity.permissions import PermissionRefused
from portal.power_of_attorney.actions.steps import locked, move, record
from portal.power_of_attorney.models import Agent, CaseAgency, ExecutedInstrument, PowerOfAttorney
from portal.power_of_attorney.queries.powers import bound_agents
from portal.power_of_attorney.queries.register import powers_of
from portal.power_of_attorney.rules import lifecycle


def executed_instrument(power: PowerOfAttorney) -> ExecutedInstrument | None:
    """The sealed instrument as it was executed last."""
    rows = power.executed.filter(kind=ExecutedInstrument.Kind.INSTRUMENT)
    return rows.select_related("version").order_by("-number").first()


@transaction.atomic
def enter_agents(*, actor: Actor, at: datetime, power: PowerOfAttorney) -> list[Representation]:
    """Every agent of the power acts in its case, with the papers of Interp. 88 and the executed instrument.

    An entry for the same agent that stands in the case from before ends: this power takes its place. Nothing happens
    while the power has no case, or for an agent entered already.

    :raises ValidationError: what portal.cases refuses: a third agent, a paper missing, a conflict.
    """
    if power.case is None or power.party is None:
        return []
    entered = set(power.agencies.filter(representation__valid_to=None).values_list("agent", flat=True))
    waiting = [agent for agent in bound_agents(power) if agent.pk not in entered]
    if not waiting:
        return []
    instrument = _instrument_as_exhibit(actor, at, power, power.case)
    for agent in waiting:
        _end_earlier_entry(actor, at, power, agent)
    return [_enter(actor, at, power, agent, instrument) for agent in waiting]


@transaction.atomic
def end_agencies(*, actor: Actor, at: datetime, power: PowerOfAttorney, reason: str) -> int:
    """What the agents had by this power ends: they represent nobody in the case, and receive and see nothing of it.

    Gives the number of representations that ended now.
    """
    ended = 0
    for agency in power.agencies.all():
        gone = cases.end_for_power(
            actor=actor, at=at, representation_id=agency.representation_id, reason=reason
        )
        ended += gone is not None
    return ended


@transaction.atomic
def link_case_in_force(
    *, actor: Actor, at: datetime, power_id: UUID, case_id: UUID, party_id: UUID
) -> PowerOfAttorney:
    """A power that was given before the case was filed gets its case, and its agents act there from today.

    :raises ValidationError: it has a case, or the case or party does not fit the principal.
    """
    act = "power_of_attorney.case_linked"
    power = locked(actor, at, act, power_id, seat=lifecycle.COURT)
    if power.state != lifecycle.EFFECTIVE:
        raise ValidationError(_("This power of attorney is not in force."), code="state")
    if power.case_id is not None:
        raise ValidationError({"case": _("This power of attorney has its case already.")})
    found = Case.objects.for_staff(actor, day_of(at)).filter(pk=case_id, court=power.court).first()
    if found is None:
        raise PermissionRefused(act)
    party = found.parties.on(day_of(at)).filter(pk=party_id).first()
    if party is None or party.person_id not in (None, power.principal_id):
        raise ValidationError({"party": _("This party is not the principal of the power of attorney.")})
    power.case, power.party = found, party
    move(power, act, at)
    record(act, actor=actor, at=at, power=power, facts={"case": found.reference, "number": party.number})
    enter_agents(actor=actor, at=at, power=power)
    return power


def _enter(
    actor: Actor, at: datetime, power: PowerOfAttorney, agent: Agent, instrument: Exhibit
) -> Representation:
    assert power.case is not None and power.party is not None
    proofs = {
        proof.kind: _in_case(actor, at, proof.exhibit, power.case)
        for proof in agent.proofs.filter(withdrawn_at=None).select_related("exhibit")
    }
    representation = cases.add_representation(
        actor=actor, at=at, case_id=power.case.pk, party_id=power.party.pk,
        agent=Appointed(
            kind=agent.kind, name=agent.name, person=agent.person, licence=agent.licence,
            proofs={**proofs, POWER_OF_ATTORNEY: instrument},
            special_powers=[code for code in powers_of(power) if code in SPECIAL_POWERS],
            stages=power.stages or ["first_instance"], receives_service=not power.excludes_service,
            valid_from=max(power.valid_from or day_of(at), day_of(at)),
        ),
    )  # fmt: skip
    CaseAgency.objects.create(power=power, agent=agent, representation=representation, entered_at=at)
    return representation


def _end_earlier_entry(actor: Actor, at: datetime, power: PowerOfAttorney, agent: Agent) -> None:
    """Somebody whom the registry entered by hand, or by an earlier power, now acts by this one."""
    if agent.person is None or power.party is None:
        return
    reason = _("Replaced by the power of attorney %(reference)s") % {"reference": power.reference}
    for earlier in agents_in_force(power.party, day_of(at)).filter(agent=agent.person):
        cases.end_for_power(actor=actor, at=at, representation_id=earlier.pk, reason=reason)


def _instrument_as_exhibit(actor: Actor, at: datetime, power: PowerOfAttorney, case: Case) -> Exhibit:
    executed = executed_instrument(power)
    if executed is None:
        raise ValidationError(
            _("There is no sealed instrument of this power of attorney."), code="instrument"
        )
    with exhibit_store().opened(executed.digest) as content:
        return deposit(
            actor=actor, at=at, upload=content, declared_name=f"{power.reference}.pdf", scope=case.chain
        )


def _in_case(actor: Actor, at: datetime, exhibit: Exhibit, case: Case) -> Exhibit:
    """The paper among the exhibits of the case; the same file, held in one more place."""
    if exhibit.scope == case.chain:
        return exhibit
    with exhibit_store().opened(exhibit.stored_file_id) as content:
        return deposit(
            actor=actor, at=at, upload=content, declared_name=exhibit.declared_name, scope=case.chain
        )
