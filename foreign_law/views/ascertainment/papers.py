"""Papers of an ascertainment given out: as attachments that no browser runs; strangers find nothing."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.http import require_GET

from foreign_law.actions.ascertainment import papers as acts
from portal.cases.views import who
from portal.exhibits.downloads import PAPER_TYPES, attached
from portal.identity.decorators import signed_in
from portal.web.decorators import personal


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
    name = f"{found.request.reference}-{found.number:02d}-{found.kind}.{kind}"
    return attached(content, name, PAPER_TYPES[kind])
