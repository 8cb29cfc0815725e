"""The directory of institutions and experts in the back office: list, entry with its history, one page for each act."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from foreign_law.actions.ascertainment import invitations, providers
from foreign_law.forms.ascertainment import directory as forms
from foreign_law.models import LawProvider, RouteAttempt
from foreign_law.queries.ascertainment.laws import law_words
from foreign_law.queries.ascertainment.provider_work import name_in
from foreign_law.rules.ascertainment.lifecycle import F
from portal.audit.actors import Actor
from portal.audit.history import history
from portal.cases.views import who
from portal.desk.act_pages import form_page
from portal.identity.actors import names_of
from portal.identity.permissions import PermissionRefused, may
from portal.identity.roles import COURT_ROLES, Role

READERS = frozenset(role.value for role in (*COURT_ROLES, Role.LIBRARIAN, Role.AUDITOR))
MOST_HISTORY = 200


@dataclass(frozen=True)
class DirectoryAct:
    """One button of an entry: its words, its form, the action, when it stands."""

    label: Any
    form: type[Form]
    run: Callable[..., Any]
    shown: Callable[[LawProvider], bool]
    alarming: bool = False
    binds: bool = False


ACTS: dict[str, DirectoryAct] = {
    "provider_changed": DirectoryAct(
        _("Change the entry"), forms.ProviderForm, providers.change_provider, lambda one: True
    ),
    "provider_invited": DirectoryAct(
        _("Invite somebody to answer"), forms.InviteForm, invitations.invite, lambda one: one.is_active, binds=True
    ),
    "provider_account_bound": DirectoryAct(
        _("Bind an account by office"), forms.BindForm, providers.bind_account, lambda one: one.is_active, binds=True
    ),
    "provider_ended": DirectoryAct(
        _("Ask it no longer"), forms.ReasonForm, providers.end_provider, lambda one: one.is_active, alarming=True
    ),
    "provider_resumed": DirectoryAct(
        _("Ask it again"), forms.ReasonForm, providers.resume_provider, lambda one: not one.is_active
    ),
}  # fmt: skip


def _reader(request: HttpRequest) -> tuple[Actor, datetime]:
    actor, at = who(request)
    if not actor.roles & READERS:
        raise Http404
    return actor, at


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Everybody who is or was asked."""
    actor, _at = _reader(request)
    language = get_language() or ""
    rows: list[dict[str, Any]] = [
        {"provider": row, "name": name_in(row, language)[0], "laws": [law_words(code) for code in row.jurisdictions]}
        for row in LawProvider.objects.all()
    ]  # fmt: skip
    rows.sort(key=lambda row: (not row["provider"].is_active, str(row["name"])))
    words = {
        "rows": rows,
        "may_enter": may(actor, F + "provider_entered"),
        "title": _("Institutions and experts"),
    }
    return render(request, "foreign_law/ascertainment/staff/directory.html", words)


@require_http_methods(["GET", "POST"])
def enter(request: HttpRequest) -> HttpResponse:
    """A new entry."""
    actor, at = _reader(request)
    if not may(actor, F + "provider_entered"):
        raise Http404
    form = forms.ProviderForm(request.POST if request.method == "POST" else None)
    return form_page(
        request, form, lambda: _silent(providers.enter_provider(actor=actor, at=at, **form.cleaned_data)),
        back=reverse("law_providers:index"), words={"title": _("Enter an institution or expert"), "icon": "group"},
    )  # fmt: skip


def _silent(_done: object) -> None:
    """The page says that it is done; nothing of the row is shown."""


@require_GET
def inspect(request: HttpRequest, provider_id: UUID) -> HttpResponse:
    """One entry: what it states, who answers for it, its invitations, its history."""
    actor, at = _reader(request)
    found = get_object_or_404(LawProvider, pk=provider_id)
    accounts = list(found.accounts.select_related("user"))
    binding = _may_bind(found, actor)
    buttons = [
        (name, one) for name, one in ACTS.items()
        if one.shown(found) and may(actor, F + name) and (binding or not one.binds)
    ]  # fmt: skip
    name, lang = name_in(found, get_language() or "")
    words = {
        "title": name, "lang": lang, "provider": found, "laws": [law_words(code) for code in found.jurisdictions],
        "routes": [str(RouteAttempt.Route(number).label) for number in found.routes],
        "accounts": accounts, "names": names_of([f"user:{row.user_id}" for row in accounts]), "buttons": buttons,
        "may_end_account": may(actor, F + "provider_account_ended"), "today": timezone.localdate(at),
        "may_revoke": may(actor, F + "provider_invitation_revoked"), "now": at,
        "invitations": found.invitations.all() if binding else (),
        "history": list(history(providers.chain_of(found), language=get_language() or ""))[-MOST_HISTORY:],
    }  # fmt: skip
    return render(request, "foreign_law/ascertainment/staff/provider.html", words)


def _may_bind(found: LawProvider, actor: Actor) -> bool:
    try:
        providers.require_binding(found, actor, F + "provider_account_bound")
    except PermissionRefused:
        return False
    return True


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, provider_id: UUID, act: str) -> HttpResponse:
    """The page of one act on an entry."""
    actor, at = _reader(request)
    found, offered = get_object_or_404(LawProvider, pk=provider_id), ACTS.get(act)
    if offered is None or not offered.shown(found) or not may(actor, F + act):
        raise Http404
    if offered.binds and not _may_bind(found, actor):
        raise Http404
    given = (request.POST,) if request.method == "POST" else ()
    is_entry = offered.form is forms.ProviderForm
    form = forms.ProviderForm(*given, provider=found) if is_entry else offered.form(*given)
    return _page(
        request, found, form, offered.label,
        lambda: offered.run(actor=actor, at=at, provider_id=found.pk, **form.cleaned_data), alarming=offered.alarming,
    )  # fmt: skip


def _page(
    request: HttpRequest,
    found: LawProvider,
    form: Form,
    title: Any,
    run: Callable[[], Any],
    *,
    alarming: bool = False,
) -> HttpResponse:
    words = {
        "title": title, "subtitle": name_in(found, get_language() or "")[0], "alarming": alarming, "icon": "group",
    }  # fmt: skip
    back = reverse("law_providers:inspect", args=[found.pk])
    return form_page(request, form, lambda: _silent(run()), back=back, words=words)


@require_http_methods(["GET", "POST"])
def end_account(request: HttpRequest, provider_id: UUID, account_id: UUID) -> HttpResponse:
    """An account no longer answers for the entry."""
    actor, at = _reader(request)
    found = get_object_or_404(LawProvider, pk=provider_id)
    get_object_or_404(found.accounts.filter(valid_to=None), pk=account_id)
    if not may(actor, F + "provider_account_ended"):
        raise Http404
    form = forms.ReasonForm(request.POST if request.method == "POST" else None)
    return _page(
        request, found, form, _("End the account"),
        lambda: providers.end_account(
            actor=actor, at=at, provider_id=found.pk, account_id=account_id, **form.cleaned_data
        ), alarming=True,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def revoke(request: HttpRequest, provider_id: UUID, invitation_id: UUID) -> HttpResponse:
    """An invitation no longer opens anything."""
    actor, at = _reader(request)
    found = get_object_or_404(LawProvider, pk=provider_id)
    get_object_or_404(found.invitations.filter(taken_up_at=None, revoked_at=None), pk=invitation_id)
    if not may(actor, F + "provider_invitation_revoked") or not _may_bind(found, actor):
        raise Http404
    form = forms.NothingForm(request.POST if request.method == "POST" else None)
    return _page(
        request, found, form, _("Revoke the invitation"),
        lambda: invitations.revoke_invitation(
            actor=actor, at=at, provider_id=found.pk, invitation_id=invitation_id
        ), alarming=True,
    )  # fmt: skip
