"""The court's papers: made of the record, set in DOCX and PDF, sealed, kept under their digests, named in the log."""

from __future__ import annotations

from datetime import datetime
from typing import BinaryIO
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from portal.audit import log as audit
from portal.audit.actors import Actor
from portal.cases.actions.papers import keep, refused_without_key
from portal.cases.actions.steps import day_of
from portal.documents.letter_pdf import letter_pdf
from portal.exhibits.storage import exhibit_store
from portal.identity.permissions import PermissionRefused, require
from portal.seals.pdf import seal_pdf, sealer
from service_of_process.actions.steps import (
    S,
    locked,
    next_number,
    reaches_leg,
    record,
    seen_for,
    seen_from,
)
from service_of_process.documents.matter_dossier import bound
from service_of_process.documents.paper_subject import subject_of
from service_of_process.documents.papers import letter_of, title_of
from service_of_process.models import Leg, PaperMade, ServiceMatter
from service_of_process.queries.papers import check_code_of, forms_possible
from service_of_process.queries.timeline import timeline
from service_of_process.rules import lifecycle, texts
from service_of_process.rules import papers as law
from service_of_process.rules.seats import ROLES_AT, SEATS

MADE, READ = S + "paper_made", S + "paper_read"
PDF, DOCX = "pdf", "docx"


@transaction.atomic
def make_paper(
    *, actor: Actor, at: datetime, matter_id: UUID, form: str, leg_id: UUID | None = None,
    language: str = "zh-hans", second_language: str | None = None,
) -> PaperMade:  # fmt: skip
    """One paper of the form set about a leg, or the matter as one document (``dossier``, without a leg).

    ``language`` is Chinese and prevails; ``second_language`` is the matter's unless told, "" for none; certificates
    speak all four. Nothing is sent: the paper is kept, and its digests enter the log.

    :raises PermissionRefused: no such matter or leg from a seat of the act.
    :raises ValidationError: the leg has not what the paper would say, a name has a character without a glyph, a part of
        the dossier cannot be bound, there is no key to seal with, or no room.
    """
    matter = locked(actor, at, MADE, matter_id)
    leg = _leg(actor, at, matter, leg_id)
    second = matter.second_language if second_language is None else second_language
    paper = PaperMade(
        id=uuid4(), matter=matter, leg=leg, number=next_number(matter.papers), form=form, language=language,
        second_language=second if second != language else "", text_version=texts.VERSION, made_at=at,
        made_by=actor.key,
    )  # fmt: skip
    _press(paper, at)
    paper.save()
    record(
        MADE, actor=actor, at=at, matter=matter, leg=leg, subject=paper,
        facts={"paper": paper.number, "form": form, "digest": paper.pdf_digest, "docx_digest": paper.docx_digest,
               "size": paper.pdf_size, "level": paper.seal_level, "simulated": paper.is_simulated,
               "language": language, "second_language": paper.second_language, "text_version": paper.text_version},
    )  # fmt: skip
    return paper


def _leg(actor: Actor, at: datetime, matter: ServiceMatter, leg_id: UUID | None) -> Leg | None:
    """The leg, reached by the actor; without one the whole matter must be open to her.

    :raises PermissionRefused: no such leg, or open from the High People's Court's seat only.
    """
    if leg_id is None:
        if not _sees_all(actor, at, MADE, matter):
            raise PermissionRefused(MADE)
        return None
    rows = matter.legs.select_related("address", "contact", "upper_court")
    leg = rows.filter(pk=leg_id).first()
    if leg is None:
        raise PermissionRefused(MADE)
    leg.matter = matter
    if not reaches_leg(actor, at, MADE, leg):
        raise PermissionRefused(MADE)
    return leg


def _sees_all(actor: Actor, at: datetime, act: str, matter: ServiceMatter) -> bool:
    """Whether the matter is open from a seat that is not bound to single legs."""
    on = day_of(at)
    return any(
        actor.roles & ROLES_AT[seat] and seen_from(seat, actor, on).filter(pk=matter.pk).exists()
        for seat in SEATS[act]
        if seat != lifecycle.UPPER or matter.is_inbound
    )


def _press(paper: PaperMade, at: datetime) -> None:
    """Set, sealed, kept: its files into the store, their digests into the row."""
    with refused_without_key():
        _name, is_simulated = sealer(at)
        pdf, docx = _set(paper, at, is_simulated)
        reason = title_of(paper.form, "en", paper.matter.reference)
        sealed = seal_pdf(pdf, at=at, reason=reason)
    keep(paper, sealed, docx)


def _set(paper: PaperMade, at: datetime, is_simulated: bool) -> tuple[bytes, bytes]:
    """The paper as PDF and, where the form has one, as DOCX."""
    codes = _languages(paper)
    if paper.leg is None:
        if paper.form != law.DOSSIER:
            raise ValidationError({"form": _("This paper is made of a leg.")})
        courses = {code: _course(paper.matter, code) for code in codes}
        return bound(paper, codes, courses, is_simulated=is_simulated, on=day_of(at)), b""
    _require_possible(paper.form, paper.leg)
    subject = subject_of(
        paper.leg, form=paper.form, on=day_of(at), paper=paper.number, check_code=check_code_of(paper)
    )
    from portal.documents.docx import write_docx  # with the first letter: what writes one is large

    letter = letter_of(paper.form, subject, codes, is_simulated=is_simulated)
    docx = write_docx(letter) if paper.form in law.WITH_DOCX else b""
    return letter_pdf(letter), docx


def _course(matter: ServiceMatter, code: str) -> list[tuple[str, str]]:
    """Every event in words, the oldest first: day and sentence."""
    with override(code):
        return [(line.on_words, line.sentence) for line in reversed(timeline(matter))]


def _languages(paper: PaperMade) -> tuple[str, ...]:
    try:
        return law.languages_of(paper.form, paper.language, paper.second_language)
    except ValueError as error:
        raise ValidationError(
            {"language": _("A paper is in Chinese first; choose another language beside it.")}
        ) from error


def _require_possible(form: str, leg: Leg) -> None:
    if form not in forms_possible(leg):
        sentence = _("Leg %(leg)s does not hold what this paper would say.")
        raise ValidationError({"form": sentence % {"leg": leg.number}}, code="not_possible")


def read_paper(*, actor: Actor, at: datetime, paper_id: UUID, kind: str) -> tuple[PaperMade, BinaryIO]:
    """A paper's ``pdf`` or ``docx``, verified whole before its first byte; the reading enters the log.

    :raises PermissionRefused: no such paper from a seat of the act, or it has no such file.
    """
    require(actor, READ)
    rows = PaperMade.objects.filter(matter__in=seen_for(READ, actor, at).values("pk"))
    paper = rows.select_related("matter", "leg__upper_court").filter(pk=paper_id).first()
    digest = (paper.pdf_digest if kind == PDF else paper.docx_digest) if paper else ""
    if paper is None or not digest or not _reaches(actor, at, paper):
        raise PermissionRefused(READ)
    content = exhibit_store().opened(digest)
    with transaction.atomic():
        audit.record(
            act=READ, actor=actor, at=at, subject=(paper._meta.label, str(paper.pk)), chain=paper.matter.chain,
            facts={"reference": paper.matter.reference, "paper": paper.number, "form": paper.form, "file": kind},
        )  # fmt: skip
    return paper, content


def _reaches(actor: Actor, at: datetime, paper: PaperMade) -> bool:
    if paper.leg is None:
        return _sees_all(actor, at, READ, paper.matter)
    paper.leg.matter = paper.matter
    return reaches_leg(actor, at, READ, paper.leg)
