"""The public register as a file."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from mediation_registry.forms.register import DayForm
from mediation_registry.queries.export import as_csv, as_xlsx
from portal.web.errors import too_many
from portal.web.limits import within_limit

FILES, WINDOW = 20, 300
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def export(request: HttpRequest, form: str) -> HttpResponse:
    """``export.csv`` or ``export.xlsx``: everybody in the register, as of today or of ``?on=``."""
    if not within_limit(request, "mediators-export", attempts=FILES, seconds=WINDOW, at=timezone.now()):
        return too_many(request)
    now = timezone.now()
    asked = DayForm(request.GET)
    day = (asked.cleaned_data.get("on") if asked.is_valid() else None) or timezone.localdate(now)
    if form == "csv":
        response = HttpResponse("".join(as_csv(day)), content_type="text/csv; charset=utf-8")
    else:
        response = HttpResponse(as_xlsx(day, now), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="mediators-{day.isoformat()}.{form}"'
    response["X-Robots-Tag"] = "noindex"
    return response
