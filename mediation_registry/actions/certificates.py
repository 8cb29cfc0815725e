"""Certificates: sealed on demand or for a whole edition, kept encrypted, never changed afterwards."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256
from io import BytesIO
from typing import BinaryIO
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from i18n import languages
from mediation_registry.documents.certificate import sealed_certificate
from mediation_registry.models import Certificate, Listing, PanelEdition, SealingLine, SealingRun
from mediation_registry.queries import certificates as queries
from mediation_registry.queries.editions import chain_of, schemes_published_by
from portal.audit import log as audit
from portal.audit.actors import Actor
from portal.exhibits.storage import FileBroken, exhibit_store
from portal.identity.permissions import PermissionRefused, require
from portal.seals.errors import KeyProblem, SealError
from portal.seals.pdf import SealedPdf

ISSUED = "mediation_registry.certificate_issued"
ORDERED = "mediation_registry.sealing_ordered"
FINISHED = "mediation_registry.sealing_finished"
LONGEST_PROBLEM = 500


def require_languages(first: str, second: str) -> None:
    """Two different languages of the portal. Raises ValidationError."""
    if first not in languages.CODES or second not in languages.CODES or first == second:
        raise ValidationError(_("Choose two different languages of the portal."), code="languages")


def issue_certificate(
    *, actor: Actor, at: datetime, listing_id: UUID, first_language: str, second_language: str
) -> Certificate:
    """The certificate of a listing that is in force, in these two languages: the one sealed before, or a new one.

    Sealing takes its time outside the transaction; two who ask at once get the same certificate.

    :raises PermissionRefused: no such listing, or the actor may not.
    :raises ValidationError: unknown languages; the listing is not in force; a name has a character without a glyph.
    :raises KeyProblem: no seal is configured.
    """
    require(actor, ISSUED)
    require_languages(first_language, second_language)
    listing = _listing_in_force(listing_id, at)
    held = Certificate.objects.filter(
        listing=listing, first_language=first_language, second_language=second_language
    ).first()
    if held is not None:
        return held
    sealed = sealed_certificate(queries.facts_of(listing), first_language, second_language, at=at)
    digest = sha256(sealed.content).hexdigest()
    exhibit_store().put(digest, BytesIO(sealed.content))
    return _entered(actor, at, listing, (first_language, second_language), sealed, digest)


def _listing_in_force(listing_id: UUID, at: datetime) -> Listing:
    try:
        listing = queries.listing_with_decisions(listing_id)
    except Listing.DoesNotExist as error:
        raise PermissionRefused(ISSUED) from error
    status = queries.certified_on(listing.certificate_no, timezone.localdate(at))
    if not status.is_valid:
        sentence = _("The listing %(number)s is not in force; no certificate is issued.")
        raise ValidationError(sentence % {"number": listing.certificate_no}, code="not_in_force")
    return listing


@transaction.atomic
def _entered(
    actor: Actor, at: datetime, listing: Listing, pair: tuple[str, str], sealed: SealedPdf, digest: str
) -> Certificate:
    """The row and its event; the listing stays locked, so that the slower of two takes what the faster wrote."""
    Listing.objects.select_for_update().get(pk=listing.pk)
    certificate, is_new = Certificate.objects.get_or_create(
        listing=listing, first_language=pair[0], second_language=pair[1],
        defaults={
            "digest": digest, "size": len(sealed.content), "seal_level": sealed.level,
            "is_simulated": sealed.is_simulated, "issued_at": at,
        },
    )  # fmt: skip
    if is_new:
        audit.record(
            act=ISSUED, actor=actor, at=at, subject=(certificate._meta.label, str(certificate.pk)),
            chain=listing.registrant.chain,
            facts={
                "certificate_no": listing.certificate_no, "languages": " ".join(pair), "digest": digest,
                "level": sealed.level, "simulated": sealed.is_simulated,
            },
        )  # fmt: skip
    return certificate


def content_of(certificate: Certificate) -> BinaryIO:
    """The sealed file, verified whole before its first byte. Raises FileBroken."""
    return exhibit_store().opened(certificate.digest)


@transaction.atomic
def order_sealing(
    *, actor: Actor, at: datetime, edition_id: UUID, first_language: str, second_language: str
) -> SealingRun:
    """Orders the sealing of every certificate of a published edition; a run that is under way is not doubled.

    :raises PermissionRefused: no publisher's seat at an authority of the scheme, or no such edition.
    :raises ValidationError: unknown languages, or the edition is not published.
    """
    require(actor, ORDERED)
    require_languages(first_language, second_language)
    editions = PanelEdition.objects.select_for_update().filter(scheme__in=schemes_published_by(actor))
    edition = editions.filter(pk=edition_id).first()
    if edition is None:
        raise PermissionRefused(ORDERED)
    if edition.state != PanelEdition.State.PUBLISHED:
        raise ValidationError(_("Certificates exist from the publication of the edition on."), code="state")
    run, is_new = SealingRun.objects.get_or_create(
        edition=edition, first_language=first_language, second_language=second_language, finished_at=None,
        defaults={"ordered_by": actor.key, "ordered_at": at},
    )  # fmt: skip
    if is_new:
        listings = list(Listing.objects.filter(edition=edition))
        SealingLine.objects.bulk_create(SealingLine(run=run, listing=listing) for listing in listings)
        _minute(
            ORDERED,
            run,
            actor,
            at,
            {"count": len(listings), "languages": f"{first_language} {second_language}"},
        )
    return run


def seal_line(*, actor: Actor, at: datetime, line_id: UUID) -> bool:
    """Seals one certificate of a run; False when another job has it in hand or it is done.

    What cannot be printed or is no longer in force is written down on the line; a missing seal is raised, so that
    the run waits until there is one.

    :raises PermissionRefused: the actor may not. :raises KeyProblem: no seal is configured.
    """
    require(actor, ISSUED)
    line = SealingLine.objects.select_related("run").get(pk=line_id)
    if not queries.waiting_lines(line.run_id, at).filter(pk=line.pk).update(taken_at=at):
        return False
    problem, certificate = "", None
    try:
        certificate = issue_certificate(
            actor=actor, at=at, listing_id=line.listing_id, first_language=line.run.first_language,
            second_language=line.run.second_language,
        )  # fmt: skip
    except KeyProblem:
        SealingLine.objects.filter(pk=line.pk).update(taken_at=None)
        raise
    except (ValidationError, SealError, FileBroken) as error:
        problem = (" ".join(error.messages) if isinstance(error, ValidationError) else str(error))[
            :LONGEST_PROBLEM
        ]
    SealingLine.objects.filter(pk=line.pk).update(certificate=certificate, problem=problem, done_at=at)
    return True


@transaction.atomic
def finish_sealing(*, actor: Actor, at: datetime, run_id: UUID) -> bool:
    """Closes a run in which nothing waits any more; False while something does, or when it was closed before."""
    require(actor, FINISHED)
    run = SealingRun.objects.select_for_update(of=("self",)).select_related("edition").get(pk=run_id)
    if run.finished_at is not None or run.lines.filter(Q(certificate=None) & Q(problem="")).exists():
        return False
    run.finished_at = at
    run.save(update_fields=["finished_at"])
    progress = queries.progress_of(run)
    _minute(FINISHED, run, actor, at, {"sealed": progress.sealed, "problems": progress.problems})
    return True


def _minute(act: str, run: SealingRun, actor: Actor, at: datetime, facts: dict[str, int | str]) -> None:
    audit.record(
        act=act, actor=actor, at=at, subject=(run._meta.label, str(run.pk)), chain=chain_of(run.edition),
        facts={"year": run.edition.year, **facts},
    )  # fmt: skip
