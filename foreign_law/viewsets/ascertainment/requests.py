"""The list of requests on the desk, narrowed by filters, with the counts of what is due."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from foreign_law.actions.ascertainment.steps import F
from foreign_law.forms.ascertainment.desk import HOLDERS, FilterForm
from foreign_law.queries.ascertainment import desk
from foreign_law.queries.ascertainment.laws import law_words
from portal.audit.actors import Actor
from portal.cases.views import who
from portal.identity.permissions import may
from portal.identity.roles import COURT_ROLES

READERS = frozenset(role.value for role in COURT_ROLES)
ON_A_PAGE = 25
#: Pages of other areas that begin something, each shown to whoever may do its act.
BEGINNINGS = (("ascertainment_opening:new", "request_drafted", gettext_lazy("Open an ascertainment")),)


def reader(request: HttpRequest) -> Actor:
    """The acting person, if she sits at a court; else 404."""
    actor, _at = who(request)
    if not actor.roles & READERS:
        raise Http404
    return actor


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """The requests of my courts."""
    actor, today = reader(request), timezone.localdate()
    form = FilterForm(request.GET)
    keys = desk.found(actor, today, form.ask()).values_list("pk", flat=True)
    page = Paginator(keys, ON_A_PAGE).get_page(request.GET.get("page"))
    rows = [
        (row, holder_words(row.holder), law_words(row.request.jurisdiction))
        for row in desk.rows_of(page, today)
    ]
    kept = request.GET.copy()
    kept.pop("page", None)
    words: dict[str, Any] = {
        "title": _("Ascertainment of foreign law"), "form": form, "page": page, "rows": rows,
        "kept": kept.urlencode(), "counts": desk.counts(actor, today), "beginnings": _beginnings(actor),
        "is_filtered": any(kept.values()), "pages": pages(actor),
    }  # fmt: skip
    return render(request, "foreign_law/ascertainment/staff/requests.html", words)


def holder_words(seat: str) -> str:
    """Who holds a request, in words; nobody: empty."""
    return str(dict(HOLDERS).get(seat, ""))


def pages(actor: Actor) -> list[tuple[str, object]]:
    """The pages of the desk that this person may open, as (address, label)."""
    found = [("index", _("List")), ("charts", _("Figures"))]
    if may(actor, F + "finding_recorded"):
        found.append(("findings", _("Findings of judgments")))
    return [(reverse(f"ascertainment_desk:{name}"), label) for name, label in found]


def _beginnings(actor: Actor) -> list[tuple[str, object]]:
    return [(reverse(name), label) for name, act, label in BEGINNINGS if may(actor, F + act)]
