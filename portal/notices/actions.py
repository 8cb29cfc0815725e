"""What happens to a notice: claimed, sent, put back, failed, read, sent again, settled."""

from __future__ import annotations

import json
import logging
import smtplib
import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F, QuerySet

from portal.audit import log as audit
from portal.audit.actors import Actor, system_actor
from portal.notices import permissions, queries
from portal.notices.gateways import send_mail
from portal.notices.models import Notice
from portal.notices.outbox import start_delivery

BACKOFF_MINUTES = (1, 5, 15, 60, 240, 720)
State = Notice.State
log = logging.getLogger(__name__)


def deliver(notice_id: uuid.UUID, *, at: datetime, send: Callable[[Notice], None] = send_mail) -> str:
    """Deliver one notice if it is due and nobody else is delivering it; gives the state afterwards.

    Safe to call twice: the row is claimed by compare-and-swap before anything leaves the house.
    """
    claimed = Notice.objects.filter(pk=notice_id, state=State.WAITING, next_attempt_at__lte=at).update(
        state=State.SENDING, claimed_at=at, attempts=F("attempts") + 1
    )
    if not claimed:
        return Notice.objects.filter(pk=notice_id).values_list("state", flat=True).first() or ""
    notice = Notice.objects.get(pk=notice_id)
    try:
        if notice.recipient_email:
            send(notice)
    except (OSError, smtplib.SMTPException, ValueError, KeyError) as error:
        return _attempt_failed(notice, error, at)
    _still_ours(notice).update(state=State.SENT, sent_at=at, last_error="")
    _forget_secrets(notice)
    return State.SENT


def _forget_secrets(notice: Notice) -> None:
    """What stands in the e-mail alone is kept no longer than it takes to send it."""
    context = queries.context_of(notice)
    kept = queries.without_secrets(notice.kind, context)
    if kept != context:
        notice.context = json.dumps(kept, ensure_ascii=False)
        notice.save(update_fields=["context"])


def deliver_waiting(*, at: datetime, limit: int = 200) -> dict[str, int]:
    """Take back what a dead worker left, then deliver what is due; counts by resulting state."""
    for notice in queries.abandoned(at)[:limit]:
        _attempt_failed(notice, TimeoutError("the worker ended while sending"), at, retry_at=at)
    counts: dict[str, int] = {}
    for notice_id in list(queries.waiting(at).values_list("pk", flat=True)[:limit]):
        state = deliver(notice_id, at=at)
        counts[state] = counts.get(state, 0) + 1
    return counts


def mark_read(*, recipient_key: str, notice_id: uuid.UUID, at: datetime) -> bool:
    """The recipient has read the notice; False when it is not hers. Reading twice keeps the first time."""
    own = queries.inbox(recipient_key).filter(pk=notice_id)
    own.filter(read_at__isnull=True).update(read_at=at)
    return own.exists()


@transaction.atomic
def retry(*, actor: Actor, at: datetime, notice_id: uuid.UUID) -> Notice:
    """Put an undelivered notice back for delivery.

    :raises PermissionDenied: the role may not, or the notice belongs to another court.
    :raises Notice.DoesNotExist: it is not an open work item.
    """
    notice = _work_item(actor, "notices.retried", notice_id)
    notice.state, notice.attempts, notice.next_attempt_at, notice.failed_at = State.WAITING, 0, at, None
    notice.save(update_fields=["state", "attempts", "next_attempt_at", "failed_at"])
    _record("notices.retried", actor, at, notice)
    start_delivery(notice.pk)
    return notice


@transaction.atomic
def settle(*, actor: Actor, at: datetime, notice_id: uuid.UUID, reason: str) -> Notice:
    """The person was told by another means; the reason is kept in the log.

    :raises PermissionDenied: the role may not, or the notice belongs to another court.
    :raises ValueError: no reason.
    :raises Notice.DoesNotExist: it is not an open work item.
    """
    if not reason.strip():
        raise ValueError("a settled notice names how the person was told")
    notice = _work_item(actor, "notices.settled", notice_id)
    notice.settled_at = at
    notice.save(update_fields=["settled_at"])
    _record("notices.settled", actor, at, notice, private={"reason": reason.strip()})
    return notice


def _work_item(actor: Actor, act: str, notice_id: uuid.UUID) -> Notice:
    if not actor.roles & permissions.ACTS[act]:
        raise PermissionDenied(act)
    courts = None if "operator" in actor.roles else actor.courts
    return queries.failures(courts).select_for_update().get(pk=notice_id)


def _attempt_failed(notice: Notice, error: Exception, at: datetime, retry_at: datetime | None = None) -> str:
    reason = type(error).__name__
    log.warning("notice %s: attempt %s failed: %s", notice.pk, notice.attempts, reason)
    if notice.attempts < _most_attempts():
        pause = BACKOFF_MINUTES[min(notice.attempts, len(BACKOFF_MINUTES)) - 1]
        due = retry_at or at + timedelta(minutes=pause)
        _still_ours(notice).update(state=State.WAITING, next_attempt_at=due, last_error=reason)
        return State.WAITING
    with transaction.atomic():
        if _still_ours(notice).update(state=State.FAILED, failed_at=at, last_error=reason):
            facts = {"attempts": notice.attempts, "kind": notice.kind}
            _record("notices.failed", system_actor("notices"), at, notice, facts=facts)
    return State.FAILED


def _still_ours(notice: Notice) -> QuerySet[Notice]:
    return Notice.objects.filter(pk=notice.pk, state=State.SENDING, claimed_at=notice.claimed_at)


def _most_attempts() -> int:
    return int(getattr(settings, "NOTICES_MOST_ATTEMPTS", len(BACKOFF_MINUTES) + 1))


def _record(
    act: str,
    actor: Actor,
    at: datetime,
    notice: Notice,
    *,
    facts: dict[str, Any] | None = None,
    private: dict[str, str] | None = None,
) -> None:
    audit.record(
        act=act,
        actor=actor,
        at=at,
        subject=("notices.Notice", str(notice.pk)),
        chain=notice.chain,
        facts=facts or {"kind": notice.kind},
        private=private or {},
    )
