"""One registrant in public: the answer first, then who decided, what became of it, and the profile."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from mediation_registry.forms.register import DayForm
from mediation_registry.models import Listing, Profile, Registrant
from mediation_registry.queries.complaints import published_decisions
from mediation_registry.queries.linked_data import linked_data
from mediation_registry.queries.public_profile import public_profile
from mediation_registry.queries.register import in_public
from mediation_registry.queries.rosters import roster_entries_on
from mediation_registry.queries.sentences import decisions_of, happenings, status_sentence, told_of
from mediation_registry.queries.status import Status, has_scheme, published_listings, status_on
from mediation_registry.rules.standing import Standing
from portal.web.errors import too_many
from portal.web.limits import within_limit

READS, WINDOW = 600, 300


def profile(request: HttpRequest, register_no: str) -> HttpResponse:
    """The page of a register number, for today or for ``?on=``; a certificate number leads to it."""
    if not within_limit(request, "mediator", attempts=READS, seconds=WINDOW, at=timezone.now()):
        return too_many(request)
    today = timezone.localdate()
    form = DayForm(request.GET)
    on = form.cleaned_data.get("on") if form.is_valid() else None
    registrant = in_public(register_no)
    if registrant is None or registrant.register_no != register_no:
        return _lead_on(request, register_no, registrant)
    context = context_of(registrant, on or today, today)
    address = request.build_absolute_uri(request.path)
    context |= {"form": form, "on": on, "linked_data": _data(context, address)}
    return render(request, "mediation_registry/register_profile.html", context)


def _lead_on(request: HttpRequest, number: str, registrant: Registrant | None) -> HttpResponse:
    """Another spelling of the number, or the number of a certificate."""
    if registrant is None:
        found = status_on(number, timezone.localdate()).registrant
        registrant = in_public(found.register_no) if found else None
    if registrant is None:
        raise Http404(number)
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    return HttpResponseRedirect(reverse("mediators:profile", args=[registrant.register_no]) + query)


def context_of(registrant: Registrant, day: date, today: date) -> dict[str, Any]:
    """Everything that the page says. A fixed number of queries."""
    status = status_on(registrant.register_no, day)
    listings: list[Listing] = list(published_listings([registrant.pk]))
    known = has_scheme(registrant.kind)
    shown = public_profile(registrant, day)
    rosters = roster_entries_on(registrant, day)
    return {
        "registrant": registrant,
        "profile": shown,
        "residence_label": dict(Profile.Residence.choices).get(shown.residence, ""),
        "status": status,
        "sentence": _first_sentence(status, known, registrant),
        "known_scheme": known,
        "certified": known and status.is_valid,
        "alarm": known and status.standing in (Standing.NOT_VALID, Standing.RESTRICTED),
        "decisions": decisions_of(status.listing) if known and status.listing else [],
        "happenings": happenings(listings) if known else [],
        "told": told_of(status) if known else None,
        "rosters": rosters,
        "complaints": list(published_decisions(registrant)),
        "can_be_written_to": shown.takes_messages
        and registrant.person.user_id is not None
        and (status.is_valid or bool(rosters)),
        "day": day,
        "today": today,
    }


def _first_sentence(status: Status, known: bool, registrant: Registrant) -> str:
    """The status; for an organisation without a scheme its registration alone."""
    if known:
        return status_sentence(status)
    facts = getattr(registrant, "organisation_facts", None)
    if facts is not None and facts.is_lawfully_established:
        return _("Registered mediation organisation; the proof of its establishment was checked.")
    return _("Mediation organisation; no proof of its establishment was checked through this portal.")


def _data(context: dict[str, Any], address: str) -> Any:
    listing = context["status"].listing
    programme = str(listing.edition.scheme) if listing else ""
    data = linked_data(
        context["profile"],
        context["status"],
        address=address,
        certified=context["certified"],
        programme=programme,
    )
    return mark_safe(data)  # nosec B308 B703: linked_data escapes what could end the element
