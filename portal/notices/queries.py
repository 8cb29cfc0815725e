"""What can be asked about notices."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from portal.notices.kinds import Rendered, kinds, render
from portal.notices.models import Notice

SENDING_MINUTES = 10
HIDDEN = "…"


@dataclass(frozen=True)
class Message:
    """One notice as its reader sees it."""

    notice: Notice
    rendered: Rendered
    path: str

    def address(self, language: str) -> str:
        """Where the notice points to, in this language; empty when it points nowhere. The desk has no prefix."""
        if not self.path or self.path.startswith("/staff/"):
            return self.path
        return f"/{language}{self.path}"


def inbox(recipient_key: str) -> QuerySet[Notice]:
    """The notices of one person, newest first."""
    return Notice.objects.filter(recipient_key=recipient_key)


def unread_count(recipient_key: str) -> int:
    """How many notices this person has not marked as read."""
    return inbox(recipient_key).filter(read_at__isnull=True).count()


def context_of(notice: Notice) -> dict[str, Any]:
    """The values with which the notice was queued."""
    return json.loads(notice.context)


def without_secrets(kind: str, context: dict[str, Any]) -> dict[str, Any]:
    """The values without those that only the e-mail bears."""
    secrets = kinds[kind].secrets if kind in kinds else ()
    return {name: HIDDEN if name in secrets and value else value for name, value in context.items()}


def message(notice: Notice, language: str, *, with_secrets: bool = False) -> Message:
    """The notice in this language, with the portal path that it points to (empty: none).

    ``with_secrets``: as the recipient's mailbox gets it; elsewhere what the kind keeps secret is left out.

    A notice whose kind no room registers any more still opens: it says so instead of failing.
    """
    context = context_of(notice)
    if not with_secrets:
        context = without_secrets(notice.kind, context)
    if notice.kind not in kinds:
        return Message(
            notice, Rendered(_("Notice"), _("The content of this notice can no longer be shown.")), ""
        )
    path = str(context.get("path", ""))
    return Message(notice, render(notice.kind, context, language), path if path.startswith("/") else "")


def waiting(at: datetime) -> QuerySet[Notice]:
    """What is due for delivery at this time, oldest first."""
    return Notice.objects.filter(state=Notice.State.WAITING, next_attempt_at__lte=at).order_by(
        "next_attempt_at"
    )


def abandoned(at: datetime) -> QuerySet[Notice]:
    """Notices whose delivery began and never ended: the worker died while sending."""
    minutes = getattr(settings, "NOTICES_SENDING_MINUTES", SENDING_MINUTES)
    return Notice.objects.filter(state=Notice.State.SENDING, claimed_at__lt=at - timedelta(minutes=minutes))


def failures(courts: Collection[str] | None = None) -> QuerySet[Notice]:
    """Work items: notices that could not be delivered and that nobody has settled, oldest first.

    ``courts`` limits them to these courts' notices and those that belong to no court; None means all.
    """
    found = Notice.objects.filter(state=Notice.State.FAILED, settled_at__isnull=True).order_by("failed_at")
    if courts is None:
        return found
    return found.filter(Q(court_code__in=courts) | Q(court_code=""))
