"""The text of the instrument and the sealed documents: read on the screen, or as a file."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from portal.audit.actors import Actor
from portal.cases.views import who
from portal.exhibits.downloads import HEADERS
from portal.identity.decorators import second_factor_required, signed_in
from portal.power_of_attorney.actions.instruments import facts_of_version
from portal.power_of_attorney.actions.opening import open_document
from portal.power_of_attorney.actions.sealing import closing_is_blocked
from portal.power_of_attorney.documents.reading import reading_page
from portal.power_of_attorney.models import ExecutedInstrument, InstrumentVersion, PowerOfAttorney
from portal.power_of_attorney.queries.powers import current_version, standing_of
from portal.power_of_attorney.queries.sealed import sealed_documents


def _power(request: HttpRequest, power_id: UUID) -> tuple[PowerOfAttorney, Actor, datetime]:
    """A power of which this person may see the documents, or 404."""
    actor, at = who(request)
    rows = PowerOfAttorney.objects.for_user(actor, timezone.localdate(at)).select_related("court")
    return get_object_or_404(rows.distinct(), pk=power_id), actor, at


@signed_in
@require_GET
def instrument(request: HttpRequest, power_id: UUID) -> HttpResponse:
    """The present text with its digest beside it, the earlier versions, the sealed documents."""
    power, actor, at = _power(request, power_id)
    version = current_version(power)
    if version is None:
        raise Http404
    facts = facts_of_version(version)
    context = {
        "power": power, "version": version, "standing": standing_of(power, actor),
        "text": reading_page(facts) if facts else None,
        "versions": power.versions.exclude(pk=version.pk).order_by("-number"),
        "sealed": sealed_documents(power), "blocked": closing_is_blocked(power, at),
    }  # fmt: skip
    return render(request, "power_of_attorney/instrument_page.html", context)


@second_factor_required
@require_GET
def instrument_file(request: HttpRequest, power_id: UUID, number: int) -> HttpResponse:
    """One version of the text as a file."""
    power, actor, at = _power(request, power_id)
    version = get_object_or_404(power.versions.all(), number=number)
    return _file(actor, at, version, f"{power.reference}-{number}.pdf")


@second_factor_required
@require_GET
def sealed_file(request: HttpRequest, power_id: UUID, kind: str, number: int) -> HttpResponse:
    """One sealed document as a file."""
    power, actor, at = _power(request, power_id)
    document = get_object_or_404(power.executed.all(), kind=kind, number=number)
    return _file(actor, at, document, f"{power.reference}-{kind}-{number}.pdf")


def _file(
    actor: Actor, at: datetime, document: InstrumentVersion | ExecutedInstrument, name: str
) -> HttpResponse:
    """The file as an attachment that no browser runs."""
    content = open_document(actor=actor, at=at, document=document)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    for header, value in HEADERS.items():
        response[header] = value
    return response
