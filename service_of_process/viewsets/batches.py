"""Reminders (催办函) for many legs at once: overdue ones are ticked, every refusal is named at its line."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from portal.cases.views import who
from portal.identity.permissions import may
from service_of_process.actions import reminders as actions
from service_of_process.actions.steps import seen_for
from service_of_process.forms.desk import RemindForm
from service_of_process.queries.reminders import to_remind
from service_of_process.viewsets.acts import hidden
from service_of_process.viewsets.matters import pages

ON_A_PAGE = 50


@require_http_methods(["GET", "POST"])
def reminders(request: HttpRequest) -> HttpResponse:
    """The legs abroad whose period is past or nearly so; pressing sends a reminder for each ticked one."""
    actor, at = who(request)
    if not may(actor, actions.ACT):
        raise Http404
    today = timezone.localdate(at)
    rows = to_remind(seen_for(actions.ACT, actor, at), actor, today)
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
    form = RemindForm(request.POST if request.method == "POST" else None, legs=list(page), on=today)
    refused: dict[UUID, str] = {}
    if request.method == "POST" and form.is_valid():
        with hidden():
            found = actions.remind_all(actor=actor, at=at, **form.cleaned_data)
        refused = {row.leg_id: row.refusal for row in found if row.refusal}
        if sent := len(found) - len(refused):
            messages.success(request, _sent(sent))
        if not refused:
            return redirect(reverse("service_desk:reminders"))
    lines = [
        (leg, form.is_ticked(leg), refused.get(leg.pk, ""), leg.alarm < today)  # type: ignore[attr-defined] # annotated
        for leg in page
    ]
    words = {
        "title": _("Reminders"), "form": form, "page": page, "lines": lines, "refused": len(refused),
        "pages": pages(actor),
    }  # fmt: skip
    return render(request, "service_of_process/staff/reminders.html", words)


def _sent(count: int) -> str:
    sentence = ngettext("%(count)s reminder recorded.", "%(count)s reminders recorded.", count)
    return sentence % {"count": count}
