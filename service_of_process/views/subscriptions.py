"""Doors of updates: the calendar of due dates and the webhooks of a firm."""

from __future__ import annotations

from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from portal.identity.actors import actor_of
from portal.identity.decorators import second_factor_required, signed_in
from portal.identity.models import User
from portal.web.attempts import attempt
from portal.web.decorators import personal
from portal.web.limits import within_limit
from service_of_process.actions import subscriptions
from service_of_process.actions import webhooks as acts
from service_of_process.forms.following import WebhookForm
from service_of_process.models import Webhook
from service_of_process.queries import due_dates
from service_of_process.queries.mine import matters_of

READS, WINDOW = 60, 3600


def _page(request: HttpRequest, form: WebhookForm, **words: Any) -> HttpResponse:
    at = timezone.now()
    user = cast(User, request.user)
    shown = {
        "form": form,
        "subscription": due_dates.subscription_of(user),
        "webhooks": Webhook.objects.filter(owner=user, ended_at=None),
        "ended": Webhook.objects.filter(owner=user, ended_at__isnull=False).exclude(end_reason="")[:5],
        "dues": due_dates.due_dates(matters_of(actor_of(request, at), timezone.localdate(at))),
        **words,
    }
    return render(request, "service_of_process/updates.html", shown)


@signed_in
@second_factor_required
@require_GET
def updates(request: HttpRequest) -> HttpResponse:
    """The calendar's address, the webhooks, and the next due dates."""
    return _page(request, WebhookForm())


@signed_in
@second_factor_required
@require_POST
def calendar_issue(request: HttpRequest) -> HttpResponse:
    """A new secret address, shown on this page alone."""
    at = timezone.now()
    try:
        token = subscriptions.issue_calendar(actor=actor_of(request, at), at=at)
    except PermissionDenied as refusal:
        raise Http404 from refusal
    address = request.build_absolute_uri(reverse("service:calendar", args=[token]))
    return _page(request, WebhookForm(), calendar_address=address)


@signed_in
@second_factor_required
@require_POST
def calendar_revoke(request: HttpRequest) -> HttpResponse:
    """The address opens nothing any more."""
    at = timezone.now()
    try:
        subscriptions.revoke_calendar(actor=actor_of(request, at), at=at)
        messages.success(request, _("The calendar address opens nothing any more."))
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    except PermissionDenied as refusal:
        raise Http404 from refusal
    return redirect("service:updates")


@signed_in
@second_factor_required
@require_POST
def webhook_add(request: HttpRequest) -> HttpResponse:
    """Add a webhook; its secret is shown on this page alone."""
    at = timezone.now()
    form = WebhookForm(request.POST)
    made: list[Any] = []
    try:
        if attempt(
            form,
            lambda: made.append(acts.add_webhook(actor=actor_of(request, at), at=at, **form.cleaned_data)),
        ):
            webhook, secret = made[0]
            return _page(request, WebhookForm(), added=webhook, secret=secret)
    except PermissionDenied as refusal:
        raise Http404 from refusal
    return _page(request, form)


@signed_in
@second_factor_required
@require_POST
def webhook_end(request: HttpRequest, webhook_id: UUID) -> HttpResponse:
    """Nothing is sent there any more."""
    at = timezone.now()
    try:
        acts.end_webhook(actor=actor_of(request, at), at=at, webhook_id=webhook_id)
    except PermissionDenied as refusal:
        raise Http404 from refusal
    messages.success(request, _("The webhook was ended."))
    return redirect("service:updates")


@personal
@require_GET
def calendar(request: HttpRequest, token: str) -> HttpResponse:
    """The due dates for a calendar programme, opened by the secret address alone, in its owner's language."""
    at = timezone.now()
    if not within_limit(request, "service-calendar", attempts=READS, seconds=WINDOW, at=at):
        return HttpResponse(status=429)
    found = due_dates.subscription_for(token)
    if found is None:
        raise Http404
    with translation.override(found.owner.language):
        dues = due_dates.due_dates(matters_of(actor_of(found.owner, at), timezone.localdate(at)))
        text = due_dates.calendar_of(dues, at=at)
    return HttpResponse(text, content_type="text/calendar; charset=utf-8")
