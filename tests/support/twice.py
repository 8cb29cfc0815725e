"""A form of the portal, sent twice as by a button pressed twice: the page is opened once, the mark is the same."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from django.test import Client

from portal.audit.models import Event
from portal.drafts.sending import FIELD

Entries = Mapping[str, Any] | Callable[[], Mapping[str, Any]]


def mark_on(client: Client, page: str) -> str:
    """The mark of the last form on the page; the page's own form stands there last."""
    shown = client.get(page)
    assert shown.status_code == 200, (page, shown.status_code)
    marks = re.findall(rf'name="{FIELD}" value="([^"]+)"', shown.content.decode())
    assert marks, page
    return str(marks[-1])


def sent_twice(client: Client, page: str, entries: Entries, *, to: str = "") -> str:
    """Where both sendings led. The second one enters nothing in the log. Files: ``entries`` gives them anew."""
    mark = mark_on(client, page)

    def send() -> tuple[int, str, str]:
        entered = entries() if callable(entries) else entries
        answer = client.post(to or page, {**entered, FIELD: mark})
        return answer.status_code, answer.get("Location", ""), answer.content.decode()

    status, led, shown = send()
    assert status == 302, shown
    events = Event.objects.count()
    assert send()[:2] == (302, led)
    assert Event.objects.count() == events
    return led
