"""Acts with exhibits: deposit, release from quarantine, read."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import IO, Any, BinaryIO
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from portal.audit.actors import Actor
from portal.audit.log import record
from portal.exhibits.inspection import FileRefused, Verdict, inspect
from portal.exhibits.inspection.limits import limits
from portal.exhibits.models import CustodyEntry, Exhibit, StoredFile
from portal.exhibits.permissions import may
from portal.exhibits.reencoding import is_picture, reencode
from portal.exhibits.scanning import CLEAN, FOUND, NOT_SCANNED, Scan, scan
from portal.exhibits.scopes import reaches
from portal.exhibits.storage import FULL, EncryptedStore, digest_of, exhibit_store

UNPRINTABLE = re.compile("[\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
LONGEST_NAME = 200
PIECE = 1 << 20


def clean_name(declared_name: str) -> str:
    """The file's own name: no folders, no control or direction characters, NFC, at most 200 characters."""
    name = declared_name.replace("\\", "/").rpartition("/")[2]
    name = UNPRINTABLE.sub("", unicodedata.normalize("NFC", name)).strip(" .")
    stem, dot, extension = name.rpartition(".")
    return f"{stem[: LONGEST_NAME - len(extension) - 1]}{dot}{extension}"[:LONGEST_NAME]


def _pieces(upload: Any) -> Iterator[bytes]:
    """The content of a Django upload or of any binary file."""
    if hasattr(upload, "chunks"):
        yield from upload.chunks()
        return
    while piece := upload.read(PIECE):
        yield piece


def _received(upload: Any, store: EncryptedStore) -> BinaryIO:
    """The upload in an unnamed file, cut off above the cap. Raises FileRefused."""
    cap, total = limits().file_bytes, 0
    plain = None
    try:
        plain = store.temporary()
        for piece in _pieces(upload):
            total += len(piece)
            if total > cap:
                raise FileRefused("too_large", limit=cap >> 20)
            plain.write(piece)
        plain.flush()
    except OSError as error:
        if plain is not None:
            plain.close()
        if error.errno in FULL:
            raise FileRefused("store_full") from error
        raise
    except FileRefused:
        if plain is not None:
            plain.close()
        raise
    return plain


def deposit(
    *,
    actor: Actor,
    at: datetime,
    upload: Any,
    declared_name: str,
    scope: str,
    store: EncryptedStore | None = None,
) -> Exhibit:
    """Takes a file into evidence for `scope` (``case:<uuid>``).

    The type is found by content and a full parse; what could act by itself goes to quarantine, what cannot
    be trusted is refused. The file is sealed at rest under its SHA-256; of a picture, one made anew of its pixels
    is kept beside it and given out in its place. Malware is scanned for where a scanner is named; what it finds,
    and what it could not scan, goes to quarantine. The same file again in the same
    scope is the same exhibit with another custody entry; in another scope it is another exhibit of the same
    stored file.

    Raises PermissionDenied for a role that does not deposit or a scope out of reach; FileRefused (a
    ValidationError with a sentence) for the file or a full store. Nothing half-written is left.
    """
    if not may(actor, "exhibits.deposited") or not reaches(actor, scope, at):
        raise PermissionDenied
    store, name = store or exhibit_store(), clean_name(declared_name)
    with _received(upload, store) as plain:
        verdict = inspect(plain, name)
        scanned = scan(plain, at=at)
        file = _kept(plain, verdict, store)
        copy = _made_anew(plain, verdict, store)
    with transaction.atomic():
        return _entered(actor, at, scope, name, _Taken(file, copy, verdict, scanned))


@dataclass(frozen=True)
class _Taken:
    """What a deposit came to: the file, the picture made anew, what inspection and scan say."""

    file: StoredFile
    copy: StoredFile | None
    verdict: Verdict
    scan: Scan

    @property
    def reasons(self) -> list[str]:
        return [*self.verdict.reasons, *self.scan.reasons]


def _kept(plain: BinaryIO, verdict: Verdict, store: EncryptedStore) -> StoredFile:
    """The file sealed in the store, and its row, not saved yet."""
    digest, size = digest_of(plain), plain.tell()
    store.put(digest, plain)
    return StoredFile(digest=digest, size=size, media_type=verdict.media_type, extension=verdict.extension)


def _made_anew(plain: BinaryIO, verdict: Verdict, store: EncryptedStore) -> StoredFile | None:
    """Of a picture, the one made of its pixels alone, sealed in the store; None for every other file."""
    if not is_picture(verdict.media_type):
        return None
    try:
        with store.temporary() as bare:
            reencode(plain, verdict.media_type, bare)
            return _kept(bare, verdict, store)
    except OSError as error:
        raise FileRefused("store_full" if error.errno in FULL else "damaged") from error


def _entered(actor: Actor, at: datetime, scope: str, name: str, taken: _Taken) -> Exhibit:
    """The rows of a deposit: stored files, exhibit, custody, log."""
    for file in (taken.file, taken.copy):
        if file is not None and not StoredFile.objects.filter(pk=file.digest).exists():
            StoredFile.objects.bulk_create([file], ignore_conflicts=True)
    held = Exhibit.objects.select_for_update().filter(stored_file_id=taken.file.digest, scope=scope).first()
    if held is not None:
        return _again(held, actor, at, name, taken)
    quarantined = bool(taken.reasons)
    state = Exhibit.State.QUARANTINED if quarantined else Exhibit.State.ACCEPTED
    exhibit = Exhibit.objects.create(
        stored_file_id=taken.file.digest, copy_id=taken.copy.digest if taken.copy else None, scope=scope,
        declared_name=name, state=state, reasons=taken.reasons, deposited_by=actor.key, deposited_at=at,
        scan=taken.scan.result, scan_name=taken.scan.name, scanner=taken.scan.scanner[:120],
    )  # fmt: skip
    act = CustodyEntry.Act.QUARANTINED if quarantined else CustodyEntry.Act.DEPOSITED
    _custody(exhibit, act, actor, at, name=name)
    return exhibit


def _again(held: Exhibit, actor: Actor, at: datetime, name: str, taken: _Taken) -> Exhibit:
    """The same file once more: one more entry; a scan that finds something, or fails, puts it in quarantine now.

    What was found stays said whatever a later scan says, and a scan that fails takes nothing from one that succeeded.
    """
    _custody(held, CustodyEntry.Act.DEPOSITED_AGAIN, actor, at, name=name)
    was_clean = held.scan == CLEAN and taken.scan.result != FOUND
    if taken.scan.result == NOT_SCANNED or held.scan == FOUND or was_clean:
        return held
    held.scan, held.scan_name = taken.scan.result, taken.scan.name
    held.scanner = taken.scan.scanner[:120]
    if taken.scan.reasons and held.state == Exhibit.State.ACCEPTED:
        held.state, held.reasons = Exhibit.State.QUARANTINED, [*held.reasons, *taken.scan.reasons]
        _custody(held, CustodyEntry.Act.QUARANTINED, actor, at, name=name)
    held.save(update_fields=["scan", "scan_name", "scanner", "state", "reasons"])
    return held


def _custody(
    exhibit: Exhibit, act: CustodyEntry.Act, actor: Actor, at: datetime, *, name: str = "", reason: str = ""
) -> None:
    """One custody entry and its event in the log."""
    facts: dict[str, Any] = {
        "digest": exhibit.stored_file_id, "size": exhibit.stored_file.size, "scan": exhibit.scan
    }  # fmt: skip
    if exhibit.copy_id is not None:
        facts["given_digest"] = exhibit.copy_id
    if exhibit.scanner:
        facts["scanner"] = exhibit.scanner
    if exhibit.scan_name:
        facts["scan_name"] = exhibit.scan_name
    if exhibit.reasons:
        facts["reasons"] = list(exhibit.reasons)
    private = {key: value for key, value in (("declared_name", name), ("reason", reason)) if value}
    event = record(
        act=f"exhibits.{act.value}",
        actor=actor,
        at=at,
        subject=("exhibits.Exhibit", str(exhibit.pk)),
        chain=exhibit.scope,
        facts=facts,
        private=private,
    )
    CustodyEntry.objects.create(exhibit=exhibit, act=act, actor_key=actor.key, entered_at=at, event=event)


def _reached(exhibit_id: UUID, actor: Actor, at: datetime) -> Exhibit:
    """The exhibit, locked, for somebody who reaches it. Raises Exhibit.DoesNotExist for everybody else."""
    exhibit = Exhibit.objects.select_for_update().get(pk=exhibit_id)
    if not reaches(actor, exhibit.scope, at):
        raise Exhibit.DoesNotExist
    return exhibit


def release(*, actor: Actor, at: datetime, exhibit_id: UUID, reason: str) -> Exhibit:
    """Lets an exhibit out of quarantine, with a reason, by somebody else than who deposited it.

    Raises Exhibit.DoesNotExist for a stranger, PermissionDenied for a role that does not release,
    ValidationError with a sentence otherwise.
    """
    with transaction.atomic():
        exhibit = _reached(exhibit_id, actor, at)
        if not may(actor, "exhibits.released"):
            raise PermissionDenied
        if exhibit.state != Exhibit.State.QUARANTINED:
            raise ValidationError(_("This file is not in quarantine."))
        if exhibit.deposited_by == actor.key:
            raise ValidationError(_("Another person than the one who deposited the file must release it."))
        if not reason.strip():
            raise ValidationError({"reason": _("Give the reason for the release.")})
        exhibit.state = Exhibit.State.RELEASED
        exhibit.save(update_fields=["state"])
        _custody(exhibit, CustodyEntry.Act.RELEASED, actor, at, reason=reason.strip())
    return exhibit


def read(
    *, actor: Actor, at: datetime, exhibit_id: UUID, store: EncryptedStore | None = None
) -> tuple[Exhibit, IO[bytes]]:
    """The exhibit and its content in an unnamed temporary file, verified whole; the reading is logged.

    Raises Exhibit.DoesNotExist for a stranger, PermissionDenied for a role that does not read,
    ValidationError for a file in quarantine, FileBroken for a file that is not what was deposited.
    """
    with transaction.atomic():
        exhibit = _reached(exhibit_id, actor, at)
        if not may(actor, "exhibits.read"):
            raise PermissionDenied
        if not exhibit.is_readable:
            raise ValidationError(_("This file is in quarantine and is not given out."))
        content = (store or exhibit_store()).opened(exhibit.given_file.digest)
        try:
            _custody(exhibit, CustodyEntry.Act.READ, actor, at)
        except BaseException:
            content.close()
            raise
    return exhibit, content


def read_original(
    *, actor: Actor, at: datetime, exhibit_id: UUID, reason: str, store: EncryptedStore | None = None
) -> tuple[Exhibit, IO[bytes]]:
    """The file exactly as it was deposited, pictures included: for an examination that the court ordered.

    Raises Exhibit.DoesNotExist, PermissionDenied for a role that may not, ValidationError without the order as
    reason, FileBroken for a file that is not what was deposited.
    """
    with transaction.atomic():
        exhibit = Exhibit.objects.select_for_update().get(pk=exhibit_id)
        if not may(actor, "exhibits.original_read"):
            raise PermissionDenied
        if not reason.strip():
            raise ValidationError({"reason": _("Name the order of the court.")})
        content = (store or exhibit_store()).opened(exhibit.stored_file_id)
        try:
            _custody(exhibit, CustodyEntry.Act.ORIGINAL_READ, actor, at, reason=reason.strip())
        except BaseException:
            content.close()
            raise
    return exhibit, content
