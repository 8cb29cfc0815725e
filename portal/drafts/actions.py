"""Save, load, discard, forget. Nothing here is a procedural act, so nothing enters the log."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.http import QueryDict

from portal.drafts.models import Draft
from portal.drafts.registry import split
from portal.drafts.tokens import FIELD

MOST_CHARACTERS = 200_000
KEPT_DAYS = 30
NEVER_KEPT = ("password", "csrfmiddlewaretoken", "otp", FIELD)


class DraftTooLong(ValueError):
    """What was typed is longer than a draft may be."""


Values = Mapping[str, list[str]]


def typed(data: QueryDict) -> dict[str, list[str]]:
    """The fields worth keeping of a posted form: no token, no password, no button (names with ``_`` first)."""
    return {
        name: values
        for name, values in data.lists()
        if not name.startswith("_") and not any(word in name.lower() for word in NEVER_KEPT)
    }


def save(*, owner_key: str, form_key: str, values: Values, at: datetime) -> Draft:
    """Keep what this person typed into this form, in place of what was kept before.

    :raises KeyError: no such form keeps drafts.
    :raises DraftTooLong: more than 200,000 characters.
    """
    if split(form_key) is None:
        raise KeyError(form_key)
    content = json.dumps({name: list(entries) for name, entries in values.items()}, ensure_ascii=False)
    if len(content) > MOST_CHARACTERS:
        raise DraftTooLong(form_key)
    with transaction.atomic():
        draft = Draft.objects.select_for_update().filter(owner_key=owner_key, form_key=form_key).first()
        draft = draft or Draft(owner_key=owner_key, form_key=form_key)
        draft.content, draft.saved_at = content, at
        draft.save()
    return draft


def load(owner_key: str, form_key: str) -> dict[str, list[str]] | None:
    """What this person typed, field by field; None when there is no draft."""
    draft = Draft.objects.filter(owner_key=owner_key, form_key=form_key).first()
    return json.loads(draft.content) if draft else None


def discard(owner_key: str, form_key: str) -> bool:
    """Delete the draft, after success or because its owner wants it; True when there was one."""
    deleted, _by_model = Draft.objects.filter(owner_key=owner_key, form_key=form_key).delete()
    return deleted > 0


def kept_days() -> int:
    """For how many days after its last change a draft is kept: ``DRAFT_DAYS`` of the settings, or 30."""
    return int(getattr(settings, "DRAFT_DAYS", KEPT_DAYS))


def forget_old(*, at: datetime) -> int:
    """Delete drafts that nobody touched for ``DRAFT_DAYS`` days (30 unless set); gives their number."""
    deleted, _by_model = Draft.objects.filter(saved_at__lt=at - timedelta(days=kept_days())).delete()
    return deleted
