"""The log for auditors: read only, in words."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language

from portal.audit.access import reader_or_404
from portal.audit.forms import LogFilterForm
from portal.audit.history import in_words
from portal.audit.queries import events_between
from portal.audit.tree import head, latest_signed_head
from portal.web.decorators import personal

PER_PAGE = 50


@personal
def log(request: HttpRequest) -> HttpResponse:
    """Events, latest first, with a filter; 404 for whoever may not read the log."""
    reader_or_404(request, timezone.now())
    form = LogFilterForm(request.GET or None)
    page = Paginator(events_between(**form.question()), PER_PAGE).get_page(request.GET.get("p"))
    kept = request.GET.copy()
    kept.pop("p", None)
    words = {
        "form": form,
        "page": page,
        "lines": in_words(page.object_list, language=get_language() or "en"),
        "head": head(),
        "signed": latest_signed_head(),
        "kept": kept.urlencode(),
    }
    return render(request, "audit/log.html", words)
