"""Which publishers' texts may be given out in bulk; and making the files now."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from foreign_law.actions.redistributing import decide
from foreign_law.forms.redistributing import DecisionForm
from foreign_law.queries import redistribution as queries
from foreign_law.tasks.figures import make_downloads
from foreign_law.viewsets.editing import act_page, editor, reader
from portal.identity.actors import names_of
from portal.identity.permissions import may
from portal.web.jobs import ask_for

ACT = "foreign_law.redistribution_decided"
MAKE = "foreign_law.downloads_made"


@require_http_methods(["GET", "POST"])
def index(request: HttpRequest) -> HttpResponse:
    """The publishers with what holds; pressing the button makes the files anew."""
    actor, _at = reader(request)
    if request.method == "POST":
        editor(request, MAKE)
        ask_for(make_downloads.name)
        messages.success(request, _("The files are being made."))
        return redirect(reverse("law_data:index"))
    decided = list(queries.decisions())[:50]
    words = {
        "title": _("Redistribution"), "publishers": queries.publishers(), "decisions": decided,
        "names": names_of({one.actor_key for one in decided}),
        "downloads": queries.downloads(), "may_decide": may(actor, ACT), "may_make": may(actor, MAKE),
    }  # fmt: skip
    return render(request, "foreign_law/staff/redistribution.html", words)


@require_http_methods(["GET", "POST"])
def decision(request: HttpRequest) -> HttpResponse:
    """One publisher, named in the query string."""
    actor, at = editor(request, ACT)
    name = request.GET.get("publisher", "")
    found = next((one for one in queries.publishers() if one.name == name), None)
    if found is None:
        raise Http404
    initial = {"allowed": "yes" if found.standing.allowed else "no", "licence": found.standing.licence}
    form = DecisionForm(request.POST or None, initial=initial)

    def run() -> None:
        given = form.cleaned_data
        decide(
            actor=actor, at=at, publisher=name, allowed=given["allowed"] == "yes", licence=given["licence"],
            reason=given["reason"],
        )  # fmt: skip
        ask_for(make_downloads.name)  # what may no longer be given out does not stay until the next week

    return act_page(
        request, form, run, back=reverse("law_data:index"), title=_("Decide on redistribution"), subtitle=name
    )
