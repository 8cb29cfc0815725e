"""What can be asked about drafts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.urls import NoReverseMatch
from django.utils.functional import Promise

from portal.drafts.models import Draft
from portal.drafts.registry import split


@dataclass(frozen=True)
class DraftRow:
    """One draft as its owner sees it: the form's name, where typing goes on, when it was saved."""

    form_key: str
    label: str | Promise
    address: str
    saved_at: datetime


def drafts_of(owner_key: str) -> list[DraftRow]:
    """The drafts of one person, newest first; one query."""
    rows = []
    for draft in Draft.objects.filter(owner_key=owner_key).defer("content"):
        row = _row(draft)
        if row is not None:
            rows.append(row)
    return rows


def _row(draft: Draft) -> DraftRow | None:
    found = split(draft.form_key)
    if found is None:
        return None
    form, suffix = found
    try:
        return DraftRow(draft.form_key, form.label, form.address(suffix), draft.saved_at)
    except NoReverseMatch:
        return None
