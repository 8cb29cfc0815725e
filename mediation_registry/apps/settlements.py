"""Registrations of one area: settlements, judicial confirmation and feedback."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from mediation_registry.apps import outcome_notices, outcome_words
from mediation_registry.models import (
    ConfirmationApplication,
    FeedbackAnswer,
    MediationJudgment,
    MediationRecord,
)
from mediation_registry.queries import outcome
from mediation_registry.queries.feedback import feedback_for_staff
from mediation_registry.rules import confirmation as rules
from portal.audit.actors import Actor
from portal.audit.labels import register_act
from portal.desk.registry import Queue, QueueRow, register_queue
from portal.drafts.registry import register_form
from portal.exhibits.scopes import register_scope as register_exhibit_scope
from portal.identity.permissions import register_scope
from portal.notices.kinds import register_kind

COURT = frozenset({"clerk", "judge", "assistance_desk"})


def confirmations_waiting(actor: Actor, on: date) -> Iterable[QueueRow]:
    """Applications before the actor's court: to be accepted (three days), to be decided (art. 187), objections."""
    rows = outcome.confirmations_of_court(actor, on).select_related("court")
    for row in rows.filter(state__in=(*rules.BEFORE_THE_COURT, rules.CONFIRMED)).order_by("filed_at"):
        if row.state == rules.CONFIRMED and not row.objections.filter(outcome="").exists():
            continue
        yield QueueRow(
            title=row.reference,
            address=reverse("confirmations:inspect", args=[row.pk]),
            holder=str(row.court),
            due_date=_due(row),
            note=_now("Objection to be decided") if row.state == rules.CONFIRMED else row.get_state_display(),
        )


def _due(row: ConfirmationApplication) -> date | None:
    if row.state == rules.FILED and row.filed_at is not None:
        return rules.accept_by(timezone.localdate(row.filed_at), outcome.is_rest_day)
    found = outcome.decision_clock(row) if row.state == rules.ACCEPTED else None
    return found.due if found else None


def judgments_waiting(actor: Actor, on: date) -> Iterable[QueueRow]:
    """Settlements on which the actor's court is to make a mediation judgment, or to serve it."""
    rows = outcome.judgments_of_court(actor, on).select_related("settlement__mediation__court")
    for row in rows.filter(state__in=("asked", "made")).order_by("asked_at"):
        mediation = row.settlement.mediation
        yield QueueRow(
            title=mediation.reference,
            address=reverse("mediation_judgments:inspect", args=[row.pk]),
            holder=str(mediation.court),
            note=row.get_state_display(),
        )


def _reach(ask: object) -> object:
    def may_reach(actor: Actor, key: str, at: datetime) -> bool:
        try:
            UUID(key)
        except ValueError:
            return False
        return bool(ask(actor, key, timezone.localdate(at)))  # type: ignore[operator]

    return may_reach


def _draft_address(suffix: str) -> str:
    mediation_id, _dot, name = suffix.partition(".")
    return reverse(f"mediations:{name}", args=[mediation_id])


def open_doors() -> None:
    """Acts, notices, queues, scopes and doors of this area."""
    for act, (label, sentence, words) in outcome_words.ACTS.items():
        register_act(act, label, sentence, words=words)
    for kind, (label, subject, body) in outcome_notices.NOTICES.items():
        register_kind(
            kind, label=label, subject_template=subject, body_template=body, prepare=outcome_notices.prepare
        )
    register_exhibit_scope("settlement", _reach(outcome.may_reach_settlement))  # type: ignore[arg-type]
    register_exhibit_scope("confirmation", _reach(outcome.may_reach_confirmation))  # type: ignore[arg-type]
    register_form("mediation_registry.outcome", label=_("A paper of a mediation"), address=_draft_address)
    register_scope(ConfirmationApplication, outcome.confirmations_on_desk)
    register_scope(MediationJudgment, outcome.judgments_on_desk)
    register_scope(MediationRecord, outcome.records_on_desk)
    register_scope(FeedbackAnswer, feedback_for_staff)
    register_queue(
        "confirmations",
        Queue(
            _("Judicial confirmation"),
            _("No application waits before your court."),
            COURT,
            confirmations_waiting,
        ),
    )
    register_queue(
        "mediation_judgments",
        Queue(
            _("Mediation judgments"), _("No settlement waits before your court."), COURT, judgments_waiting
        ),
    )
