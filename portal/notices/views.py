"""The inbox: a person's own notices, and nobody else's."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_POST

from portal.notices import actions, queries
from portal.web.decorators import personal

PER_PAGE = 25


def own_key(request: HttpRequest) -> str:
    """The key of the signed-in person's inbox."""
    return f"user:{request.user.pk}"


@personal
@login_required
@require_GET
def inbox(request: HttpRequest) -> HttpResponse:
    """My notices, newest first."""
    page = Paginator(queries.inbox(own_key(request)), PER_PAGE).get_page(request.GET.get("page"))
    messages = [queries.message(notice, get_language()) for notice in page]
    return render(request, "notices/inbox.html", {"page_of_notices": page, "inbox_messages": messages})


@personal
@login_required
@require_GET
def notice(request: HttpRequest, notice_id: UUID) -> HttpResponse:
    """One notice; reading it does not mark it, the button does."""
    found = get_object_or_404(queries.inbox(own_key(request)), pk=notice_id)
    message = queries.message(found, get_language())
    words = {"message": message, "link": message.address(get_language())}
    return render(request, "notices/notice.html", words)


@personal
@login_required
@require_POST
def mark_read(request: HttpRequest, notice_id: UUID) -> HttpResponse:
    """Mark my notice as read."""
    if not actions.mark_read(recipient_key=own_key(request), notice_id=notice_id, at=timezone.now()):
        raise Http404
    return redirect("notices:inbox")
