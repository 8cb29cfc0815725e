"""A message to a mediator whose address is not shown."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mediation_registry.actions.messages import relay
from mediation_registry.forms.register import MessageForm
from mediation_registry.queries.public_profile import public_profile
from mediation_registry.queries.register import in_public
from portal.identity.actors import actor_of
from portal.identity.decorators import signed_in
from portal.web.decorators import personal
from portal.web.errors import too_many
from portal.web.limits import within_limit

MESSAGES, WINDOW = 10, 3600


@personal
@signed_in
@require_http_methods(["GET", "POST"])
def message(request: HttpRequest, register_no: str) -> HttpResponse:
    """Write to a mediator who takes messages; anybody else's page does not exist."""
    at = timezone.now()
    registrant = in_public(register_no)
    profile = public_profile(registrant, timezone.localdate(at)) if registrant else None
    if registrant is None or profile is None or not profile.takes_messages:
        raise Http404(register_no)
    form = MessageForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        if not within_limit(
            request, "mediator-message", attempts=MESSAGES, seconds=WINDOW, at=timezone.now()
        ):
            return too_many(request)
        relay(actor=actor_of(request, at), at=at, registrant_id=registrant.pk, text=form.cleaned_data["text"])
        messages.success(request, _("Your message was passed on. The answer comes to your e-mail address."))
        return HttpResponseRedirect(reverse("mediators:profile", args=[registrant.register_no]))
    context = {"form": form, "profile": profile, "registrant": registrant}
    status = 422 if form.is_bound else 200
    return render(request, "mediation_registry/register_message.html", context, status=status)
