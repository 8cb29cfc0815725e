"""Webhooks of firms: added, ended, filled with milestones, delivered with patience. No message names anybody."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from http.client import HTTPException
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from portal.audit import log as audit
from portal.audit.actors import Actor, system_actor
from portal.cases.actions.steps import day_of
from portal.cases.models.cases import person_id_of
from portal.cases.queries import accounts_concerned
from portal.identity.models import User
from portal.identity.permissions import PermissionRefused, require
from service_of_process.actions.steps import S
from service_of_process.gateways import webhooks as gateway
from service_of_process.models import MatterEvent, Webhook, WebhookDelivery
from service_of_process.queries.milestone_words import MILESTONES
from service_of_process.rules import lifecycle

MOST_PER_OWNER = 5
#: Minutes until the next try, after each failure; after the last the message is given up, and the webhook ended.
WAITS = (1, 5, 30, 120, 720, 1440)
BATCH, MOST_FAILURES = 200, 5
LEASE = timedelta(minutes=10)
KEPT, REREAD = timedelta(days=2), 200
Send = Callable[[str, bytes, dict[str, str]], int]
SENDER = system_actor("webhooks")


@transaction.atomic
def add_webhook(*, actor: Actor, at: datetime, address: str) -> tuple[Webhook, str]:
    """A new webhook with its secret, which is shown once.

    :raises ValidationError: at ``address``, it may not be called; or there are five already.
    """
    require(actor, S + "webhook_added")
    owner = User.objects.select_for_update().filter(pk__in=[person_id_of(actor)], is_active=True).first()
    if owner is None:
        raise PermissionRefused(S + "webhook_added")
    try:
        gateway.checked(address.strip())
    except gateway.WebhookRefused:
        sentence = _("Enter an https address with a public name, on port 443 or 8443.")
        raise ValidationError({"address": sentence}) from None
    held = Webhook.objects.filter(owner=owner, ended_at=None)
    if held.count() >= MOST_PER_OWNER:
        raise ValidationError({"address": _("There are five webhooks already. End one first.")})
    if held.filter(address=address.strip()).exists():
        raise ValidationError({"address": _("This address is among your webhooks already.")})
    secret = secrets.token_urlsafe(32)
    row = Webhook.objects.create(owner=owner, address=address.strip(), secret=secret, created_at=at)
    _record("webhook_added", row, actor, at)
    return row, secret


@transaction.atomic
def end_webhook(*, actor: Actor, at: datetime, webhook_id: UUID) -> None:
    """Nothing is sent there any more.

    :raises PermissionRefused: not one of the actor's own in force.
    """
    require(actor, S + "webhook_ended")
    rows = Webhook.objects.select_for_update().filter(
        pk=webhook_id, owner_id=person_id_of(actor), ended_at=None
    )
    row = rows.first()
    if row is None:
        raise PermissionRefused(S + "webhook_ended")
    _end(row, at, "")
    _record("webhook_ended", row, actor, at)


def _end(row: Webhook, at: datetime, reason: str) -> None:
    row.ended_at, row.end_reason = at, reason
    row.save(update_fields=["ended_at", "end_reason"])
    WebhookDelivery.objects.filter(webhook=row, delivered_at=None).update(next_at=None)


def _record(act: str, row: Webhook, actor: Actor, at: datetime) -> None:
    audit.record(
        act=S + act, actor=actor, at=at, subject=(row._meta.label, str(row.pk)),
        chain=f"service-webhook:{row.owner_id}", facts={}, private={"address": row.address},
    )  # fmt: skip


@transaction.atomic
def announce(event: MatterEvent, *, at: datetime) -> int:
    """Queue one milestone for every webhook whose owner may see the matter today; how many."""
    matter = event.matter
    if matter.case is None or matter.state == lifecycle.DRAFT or event.act not in MILESTONES:
        return 0
    hooks = Webhook.objects.filter(ended_at=None, created_at__lte=event.recorded_at)
    entries = {"body": body_of(event), "next_at": at}
    return sum(
        WebhookDelivery.objects.get_or_create(webhook=webhook, event_id=event.pk, defaults=entries)[1]
        for webhook in hooks.filter(owner__in=accounts_concerned(matter.case, day_of(at)))
    )


def body_of(event: MatterEvent) -> dict[str, str]:
    """What is sent: number, milestone, its day, the state; no name, no address."""
    return {
        "number": event.matter.reference, "event": event.act.removeprefix(S), "date": event.on_date.isoformat(),
        "leg": event.leg.reference if event.leg else "", "state": event.matter_state, "id": str(event.pk),
    }  # fmt: skip


def announce_new(*, at: datetime) -> int:
    """Queue the milestones of the last two days that were not announced yet; called by the beat. How many messages.

    An event may be committed after one with a higher number: a stretch before the last one announced is read again.
    """
    first = (
        Webhook.objects.filter(ended_at=None)
        .order_by("created_at")
        .values_list("created_at", flat=True)
        .first()
    )
    if first is None:
        return 0
    last = WebhookDelivery.objects.order_by("-event_id").values_list("event_id", flat=True).first() or 0
    rows = MatterEvent.objects.filter(
        act__in=MILESTONES, recorded_at__gte=max(at - KEPT, first), pk__gt=last - REREAD
    )
    return sum(announce(event, at=at) for event in rows.select_related("matter__case", "leg").order_by("pk"))


def deliver_due(*, at: datetime, send: Send = gateway.send) -> int:
    """Send what is due; how many were taken.

    The network is waited for outside any transaction: nobody else's entry waits with it. A webhook that did not take
    a message is left alone until the next run, and a run ends after ``MOST_FAILURES`` of them.
    """
    due = WebhookDelivery.objects.filter(delivered_at=None, next_at__lte=at, webhook__ended_at=None)
    taken, failing = 0, set()
    for pk, webhook in list(due.order_by("next_at").values_list("pk", "webhook_id")[:BATCH]):
        if webhook in failing:
            continue
        row = _claimed(pk, at)
        if row is None:
            continue
        error = _error_of(row, at, send)
        _settle(row.pk, error, at)
        taken += not error
        if error:
            failing.add(webhook)
        if len(failing) >= MOST_FAILURES:
            break
    return taken


@transaction.atomic
def _claimed(delivery_id: UUID, at: datetime) -> WebhookDelivery | None:
    """The message, taken by this run alone; should the run end here, it is due again after ``LEASE``."""
    rows = WebhookDelivery.objects.select_for_update(of=("self",)).select_related("webhook")
    row = rows.filter(pk=delivery_id, delivered_at=None, next_at__lte=at, webhook__ended_at=None).first()
    if row is not None:
        row.next_at = at + LEASE
        row.save(update_fields=["next_at"])
    return row


def _error_of(row: WebhookDelivery, at: datetime, send: Send) -> str:
    """Send it; what went wrong in a word, empty when it was taken."""
    content = json.dumps(row.body, sort_keys=True).encode()
    headers = {
        "X-Portal-Signature": gateway.signature(row.webhook.secret, at, content),
        "X-Portal-Delivery": str(row.pk),
    }
    try:
        status = send(row.webhook.address, content, headers)
    except gateway.WebhookRefused as refusal:
        return refusal.code
    except (OSError, HTTPException, ValueError) as failure:
        return type(failure).__name__
    return "" if 200 <= status < 300 else f"HTTP {status}"


@transaction.atomic
def _settle(delivery_id: UUID, error: str, at: datetime) -> None:
    rows = WebhookDelivery.objects.select_for_update(of=("self",)).select_related("webhook")
    row = rows.get(pk=delivery_id)
    if not error:
        row.delivered_at, row.next_at, row.last_error = at, None, ""
    elif row.webhook.ended_at is None:
        _failed(row, error, at)
    else:
        row.next_at, row.last_error = None, error[:200]
    row.tries += 1
    row.save()


def _failed(row: WebhookDelivery, error: str, at: datetime) -> None:
    row.last_error = error[:200]
    if row.tries < len(WAITS):
        row.next_at = at + timedelta(minutes=WAITS[row.tries])
        return
    row.next_at = None
    _end(row.webhook, at, error[:200])
    _record("webhook_ended", row.webhook, SENDER, at)
