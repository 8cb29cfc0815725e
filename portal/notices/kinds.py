"""The kinds of notices: rooms and modules above register what they tell people.

A subject or body is either the path of a text template (it ends in ``.txt``) or a translatable sentence with
named placeholders (``_("Case %(reference)s")``). Both are filled at delivery, in the recipient's language.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.template.loader import render_to_string
from django.utils import formats, timezone, translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from i18n import languages
from portal.web.registry import Registry

LazyStr = str | Promise
Prepare = Callable[[Mapping[str, Any]], Mapping[str, Any]]


@dataclass(frozen=True)
class Kind:
    """One kind of notice: its name for people, its subject, its body, and how codes become words.

    ``secrets``: values of the context that stand in the e-mail alone; nobody reads them on a page, and they are
    forgotten once it is sent. ``footer``: what stands at the foot of the e-mail in place of the sentence that it is
    not service of a judicial document. ``unsubscribe``: the name of the value of the context that holds the portal path
    which ends this kind of e-mail by POST (RFC 8058); it belongs to the secrets.
    """

    label: LazyStr
    subject_template: LazyStr
    body_template: LazyStr
    prepare: Prepare | None = None
    secrets: tuple[str, ...] = ()
    footer: LazyStr = ""
    unsubscribe: str = ""


@dataclass(frozen=True)
class Rendered:
    """A notice in one language: subject on one line, body as paragraphs of plain text."""

    subject: str
    body: str


kinds: Registry[Kind] = Registry("kinds of notices")


def register_kind(
    kind: str,
    *,
    label: LazyStr,
    subject_template: LazyStr,
    body_template: LazyStr,
    prepare: Prepare | None = None,
    secrets: tuple[str, ...] = (),
    footer: LazyStr = "",
    unsubscribe: str = "",
) -> None:
    """Register a kind of notice, such as ``cases.party_added``.

    ``prepare`` takes the stored context and gives further values, such as the name of a role for its code; it is
    called with the recipient's language active. ``secrets``, ``footer`` and ``unsubscribe``: see :class:`Kind`.

    :raises AlreadyRegistered: another kind took the name.
    """
    kinds.register(kind, Kind(label, subject_template, body_template, prepare, secrets, footer, unsubscribe))


def register_kinds(
    room: str, table: Mapping[str, tuple[LazyStr, LazyStr, LazyStr]], *, prepare: Prepare | None = None
) -> None:
    """Register a table of kinds of one room, name → label, subject and body, all prepared alike.

    :raises AlreadyRegistered: another kind took a name.
    """
    for kind, (label, subject, body) in table.items():
        register_kind(
            f"{room}.{kind}", label=label, subject_template=subject, body_template=body, prepare=prepare
        )


def court_of(context: Mapping[str, Any]) -> str:
    """The name of the court in the recipient's language, which is active; for the ``prepare`` of a kind."""
    return languages.nearest(context.get("court_names"), translation.get_language()) or _("The court")


def render(kind: str, context: Mapping[str, Any], language: str) -> Rendered:
    """A notice of this kind in this language.

    Values named ``…_date`` (ISO date) and ``…_at`` (ISO date and time) are written as the language writes them.

    :raises KeyError: the kind is not registered, or the context lacks a value that the sentence names.
    """
    entry = kinds[kind]
    with translation.override(language):
        values = {name: _worded(name, value) for name, value in context.items()}
        if entry.prepare is not None:
            values.update(entry.prepare(context))
        subject = " ".join(_fill(entry.subject_template, values).split())
        return Rendered(subject, _fill(entry.body_template, values).strip())


def _worded(name: str, value: Any) -> Any:
    if not isinstance(value, str) or not value:
        return value
    if name.endswith("_date"):
        return formats.date_format(date.fromisoformat(value), "DATE_FORMAT")
    if name.endswith("_at"):
        return formats.date_format(timezone.localtime(datetime.fromisoformat(value)), "DATETIME_FORMAT")
    return value


def _fill(template: LazyStr, values: Mapping[str, Any]) -> str:
    text = str(template)
    if text.endswith(".txt"):
        return render_to_string(text, dict(values))
    return text % dict(values)
