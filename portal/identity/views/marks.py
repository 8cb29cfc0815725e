"""Marks for views that need a signed-in person, or one who has just proved a second factor."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, overload

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from portal.identity.second_factor import ask_for_it, proved_at, proved_within
from portal.web.decorators import personal

View = Callable[..., HttpResponseBase]
RECENT_SECONDS = 600


@overload
def second_factor_required(view: View) -> View: ...
@overload
def second_factor_required(*, fresh: bool = ...) -> Callable[[View], View]: ...
def second_factor_required(view: View | None = None, *, fresh: bool = False) -> Any:
    """The view is open to people who signed in and proved a second factor in this session.

    For parties before they sign or open served documents; with ``fresh`` the proof is at most ten minutes old
    (signing). Others are sent to sign in, set up or prove the factor and come back to the page.
    """

    def mark(inner: View) -> View:
        @wraps(inner)
        def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            good = (
                proved_within(request, RECENT_SECONDS, timezone.now())
                if fresh
                else proved_at(request) is not None
            )
            return inner(request, *args, **kwargs) if good else ask_for_it(request)

        return personal(wrapped)

    return mark if view is None else mark(view)


def signed_in(view: View) -> View:
    """The view is open to people who have signed in; it is personal."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        return view(request, *args, **kwargs)

    return personal(wrapped)
