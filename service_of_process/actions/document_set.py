"""The set of documents: deposited, counted, with the translation; withdrawn, never taken away."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from i18n import languages
from portal.audit.actors import Actor
from portal.cases.actions.steps import require_reason
from portal.exhibits import actions as exhibits
from portal.exhibits.models import Exhibit
from service_of_process.actions.steps import S, locked, next_number, record
from service_of_process.gateways.page_counts import pages_of
from service_of_process.models import DocumentToBeServed, ServiceMatter
from service_of_process.queries.scopes import scope_of


@transaction.atomic
def add_document(
    *,
    actor: Actor,
    at: datetime,
    matter_id: UUID,
    upload: Any,
    kind: str,
    title: str,
    language: str = "zh-hans",
    translation: Any = None,
    translated_by: str = "",
    name_on_document: str | None = None,
    address_on_document: str = "",
    pages: int | None = None,
) -> DocumentToBeServed:
    """One more document of the set. ``upload`` and ``translation`` are files; the pages of a PDF are counted.

    ``name_on_document``: the addressee as the document names her, None where the clerk found it the same.

    :raises ValidationError: the file is refused or in the set already, or its pages are neither counted nor entered.
    """
    matter = locked(actor, at, S + "document_added", matter_id)
    _require_words(title, language)
    counted = _counted(upload, pages)
    exhibit, translated = _files(upload, translation, matter, actor, at)
    name = matter.addressee.name if name_on_document is None else name_on_document.strip()
    document = DocumentToBeServed.objects.create(
        matter=matter, number=next_number(matter.documents), kind=kind, title=title.strip(), language=language,
        pages=counted, exhibit=exhibit, translation=translated, translated_by=translated_by.strip(),
        name_on_document=name, address_on_document=address_on_document.strip() or None,
    )  # fmt: skip
    record(
        S + "document_added", actor=actor, at=at, matter=matter, subject=document,
        facts={"number": document.number, "kind": kind, "language": language, "pages": counted,
               "digest": document.digest, "translated": translated is not None},
        private={"title": document.title},
    )  # fmt: skip
    return document


def _require_words(title: str, language: str) -> None:
    if not title.strip():
        raise ValidationError({"title": _("Enter the title of the document.")})
    if language not in languages.CODES:
        raise ValidationError({"language": _("Choose one of the four languages.")})


def _counted(upload: Any, entered: int | None) -> int:
    """The pages of a PDF as they are, of another file as entered."""
    pages = pages_of(upload) or entered
    if not pages:
        sentence = _("The pages of this file cannot be counted; enter how many there are.")
        raise ValidationError({"pages": sentence})
    return pages


def _files(
    upload: Any, translation: Any, matter: ServiceMatter, actor: Actor, at: datetime
) -> tuple[Exhibit, Exhibit | None]:
    """Document and translation, deposited; the document stands in the set once."""
    exhibit = _deposited(upload, matter, actor, at)
    _refuse_second(matter, exhibit)
    translated = _deposited(translation, matter, actor, at) if translation else None
    if translated is not None and translated.stored_file_id == exhibit.stored_file_id:
        raise ValidationError({"translation": _("Document and translation are the same file.")})
    return exhibit, translated


@transaction.atomic
def withdraw_document(
    *, actor: Actor, at: datetime, matter_id: UUID, document_id: UUID, reason: str
) -> DocumentToBeServed:
    """A document is no longer part of the set. Hand-overs that bore it keep its digest.

    :raises ValidationError: no reason, or it is none of the set.
    """
    matter = locked(actor, at, S + "document_withdrawn", matter_id)
    document = matter.documents.filter(pk=document_id, withdrawn_at=None).first()
    if document is None:
        raise ValidationError({"document": _("Choose a document of the set.")})
    text = require_reason(reason)
    document.withdrawn_at = at
    document.save(update_fields=["withdrawn_at"])
    record(
        S + "document_withdrawn", actor=actor, at=at, matter=matter, subject=document,
        facts={"number": document.number, "kind": document.kind}, private={"reason": text},
    )  # fmt: skip
    return document


def _deposited(upload: Any, matter: ServiceMatter, actor: Actor, at: datetime) -> Exhibit:
    return exhibits.deposit(
        actor=actor, at=at, upload=upload, declared_name=upload.name, scope=scope_of(matter)
    )


def _refuse_second(matter: ServiceMatter, exhibit: Exhibit) -> None:
    """The same file twice in one set is told by its number."""
    held = matter.documents.filter(withdrawn_at=None, exhibit__stored_file=exhibit.stored_file_id).first()
    if held is not None:
        sentence = _("This file is in the set already, as document %(number)s.")
        raise ValidationError({"upload": sentence % {"number": held.number}})
