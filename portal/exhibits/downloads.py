"""Giving an exhibit out: as a download, never as a page of the portal."""

from __future__ import annotations

from datetime import datetime
from typing import IO
from uuid import UUID

from django.http import FileResponse

from portal.audit.actors import Actor
from portal.exhibits.actions import read
from portal.exhibits.storage import EncryptedStore

PAPER_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cache-Control": "private, no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Robots-Tag": "noindex, nofollow",
    "Referrer-Policy": "no-referrer",
}


def sandboxed_response(
    *, actor: Actor, at: datetime, exhibit_id: UUID, store: EncryptedStore | None = None
) -> FileResponse:
    """The exhibit as an attachment that no browser runs, verified before its first byte goes out.

    Raises as portal.exhibits.actions.read: the view answers 404 to Exhibit.DoesNotExist and
    PermissionDenied alike.
    """
    exhibit, content = read(actor=actor, at=at, exhibit_id=exhibit_id, store=store)
    file = exhibit.given_file
    return attached(content, exhibit.declared_name, file.media_type, size=file.size)


def attached(content: IO[bytes], name: str, media_type: str, *, size: int | None = None) -> FileResponse:
    """Open content as an attachment that no browser runs; ``size`` in bytes, where it is known."""
    response = FileResponse(content, as_attachment=True, filename=name, content_type=media_type)
    for header, value in HEADERS.items():
        response[header] = value
    if size is not None:
        response["Content-Length"] = str(size)
    return response
