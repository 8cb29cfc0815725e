"""The court's papers of an ascertainment: made of the record, set in DOCX and PDF, sealed, kept, named in the log."""

from __future__ import annotations

from datetime import datetime
from typing import BinaryIO
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from foreign_law.actions.ascertainment.steps import F, locked, next_number, record
from foreign_law.documents.ascertainment.papers import letter_of, title_of
from foreign_law.documents.ascertainment.subject import subject_of
from foreign_law.models import AscertainmentPaper, AscertainmentRequest, Questioning, RouteAttempt
from foreign_law.queries.ascertainment.papers import check_code_of, kinds_possible, readable
from foreign_law.rules.ascertainment import papers as law
from foreign_law.rules.ascertainment import texts
from portal.audit import log as audit
from portal.audit.actors import Actor
from portal.cases.actions.papers import keep, refused_without_key
from portal.cases.actions.steps import day_of
from portal.documents.letter_pdf import letter_pdf
from portal.exhibits.storage import exhibit_store
from portal.identity.permissions import PermissionRefused, require
from portal.seals.pdf import seal_pdf, sealer

MADE, READ = F + "paper_made", F + "paper_read"
PDF, DOCX = "pdf", "docx"


@transaction.atomic
def make_paper(
    *, actor: Actor, at: datetime, request_id: UUID, kind: str, attempt_id: UUID | None = None,
    questioning_id: UUID | None = None, language: str = "zh-hans", second_language: str | None = None,
) -> AscertainmentPaper:  # fmt: skip
    """One paper of the request, or of an attempt or questioning of it. Nothing is sent; its digests enter the log.

    ``language`` is Chinese and prevails; ``second_language`` is the request's unless told, "" for none.

    :raises PermissionRefused: no such request, attempt or questioning from a seat of the act.
    :raises ValidationError: the record has not what the paper would say, a character has no glyph, no key to seal with.
    """
    request = locked(actor, at, MADE, request_id)
    questioning = _one(Questioning.objects.filter(attempt__request=request), questioning_id)
    attempt = _one(request.attempts.select_related("provider", "party"), attempt_id)
    second = request.language if second_language is None else second_language
    paper = AscertainmentPaper(
        id=uuid4(), request=request, attempt=attempt or (questioning.attempt if questioning else None),
        questioning=questioning, number=next_number(request.papers), kind=kind, language=language,
        second_language=second if second != language else "", text_version=texts.VERSION, made_at=at,
        made_by=actor.key,
    )  # fmt: skip
    _require_possible(paper, attempt or questioning or request)
    _press(paper, at)
    paper.save()
    record(
        MADE, actor=actor, at=at, request=request, subject=paper,
        facts={"paper": paper.number, "kind": kind, "digest": paper.pdf_digest, "docx_digest": paper.docx_digest,
               "level": paper.seal_level, "simulated": paper.is_simulated, "language": language,
               "second_language": paper.second_language, "text_version": paper.text_version},
    )  # fmt: skip
    return paper


def _one(rows, key):  # type: ignore[no-untyped-def]
    """The row with this key among those of the request, or None where none is asked for."""
    if key is None:
        return None
    found = rows.filter(pk=key).first()
    if found is None:
        raise PermissionRefused(MADE)
    return found


def _require_possible(
    paper: AscertainmentPaper, subject: AscertainmentRequest | RouteAttempt | Questioning
) -> None:
    if paper.kind not in kinds_possible(subject):
        sentence = _("The record does not hold what this paper would say.")
        raise ValidationError({"kind": sentence}, code="not_possible")


def _press(paper: AscertainmentPaper, at: datetime) -> None:
    """Set, sealed, kept: both files into the store, their digests into the row."""
    from portal.documents.docx import write_docx  # with the first letter: what writes one is large

    codes = _languages(paper)
    subject = subject_of(
        paper.request, on=day_of(at), paper=paper.number, check_code=check_code_of(paper), attempt=paper.attempt,
        questioning=paper.questioning,
    )  # fmt: skip
    with refused_without_key():
        _name, is_simulated = sealer(at)
        letter = letter_of(paper.kind, subject, codes, is_simulated=is_simulated)
        reason = title_of(paper.kind, "en", paper.request.reference)
        sealed = seal_pdf(letter_pdf(letter), at=at, reason=reason)
    keep(paper, sealed, write_docx(letter))


def _languages(paper: AscertainmentPaper) -> tuple[str, ...]:
    try:
        return law.languages_of(paper.language, paper.second_language)
    except ValueError as error:
        sentence = _("A paper is in Chinese first; choose another language beside it.")
        raise ValidationError({"language": sentence}) from error


def read_paper(
    *, actor: Actor, at: datetime, paper_id: UUID, kind: str
) -> tuple[AscertainmentPaper, BinaryIO]:
    """A paper's ``pdf`` or ``docx``, verified whole before its first byte; the reading enters the log.

    :raises PermissionRefused: no such paper for this person, or it has no such file for her.
    """
    require(actor, READ)
    paper = readable(actor, day_of(at)).filter(pk=paper_id).first()
    digest = (paper.pdf_digest if kind == PDF else paper.docx_digest) if paper else ""
    if paper is None or not digest:
        raise PermissionRefused(READ)
    content = exhibit_store().opened(digest)
    with transaction.atomic():
        audit.record(
            act=READ, actor=actor, at=at, subject=(paper._meta.label, str(paper.pk)), chain=paper.request.chain,
            facts={"reference": paper.request.reference, "paper": paper.number, "kind": paper.kind, "file": kind},
        )  # fmt: skip
    return paper, content
