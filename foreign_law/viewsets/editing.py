"""One page for every act on reference data of the library: the form, what others changed meanwhile, pressing it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.audit.actors import Actor
from portal.identity.actors import actor_of, names_of
from portal.identity.permissions import may
from portal.identity.roles import Role
from portal.web.attempts import refuse

READERS = frozenset({Role.LIBRARIAN.value, Role.AUDITOR.value})


def reader(request: HttpRequest) -> tuple[Actor, datetime]:
    """Librarians and auditors; a stranger gets 404."""
    at = timezone.now()
    actor = actor_of(request, at)
    if not actor.roles & READERS:
        raise Http404
    return actor, at


def editor(request: HttpRequest, act: str) -> tuple[Actor, datetime]:
    """Who may do the act; anybody else gets 404."""
    actor, at = reader(request)
    if not may(actor, act):
        raise Http404
    return actor, at


def act_page(
    request: HttpRequest, form: Form, run: Callable[[], Any], *, back: str, title: str,
    meanwhile: Callable[[int], Any] | None = None, **words: Any,
) -> HttpResponse:  # fmt: skip
    """Show the form, or do the act and go back. What is refused stands at the form; what was typed stays.

    Where somebody else saved first, ``meanwhile(version seen)`` tells what she changed, and saving again is over the
    version that stands now.
    """
    context = {"form": form, "back": back, "title": title, **words}
    if request.method == "POST" and form.is_valid():
        try:
            run()
        except ValidationError as refusal:
            number = getattr(refusal, "number", None)
            if number is not None and meanwhile is not None:
                context["changes"] = meanwhile(form.cleaned_data["version"])
                form.data = request.POST.copy()
                form.data["version"] = str(number)
            refuse(form, refusal)
        else:
            messages.success(request, _("Done and recorded."))
            return redirect(back)
    told = [getattr(one, "change", None) or one["statement"] for one in context.get("changes", [])]
    context["names"] = names_of({one.actor_key for one in [*told, *words.get("versions", [])]})
    status = 409 if "changes" in context else 422 if form.errors else 200
    return render(request, "foreign_law/staff/term_act.html", context, status=status)
