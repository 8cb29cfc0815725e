"""Packages exchanged with another court: handed out under the portal's seal, received with every check."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from tempfile import SpooledTemporaryFile
from typing import Any, BinaryIO, cast
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.audit import log as audit
from portal.audit.actors import Actor
from portal.audit.canonical import instant
from portal.cases.actions.papers import refused_without_key
from portal.exhibits import actions as exhibits
from portal.exhibits.models import Exhibit
from portal.exhibits.storage import digest_of, exhibit_store
from portal.identity.models import Court
from portal.identity.permissions import PermissionRefused, require
from portal.seals.containers import check_detached, sign_detached
from service_of_process.actions.steps import S, locked, next_number, record, seen_for
from service_of_process.documents.exchange_tables import court_of, matter_of
from service_of_process.gateways import courts, page_counts
from service_of_process.gateways import exchange_files as files
from service_of_process.models import DocumentToBeServed, ExchangePackage, ServiceMatter
from service_of_process.queries.scopes import scope_of

EXPORTED, IMPORTED = S + "package_exported", S + "package_imported"
BROKEN: dict[str, Any] = {
    "too_large": gettext_lazy("The package is larger than 500 MB."),
    "not_zip": gettext_lazy("This file is not an exchange package."),
    "shape": gettext_lazy("This file does not have the form of an exchange package."),
    "manifest": gettext_lazy("The list of contents of this package is not as the format asks."),
    "files": gettext_lazy("The package holds other documents than its list of contents names."),
    "digest": gettext_lazy("A document of this package was changed: it does not give its digest."),
}
DOCUMENT, TRANSLATION, PAPER, PROOF = "document", "translation", "paper", "proof"


@transaction.atomic
def export_package(
    *, actor: Actor, at: datetime, matter_id: UUID, court: Court, way: str = courts.BY_HAND, number: str = ""
) -> ExchangePackage:
    """The matter's documents, the court's sealed papers and the proofs as one sealed package for ``court``.

    Nothing is sent: staff carry it by the official channel and enter its ``number``; ``way`` ``simulated`` stands in for
    a platform and says so everywhere.

    :raises PermissionRefused: no such matter from a seat of the act.
    :raises ValidationError: nothing to hand over, too large, the same court, or no key to seal with.
    """
    matter = locked(actor, at, EXPORTED, matter_id)
    if court.pk == matter.court_id:
        raise ValidationError({"court": _("Choose another court than the one that hands the package out.")})
    channel = _channel(way)
    held = _to_hand_over(matter)
    if not held:
        raise ValidationError(_("There is nothing to hand over yet."))
    manifest = _manifest_of(matter, court, held, channel.is_simulated, at)
    with cast(BinaryIO, SpooledTemporaryFile(1 << 24)) as out:
        with refused_without_key():
            openers = [(row["path"], opened) for row, opened in held]
            files.write_package(out, manifest, openers, lambda told: sign_detached(told, at=at).cms)
        size = out.tell()
        if size > files.LARGEST:
            raise ValidationError(BROKEN["too_large"])
        digest = digest_of(out)
        exhibit_store().put(digest, out)
    receipt = channel.hand_over(court_code=court.code, digest=digest, number=number, at=at)
    package = ExchangePackage.objects.create(
        court=court, matter=matter, direction=ExchangePackage.Direction.EXPORTED, digest=digest, size=size,
        signed_by=str(matter.court), is_signature_good=True, is_simulated=receipt.is_simulated,
        manifest=_kept(manifest, receipt.number), handled_at=at, handled_by=actor.key,
    )  # fmt: skip
    _minute(EXPORTED, package, actor, at)
    return package


def _channel(way: str) -> courts.CourtChannel:
    """The way out. A simulated platform stands in a demonstration only.

    :raises ValidationError: an unknown way, or a simulated one in a real installation.
    """
    known = way in courts.CHANNELS
    if not known or (courts.channel_for(way).is_simulated and not settings.PORTAL_DEMONSTRATION):
        raise ValidationError({"way": _("Choose how the package reaches the other court.")})
    return courts.channel_for(way)


Row = tuple[dict[str, Any], Callable[[], BinaryIO]]


def _to_hand_over(matter: ServiceMatter) -> list[Row]:
    """Every file with its entry of the manifest: documents and translations, sealed papers, proofs."""
    rows: list[Row] = []
    for document in matter.documents.filter(withdrawn_at=None).select_related("exhibit", "translation"):
        said = {"kind": document.kind, "title": document.title, "pages": document.pages}
        _add(rows, document.exhibit, DOCUMENT, **said, language=document.language)
        if document.translation is not None:
            first = rows[-1][0]["path"]
            _add(rows, document.translation, TRANSLATION, **said, language="zh-hans", translation_of=first)
    for paper in matter.papers.exclude(form="dossier").order_by("number"):
        _enter(rows, paper.pdf_digest, paper.pdf_size, "application/pdf", "pdf", PAPER, kind=paper.form,
               title=paper.get_form_display(), language=paper.language)  # fmt: skip
    for leg in matter.legs.order_by("number"):
        for proof in leg.certificates.filter(replaced_by=None).select_related("exhibit"):
            if proof.exhibit is not None:
                _add(rows, proof.exhibit, PROOF, kind=proof.kind, title=leg.reference)
    return rows


def _add(rows: list[Row], exhibit: Exhibit, role: str, **said: Any) -> None:
    """One exhibit as it is given out; what lies in quarantine stays there."""
    if not exhibit.is_readable:
        sentence = _("A file of this matter is in quarantine; release or withdraw it first.")
        raise ValidationError(sentence, code="quarantine")
    given = exhibit.given_file
    _enter(rows, given.digest, given.size, given.media_type, given.extension, role, **said)


def _enter(
    rows: list[Row], digest: str, size: int, media_type: str, extension: str, role: str, **said: Any
) -> None:
    path = f"documents/{len(rows) + 1:03d}.{extension.lstrip('.').lower()}"
    entry = {
        "path": path, "sha256": digest, "size": size, "media_type": media_type, "role": role, "kind": "", "title": "",
        "language": "", "pages": 0, "translation_of": "", **said,
    }  # fmt: skip
    entry["title"] = str(entry["title"])
    rows.append((entry, partial(exhibit_store().opened, digest)))


def _manifest_of(
    matter: ServiceMatter, court: Court, held: list[Row], is_simulated: bool, at: datetime
) -> dict[str, Any]:
    return {
        "format": files.FORMAT, "version": files.VERSION, "made_at": instant(at), "simulated": is_simulated,
        "from": court_of(matter.court), "to": court_of(court), "matter": matter_of(matter),
        "files": [row for row, _opened in held],
    }  # fmt: skip


def _kept(manifest: Mapping[str, Any], number: str) -> dict[str, Any]:
    """What the row keeps of a manifest: nothing personal; the whole of it lies sealed in the store."""
    listed = [
        {key: row[key] for key in ("path", "sha256", "size", "role", "kind")} for row in manifest["files"]
    ]
    about = {key: manifest["matter"].get(key, "") for key in ("reference", "region", "kind")}
    return {
        "made_at": manifest["made_at"], "from": manifest["from"]["court"], "to": manifest["to"]["court"],
        "matter": about, "files": listed, "number": number,
    }  # fmt: skip


@transaction.atomic
def import_package(*, actor: Actor, at: datetime, matter_id: UUID, upload: Any) -> ExchangePackage:
    """A package of another court taken into a matter: form, digests, addressee court and seal are checked first.

    Every document goes through the same inspection as any other file; of a request from beyond the border the documents
    become those to be served. A seal that this portal cannot trust is told and recorded, a broken one refused.

    :raises PermissionRefused: no such matter from a seat of the act.
    :raises ValidationError: what is wrong with the package; it was imported already; a file in it is refused.
    """
    matter = locked(actor, at, IMPORTED, matter_id)
    file: BinaryIO = getattr(upload, "file", upload)
    try:
        with files.opened_package(file) as package:
            return _taken_in(actor, at, matter, package, file)
    except files.PackageBroken as error:
        raise ValidationError({"upload": str(BROKEN[str(error)])}, code=str(error)) from error


def _taken_in(
    actor: Actor, at: datetime, matter: ServiceMatter, package: files.Package, upload: BinaryIO
) -> ExchangePackage:
    sender = _sender(matter, package.manifest)
    digest = digest_of(upload)
    _require_new(sender, digest)
    verdict = check_detached(package.manifest_bytes, package.signature, at=at)
    if verdict.problem in ("changed", "not_cms"):
        raise ValidationError({"upload": _("The seal of this package does not cover its contents.")})
    for entry in package.manifest["files"]:
        _deposit(actor, at, matter, package, entry)
    size = upload.seek(0, os.SEEK_END)
    exhibit_store().put(digest, upload)
    row = ExchangePackage.objects.create(
        court=sender, matter=matter, direction=ExchangePackage.Direction.IMPORTED, digest=digest, size=size,
        signed_by=verdict.sealed_by[:200], is_signature_good=verdict.is_genuine,
        is_simulated=verdict.is_simulated or package.manifest["simulated"] is True,
        manifest=_kept(package.manifest, ""), handled_at=at, handled_by=actor.key,
    )  # fmt: skip
    _minute(IMPORTED, row, actor, at)
    return row


def _sender(matter: ServiceMatter, manifest: Mapping[str, Any]) -> Court:
    """The court that made the package, which is for one of the courts that have the matter."""
    ours = {matter.court.code, matter.executing_court.code if matter.executing_court else ""}
    if manifest["to"]["court"] not in ours:
        raise ValidationError({"upload": _("This package is for another court.")}, code="other_court")
    sender = Court.objects.filter(code=manifest["from"]["court"]).first()
    if sender is None:
        raise ValidationError({"upload": _("This package comes from a court that the portal does not know.")})
    return sender


def _require_new(sender: Court, digest: str) -> None:
    rows = ExchangePackage.objects.filter(
        court=sender, direction=ExchangePackage.Direction.IMPORTED, digest=digest
    )
    if rows.exists():
        raise ValidationError({"upload": _("This package was imported already.")}, code="twice")


def _deposit(
    actor: Actor, at: datetime, matter: ServiceMatter, package: files.Package, entry: Mapping[str, Any]
) -> None:
    """One document through the inspection of exhibits; a document to be served enters the set."""
    name = f"{entry['title'] or entry['role']}.{entry['path'].rpartition('.')[2]}"
    with package.opened(entry["path"]) as content:
        exhibit = exhibits.deposit(
            actor=actor, at=at, upload=content, declared_name=name, scope=scope_of(matter)
        )
    kinds = DocumentToBeServed.Kind.values
    held = matter.documents.filter(exhibit__stored_file=exhibit.stored_file_id, withdrawn_at=None)
    if matter.is_inbound and entry["role"] == DOCUMENT and entry["kind"] in kinds and not held.exists():
        DocumentToBeServed.objects.create(
            matter=matter, number=next_number(matter.documents), kind=entry["kind"], title=entry["title"][:200],
            language=entry["language"][:10], pages=_pages(exhibit, entry), exhibit=exhibit,
        )  # fmt: skip


def _pages(exhibit: Exhibit, entry: Mapping[str, Any]) -> int:
    """Counted where it is a PDF, else as the sender says."""
    if exhibit.stored_file.media_type != "application/pdf":
        return max(1, int(entry["pages"]))
    with exhibit_store().opened(exhibit.stored_file_id) as content:
        return page_counts.pages_of(content) or 1


def _minute(act: str, package: ExchangePackage, actor: Actor, at: datetime) -> None:
    assert package.matter is not None  # every package hangs on a matter
    record(
        act, actor=actor, at=at, matter=package.matter, subject=package,
        facts={"court": package.court.code, "digest": package.digest, "size": package.size,
               "files": len(package.manifest["files"]), "signed": package.is_signature_good,
               "simulated": package.is_simulated, "outside_number": package.manifest["number"]},
    )  # fmt: skip


def read_package(*, actor: Actor, at: datetime, package_id: UUID) -> tuple[ExchangePackage, BinaryIO]:
    """A package as it was handed out or received; the reading enters the log.

    :raises PermissionRefused: no such package from a seat of the act.
    """
    act = S + "package_read"
    require(actor, act)
    rows = ExchangePackage.objects.filter(matter__in=seen_for(act, actor, at).values("pk"))
    package = rows.select_related("matter", "court").filter(pk=package_id).first()
    if package is None or package.matter is None:
        raise PermissionRefused(act)
    content = exhibit_store().opened(package.digest)
    with transaction.atomic():
        audit.record(
            act=act, actor=actor, at=at, subject=(package._meta.label, str(package.pk)), chain=package.matter.chain,
            facts={"reference": package.matter.reference, "digest": package.digest},
        )  # fmt: skip
    return package, content


def file_name(package: ExchangePackage) -> str:
    """``SD-…-exported-1a2b3c4d.zip``; a simulated one says so."""
    mark = "-SIMULATED" if package.is_simulated else ""
    reference = package.matter.reference if package.matter else "package"
    return f"{reference}-{package.direction}-{package.digest[:8]}{mark}.zip"
