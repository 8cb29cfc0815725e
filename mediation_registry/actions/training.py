"""The ledger of continuing training: entered by the mediator, checked by an assessor of her place; renewal notices."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mediation_registry.actions.roster_steps import names_of_place
from mediation_registry.models import CourtRosterEntry, Listing, TrainingRecord
from mediation_registry.queries import rosters as rosters
from mediation_registry.queries import training as queries
from mediation_registry.queries.applications import registrant_of
from portal.audit import log as audit
from portal.audit.actors import Actor
from portal.cases.actions.steps import require_reason
from portal.cases.queries import recipient
from portal.exhibits.actions import deposit
from portal.identity.permissions import PermissionRefused, require
from portal.notices import outbox

OWN_PAGE = "/mediators/me/training/"
MOST_HOURS = Decimal(999)


@transaction.atomic
def enter_training(
    *, actor: Actor, at: datetime, event: str, organiser: str, hours: Decimal, from_date: date, to_date: date,
    approving_body: str = "", approved_in_advance: bool | None = None, upload: Any = None,
) -> TrainingRecord:  # fmt: skip
    """The mediator enters a training event, with evidence if there is some.

    :raises PermissionRefused: the actor is not in the register.
    :raises ValidationError: days out of order or in the future, no hours, or the file is refused.
    """
    act = "mediation_registry.training_entered"
    require(actor, act)
    registrant = registrant_of(actor)
    if registrant is None:
        raise PermissionRefused(act)
    _require_days(from_date, to_date, timezone.localdate(at))
    if not Decimal(0) < hours <= MOST_HOURS:
        raise ValidationError({"hours": _("Enter the hours as a number above zero.")})
    record = TrainingRecord.objects.create(
        registrant=registrant, event=event.strip(), organiser=organiser.strip(), hours=hours, from_date=from_date,
        to_date=to_date, approving_body=approving_body.strip(), approved_in_advance=approved_in_advance,
        entered_at=at, entered_by=actor.key,
    )  # fmt: skip
    if upload is not None:
        record.evidence = deposit(
            actor=actor, at=at, upload=upload, declared_name=upload.name, scope=f"training:{record.pk}"
        )
        record.save(update_fields=["evidence"])
    _record(act, record, actor, at)
    return record


@transaction.atomic
def withdraw_training(*, actor: Actor, at: datetime, record_id: UUID) -> TrainingRecord:
    """The mediator takes back a record that was not checked yet; it stays legible.

    :raises PermissionRefused: somebody else's record.
    :raises ValidationError: it was checked already.
    """
    act = "mediation_registry.training_withdrawn"
    require(actor, act)
    record = _locked(queries.own_records(actor), record_id, act)
    record.state = TrainingRecord.State.WITHDRAWN
    record.save(update_fields=["state"])
    _record(act, record, actor, at)
    return record


@transaction.atomic
def check_training(*, actor: Actor, at: datetime, record_id: UUID) -> TrainingRecord:
    """An assessor of the mediator's place counts the record.

    :raises PermissionRefused: a record of another place, or the own.
    :raises ValidationError: it does not wait for a check.
    """
    return _checked(
        actor, at, "mediation_registry.training_checked", record_id, TrainingRecord.State.CHECKED, ""
    )


@transaction.atomic
def refuse_training(*, actor: Actor, at: datetime, record_id: UUID, reason: str) -> TrainingRecord:
    """An assessor of the mediator's place does not count the record, with a reason.

    :raises ValidationError: the reason is missing, or the record does not wait for a check.
    """
    return _checked(
        actor, at, "mediation_registry.training_not_counted", record_id, TrainingRecord.State.NOT_COUNTED,
        require_reason(reason),
    )  # fmt: skip


def _checked(
    actor: Actor, at: datetime, act: str, record_id: UUID, state: TrainingRecord.State, reason: str
) -> TrainingRecord:
    require(actor, act)
    record = _locked(queries.records_for_assessor(actor), record_id, act)
    record.state, record.reason, record.checked_at, record.checked_by = state, reason, at, actor.key
    record.checked_for = queries.assessing_authority(actor, record)
    record.save(update_fields=["state", "reason", "checked_at", "checked_by", "checked_for"])
    _record(act, record, actor, at)
    user = record.registrant.person.user
    if user is not None and user.is_active:
        outbox.queue(
            kind=act, recipient=recipient(user), context={"event": record.event, "reason": reason, "path": OWN_PAGE},
            dedupe=f"{act}|{record.pk}", at=at, chain=record.chain,
        )  # fmt: skip
    return record


def _locked(rows: Any, record_id: UUID, act: str) -> TrainingRecord:
    record: TrainingRecord | None = rows.select_for_update(of=("self",)).filter(pk=record_id).first()
    if record is None:
        raise PermissionRefused(act)
    if not record.is_open:
        raise ValidationError(_("This record does not wait for a check any more."), code="state")
    return record


def _require_days(from_date: date, to_date: date, today: date) -> None:
    if to_date < from_date:
        raise ValidationError({"to_date": _("The last day lies before the first.")})
    if to_date > today:
        raise ValidationError({"to_date": _("Enter training after it has taken place.")})


def _record(act: str, record: TrainingRecord, actor: Actor, at: datetime) -> None:
    audit.record(
        act=act, actor=actor, at=at, subject=(record._meta.label, str(record.pk)), chain=record.chain,
        facts={
            "register_no": record.registrant.register_no, "hours": str(record.hours),
            "until_date": record.to_date.isoformat(),
        },
        private={"training": record.event},
    )  # fmt: skip


# -- reminders


def remind_of_renewals(*, at: datetime) -> int:
    """Once for each term: mediators whose listing ends within the days of a cited rule. Gives the notices queued."""
    due = queries.renewals_due(timezone.localdate(at))
    return sum(_remind_of_listing(listing, at) for listing, _rule in due)


def remind_of_terms(*, at: datetime) -> int:
    """Once for each term: entries on court rosters whose court set a reminder. Gives the notices queued."""
    return sum(_remind_of_term(entry, at) for entry in rosters.terms_to_remind(timezone.localdate(at)))


@transaction.atomic
def _remind_of_listing(listing: Listing, at: datetime) -> int:
    user, until = listing.registrant.person.user, listing.valid_to
    if user is None or not user.is_active or until is None:
        return 0
    kind = "mediation_registry.renewal_due"
    outbox.queue(
        kind=kind, recipient=recipient(user),
        context={
            "certificate_no": listing.certificate_no, "until_date": until.isoformat(), "path": "/mediators/me/",
        },
        dedupe=f"{kind}|{listing.pk}|{until.isoformat()}", at=at, chain=f"registrant:{listing.registrant_id}",
    )  # fmt: skip
    return 1


@transaction.atomic
def _remind_of_term(entry: CourtRosterEntry, at: datetime) -> int:
    user, until = entry.registrant.person.user, entry.valid_to
    if user is None or not user.is_active or until is None:
        return 0
    kind = "mediation_registry.roster_term_due"
    outbox.queue(
        kind=kind, recipient=recipient(user),
        context={
            "court_names": names_of_place(entry.roster.court), "until_date": until.isoformat(),
            "path": "/mediators/me/rosters/",
        },
        dedupe=f"{kind}|{entry.pk}|{until.isoformat()}", at=at, court=entry.roster.court.code, chain=entry.chain,
    )  # fmt: skip
    return 1
