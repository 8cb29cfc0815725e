"""Identity before the session: the check is opened, a platform may be asked, a member of staff decides.

Provisions on cross-border online filing 2021, arts 4 and 5: the court verifies through the national document platform,
otherwise by hand against the papers, within three working days. What a platform answers never decides anything.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from portal.audit.actors import Actor
from portal.cases.actions.steps import day_of, require_reason
from portal.identity.actions import papers
from portal.identity.gateways import MATCH
from portal.identity.models import IdentityDocument, Person
from portal.power_of_attorney.actions.steps import locked, move, record, tell
from portal.power_of_attorney.models import IdentityCheck, PowerOfAttorney
from portal.power_of_attorney.queries.powers import signers
from portal.power_of_attorney.queries.preparing import (
    latest_check,
    proving_papers,
    standing_agents,
    usable_licence,
    waiting_papers,
)
from portal.power_of_attorney.rules.lifecycle import COURT, P

MANUAL = "manual"


@transaction.atomic
def open_identity_check(*, actor: Actor, at: datetime, power_id: UUID) -> PowerOfAttorney:
    """The court takes up the check of the principal's identity, for the first time or after a failure."""
    act = f"{P}identity_check_opened"
    power = locked(actor, at, act, power_id, seat=COURT)
    move(power, act, at)
    record(act, actor=actor, at=at, power=power)
    return power


@transaction.atomic
def ask_platform(*, actor: Actor, at: datetime, power_id: UUID) -> list[IdentityDocument]:
    """Ask the platform that the settings name about the papers of the signer that wait at this court.

    Recorded with the papers, marked where it is simulated; it decides nothing.

    :raises ValidationError: no paper waits at this court, or no platform is connected.
    """
    power = locked(actor, at, f"{P}identity_verified", power_id, seat=COURT)
    waiting = waiting_papers(power, power.signer, day_of(at))
    if not waiting:
        raise ValidationError(
            _("No paper of the principal waits for a check at this court."), code="no_paper"
        )
    return [papers.consult_platform(actor=actor, at=at, document=paper) for paper in waiting]


@transaction.atomic
def verify_identity(*, actor: Actor, at: datetime, power_id: UUID, basis: str) -> PowerOfAttorney:
    """A member of staff finds the identity verified, after a platform has answered that name and number match.

    Papers that still wait at this court are verified with the same basis.

    :raises ValidationError: no basis, no paper, or no matching answer (then it is confirmed by hand).
    """
    act = f"{P}identity_verified"
    power = locked(actor, at, act, power_id, seat=COURT)
    words = _basis(basis)
    waiting = [row for row in waiting_papers(power, power.signer, day_of(at)) if row.platform_answer == MATCH]
    _verify(actor, at, waiting, words)
    good = [row for row in _proofs(power.signer, at) if row.platform_answer == MATCH]
    if not good:
        sentence = _(
            "No platform has answered that name and number match. Confirm the identity by hand instead."
        )
        raise ValidationError(sentence, code="no_match")
    return _identified(actor, at, act, power, good, IdentityCheck.Result.VERIFIED, words)


@transaction.atomic
def confirm_identity_manually(*, actor: Actor, at: datetime, power_id: UUID, basis: str) -> PowerOfAttorney:
    """A member of staff has compared the papers by hand, with the notarised or forwarded copies where needed.

    :raises ValidationError: no basis, or the principal has given no paper.
    """
    act = f"{P}identity_confirmed_manually"
    power = locked(actor, at, act, power_id, seat=COURT)
    words = _basis(basis)
    good = _proofs(power.signer, at)
    if not good:
        _verify(actor, at, waiting_papers(power, power.signer, day_of(at)), words)
        good = _proofs(power.signer, at)
    if not good:
        raise ValidationError(
            _("The principal has given no identity paper that is good today. Ask for one."), code="no_paper"
        )
    return _identified(actor, at, act, power, good, IdentityCheck.Result.MANUAL, words)


@transaction.atomic
def fail_identity(*, actor: Actor, at: datetime, power_id: UUID, reason: str) -> PowerOfAttorney:
    """The identity could not be established; the principal reads why and may give another paper."""
    act = f"{P}identity_failed"
    power = locked(actor, at, act, power_id, seat=COURT)
    words = require_reason(reason)
    made = IdentityCheck.objects.create(
        power=power, person=power.signer, stage=IdentityCheck.Stage.BEFORE, result=IdentityCheck.Result.FAILED,
        adapter=MANUAL, basis=words[:500], checked_by=actor.key, checked_at=at,
    )  # fmt: skip
    move(power, act, at)
    record(act, actor=actor, at=at, power=power, subject=made, private={"reason": words})
    tell(act, signers(power), power=power, at=at)
    return power


def note_agents(actor: Actor, at: datetime, power: PowerOfAttorney) -> list[IdentityCheck]:
    """Write down by which verified licence or paper each bound agent is identified; once for each agent."""
    made = []
    for agent in standing_agents(power):
        if agent.person is None or not agent.is_bound or latest_check(power, agent.person) is not None:
            continue
        licence = usable_licence(agent, day_of(at))
        proofs = _proofs(agent.person, at)
        if licence is None and not proofs:
            continue
        shown = [_shown(row) for row in proofs]
        if licence is not None:
            last = licence.expiry_date.isoformat() if licence.expiry_date else ""
            shown.append(
                {"kind": f"licence-{licence.kind}", "last_four": licence.number[-4:], "expiry": last}
            )
        source = licence or proofs[0]
        made.append(IdentityCheck.objects.create(
            power=power, person=agent.person, stage=IdentityCheck.Stage.BEFORE, result=IdentityCheck.Result.MANUAL,
            adapter=source.adapter or MANUAL, is_simulated=source.is_simulated, papers=shown,
            platform_answer=source.platform_answer, basis=source.basis[:500], checked_by=actor.key, checked_at=at,
        ))  # fmt: skip
    return made


def _identified(
    actor: Actor, at: datetime, act: str, power: PowerOfAttorney, good: list[IdentityDocument], result: str,
    basis: str,
) -> PowerOfAttorney:  # fmt: skip
    source = good[0]
    made = IdentityCheck.objects.create(
        power=power, person=power.signer, stage=IdentityCheck.Stage.BEFORE, result=result,
        adapter=source.adapter or MANUAL, platform_answer=source.platform_answer,
        is_simulated=any(paper.is_simulated for paper in good), papers=[_shown(paper) for paper in good],
        basis=basis[:500], checked_by=actor.key, checked_at=at,
    )  # fmt: skip
    note_agents(actor, at, power)
    move(power, act, at)
    record(
        act, actor=actor, at=at, power=power, subject=made,
        facts={"adapter": made.adapter, "simulated": "yes" if made.is_simulated else "no"}, private={"basis": basis},
    )  # fmt: skip
    tell(f"{P}identity_verified", signers(power), power=power, at=at)
    return power


def _verify(actor: Actor, at: datetime, waiting: list[IdentityDocument], basis: str) -> None:
    for paper in waiting:
        papers.verify_document(actor=actor, at=at, document=paper, basis=basis)


def _proofs(person: Person, at: datetime) -> list[IdentityDocument]:
    fresh = Person.objects.prefetch_related("papers", "names").get(pk=person.pk)
    return proving_papers(fresh, day_of(at))


def _shown(paper: IdentityDocument) -> dict[str, str]:
    """Kind, last four characters and last day: enough to ask for the paper again in the session."""
    last = paper.expiry_date.isoformat() if paper.expiry_date else ""
    return {"kind": paper.kind, "last_four": paper.masked_number[-4:], "expiry": last}


def _basis(basis: str) -> str:
    words = basis.strip()
    if not words:
        raise ValidationError({"basis": _("Write down what you compared.")})
    return words
