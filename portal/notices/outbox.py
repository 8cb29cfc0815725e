"""The one door to people's attention: a row in the act's own transaction, delivered after commit."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection

from i18n import languages
from portal.notices.kinds import kinds
from portal.notices.models import Notice
from portal.web.jobs import ask_for

DELIVER = "portal.notices.tasks.deliver"


@dataclass(frozen=True)
class Recipient:
    """Whom to tell: the key of the inbox, the e-mail address (empty: inbox only), the language."""

    key: str
    email: str
    language: str


def queue(
    *,
    kind: str,
    recipient: Recipient,
    context: Mapping[str, Any],
    dedupe: str,
    at: datetime,
    court: str = "",
    chain: str = "",
) -> None:
    """Put a notice into the outbox, in the caller's transaction.

    The same ``dedupe`` for the same recipient is queued once, however often the act is repeated. ``context``
    holds JSON values, dates and times; ``path`` in it (``/mine/<uuid>/``, without language) becomes the link.
    ``court`` names the court whose desk takes over when delivery fails; ``chain`` groups the log, ``case:<uuid>``.

    :raises RuntimeError: there is no transaction.
    :raises KeyError: the kind is not registered.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("a notice is queued in the transaction of the act that it tells of")
    if kind not in kinds:
        raise KeyError(f"the kind of notice {kind!r} is not registered")
    unique = f"{dedupe}|{recipient.key}"
    if Notice.objects.filter(dedupe=unique).exists():
        return
    number = uuid.uuid4()
    language = recipient.language if recipient.language in languages.CODES else languages.DEFAULT
    notice = Notice.objects.create(
        id=number, kind=kind, recipient_key=recipient.key, recipient_email=recipient.email, language=language,
        context=json.dumps(dict(context), cls=DjangoJSONEncoder, ensure_ascii=False),
        dedupe=unique, court_code=court, chain=chain, message_id=f"<notice.{number}@{_domain()}>",
        queued_at=at, next_attempt_at=at,
    )  # fmt: skip
    start_delivery(notice.id)


def start_delivery(notice_id: uuid.UUID) -> None:
    """Ask the job runner to deliver one notice after the commit; where it cannot be reached, the next beat finds the row."""
    ask_for(DELIVER, str(notice_id))


def _domain() -> str:
    return settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">") or "localhost"
