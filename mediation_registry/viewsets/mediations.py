"""Back office: the court refers cases, designates, decides, reads reports. What is privileged it never sees."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from wagtail.admin.views import generic
from wagtail.admin.widgets.button import HeaderButton

from mediation_registry.actions import mediations as actions
from mediation_registry.forms.mediation_staff import ReferForm
from mediation_registry.models import Mediation
from mediation_registry.queries.mediation_page import Situation
from mediation_registry.queries.mediations import mediations_of_court
from mediation_registry.viewsets.mediation_acts import offered
from portal.audit.history import history
from portal.cases.models import Case
from portal.identity.actors import actor_of
from portal.identity.permissions import may
from portal.identity.viewsets.hidden import HiddenIndexView, HiddenMixin
from portal.identity.viewsets.records import RecordViewSet
from portal.web.attempts import attempt

OPENING = "mediation_registry.mediation_opened"
CUSTODY = "exhibits."


def situation_on_my_desk(request: HttpRequest, mediation_id: UUID | str) -> Situation:
    """A mediation that the actor's court referred, or 404."""
    at = timezone.now()
    actor = actor_of(request, at)
    rows = mediations_of_court(actor, timezone.localdate(at)).select_related(
        "court", "case", "end_report", "follow_up"
    )
    return Situation(get_object_or_404(rows, pk=mediation_id), actor, at)


class MediationIndexView(HiddenIndexView):
    """The mediations that my court referred."""

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        if not may(actor_of(self.request, timezone.now()), OPENING):
            return []
        return [
            HeaderButton(_("Refer a case to mediation"), reverse("mediations_desk:open"), icon_name="plus")
        ]


class MediationView(HiddenMixin, generic.InspectView):
    """One mediation before the court: course and clocks, requests, reports; no minutes, no notes, no choice of a side."""

    template_name = "mediation_registry/mediation_staff.html"
    page_title = gettext_lazy("Mediation")

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        self.situation = situation_on_my_desk(request, kwargs["pk"])
        super().setup(request, *args, **kwargs)

    def get_object(self, queryset: Any = None) -> Mediation:
        return self.situation.mediation

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        situation, language = self.situation, get_language() or "zh-hant"
        lines = history(situation.mediation.chain, language=language, show_private=False)
        words = {
            "situation": situation,
            "mediation": situation.mediation,
            "acts": offered(situation).items(),
            "history": [line for line in lines if not line.act.startswith(CUSTODY)],
            "clocks": [(clock, clock.name_in(language)) for clock in situation.clocks],
        }
        return super().get_context_data(**words, **kwargs)


def refer(request: HttpRequest) -> HttpResponse:
    """Refer a case of my court to mediation."""
    at = timezone.now()
    actor = actor_of(request, at)
    if not may(actor, OPENING) or not actor.courts:
        raise Http404
    cases = Case.objects.for_staff(actor, timezone.localdate(at)).exclude(state=Case.State.CONCLUDED)
    form = ReferForm(request.POST or None, cases=cases, initial={"case": request.GET.get("case")})
    opened: list[Mediation] = []
    if request.method == "POST" and attempt(
        form, lambda: opened.append(actions.open_mediation(actor=actor, at=at, **form.entries()))
    ):
        messages.success(request, _("Opened as %(reference)s.") % {"reference": opened[0].reference})
        return redirect("mediations_desk:inspect", opened[0].pk)
    words = {"form": form, "title": _("Refer a case to mediation")}
    return render(request, "mediation_registry/mediation_staff_form.html", words)


def act_on_mediation(request: HttpRequest, mediation_id: UUID, name: str) -> HttpResponse:
    """The page of one act of the court: its form, and pressing it."""
    situation = situation_on_my_desk(request, mediation_id)
    act = offered(situation).get(name)
    if act is None:
        raise Http404
    given = request.POST if request.method == "POST" else None
    form = act.form(given, request.FILES or None, situation=situation)
    if request.method == "POST" and attempt(form, lambda: act.run(situation, form)):
        messages.success(request, _("Done and recorded."))
        return redirect("mediations_desk:inspect", mediation_id)
    words = {"form": form, "title": act.label, "mediation": situation.mediation}
    return render(request, "mediation_registry/mediation_staff_form.html", words)


class MediationViewSet(RecordViewSet):
    """Mediations: read-only; buttons call actions."""

    model = Mediation
    name = "mediations_desk"
    url_prefix = "mediations"
    icon = "group"
    menu_label = gettext_lazy("Mediations")
    menu_order = 120
    add_to_admin_menu = True
    index_view_class = MediationIndexView
    inspect_view_class = MediationView
    list_display = ("reference", "matter", "kind", "state", "state_since_at")
    list_filter = ("state", "kind", "court")
    search_fields = ("reference", "matter", "case__reference")
    inspect_view_fields = ["reference"]

    def get_urlpatterns(self) -> list[Any]:
        """Reading, referring, acting."""
        own = super().get_urlpatterns()
        return [
            *own,  # the list first: Wagtail's menu leads to the first address
            path("open/", refer, name="open"),
            path("<uuid:mediation_id>/act/<slug:name>/", act_on_mediation, name="act"),
        ]
