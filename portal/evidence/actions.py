"""Acts with evidence packages: order one, build it, open it."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256
from typing import BinaryIO
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from portal.audit.actors import Actor, system_actor
from portal.audit.log import record
from portal.evidence import log_files
from portal.evidence.container import Container, PackageTooLarge
from portal.evidence.manifest import manifest_bytes
from portal.evidence.models import EvidencePackage
from portal.evidence.permissions import may
from portal.evidence.readme import readme
from portal.evidence.registry import Contents, Item, contents_of, opens
from portal.evidence.storage import package_store
from portal.evidence.verify_evidence import (
    EVENTS,
    HEAD,
    LISTING,
    MANIFEST,
    PRIVATE,
    PROOFS,
    SEAL,
    STAMP,
    TYPES,
    listing,
)
from portal.exhibits.inspection import FileRefused
from portal.exhibits.storage import FULL, EncryptedStore, FileBroken, digest_of
from portal.seals.containers import DetachedSeal, sign_detached, stamp, trusted_certificates_pem
from portal.seals.errors import KeyProblem, SealError
from portal.web.jobs import ask_for

BUILD = "portal.evidence.tasks.build"
JSON_TYPE, TEXT_TYPE, PEM_TYPE = "application/json", "text/plain", "application/x-pem-file"
README, CERTIFICATES = "README.txt", "certificates/authorities.pem"


def _facts(package: EvidencePackage) -> dict[str, str | int]:
    return {"number": package.number, "reference": package.reference}


def order_package(*, actor: Actor, at: datetime, number: str, by_job: bool = True) -> EvidencePackage:
    """Orders a package of the record with this number; the job builds it, unless the caller does (``by_job`` false).

    :raises PermissionDenied: unknown number, or not open to this actor (404 at the doors).
    :raises ValidationError: the record is not ready for a package, or one is being built.
    """
    if not may(actor, "evidence.package_ordered") or not opens(actor, number, at):
        raise PermissionDenied
    contents = contents_of(number, at)
    if contents is None:
        raise PermissionDenied
    with transaction.atomic():
        held = EvidencePackage.objects.select_for_update().filter(subject=contents.chain)
        if any(package.state == EvidencePackage.State.ORDERED for package in held):
            raise ValidationError(_("A package is being built already."))
        last = held.aggregate(last=Max("number"))["last"] or 0
        package = EvidencePackage.objects.create(
            subject=contents.chain, reference=contents.reference, number=last + 1, ordered_at=at
        )
        record(
            act="evidence.package_ordered", actor=actor, at=at, subject=("evidence.EvidencePackage", str(package.pk)),
            chain=contents.chain, facts=_facts(package),
        )  # fmt: skip
        if by_job:
            ask_for(BUILD, str(package.pk))
    return package


def build_package(
    *, at: datetime, package_id: UUID | str, store: EncryptedStore | None = None
) -> EvidencePackage:
    """Builds an ordered package; one that is built, failed or taken up by another process stays as it is.

    What stops the building is kept as a code in ``problem``: ``store_full``, ``no_seal``, ``broken`` (a file of the
    record is missing or was changed), ``too_large``, ``not_ready``, ``error``. Errors that nobody foresaw are raised.
    """
    store, rows = store or package_store(), EvidencePackage.objects.filter(pk=package_id, progress=0)
    claimed = rows.filter(state=EvidencePackage.State.ORDERED).update(progress=1)
    package = EvidencePackage.objects.get(pk=package_id)
    if not claimed:
        return package
    try:
        with store.temporary() as out:
            _written(package, out, at, store)
    except Exception as error:
        problem = _problem(error)
        rows = EvidencePackage.objects.filter(pk=package.pk, state=EvidencePackage.State.ORDERED)
        rows.update(state=EvidencePackage.State.FAILED, problem=problem)
        package.refresh_from_db()
        if problem == "error":
            raise
    return package


def _problem(error: Exception) -> str:
    """The code of what stopped the building."""
    if isinstance(error, FileRefused) or (isinstance(error, OSError) and error.errno in FULL):
        return "store_full"
    codes: tuple[tuple[type[Exception], str], ...] = (
        (KeyProblem, "no_seal"), (FileBroken, "broken"), (SealError, "broken"), (PackageTooLarge, "too_large"),
        (ValidationError, "not_ready"),
    )  # fmt: skip
    return next((code for kind, code in codes if isinstance(error, kind)), "error")


def _written(package: EvidencePackage, out: BinaryIO, at: datetime, store: EncryptedStore) -> None:
    """The container in ``out``, then sealed into the store; the row says that it is built."""
    contents = contents_of(package.reference, at)
    if contents is None:
        raise ValidationError("unknown")
    container = Container(out)
    types: dict[str, str] = {}
    _add_files(package, contents, container, types, at)
    manifest = manifest_bytes(package.number, contents, container.entries, types, at)
    container.write(MANIFEST, manifest)
    position = _closed(package, contents, container, types, at)
    events, head = log_files.events_of(contents, position), log_files.signed_head(at)
    container.write(EVENTS, log_files.event_bytes(events))
    container.write(PROOFS, log_files.proof_bytes(events, head.size))
    head_content = log_files.head_bytes(head)
    container.write(HEAD, head_content)
    token = stamp(sha256(head_content).digest(), at=at)
    if token is not None:
        container.write(STAMP, token)
    seal = _sealed(container, types, at)
    container.close()
    package.level, package.is_simulated = seal.level, seal.is_simulated
    package.is_pending = token is None or seal.is_pending
    _kept(package, contents, out, at, store)


def _add_files(
    package: EvidencePackage, contents: Contents, container: Container, types: dict[str, str], at: datetime
) -> None:
    """README and certificates, the module's files, the personal values."""
    certificates = trusted_certificates_pem(at)
    small = {README: readme(contents, certificates), CERTIFICATES: certificates}
    types |= {README: TEXT_TYPE, CERTIFICATES: PEM_TYPE}
    for path, content in small.items():
        container.write(path, content)
    for place, item in enumerate(contents.items):
        _add_item(container, item)
        types[item.path] = item.media_type
        percent = 5 + 85 * (place + 1) // len(contents.items)
        EvidencePackage.objects.filter(pk=package.pk).update(progress=percent)
    container.write(PRIVATE, log_files.private_bytes(contents))
    types[PRIVATE] = JSON_TYPE


def _add_item(container: Container, item: Item) -> None:
    with item.open() as content:
        container.add(item.path, content)


def _closed(
    package: EvidencePackage, contents: Contents, container: Container, types: dict[str, str], at: datetime
) -> int:
    """The event that closes the package: it names the manifest and every file. Its position in the log."""
    with transaction.atomic():
        event = record(
            act="evidence.package_sealed", actor=system_actor("evidence"), at=at, subject=contents.subject,
            chain=contents.chain,
            facts={
                **_facts(package), "manifest": container.entries[MANIFEST].digest,
                "files": {path: container.entries[path].digest for path in types},
            },
        )  # fmt: skip
    return int(event.position)


def _sealed(container: Container, types: dict[str, str], at: datetime) -> DetachedSeal:
    """The list of the members and the portal's seal over it."""
    known = {**TYPES, **types}
    members = [
        (name, known[name], entry.digest) for name, entry in container.entries.items() if name in known
    ]
    content = listing(members)
    container.write(LISTING, content)
    seal = sign_detached(content, at=at)
    container.write(SEAL, seal.cms)
    return seal


def _kept(
    package: EvidencePackage, contents: Contents, out: BinaryIO, at: datetime, store: EncryptedStore
) -> None:
    """The file in the store, then the row and its event."""
    digest = digest_of(out)
    package.size, package.digest = out.tell(), digest
    store.put(digest, out)
    with transaction.atomic():
        held = EvidencePackage.objects.select_for_update().get(pk=package.pk)
        if held.state != EvidencePackage.State.ORDERED:  # destroyed, or built by another, meanwhile
            store.path(digest).unlink(missing_ok=True)
            package.refresh_from_db()
            return
        package.state, package.built_at, package.progress = EvidencePackage.State.BUILT, at, 100
        package.save()
        record(
            act="evidence.package_built", actor=system_actor("evidence"), at=at,
            subject=("evidence.EvidencePackage", str(package.pk)), chain=contents.chain,
            facts={**_facts(package), "digest": digest, "size": package.size},
        )  # fmt: skip


def open_package(package: EvidencePackage, *, store: EncryptedStore | None = None) -> BinaryIO:
    """The package in an unnamed file, whole and checked against its digest. Raises FileBroken, FileRefused."""
    return (store or package_store()).opened(package.digest)


def read_package(
    *, actor: Actor, at: datetime, package_id: UUID, store: EncryptedStore | None = None
) -> tuple[EvidencePackage, BinaryIO]:
    """A built package for somebody who may have it; the reading enters the log.

    :raises PermissionDenied: no such package, not built, or not open to this actor (404 at the doors).
    """
    package = EvidencePackage.objects.filter(pk=package_id, state=EvidencePackage.State.BUILT).first()
    if package is None or not may(actor, "evidence.package_read") or not opens(actor, package.reference, at):
        raise PermissionDenied
    content = open_package(package, store=store)
    with transaction.atomic():
        record(
            act="evidence.package_read", actor=actor, at=at, subject=("evidence.EvidencePackage", str(package.pk)),
            chain=package.subject, facts=_facts(package),
        )  # fmt: skip
    return package, content
