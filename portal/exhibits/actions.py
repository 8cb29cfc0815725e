"""Acts with exhibits: deposit, release from quarantine, read."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
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
    be trusted is refused. The file is sealed at rest under its SHA-256. The same file again in the same
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
        digest, size = digest_of(plain), plain.tell()
        store.put(digest, plain)
    with transaction.atomic():
        return _entered(actor, at, scope, name, StoredFile(
            digest=digest, size=size, media_type=verdict.media_type, extension=verdict.extension
        ), verdict)  # fmt: skip


def _entered(
    actor: Actor, at: datetime, scope: str, name: str, file: StoredFile, verdict: Verdict
) -> Exhibit:
    """The rows of a deposit: stored file, exhibit, custody, log."""
    if not StoredFile.objects.filter(pk=file.digest).exists():
        StoredFile.objects.bulk_create([file], ignore_conflicts=True)
    held = Exhibit.objects.select_for_update().filter(stored_file_id=file.digest, scope=scope).first()
    if held is not None:
        _custody(held, CustodyEntry.Act.DEPOSITED_AGAIN, actor, at, name=name)
        return held
    quarantined = bool(verdict.reasons)
    state = Exhibit.State.QUARANTINED if quarantined else Exhibit.State.ACCEPTED
    exhibit = Exhibit.objects.create(
        stored_file_id=file.digest, scope=scope, declared_name=name, state=state,
        reasons=list(verdict.reasons), deposited_by=actor.key, deposited_at=at,
    )  # fmt: skip
    act = CustodyEntry.Act.QUARANTINED if quarantined else CustodyEntry.Act.DEPOSITED
    _custody(exhibit, act, actor, at, name=name)
    return exhibit


def _custody(
    exhibit: Exhibit, act: CustodyEntry.Act, actor: Actor, at: datetime, *, name: str = "", reason: str = ""
) -> None:
    """One custody entry and its event in the log."""
    facts: dict[str, Any] = {"digest": exhibit.stored_file_id, "size": exhibit.stored_file.size}
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
        content = (store or exhibit_store()).opened(exhibit.stored_file_id)
        try:
            _custody(exhibit, CustodyEntry.Act.READ, actor, at)
        except BaseException:
            content.close()
            raise
    return exhibit, content
