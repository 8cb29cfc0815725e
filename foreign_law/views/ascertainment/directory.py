"""Doors of the directory: who may be asked on foreign law; an invitation to answer for one of them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from foreign_law.actions.ascertainment import invitations
from foreign_law.forms.ascertainment.work import InvitationForm
from foreign_law.models import LawProvider, RouteAttempt
from foreign_law.queries.ascertainment.laws import law_words
from foreign_law.queries.ascertainment.provider_work import name_in
from foreign_law.queries.ascertainment.providers import directory as everybody
from i18n import languages
from portal.identity.actors import actor_of
from portal.identity.decorators import second_factor_required
from portal.web.attempts import attempt
from portal.web.limits import counted_in

PER_PAGE = 20
LONGEST = 12
TRIES, WITHIN_SECONDS = 10, 600


def shown(provider: LawProvider) -> dict[str, Any]:
    """An entry in the reader's language."""
    name, lang = name_in(provider, get_language() or languages.DEFAULT)
    return {
        "provider": provider, "name": name, "lang": lang,
        "laws": [law_words(code) for code in provider.jurisdictions],
        "routes": [RouteAttempt.Route(number).label for number in provider.routes],
        "languages": [code for code in provider.languages if code in languages.CODES],
    }  # fmt: skip


@require_GET
def directory(request: HttpRequest) -> HttpResponse:
    """Institutions and experts who agreed to be shown; ``law`` and ``kind`` narrow the list."""
    law, kind = request.GET.get("law", "")[:LONGEST], request.GET.get("kind", "")
    rows = list(everybody())
    known = sorted({code for row in rows for code in row.jurisdictions})
    if law:
        rows = [row for row in rows if law in row.jurisdictions]
    if kind in LawProvider.Kind.values:
        rows = [row for row in rows if row.kind == kind]
    entries = sorted((shown(row) for row in rows), key=lambda entry: str(entry["name"]))
    words = {
        "entries": Paginator(entries, PER_PAGE).get_page(request.GET.get("page")),
        "laws": [(code, law_words(code)) for code in known], "law": law, "kind": kind,
        "kinds": LawProvider.Kind.choices,
    }  # fmt: skip
    return render(request, "foreign_law/ascertainment/directory.html", words)


@require_GET
def provider(request: HttpRequest, provider_id: UUID) -> HttpResponse:
    """One institution or expert."""
    found = get_object_or_404(everybody(), pk=provider_id)
    return render(request, "foreign_law/ascertainment/provider.html", shown(found))


@second_factor_required
@sensitive_post_parameters("code")
@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest) -> HttpResponse:
    """Take an invitation up: the code comes behind ``#`` in the link of the message, or is typed."""
    at = timezone.now()
    form = InvitationForm(request.POST or None)
    if request.method == "POST":
        if not counted_in(f"law-invitation:{request.user.pk}", attempts=TRIES, seconds=WITHIN_SECONDS, at=at):
            form.add_error(None, _("Too many attempts. Try again in ten minutes."))
            return render(request, "foreign_law/ascertainment/invitation.html", {"form": form}, status=429)
        actor = actor_of(request, at)
        code = str(request.POST.get("code", ""))
        if attempt(form, lambda: invitations.take_up(actor=actor, at=at, code=code)):
            messages.success(request, _("You answer for it from today. What courts ask stands here."))
            return redirect("law:ascertainments")
    return render(request, "foreign_law/ascertainment/invitation.html", {"form": form})
