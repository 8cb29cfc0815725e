"""The desk of judgments: a table from a file, every refused line named."""

from __future__ import annotations

from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from foreign_law.actions.judgments import ACT, Recorded, record_judgments
from foreign_law.forms.judgments import JudgmentsFileForm
from foreign_law.importers.judgment_table import COLUMNS, MOST_BYTES
from foreign_law.importers.parsed import Received, Refused
from foreign_law.queries.refusals import sentence
from portal.identity.actors import actor_of
from portal.identity.permissions import may

SHOWN = 500


@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Judgments from a file: good lines go in, bad ones are named with their reason."""
    at = timezone.now()
    actor = actor_of(request, at)
    if not may(actor, ACT):
        raise Http404
    posted = request.method == "POST"
    form = JudgmentsFileForm(request.POST if posted else None, request.FILES if posted else None)
    report: Recorded | None = None
    if posted and form.is_valid():
        file = cast(UploadedFile, form.cleaned_data["upload"])
        try:
            report = record_judgments(_received(file), actor=actor, at=at)
        except Refused as reason:
            form.add_error("upload", sentence(reason.reason))
        except PermissionDenied as refusal:
            raise Http404 from refusal
    context: dict[str, Any] = {
        "title": _("Judgments from a file"), "form": form, "report": report,
        "refused": report.refused[:SHOWN] if report else [], "columns": sorted(COLUMNS),
    }  # fmt: skip
    return render(request, "foreign_law/staff/judgments.html", context)


def _received(file: UploadedFile) -> Received:
    if (file.size or 0) > MOST_BYTES:
        raise Refused("table_too_large")
    return Received(str(file.name or "judgments"), file.read())
