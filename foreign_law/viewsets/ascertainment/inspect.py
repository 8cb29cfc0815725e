"""One request on the desk: findings, attempts as lanes, materials, the hearing, the answer, the course; a file of it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from foreign_law.forms.ascertainment import acts as kinds
from foreign_law.models import AscertainmentRequest
from foreign_law.queries.ascertainment.desk_page import Parts, parts_of
from foreign_law.queries.ascertainment.laws import law_words
from foreign_law.rules.ascertainment import lifecycle
from foreign_law.viewsets.ascertainment.acts import Sitting, buttons, on_my_desk, sitting
from foreign_law.viewsets.ascertainment.requests import holder_words
from portal.cases.views import who
from portal.desk.act_pages import NEXT, hidden
from portal.exhibits.downloads import sandboxed_response
from portal.exhibits.models import Exhibit


@require_GET
def inspect(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Everything the court keeps of one request."""
    actor, at = who(request)
    today = timezone.localdate(at)
    found = on_my_desk(actor, today, request_id)
    here = sitting(found, actor, today)
    parts = parts_of(found, today)
    offers = buttons(here)
    words = {
        "title": found.reference, "law_request": found, "today": today, "here": here, "parts": parts,
        "law": law_words(found.jurisdiction), "holder": holder_words(lifecycle.holder_of(found.state)),
        "tone": tone_of(found), "may_decide": lifecycle.JUDGE in here.seats,
        "standing": next((row for row in parts.determinations if row.set_aside_at is None), None),
        "foremost": [one for one in offers if one.group == NEXT],
        "others": [one for one in offers if one.group != NEXT], "own": own_buttons(here, parts),
    }  # fmt: skip
    return render(request, "foreign_law/ascertainment/staff/request.html", words)


def own_buttons(here: Sitting, parts: Parts) -> dict[Any, list[Any]]:
    """The buttons of every record of the page, by the record's key."""
    records: list[tuple[str, Any]] = [(kinds.ATTEMPT, lane.attempt) for lane in parts.lanes]
    records += [(kinds.MATERIAL, line.material) for line in parts.materials]
    records += [(kinds.QUESTIONING, row) for lane in parts.lanes for row in lane.questionings]
    records += [(kinds.PERIOD, row) for row in parts.periods]
    records += [(kinds.EXTENSION, one) for row in parts.periods for one in row.extension_requests.all()]
    records += [(kinds.COST, row) for row in parts.costs]
    records += [(kinds.SHOWN, row) for row in parts.shown]
    records += [(kinds.FINDING, row) for one in parts.determinations for row in one.findings.all()]
    return {record.pk: buttons(here, kind, record) for kind, record in records}


def tone_of(found: AscertainmentRequest) -> str:
    """How the state of a request is coloured."""
    if found.state in (*lifecycle.ANSWERED, lifecycle.COSTED):
        return "good"
    return "plain" if found.state in (lifecycle.DRAFT, *lifecycle.OVER) else "wait"


@require_GET
def file(request: HttpRequest, request_id: UUID, exhibit_id: UUID) -> HttpResponseBase:
    """Open a file of the request: a material, a proof, a paper."""
    actor, at = who(request)
    found = on_my_desk(actor, timezone.localdate(at), request_id)
    if not holds_file(found, exhibit_id):
        raise Http404
    with hidden():
        return sandboxed_response(actor=actor, at=at, exhibit_id=exhibit_id)


def holds_file(found: AscertainmentRequest, exhibit_id: UUID) -> bool:
    """Whether the file was kept for this request, for one of its materials, or for whoever was asked in it."""
    keys = [f"ascertainment:{found.pk}", f"ascertainment-said:{found.pk}"]
    keys += [f"ascertainment-material:{key}" for key in found.materials.values_list("pk", flat=True)]
    scope = Q(scope__in=keys) | Q(scope__startswith=f"ascertainment-own:{found.pk}.")
    scope |= Q(scope__startswith=f"ascertainment-choice:{found.pk}.")
    proofs = Q(
        pk__in=found.attempts.filter(provider__proofs__exhibit=exhibit_id).values("provider__proofs__exhibit")
    )
    chosen = Q(pk=found.choice_exhibit_id) if found.choice_exhibit_id else Q(pk__in=[])
    return Exhibit.objects.filter(scope | proofs | chosen, pk=exhibit_id).exists()
