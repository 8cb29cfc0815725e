"""Giving an exhibit out: as a download, never as a page of the portal."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.http import FileResponse

from portal.audit.actors import Actor
from portal.exhibits.actions import read
from portal.exhibits.storage import EncryptedStore

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
    response = FileResponse(
        content,
        as_attachment=True,
        filename=exhibit.declared_name,
        content_type=exhibit.given_file.media_type,
    )
    for name, value in HEADERS.items():
        response[name] = value
    response["Content-Length"] = str(exhibit.given_file.size)
    return response
