"""The list of service matters on the desk, narrowed by filters, with the counts of what is due."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from portal.audit.actors import Actor
from portal.cases.views import who
from portal.identity.permissions import may
from portal.identity.roles import COURT_ROLES
from service_of_process.actions.steps import S
from service_of_process.forms.desk import FilterForm
from service_of_process.queries import desk

READERS = frozenset(role.value for role in COURT_ROLES)
ON_A_PAGE = 25
#: Pages of other areas that begin something, each shown to whoever may do its act.
BEGINNINGS = (
    ("service_planning:new", "matter_opened", gettext_lazy("Open a service matter")),
    ("service_inbound:new", "request_registered", gettext_lazy("Register a request from beyond the border")),
)


def reader(request: HttpRequest) -> Actor:
    """The acting person, if she sits at a court; else 404."""
    actor, _at = who(request)
    if not actor.roles & READERS:
        raise Http404
    return actor


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """The matters of my courts, or those that came to my High People's Court."""
    actor, today = reader(request), timezone.localdate()
    form = FilterForm(request.GET)
    ask = form.ask()
    keys = desk.found(actor, today, ask).values_list("pk", flat=True)
    page = Paginator(keys, ON_A_PAGE).get_page(request.GET.get("page"))
    rows = desk.rows_of(desk.wide(page), today, actor)
    kept = request.GET.copy()
    kept.pop("page", None)
    words = {
        "title": _("Service of documents"), "form": form, "page": page, "rows": rows,
        "kept": kept.urlencode(), "counts": desk.counts(actor, today), "beginnings": _beginnings(actor),
        "is_filtered": any(kept.values()), "pages": pages(actor),
    }  # fmt: skip
    return render(request, "service_of_process/staff/matters.html", words)


def pages(actor: Actor) -> list[tuple[str, object]]:
    """The pages of the desk that this person may open, as (address, label)."""
    found = [("index", _("List")), ("figures", _("Figures")), ("transfers", _("Register of transfers"))]
    if may(actor, S + "reminder_sent"):
        found.insert(2, ("reminders", _("Reminders")))
    return [(reverse(f"service_desk:{name}"), label) for name, label in found]


def _beginnings(actor: Actor) -> list[tuple[str, object]]:
    return [(reverse(name), label) for name, act, label in BEGINNINGS if may(actor, S + act)]
