"""Doors of the principal and the agents after the session: access code, revocation, amendment."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from portal.audit.actors import Actor
from portal.identity.actors import actor_of
from portal.identity.decorators import second_factor_required, signed_in
from portal.power_of_attorney.actions import keeping_amending, keeping_codes, keeping_ends
from portal.power_of_attorney.forms.keeping import RevokeForm
from portal.power_of_attorney.models import PowerOfAttorney
from portal.power_of_attorney.queries.powers import standing_of
from portal.power_of_attorney.queries.register import keeps_what_hung_on_it, status_on
from portal.power_of_attorney.rules import lifecycle
from portal.web.attempts import attempt


def _mine(
    request: HttpRequest, power_id: UUID, *, principal: bool
) -> tuple[PowerOfAttorney, Actor, datetime]:
    """A power in which I am principal (or agent too), or 404."""
    at = timezone.now()
    actor = actor_of(request, at)
    rows = (
        PowerOfAttorney.objects.entrusted_by(actor)
        if principal
        else PowerOfAttorney.objects.concerning(actor)
    )
    found = rows.filter(pk=power_id, state__in=sorted(lifecycle.WAS_EFFECTIVE)).distinct()
    power = get_object_or_404(found.select_related("court", "case", "principal", "representative"))
    return power, actor, at


@second_factor_required
@require_GET
def code(request: HttpRequest, power_id: UUID) -> HttpResponse:
    """The access code with which anybody to whom it is given can ask the register; for agents while in force."""
    power, actor, at = _mine(request, power_id, principal=False)
    account = request.user.pk
    if account is None or not keeps_what_hung_on_it(power, account, timezone.localdate(at)):
        raise Http404
    words = {
        "power": power, "standing": status_on(power, timezone.localdate(at)),
        "is_principal": standing_of(power, actor) == "principal",
    }  # fmt: skip
    return render(request, "power_of_attorney/keeping_code.html", words)


@second_factor_required
@require_POST
def renew_code(request: HttpRequest, power_id: UUID) -> HttpResponse:
    """The principal makes the earlier code worthless."""
    power, actor, at = _mine(request, power_id, principal=True)
    keeping_codes.renew_code(actor=actor, at=at, power_id=power.pk)
    messages.success(request, _("A new access code was made; the earlier one no longer works."))
    return redirect("powers:code", power.pk)


@second_factor_required
@require_http_methods(["GET", "POST"])
def revoke(request: HttpRequest, power_id: UUID) -> HttpResponse:
    """Take the power back, in one step, at any time."""
    power, actor, at = _mine(request, power_id, principal=True)
    if power.state != lifecycle.EFFECTIVE:
        messages.info(request, _("This power of attorney is not in force any more."))
        return redirect("powers:power", power.pk)
    form = RevokeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and attempt(form, lambda: keeping_ends.revoke(
        actor=actor, at=at, power_id=power.pk, reason=form.cleaned_data["reason"]
    )):  # fmt: skip
        messages.success(
            request,
            _("The power of attorney is revoked. The court, your agents and the other side are told."),
        )
        return redirect("powers:power", power.pk)
    return render(request, "power_of_attorney/keeping_revoke.html", {"power": power, "form": form})


@signed_in
@require_http_methods(["GET", "POST"])
def amend(request: HttpRequest, power_id: UUID) -> HttpResponse:
    """Begin a new power that takes the place of this one when it is in force; until then this one stays."""
    power, actor, at = _mine(request, power_id, principal=True)
    if power.state != lifecycle.EFFECTIVE:
        raise Http404
    if request.method == "POST":
        try:
            begun = keeping_amending.begin_amendment(actor=actor, at=at, power_id=power.pk)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return redirect("powers:amend", power.pk)
        messages.success(request, _("A new draft was begun from this power of attorney."))
        return redirect("powers:power", begun.pk)
    return render(request, "power_of_attorney/keeping_amend.html", {"power": power})
