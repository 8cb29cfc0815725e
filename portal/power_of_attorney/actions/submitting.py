"""Handing in, handing in again after a correction, taking back (CPL arts 61–63; Provisions 2021 arts 6 and 9)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from portal.audit.actors import Actor
from portal.cases.actions.steps import day_of, require_reason
from portal.identity.models import User
from portal.power_of_attorney.actions.consents import free_slot
from portal.power_of_attorney.actions.steps import locked, move, record, tell
from portal.power_of_attorney.models import PowerOfAttorney
from portal.power_of_attorney.queries.drafting import facts_of
from portal.power_of_attorney.queries.drafting_words import in_words
from portal.power_of_attorney.queries.powers import agent_accounts, staff_accounts
from portal.power_of_attorney.rules import drafting as rules
from portal.power_of_attorney.rules import lifecycle

P = lifecycle.P
_IN_THE_ROOM = (lifecycle.LOBBY, lifecycle.IN_SESSION, lifecycle.SUSPENDED)


@transaction.atomic
def submit(*, actor: Actor, at: datetime, power_id: UUID) -> PowerOfAttorney:
    """Hand the draft in to the court; the court's staff and the agents who accepted are told.

    :raises ValidationError: everything that is still missing, one sentence each.
    """
    power = _handed_in(actor, at, power_id, f"{P}submitted")
    power.submitted_at = at
    move(power, f"{P}submitted", at)
    record(f"{P}submitted", actor=actor, at=at, power=power, facts=_numbers(power))
    tell(f"{P}submitted", _desk(power, at), power=power, at=at, at_desk=True)
    tell(f"{P}submitted", agent_accounts(power), power=power, at=at)
    return power


@transaction.atomic
def resubmit(*, actor: Actor, at: datetime, power_id: UUID) -> PowerOfAttorney:
    """Hand in again what the court asked to be corrected; it goes back to the review.

    :raises ValidationError: everything that is still missing, one sentence each.
    """
    power = _handed_in(actor, at, power_id, f"{P}resubmitted")
    power.cure_by_date = None
    move(power, f"{P}resubmitted", at)
    record(f"{P}resubmitted", actor=actor, at=at, power=power, facts=_numbers(power))
    tell(f"{P}resubmitted", _desk(power, at), power=power, at=at, at_desk=True)
    return power


@transaction.atomic
def withdraw(*, actor: Actor, at: datetime, power_id: UUID, reason: str = "") -> PowerOfAttorney:
    """The principal takes the power back before it takes effect, signed or not (CPL art. 63). A draft needs no reason.

    In the room the principal tells the judge, who breaks the session off: what happens there is recorded.

    :raises ValidationError: no reason, or the session is running.
    """
    power = locked(actor, at, f"{P}withdrawn", power_id, seat=lifecycle.PRINCIPAL)
    if power.state in _IN_THE_ROOM:
        sentence = _(
            "The session is running. Tell the judge that you do not want to go on; the judge breaks it off."
        )
        raise ValidationError(sentence, code="in_session")
    given = reason.strip() if power.state == lifecycle.DRAFT else require_reason(reason)
    free_slot(power, at)
    power.ended_at, power.end_reason = at, given
    for agent in power.agents.exclude(invitation_digest=""):
        agent.invitation_digest = ""
        agent.save(update_fields=["invitation_digest"])
    move(power, f"{P}withdrawn", at)
    record(f"{P}withdrawn", actor=actor, at=at, power=power, private={"reason": given})
    tell(f"{P}withdrawn", agent_accounts(power), power=power, at=at)
    if power.submitted_at is not None:
        tell(f"{P}withdrawn", _desk(power, at), power=power, at=at, at_desk=True)
    return power


def _handed_in(actor: Actor, at: datetime, power_id: UUID, act: str) -> PowerOfAttorney:
    power = locked(actor, at, act, power_id, seat=lifecycle.PRINCIPAL)
    found = in_words(rules.problems(facts_of(power, day_of(at))))
    if found:
        sentences = [ValidationError(missing.sentence, code=missing.field) for missing in found]
        raise ValidationError(sentences, code="incomplete")
    return power


def _numbers(power: PowerOfAttorney) -> dict[str, object]:
    """What the log may hold of the text: codes and numbers, nothing personal."""
    return {
        "powers": sorted(power.granted.exclude(state="struck").values_list("code", flat=True)),
        "stages": list(power.stages),
        "agents": power.agents.filter(withdrawn_at=None, declined_at=None).count(),
        "excludes_service": power.excludes_service,
    }


def _desk(power: PowerOfAttorney, at: datetime) -> Iterable[User]:
    """The clerks of the court; where none holds the office, its assistance desk."""
    clerks = staff_accounts(power, day_of(at), "clerk")
    return clerks or staff_accounts(power, day_of(at), "assistance_desk")
