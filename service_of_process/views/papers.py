"""The court's papers given out to its staff: as attachments that no browser runs; strangers find nothing."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.http import require_GET

from portal.cases.views import who
from portal.exhibits.downloads import PAPER_TYPES, attached
from portal.identity.decorators import signed_in
from portal.web.decorators import personal
from service_of_process.actions import exchange
from service_of_process.actions import papers as acts


@personal
@require_GET
@signed_in
def paper(request: HttpRequest, paper_id: UUID, kind: str) -> FileResponse:
    """One paper as the sealed PDF, or as the DOCX to go on writing."""
    actor, at = who(request)
    try:
        found, content = acts.read_paper(actor=actor, at=at, paper_id=paper_id, kind=kind)
    except PermissionDenied as refusal:
        raise Http404 from refusal
    name = f"{found.matter.reference}-{found.number:02d}-{found.form}.{kind}"
    return attached(content, name, PAPER_TYPES[kind])


@personal
@require_GET
@signed_in
def package(request: HttpRequest, package_id: UUID) -> FileResponse:
    """One exchange package as it was handed out or received."""
    actor, at = who(request)
    try:
        found, content = exchange.read_package(actor=actor, at=at, package_id=package_id)
    except PermissionDenied as refusal:
        raise Http404 from refusal
    return attached(content, exchange.file_name(found), "application/zip")
