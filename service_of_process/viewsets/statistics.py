"""The desk's figures: backlog, hearings at risk, hops and outcomes; and the register of transfers, as page and CSV."""

from __future__ import annotations

from typing import Any, cast

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from portal.audit.actors import Actor
from service_of_process.forms.desk import PeriodForm
from service_of_process.models import Challenge, Leg
from service_of_process.queries import backlog, charts
from service_of_process.queries import transfers as register
from service_of_process.queries.lanes import PROOF, RECEIVED, SENT_ACROSS, TRANSFERRED
from service_of_process.viewsets.bars import bars_of_hops, bars_of_shares
from service_of_process.viewsets.matters import pages, reader

ON_A_PAGE = 100
STATIONS = {
    **dict((TRANSFERRED, SENT_ACROSS, RECEIVED, PROOF)),
    "confirmed_date": gettext_lazy("Confirmed by the judge"),
}
RISKS = {
    "past": gettext_lazy("the hearing has passed"),
    "period": gettext_lazy("the running period ends after the hearing"),
    "buffer": gettext_lazy("within the buffer that the court set (practice)"),
}
AGES = (
    gettext_lazy("under 30 days"), gettext_lazy("30 to 89 days"), gettext_lazy("90 to 179 days"),
    gettext_lazy("180 days and more"),
)  # fmt: skip


@require_GET
def figures(request: HttpRequest) -> HttpResponse:
    """Backlog by state and age, due and overdue at whom, hearings at risk, hops, success with denominators."""
    actor, at = reader(request), timezone.now()
    found = backlog.backlog(actor, at)
    legs = charts.legs_of(actor, timezone.localdate(at))
    hops, outcomes = charts.hops(legs), charts.outcomes(legs)
    words = {
        "title": _("Figures of service"), "pages": pages(actor), "found": found, "ages": AGES,
        "hops": bars_of_hops(hops, STATIONS),
        "outcomes": outcomes, "chart": bars_of_shares(outcomes), "reasons": charts.reasons(legs),
        "hearings": [(row, [RISKS[code] for code in row.reasons]) for row in found.hearings],
        "challenges": [(label, found.challenges.get(code, 0)) for code, label in Challenge.State.choices],
    }  # fmt: skip
    return render(request, "service_of_process/staff/figures.html", words)


def _asked(request: HttpRequest) -> tuple[Actor, PeriodForm, Any]:
    actor, today = reader(request), timezone.localdate()
    form = PeriodForm(request.GET, courts=register.courts_in(actor, today))
    asked = form.cleaned_data if form.is_valid() else {}
    return actor, form, register.transfers(actor, today, **asked)


@require_GET
def transfers(request: HttpRequest) -> HttpResponse:
    """The register of transfers of my High People's Court, or of my court's legs there."""
    actor, form, legs = _asked(request)
    page = Paginator(legs, ON_A_PAGE).get_page(request.GET.get("page"))
    kept = request.GET.copy()
    kept.pop("page", None)
    words = {
        "title": _("Register of transfers"), "pages": pages(actor), "form": form, "page": page, "kept": kept.urlencode(),
        "lines": register.lines(cast(QuerySet[Leg], page.object_list)), "first": page.start_index(),
    }  # fmt: skip
    return render(request, "service_of_process/staff/transfers.html", words)


@require_GET
def transfers_csv(request: HttpRequest) -> StreamingHttpResponse:
    """The same lines as a file."""
    _actor, _form, legs = _asked(request)
    answer = StreamingHttpResponse(
        register.as_csv(register.lines(legs)), content_type="text/csv; charset=utf-8"
    )
    answer["Content-Disposition"] = 'attachment; filename="register-of-transfers.csv"'
    answer["Cache-Control"] = "private, no-store"
    return answer
