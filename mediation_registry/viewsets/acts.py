"""One act on one record in the back office: a button, its form, the action, what the action refuses."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from portal.audit.actors import Actor
from portal.cases.views import who
from portal.exhibits import actions as exhibits
from portal.exhibits.models import Exhibit
from portal.web.attempts import attempt

__all__ = ["DeskAct", "attempt", "deposited", "form_page", "hidden", "who"]


@dataclass(frozen=True)
class DeskAct:
    """A button: the act in the permission table, its words, its form, what it runs, whether it ends something."""

    act: str
    label: Any
    form: Callable[..., Form]
    run: Callable[..., Any]
    alarming: bool = False


@contextmanager
def hidden() -> Iterator[None]:
    """What somebody may not do or see does not exist for them."""
    try:
        yield
    except (PermissionDenied, Exhibit.DoesNotExist) as refusal:
        raise Http404 from refusal


def deposited(actor: Actor, at: datetime, upload: Any, scope: str) -> Exhibit | None:
    """The file of a form, kept as an exhibit; None where no file was given."""
    if not upload:
        return None
    return exhibits.deposit(actor=actor, at=at, upload=upload, declared_name=upload.name, scope=scope)


def form_page(
    request: HttpRequest, form: Form, run: Callable[[], Any], *, back: str, words: dict[str, Any]
) -> HttpResponse:
    """The page of one act: its form, and pressing it. All of it happens or nothing; what was typed stays."""

    def whole() -> None:
        with transaction.atomic():
            run()

    with hidden():
        if request.method == "POST" and attempt(form, whole):
            messages.success(request, _("Done and recorded."))
            return redirect(back)
    context = {"form": form, "back": back, "icon": "clipboard-list", **words}
    return render(request, "mediation_registry/staff/form.html", context)
