"""A wrong day or number rectified: the old value stays legible, dependent periods are new rows, the judge decides anew.

Never silent: where a day of service was confirmed on it, or the channel held to be unavailable, the forum judge is told,
and what the rectified day would mean is put before her as a proposal.
"""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from portal.audit.actors import Actor
from portal.cases.actions.steps import require_reason
from service_of_process.actions.confirming import after_proof
from service_of_process.actions.entrusted_steps import label_of, tell_court
from service_of_process.actions.proposals import overtake, propose
from service_of_process.actions.replacing import replace_certificate, replace_clocks
from service_of_process.actions.steps import (
    S,
    locked_leg,
    move_leg,
    record,
    require_past,
    require_since_filing,
)
from service_of_process.models import Clock, Leg, Proposal
from service_of_process.models.choices import Target
from service_of_process.rules import channels, lifecycle, rectifying

ACT = S + "leg_rectified"
Kind = Proposal.Kind
#: Proposals that rest on the expiry of a period, by the family of the leg.
BY_EXPIRY = {channels.ENTRUSTED: (Kind.UNAVAILABLE,), channels.POST: (Kind.DEEMED, Kind.NOT_SERVED)}
#: The fields of the proof in force that are the leg's own days.
ON_PROOF = {"proof_date": "service_date", "proof_received_date": "received_date"}


@transaction.atomic
def rectify(*, actor: Actor, at: datetime, leg_id: UUID, field: str, value: date | str, reason: str) -> Leg:
    """Put right one day or number of a leg.

    :param field: one of :data:`service_of_process.rules.rectifying.FIELDS` that this leg bears.
    :param value: the right day, or the right number.
    :raises ValidationError: no reason, nothing recorded there, the same value, a day to come or out of order, or a term
        of a notice that is over (the judge stops the notice).
    """
    leg = locked_leg(actor, at, ACT, leg_id)
    words = require_reason(reason)
    old = _wrong_value(leg, field)
    new = _right_value(leg, field, value, old, at)
    setattr(leg, field, new)
    _require_order(leg, field)
    if field in ON_PROOF:
        replace_certificate(leg, {ON_PROOF[field]: new}, reason=words, actor=actor, at=at)
    move_leg(leg, ACT, at)
    clocks = _dependent_clocks(leg, field, words, actor, at)
    record(
        ACT, actor=actor, at=at, matter=leg.matter, leg=leg,
        facts={"field": field, "old": _plain(old), "new": _plain(new), "clocks": len(clocks)},
        private={"reason": words},
    )  # fmt: skip
    _before_the_judge(leg, field, clocks, at)
    return leg


def _wrong_value(leg: Leg, field: str) -> date | str:
    """What stands there now."""
    if field not in rectifying.fields_of(leg.family):
        raise ValidationError({"field": _("This leg has no such entry.")})
    old = getattr(leg, field)
    if old is None:
        raise ValidationError({"field": _("Nothing is recorded there yet: record it by its own step.")})
    if field == "received_date" and leg.received_is_estimated:
        raise ValidationError(
            {"field": _("This day is an estimate: record the receipt, or estimate it anew.")}
        )
    if field in rectifying.PUBLICATIONS and leg.state not in (lifecycle.APPROVED, lifecycle.RUNNING):
        sentence = _("The term of this notice is over. The judge stops the notice and orders it anew.")
        raise ValidationError({"field": sentence})
    return old  # type: ignore[no-any-return]


def _right_value(leg: Leg, field: str, value: date | str, old: date | str, at: datetime) -> date | str:
    new: date | str
    if rectifying.is_date(field):
        if not isinstance(value, date):
            raise ValidationError({"value": _("Enter the right day.")})
        new = require_since_filing(leg.matter, require_past(value, at, "value"), "value")
    else:
        new = str(value).strip()
        if not new:
            raise ValidationError({"value": _("Enter the right number.")})
    if new == old:
        raise ValidationError({"value": _("This is what is recorded.")}, code="same")
    return new


def _require_order(leg: Leg, field: str) -> None:
    """The days stand in order; an estimated receipt bounds the dispatch only."""
    days = {name: getattr(leg, name) for name in rectifying.DATES}
    if leg.received_is_estimated and field != "dispatched_date":
        days["received_date"] = None
    pair = rectifying.out_of_order(days)
    if pair is None:
        return
    names = {name: label_of(name) for name in pair}
    sentence = _("The days would be out of order: “%(earlier)s” (%(before)s) and “%(later)s” (%(after)s).")
    raise ValidationError({"value": sentence % {
        "earlier": names[pair[0]], "before": days[pair[0]], "later": names[pair[1]], "after": days[pair[1]],
    }}, code="order")  # fmt: skip


def _dependent_clocks(leg: Leg, field: str, reason: str, actor: Actor, at: datetime) -> list[Clock]:
    """The periods that begin or end by this day, computed anew as new rows."""
    if field in rectifying.PUBLICATIONS:
        if leg.mainland_date is None or leg.local_date is None:
            return []
        start, rules = max(leg.mainland_date, leg.local_date), {leg.matter.notice_basis}
        return replace_clocks(leg, rules, start=start, ended=None, reason=reason, actor=actor, at=at)
    begun = rectifying.BEGUN_BY.get(field, frozenset())
    if field == "received_date" and leg.family == channels.INBOUND:
        begun = begun | {Target.INBOUND_REGISTER.value, Target.INBOUND_FIRST.value}
    if begun:
        start = getattr(leg, field)
        return replace_clocks(leg, begun, start=start, ended=None, reason=reason, actor=actor, at=at)
    ended = rectifying.ENDED_BY.get(field, frozenset())
    if ended and leg.family in (channels.ENTRUSTED, channels.EVIDENCE):
        over = getattr(leg, field)
        return replace_clocks(leg, ended, start=None, ended=over, reason=reason, actor=actor, at=at)
    return []


def _before_the_judge(leg: Leg, field: str, clocks: list[Clock], at: datetime) -> None:
    """Proposals that rested on the wrong day are overtaken; what was decided on it is put before the judge again."""
    if field == "dispatched_date":
        overtake(leg.matter, at, leg=leg, kinds=BY_EXPIRY.get(leg.family, ()))
    if field == "proof_date":
        after_proof(leg, at)
    deemed = field == "dispatched_date" and leg.family == channels.POST and leg.state == lifecycle.CONFIRMED
    if deemed and leg.proof_date is None:
        _propose_expiry(leg, clocks, at)
    decided = leg.state in (lifecycle.CONFIRMED, lifecycle.LAPSED) or leg.matter.effective_date is not None
    if decided and rectifying.is_date(field):
        tell_court("rectified_after_decision", leg, at)


def _propose_expiry(leg: Leg, clocks: list[Clock], at: datetime) -> None:
    """Mail deemed served on the expiry day (2009 Provisions art. 7): the expiry has moved with the day of posting."""
    for clock in clocks:
        if clock.due_date != leg.confirmed_date:
            propose(
                leg.matter, Kind.RECTIFIED, at=at, leg=leg, on=clock.due_date, alternative=leg.confirmed_date,
                basis=leg.legal_basis,
            )  # fmt: skip


def _plain(value: date | str) -> str:
    return value.isoformat() if isinstance(value, date) else value
