"""Recovery of an account: asked for in public, stopped by a link."""

from __future__ import annotations

from allauth.core.internal import ratelimit
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.views.decorators.http import require_GET, require_http_methods

from portal.identity import tasks
from portal.identity.actions.recovery import cancel_recovery, recovery_for, waiting_time
from portal.identity.actors import visitor
from portal.identity.forms import RecoveryForm
from portal.web.decorators import personal
from portal.web.errors import too_many

LIMITS = {"recovery": "5/h/ip,3/d/key"}


@personal
@require_http_methods(["GET", "POST"])
def request_page(request: HttpRequest) -> HttpResponse:
    """Ask for recovery; the answer is the same whether or not the portal knows the address."""
    form = RecoveryForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        if not _within_limits(request, values["email"].lower()):
            return too_many(request)
        tasks.take_recovery_request.delay(
            values["email"], values["court"].code, values["reach_me"], translation.get_language()
        )
        return redirect("account_recovery_sent")
    return render(
        request, "identity/recovery/request.html", {"form": form, "waiting_days": waiting_time().days}
    )


@personal
@require_GET
def sent_page(request: HttpRequest) -> HttpResponse:
    """What happens next, in the same words for everybody."""
    return render(request, "identity/recovery/sent.html", {"waiting_days": waiting_time().days})


@personal
@require_http_methods(["GET", "POST"])
def cancel_page(request: HttpRequest, token: str) -> HttpResponse:
    """Stop a recovery by the link in the mail; asked once more, so that mail scanners stop nothing."""
    recovery = recovery_for(token)
    if recovery is None:
        raise Http404
    stopped = False
    if request.method == "POST":
        try:
            recovery = cancel_recovery(actor=visitor(), at=timezone.now(), recovery=recovery)
            stopped = True
        except ValidationError:
            recovery.refresh_from_db()
    return render(request, "identity/recovery/cancel.html", {"recovery": recovery, "stopped": stopped})


def _within_limits(request: HttpRequest, email: str) -> bool:
    used = ratelimit.consume(request, app="portal.identity", action="recovery", config=LIMITS, key=email)
    return used is not None
