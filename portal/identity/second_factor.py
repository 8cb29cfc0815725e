"""Has this session proved a second factor, and when? Questions only; allauth asks for it."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse

NEXT_KEY = "second_factor_next"


def has_factor(user: Any) -> bool:
    """True when the account has an authenticator app or a passkey. One query."""
    return bool(user.is_authenticated and is_mfa_enabled(user))


def proved_at(request: HttpRequest) -> float | None:
    """When this session last proved a second factor, in seconds since 1970; None when it never did."""
    records = get_authentication_records(request, request.user)  # type: ignore[arg-type]
    times = [float(record["at"]) for record in records if record.get("method") == "mfa"]
    return max(times) if times else None


def proved_within(request: HttpRequest, seconds: int, at: datetime) -> bool:
    """True when the second factor was proved at most ``seconds`` before ``at``."""
    moment = proved_at(request)
    return moment is not None and at.timestamp() - moment <= seconds


def remember_new_factor(*, request: HttpRequest, authenticator: Authenticator, **signal: Any) -> None:
    """Whoever sets up an app or a key has just proved it, in this session and no other.

    Connected to allauth's ``authenticator_added``, its one place for this.
    """
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        record_authentication(
            request, authenticator.user, method="mfa", id=authenticator.pk, type=authenticator.type
        )


def ask_for_it(request: HttpRequest) -> HttpResponseRedirect:
    """Send the person to set up a factor, or to prove the one there is; afterwards they come back.

    A page asked for by GET is kept as the way back; a sent form leads back to the page it stood on.
    """
    back = request.get_full_path() if request.method == "GET" else request.path
    if not has_factor(request.user):
        request.session[NEXT_KEY] = back
        return HttpResponseRedirect(reverse("mfa_index"))
    return HttpResponseRedirect(f"{reverse('mfa_reauthenticate')}?{urlencode({'next': back})}")
