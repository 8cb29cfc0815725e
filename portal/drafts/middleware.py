"""Whatever view answers it, a form that bears the mark of `portal.drafts.sending` is taken once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from portal.drafts import sending
from portal.web.errors import csrf_failure

View = Callable[..., HttpResponseBase]


class SentOnceMiddleware:
    """Stands last, so that whoever is turned away by the others is turned away first.

    Somebody whose session ran out is left to the view, which keeps what was typed or asks to sign in.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: View, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        if request.method != "POST" or getattr(view, "sees_to_its_mark", False):
            return None
        if not request.POST.get(sending.FIELD):
            return None
        digest = sending.digest_of(request)
        if not digest:
            return csrf_failure(request) if request.user.is_authenticated else None
        return sending.taken_whole(request, digest, lambda: view(request, *args, **kwargs), at=timezone.now())
