"""Keeping: the dossier class, the court's period, legal holds, and the destruction of keys by two people."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from portal.audit import log
from portal.audit.actors import Actor
from portal.cases.actions.steps import day_of, require_reason
from portal.identity.models import Court, Office
from portal.identity.permissions import PermissionRefused, require, roles_for
from portal.power_of_attorney.actions.keeping_destruction import destroy_contents
from portal.power_of_attorney.actions.steps import COURT_CODES, record
from portal.power_of_attorney.models import (
    Destruction,
    DossierClass,
    LegalHold,
    PowerOfAttorney,
    RetentionClass,
)
from portal.power_of_attorney.queries.retention import class_in_force, keeping_of
from portal.power_of_attorney.rules.retention import DOSSIER_SOURCE, NEVER_EFFECTIVE, SEED

P = "power_of_attorney."


@transaction.atomic
def seed_classes(*, at: datetime) -> int:
    """The classes of all courts, entered once; a second run changes nothing. Gives how many were entered."""
    entered = 0
    for code, years, is_permanent in SEED:
        if RetentionClass.objects.filter(court=None, code=code).exists():
            continue
        RetentionClass.objects.create(
            code=code, years=years, is_permanent=is_permanent, valid_from=day_of(at),
            source="" if code == NEVER_EFFECTIVE else DOSSIER_SOURCE,
        )  # fmt: skip
        entered += 1
    return entered


@transaction.atomic
def fix_period(
    *, actor: Actor, at: datetime, court: Court, code: str, days: int, source: str
) -> RetentionClass:
    """A judge enters the period that the court fixed for a class, with the decision it rests on; in force today.

    :raises PermissionRefused: not a judge of this court. :raises ValidationError: no source, no days.
    """
    act = P + "retention_fixed"
    require(actor, act)
    today = day_of(at)
    seats = Office.objects.filter(
        holder_id=UUID(actor.key.removeprefix("user:")), court=court, role="judge"
    ).on(today)
    if not seats.exists():
        raise PermissionRefused(act)
    if code != NEVER_EFFECTIVE:
        raise ValidationError({"code": _("The classes of the dossier are fixed by the rules on dossiers.")})
    if days < 1:
        raise ValidationError({"days": _("Enter at least one day.")})
    words = require_reason(source, "source")[:300]
    RetentionClass.objects.filter(court=court, code=code, valid_to=None).update(valid_to=today)
    row = RetentionClass.objects.create(
        court=court, code=code, days=days, source=words, fixed_by=actor.key, valid_from=today
    )
    log.record(
        act=act, actor=actor, at=at, subject=(row._meta.label, str(row.pk)), chain=f"court:{court.code}",
        facts={"court": court.code, "class": code, "days": days, "source": words},
    )  # fmt: skip
    return row


@transaction.atomic
def set_dossier_class(
    *, actor: Actor, at: datetime, power_id: UUID, code: str, reason: str = ""
) -> DossierClass:
    """The court puts the power into the class of its dossier; the recording is kept as long.

    :raises ValidationError: no such class, or one of sessions without effect for a power that was in force.
    """
    act = P + "dossier_classed"
    power = found_at_court(actor, at, act, power_id)
    if class_in_force(power.court, code, day_of(at)) is None:
        raise ValidationError({"code": _("Choose a class.")})
    if code == NEVER_EFFECTIVE and power.effective_at is not None:
        raise ValidationError(
            {"code": _("This power of attorney was in force; its class is that of the dossier.")}
        )
    row = DossierClass.objects.create(
        power=power, code=code, reason=reason.strip()[:300], set_by=actor.key, set_at=at
    )
    record(act, actor=actor, at=at, power=power, facts={"class": code}, private={"reason": reason.strip()})
    return row


@transaction.atomic
def place_hold(*, actor: Actor, at: datetime, power_id: UUID, reason: str) -> LegalHold:
    """Nothing of this power is destroyed until the hold is lifted; a destruction that was proposed falls away.

    :raises ValidationError: no reason, or a hold stands already.
    """
    act = P + "hold_placed"
    power = found_at_court(actor, at, act, power_id)
    words = require_reason(reason)
    if power.holds.filter(lifted_at=None).exists():
        raise ValidationError(_("A legal hold stands already."), code="held")
    hold = LegalHold.objects.create(power=power, reason=words, placed_by=actor.key, placed_at=at)
    record(act, actor=actor, at=at, power=power, subject=hold, private={"reason": words})
    for proposed in power.destructions.select_for_update().filter(state=Destruction.State.PROPOSED):
        _decline(actor, at, proposed, _("A legal hold was placed."))
    return hold


@transaction.atomic
def lift_hold(*, actor: Actor, at: datetime, power_id: UUID, reason: str) -> LegalHold:
    """The hold ends, with its reason; the period counts again as if it had never stood.

    :raises ValidationError: no reason, or no hold stands.
    """
    act = P + "hold_lifted"
    power = found_at_court(actor, at, act, power_id)
    words = require_reason(reason)
    hold = power.holds.select_for_update().filter(lifted_at=None).first()
    if hold is None:
        raise ValidationError(_("No legal hold stands."), code="free")
    hold.lifted_by, hold.lifted_at = actor.key, at
    hold.save(update_fields=["lifted_by", "lifted_at"])
    record(act, actor=actor, at=at, power=power, subject=hold, private={"reason": words})
    return hold


@transaction.atomic
def propose_destruction(*, actor: Actor, at: datetime, power_id: UUID, reason: str) -> Destruction:
    """One member of the court asks that the keys of the recordings be destroyed; another one decides.

    :raises ValidationError: the period runs, a hold stands, the class is missing or permanent, nothing is left.
    """
    act = P + "destruction_proposed"
    power = found_at_court(actor, at, act, power_id)
    words = require_reason(reason)
    kept = keeping_of(power, day_of(at))
    _refuse_obstacle(kept.obstacle)
    if power.destructions.filter(state=Destruction.State.PROPOSED).exists():
        raise ValidationError(_("A destruction is proposed already."), code="proposed")
    assert kept.retention is not None
    row = Destruction.objects.create(
        power=power, retention=kept.retention, reason=words, proposed_by=actor.key, proposed_at=at
    )
    facts = {"class": kept.code, "recordings": kept.keys_left}
    record(act, actor=actor, at=at, power=power, subject=row, facts=facts, private={"reason": words})
    return row


@transaction.atomic
def confirm_destruction(*, actor: Actor, at: datetime, destruction_id: UUID, reason: str = "") -> Destruction:
    """The second person agrees: keys are destroyed, recordings and packages can be opened by nobody any more.

    The rows, digests and chains stay, and with them every proof of the log.

    :raises ValidationError: the same person, decided already, or an obstacle has come up since.
    """
    row, power = _proposed(actor, at, P + "keys_destroyed", destruction_id)
    if row.proposed_by == actor.key:
        raise ValidationError(_("Another person than the one who proposed the destruction decides on it."))
    _refuse_obstacle(keeping_of(power, day_of(at)).obstacle)
    row.destroyed = destroy_contents(actor=actor, at=at, power=power)
    row.state, row.decided_by, row.decided_at = Destruction.State.DONE, actor.key, at
    row.decision_reason = reason.strip()
    row.save()
    facts = {"digests": row.destroyed, "proposed_by": row.proposed_by}
    record(P + "keys_destroyed", actor=actor, at=at, power=power, subject=row, facts=facts)
    return row


@transaction.atomic
def decline_destruction(*, actor: Actor, at: datetime, destruction_id: UUID, reason: str) -> Destruction:
    """The proposal is not followed, with the reason.

    :raises ValidationError: no reason, or decided already.
    """
    row, _power = _proposed(actor, at, P + "destruction_declined", destruction_id)
    return _decline(actor, at, row, require_reason(reason))


def found_at_court(actor: Actor, at: datetime, act: str, power_id: UUID) -> PowerOfAttorney:
    """The power, locked, for staff of its court who may do this act; in whatever state it is.

    :raises PermissionRefused: no such power at the actor's court.
    """
    require(actor, act)
    rows = PowerOfAttorney.objects.for_staff(actor, day_of(at), roles_for(act) & COURT_CODES).values("pk")
    powers = PowerOfAttorney.objects.select_for_update(of=("self",)).select_related("court", "case")
    power = powers.filter(pk=power_id, pk__in=rows).first()
    if power is None:
        raise PermissionRefused(act)
    return power


def _proposed(
    actor: Actor, at: datetime, act: str, destruction_id: UUID
) -> tuple[Destruction, PowerOfAttorney]:
    known = Destruction.objects.filter(pk=destruction_id).values_list("power", flat=True).first()
    if known is None:
        raise PermissionRefused(act)
    power = found_at_court(actor, at, act, known)
    row = Destruction.objects.select_for_update(of=("self",)).get(pk=destruction_id)
    if row.state != Destruction.State.PROPOSED:
        raise ValidationError(_("This was decided already."), code="decided")
    return row, power


def _decline(actor: Actor, at: datetime, row: Destruction, reason: str) -> Destruction:
    row.state, row.decided_by, row.decided_at = Destruction.State.DECLINED, actor.key, at
    row.decision_reason = reason
    row.save()
    record(
        P + "destruction_declined", actor=actor, at=at, power=row.power, subject=row,
        private={"reason": reason},
    )  # fmt: skip
    return row


def _refuse_obstacle(code: str) -> None:
    if code:
        raise ValidationError(obstacle_in_words(code), code=code)


def obstacle_in_words(code: str) -> str:
    """Why nothing may be destroyed now, in the active language."""
    return {
        "not_ended": _("This power of attorney has not ended, or its case is not concluded."),
        "on_hold": _("A legal hold stands: nothing may be destroyed."),
        "unclassed": _("The court has not put this power of attorney into a class of its dossiers."),
        "permanent": _("This dossier is kept permanently."),
        "not_fixed": _("The court has not fixed a period for this class; nothing may be destroyed."),
        "running": _("The period of this class has not passed yet."),
        "nothing_left": _("There is no recording left whose key could be destroyed."),
        "": _("The period has passed and no hold stands: two people may destroy the keys."),
    }[code]
