"""The signing key of a judge: what is enrolled, enrolling one, having one issued in a demonstration, withdrawing it."""

from __future__ import annotations

from datetime import datetime
from typing import Any, cast

from django.conf import settings
from django.contrib import messages
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_POST

from portal.audit.actors import Actor
from portal.identity.actions import signing_keys as actions
from portal.identity.actors import actor_of
from portal.identity.decorators import second_factor_required
from portal.identity.forms import KeyFileForm, NewKeyForm, WithdrawKeyForm
from portal.identity.models import SigningKey, User
from portal.identity.permissions import may
from portal.web.attempts import attempt


def _who(request: HttpRequest) -> tuple[Actor, datetime, User]:
    """The judge and the time; 404 for everybody who is no judge."""
    at = timezone.now()
    actor = actor_of(request, at)
    if not may(actor, actions.ENROLLED):
        raise Http404
    return actor, at, cast(User, request.user)


def _page(request: HttpRequest, user: User, at: datetime, **forms: BaseForm) -> HttpResponse:
    keys = SigningKey.objects.filter(holder=user).order_by("-enrolled_at")
    present = next((key for key in keys if key.revoked_at is None), None)
    context: dict[str, Any] = {
        "key": present,
        "is_good": present is not None and present.is_good(at),
        "former": [key for key in keys if key.revoked_at is not None],
        "file_form": forms.get("file_form") or KeyFileForm(),
        "new_form": (forms.get("new_form") or NewKeyForm(prefix="new"))
        if settings.PORTAL_DEMONSTRATION
        else None,
        "withdraw_form": forms.get("withdraw_form") or WithdrawKeyForm(),
        "form": next(iter(forms.values()), None),
    }
    return render(request, "identity/signing_key.html", context, status=422 if forms else 200)


@second_factor_required(fresh=True)
@require_GET
def signing_key(request: HttpRequest) -> HttpResponse:
    """What is enrolled, and what can be done."""
    _actor, at, user = _who(request)
    return _page(request, user, at)


@sensitive_post_parameters("passphrase")
@second_factor_required(fresh=True)
@require_POST
def enrol(request: HttpRequest) -> HttpResponse:
    """Take in a key file."""
    actor, at, user = _who(request)
    form = KeyFileForm(request.POST, request.FILES)
    if attempt(
        form,
        lambda: actions.enrol_key(
            actor=actor, at=at, user=user, pkcs12=form.cleaned_data["file"].read(actions.LARGEST + 1),
            passphrase=form.cleaned_data["passphrase"],
        ),
    ):  # fmt: skip
        messages.success(request, _("Your signing key was enrolled."))
        return redirect("identity:signing_key")
    return _page(request, user, at, file_form=form)


@sensitive_post_parameters("new-passphrase")
@second_factor_required(fresh=True)
@require_POST
def issue(request: HttpRequest) -> HttpResponse:
    """Have the demonstration authority issue a key."""
    actor, at, user = _who(request)
    form = NewKeyForm(request.POST, prefix="new")
    if attempt(
        form,
        lambda: actions.issue_key(actor=actor, at=at, user=user, passphrase=form.cleaned_data["passphrase"]),
    ):
        messages.success(request, _("A simulated signing key was issued and enrolled."))
        return redirect("identity:signing_key")
    return _page(request, user, at, new_form=form)


@second_factor_required(fresh=True)
@require_POST
def withdraw(request: HttpRequest) -> HttpResponse:
    """Withdraw the key."""
    actor, at, user = _who(request)
    form = WithdrawKeyForm(request.POST)
    if attempt(form, lambda: actions.revoke_key(actor=actor, at=at, user=user, **form.cleaned_data)):
        messages.success(request, _("The signing key was withdrawn. What it signed before stays signed."))
        return redirect("identity:signing_key")
    return _page(request, user, at, withdraw_form=form)
