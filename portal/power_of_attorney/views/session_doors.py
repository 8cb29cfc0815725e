"""What the JSON doors of the session share: who asks, and refusals as one sentence in the reader's language."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponseBase, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.identity.second_factor import proved_within
from portal.web.decorators import personal

View = Callable[..., HttpResponseBase]
#: Whoever signs has proved the second factor in this sign-in, this long ago at most: no page is left in mid-session.
PROOF_SECONDS = 4 * 3600


def refused(sentence: str, code: str, status: int) -> JsonResponse:
    """One refusal."""
    return JsonResponse({"error": sentence, "code": code}, status=status)


def session_door(view: View) -> View:
    """The view answers in JSON to people who have signed in with a second factor; a stranger gets 404."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return refused(
                _("Your sign-in has ended. Sign in again; the room keeps your seat."), "sign-in", 401
            )
        if not proved_within(request, PROOF_SECONDS, timezone.now()):
            return refused(_("Prove your second factor again: reload this page."), "second-factor", 401)
        try:
            return view(request, *args, **kwargs)
        except Http404:
            return refused(_("There is no such session, or no place in it for you."), "unknown", 404)
        except ValidationError as error:
            return refused(" ".join(error.messages), str(getattr(error, "code", "") or "refused"), 400)

    return personal(wrapped)
