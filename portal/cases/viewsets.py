"""Back office: cases are listed and read, and move by buttons that call actions."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from wagtail.admin.views import generic
from wagtail.admin.widgets.button import HeaderButton

from portal.audit.actors import Actor
from portal.audit.history import history
from portal.cases import actions, import_views, queries
from portal.cases.forms.staff import OpenForm
from portal.cases.models import Case
from portal.cases.staff_acts import STAFF_ACTS, StaffAct
from portal.cases.views import who
from portal.exhibits.downloads import sandboxed_response
from portal.exhibits.models import Exhibit
from portal.identity.models import Court
from portal.identity.permissions import may, visible
from portal.identity.viewsets.hidden import HiddenIndexView, HiddenMixin
from portal.identity.viewsets.records import RecordViewSet
from portal.web.attempts import attempt


def offered(case: Case, actor: Actor) -> list[tuple[str, StaffAct]]:
    """The buttons for this case and this actor."""
    return [(name, act) for name, act in STAFF_ACTS.items() if may(actor, act.act) and act.offered(case)]


def case_on_my_desk(request: HttpRequest, case_id: UUID | str) -> tuple[Case, Actor, Any]:
    """A case of the actor's court, or 404."""
    actor, at = who(request)
    cases = Case.objects.for_staff(actor, timezone.localdate(at)).select_related("court", "cause", "follows")
    return get_object_or_404(cases, pk=case_id), actor, at


class CaseIndexView(HiddenIndexView):
    """The cases of my court."""

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        actor, _at = who(self.request)
        if not may(actor, "cases.opened"):
            return []
        return [
            HeaderButton(_("Enter a case"), reverse("cases_desk:open"), icon_name="plus"),
            HeaderButton(_("Import a table"), reverse("cases_desk:import"), icon_name="upload"),
        ]


class CaseView(HiddenMixin, generic.InspectView):
    """One case before staff; an auditor reads its history and nothing else."""

    template_name = "cases/staff/case.html"
    page_title = gettext_lazy("Case")

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        self.actor, self.at = who(request)
        self.today = timezone.localdate(self.at)
        super().setup(request, *args, **kwargs)

    def get_object(self, queryset: Any = None) -> Case:
        return get_object_or_404(
            visible(Case.objects.select_related("court", "cause"), self.actor), pk=self.pk
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        case = self.object
        is_staff = Case.objects.for_staff(self.actor, self.today).filter(pk=case.pk).exists()
        lines = history(case.chain, language=get_language(), show_private=is_staff)
        words: dict[str, Any] = {"case": case, "history": lines}
        if is_staff:
            words |= {
                "is_staff": True,
                "buttons": offered(case, self.actor),
                "parties": queries.parties_for_page(case, self.today),
                "exhibits": queries.exhibits_of(case, self.actor, self.today),
                "assignments": case.assignments.select_related("holder__person"),
                "today": self.today,
            }
        return super().get_context_data(**words, **kwargs)


def open_case(request: HttpRequest) -> HttpResponse:
    """Enter a case of my court."""
    actor, at = who(request)
    if not may(actor, "cases.opened"):
        raise Http404
    today = timezone.localdate(at)
    cases = Case.objects.for_staff(actor, today)
    form = OpenForm(request.POST or None, courts=Court.objects.filter(code__in=actor.courts), cases=cases)
    opened: list[Case] = []
    if request.method == "POST" and attempt(
        form, lambda: opened.append(actions.open_case(actor=actor, at=at, **form.cleaned_data))
    ):
        messages.success(
            request, _("The case was entered as %(reference)s.") % {"reference": opened[0].reference}
        )
        return redirect("cases_desk:inspect", opened[0].pk)
    return render(request, "cases/staff/form.html", {"form": form, "title": _("Enter a case")})


def act_on_case(request: HttpRequest, case_id: UUID, name: str) -> HttpResponse:
    """The page of one act: its form, and pressing it."""
    case, actor, at = case_on_my_desk(request, case_id)
    act = dict(offered(case, actor)).get(name)
    if act is None:
        raise Http404
    form = act.form(request.POST or None, request.FILES or None, case=case, today=timezone.localdate(at))
    try:
        if request.method == "POST" and attempt(form, lambda: act.run(case, actor, at, form)):
            messages.success(request, _("Done and recorded."))
            return redirect("cases_desk:inspect", case.pk)
    except (PermissionDenied, Exhibit.DoesNotExist) as error:
        raise Http404 from error
    return render(request, "cases/staff/form.html", {"form": form, "title": act.label, "case": case})


def exhibit(request: HttpRequest, case_id: UUID, filed_id: UUID) -> HttpResponseBase:
    """Download an exhibit or paper of a case of my court."""
    case, actor, at = case_on_my_desk(request, case_id)
    found = get_object_or_404(Exhibit, pk=filed_id, scope=case.chain)
    if not found.is_readable:
        raise Http404
    try:
        return sandboxed_response(actor=actor, at=at, exhibit_id=found.pk)
    except (Exhibit.DoesNotExist, PermissionDenied) as error:
        raise Http404 from error


class CaseViewSet(RecordViewSet):
    """Cases: read-only; buttons call actions."""

    model = Case
    name = "cases_desk"
    url_prefix = "cases"
    icon = "folder-open-inverse"
    menu_label = gettext_lazy("Cases")
    menu_order = 110
    add_to_admin_menu = True
    index_view_class = CaseIndexView
    inspect_view_class = CaseView
    list_display = ("reference", "court_number", "court", "procedure", "state", "filed_date")
    list_filter = ("state", "procedure", "court")
    search_fields = ("reference", "court_number", "parties__name")
    inspect_view_fields = ["reference"]

    def get_urlpatterns(self) -> list[Any]:
        """Reading, entering, acting, importing, downloading."""
        own = super().get_urlpatterns()
        return [
            *own,  # the list first: Wagtail's menu leads to the first address
            path("open/", open_case, name="open"),
            path("import/", import_views.upload, name="import"),
            path("import/<uuid:table_id>/", import_views.check, name="check_import"),
            path("<uuid:case_id>/act/<slug:name>/", act_on_case, name="act"),
            path("<uuid:case_id>/exhibits/<uuid:filed_id>/", exhibit, name="exhibit"),
        ]
