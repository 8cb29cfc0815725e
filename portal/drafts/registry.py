"""Which forms keep drafts: rooms and modules above register theirs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise

from portal.web.registry import Registry


@dataclass(frozen=True)
class DraftForm:
    """A form that keeps drafts: its name for people, and the address at which typing goes on.

    ``address`` takes what stands behind the colon of the key (the record's id, or the empty string).
    """

    label: str | Promise
    address: Callable[[str], str]


LONGEST_KEY = 120  # as the column is long
forms: Registry[DraftForm] = Registry("forms with drafts")


def register_form(prefix: str, *, label: str | Promise, address: Callable[[str], str]) -> None:
    """Let a form keep drafts under ``prefix`` or ``prefix:<record id>``."""
    forms.register(prefix, DraftForm(label, address))


def split(form_key: str) -> tuple[DraftForm, str] | None:
    """The registered form and the record's id of a key such as ``cases.address:<uuid>``; None when unknown."""
    prefix, _colon, suffix = form_key.partition(":")
    form = forms.get(prefix) if len(form_key) <= LONGEST_KEY else None
    return (form, suffix) if form is not None else None
