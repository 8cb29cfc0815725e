"""Marks that a view may carry."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponseBase

View = Callable[..., HttpResponseBase]


def personal(view: View) -> View:
    """The page shows something personal: no index, no shared cache."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        response["X-Robots-Tag"] = "noindex, nofollow"
        response["Cache-Control"] = "private, no-store"
        return response

    wrapped.personal = True  # type: ignore[attr-defined]  # the second-factor middleware looks for it
    return wrapped
