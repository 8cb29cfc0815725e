"""The one-time page for feedback; whoever has the link answers, without signing in."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from mediation_registry.actions import feedback as acts
from mediation_registry.forms.confirmation import FeedbackForm
from portal.drafts.sending import leads
from portal.identity.actors import visitor
from portal.web.attempts import attempt
from portal.web.decorators import personal


@personal
@require_http_methods(["GET", "POST"])
def feedback(request: HttpRequest, token: str) -> HttpResponse:
    """Answer once; a link that was used, has expired or never existed is not found."""
    at = timezone.now()
    if acts.open_invitation(token, at) is None:
        raise Http404
    form = FeedbackForm(request.POST or None)
    if request.method == "POST" and attempt(
        form, lambda: acts.give(actor=visitor(), at=at, token=token, marks=form.marks())
    ):
        leads(request, "/")
        return render(request, "mediation_registry/feedback_thanks.html")
    return render(request, "mediation_registry/feedback_form.html", {"form": form})
