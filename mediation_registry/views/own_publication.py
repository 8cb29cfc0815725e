"""What is published, when no session is taken, the calendar's secret address, and leaving the panel."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mediation_registry.actions import availability, consents
from mediation_registry.actions.listings import withdraw_listing as leave
from mediation_registry.documents.calendar_feed import Busy, calendar
from mediation_registry.forms.applying import WithdrawForm
from mediation_registry.forms.profile import ConsentForm, UnavailableForm
from mediation_registry.models import Registrant
from mediation_registry.models.field_names import LABELS
from mediation_registry.queries import own
from mediation_registry.queries.public_profile import public_profile
from mediation_registry.rules import profile_fields
from mediation_registry.rules.lifecycle import ACTIVE, SUSPENDED
from mediation_registry.views.own import done
from mediation_registry.views.own_doors import entry_of, who
from portal.identity.decorators import signed_in
from portal.web.attempts import attempt


@signed_in
@require_http_methods(["GET", "POST"])
def consent(request: HttpRequest) -> HttpResponse:
    """Consent field by field; what art. 5 publishes stands beside it and has no switch."""
    actor, at, day = who(request)
    registrant = entry_of(actor)
    held = own.consents_of(registrant)
    initial = {**dict.fromkeys(held, True), "text_version": profile_fields.CONSENT_TEXT_VERSION}
    form = ConsentForm(request.POST or None, initial=initial, registrant=registrant)
    if request.method == "POST" and attempt(form, lambda: consents.choose_consents(
        actor=actor, at=at, registrant_id=registrant.pk, fields=form.chosen(),
        text_version=form.cleaned_data["text_version"],
    )):  # fmt: skip
        messages.success(request, _("Your choice was recorded and holds from now on."))
        return redirect("mediators:consent")
    words = {
        "registrant": registrant,
        "form": form,
        "rows": [(form[name], held.get(name)) for name in form.names],
        "always": [
            LABELS[name] for name in profile_fields.ALWAYS_PUBLIC
            if name != "establishment" or registrant.is_organisation
        ],
        "version": profile_fields.CONSENT_TEXT_VERSION,
        "public": public_profile(registrant, day),
    }  # fmt: skip
    return render(request, "mediation_registry/own_consent.html", words)


@signed_in
@require_http_methods(["GET", "POST"])
def unavailable(request: HttpRequest) -> HttpResponse:
    """Times without sessions, and the calendar's address."""
    actor, at, _day = who(request)
    registrant = entry_of(actor)
    form = UnavailableForm(request.POST or None)
    if request.method == "POST" and attempt(form, lambda: availability.enter_unavailable(
        actor=actor, at=at, registrant_id=registrant.pk, **form.cleaned_data
    )):  # fmt: skip
        messages.success(request, _("The time without sessions was entered."))
        return redirect("mediators:unavailable")
    return _calendar_page(request, registrant, form)


def _calendar_page(
    request: HttpRequest, registrant: Registrant, form: UnavailableForm, address: str = ""
) -> HttpResponse:
    _actor, at, _day = who(request)
    words = {
        "registrant": registrant, "form": form, "profile": own.profile_of(registrant), "address": address,
        "periods": own.unavailable_of(registrant, at),
    }  # fmt: skip
    return render(request, "mediation_registry/own_unavailable.html", words)


@signed_in
@require_POST
def withdraw_unavailable(request: HttpRequest, period_id: UUID) -> HttpResponse:
    """Take a time without sessions back."""
    actor, at, _day = who(request)
    registrant = entry_of(actor)
    done(request, _("The entry was withdrawn."), lambda: availability.withdraw_unavailable(
        actor=actor, at=at, registrant_id=registrant.pk, period_id=period_id
    ))  # fmt: skip
    return redirect("mediators:unavailable")


@signed_in
@require_POST
def renew_calendar(request: HttpRequest) -> HttpResponse:
    """Make a new secret address; this answer is the only place that shows it."""
    actor, at, _day = who(request)
    registrant = entry_of(actor)
    secret = availability.renew_calendar(actor=actor, at=at, registrant_id=registrant.pk)
    address = request.build_absolute_uri(reverse("mediators:calendar", args=[secret]))
    return _calendar_page(request, registrant, UnavailableForm(), address)


@signed_in
@require_POST
def close_calendar(request: HttpRequest) -> HttpResponse:
    """Close the secret address."""
    actor, at, _day = who(request)
    registrant = entry_of(actor)
    done(request, _("The address was closed; whoever holds it reads nothing any more."),
         lambda: availability.close_calendar(actor=actor, at=at, registrant_id=registrant.pk))  # fmt: skip
    return redirect("mediators:unavailable")


@require_GET
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """The calendar behind the secret address: times without sessions as busy, nothing else."""
    _actor, at, _day = who(request)
    registrant = own.calendar_owner(availability.digest_of(secret))
    if registrant is None:
        raise Http404
    user = registrant.person.user
    with override(user.language if user else None):
        text = calendar(
            title=_("Times without mediation sessions"),
            busy=[Busy(row.pk, row.starts_at, row.ends_at) for row in own.unavailable_of(registrant, at)],
            summary=_("No mediation sessions"),
            at=at,
        )
    answer = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    answer["Cache-Control"] = "private, no-store"
    answer["X-Robots-Tag"] = "noindex, nofollow"
    answer["Content-Disposition"] = 'inline; filename="calendar.ics"'
    return answer


@signed_in
@require_http_methods(["GET", "POST"])
def withdraw_listing(request: HttpRequest, listing_id: UUID) -> HttpResponse:
    """Leave the panel, after a page that says what that means."""
    actor, at, _day = who(request)
    registrant = entry_of(actor)
    rows = registrant.listings.filter(edition__state="published", state__in=(ACTIVE, SUSPENDED))
    listing = get_object_or_404(rows.select_related("edition", "jurisdiction"), pk=listing_id)
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and attempt(form, lambda: leave(
        actor=actor, at=at, listing_id=listing.pk, reason=form.cleaned_data["reason"]
    )):  # fmt: skip
        messages.success(
            request, _("You have left the panel. Your page in the register says so from now on.")
        )
        return redirect("mediators:me")
    words = {"registrant": registrant, "listing": listing, "form": form}
    return render(request, "mediation_registry/own_leave.html", words)
