"""A panel from a file: uploaded, columns told, every row looked at, proposed, approved by a second person."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets.button import HeaderButton

from mediation_registry.actions import imports as actions
from mediation_registry.actions.panel_review import review
from mediation_registry.forms import imports as forms
from mediation_registry.importers.tables import Table
from mediation_registry.models import PanelImport
from mediation_registry.queries import editions
from mediation_registry.viewsets.acts import attempt, form_page, hidden, who
from mediation_registry.viewsets.applications import opened
from mediation_registry.viewsets.lists import column
from portal.audit.access import names_of
from portal.audit.actors import Actor
from portal.audit.history import history
from portal.identity.permissions import visible
from portal.identity.viewsets.hidden import HiddenIndexView
from portal.identity.viewsets.records import RecordViewSet

SHOWN = 300


def import_of_mine(request: HttpRequest, import_id: UUID) -> tuple[PanelImport, Actor, Any]:
    """An import of a scheme the actor publishes for, or 404."""
    actor, at = who(request)
    rows = visible(PanelImport.objects.select_related("scheme", "exhibit", "edition"), actor)
    return get_object_or_404(rows, pk=import_id), actor, at


class ImportIndexView(HiddenIndexView):
    """The imports of the schemes the actor publishes for."""

    def get_base_queryset(self) -> QuerySet[PanelImport]:
        return super().get_base_queryset().select_related("scheme")

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        return [
            HeaderButton(
                _("Bring in a panel from a file"), reverse("panel_imports:upload"), icon_name="upload"
            )
        ]

    def get_inspect_url(self, instance: PanelImport) -> str:
        """The one page of an import."""
        return reverse("panel_imports:check", args=[instance.pk])


def upload(request: HttpRequest) -> HttpResponse:
    """The file: read and kept, nothing entered yet."""
    actor, at = who(request)
    schemes = editions.schemes_published_by(actor)
    if not schemes.exists():
        raise Http404
    posted = request.method == "POST"
    form = forms.UploadForm(
        request.POST if posted else None, request.FILES if posted else None, schemes=schemes
    )
    made: list[PanelImport] = []

    def run() -> None:
        file = form.cleaned_data["upload"]
        entries = {name: value for name, value in form.cleaned_data.items() if name != "upload"}
        made.append(actions.upload_panel(actor=actor, at=at, upload=file, file_name=file.name, **entries))

    if posted and attempt(form, run):
        return redirect("panel_imports:check", made[0].pk)
    context = {
        "form": form, "title": _("Bring in a panel from a file"), "back": reverse("panel_imports:index"), "icon": "upload",
    }  # fmt: skip
    return render(request, "mediation_registry/staff/form.html", context)


def check(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """Which column is which, who is who, every problem; proposing it, or approving it as second person."""
    held, actor, at = import_of_mine(request, import_id)
    table = Table.from_text(held.table)
    is_mine = held.state == PanelImport.State.UPLOADED
    chosen = {name: str(place) for name, place in held.columns.items()}
    columns = forms.ColumnsForm(
        request.POST if request.method == "POST" and is_mine else chosen, headings=table.headings
    )
    if request.method == "POST":
        with hidden():
            done = _pressed(request, held, columns, actor, at)
        if done:
            return redirect("panel_imports:check", held.pk)
        held = import_of_mine(request, import_id)[0]
    found = review(held)
    context = {
        "held": held, "columns": columns, "found": found, "rows": found.lines[:SHOWN],
        "hidden": max(0, len(found.lines) - SHOWN),
        "matches": forms.MatchesForm(lines=[line for line in found.lines if line.candidates]),
        "is_mine": is_mine, "title": _("Panel from a file"),
        "may_approve": held.state == PanelImport.State.PROPOSED and held.proposed_by != actor.key,
        "names": names_of({held.uploaded_by, held.proposed_by, held.approved_by} - {""}),
        "history": history(held.chain, language=get_language(), show_private=True),
    }  # fmt: skip
    return render(request, "mediation_registry/staff/import.html", context)


def _pressed(
    request: HttpRequest, held: PanelImport, columns: forms.ColumnsForm, actor: Actor, at: Any
) -> bool:
    """One of the buttons; False where something has to be corrected, which is then said on the page."""
    try:
        if "approve" in request.POST:
            actions.approve_panel(actor=actor, at=at, import_id=held.pk)
            messages.success(request, _("The panel is approved and published."))
            return True
        if not columns.is_valid():
            return False
        before = review(held)
        matches = forms.MatchesForm(request.POST, lines=[line for line in before.lines if line.candidates])
        kept = matches.matches() if matches.is_valid() else {}
        actions.settle_columns(
            actor=actor, at=at, import_id=held.pk, columns=columns.columns(), matches={**held.matches, **kept}
        )
        if "propose" in request.POST:
            actions.propose_panel(actor=actor, at=at, import_id=held.pk)
            messages.success(request, _("The panel is proposed; another person approves it."))
        return True
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return False


def discard(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """Give the file up."""
    held, actor, at = import_of_mine(request, import_id)
    if not held.is_open:
        raise Http404
    form = forms.DiscardImportForm(request.POST if request.method == "POST" else None)
    return form_page(
        request, form, lambda: actions.discard_panel(actor=actor, at=at, import_id=held.pk, **form.cleaned_data),
        back=reverse("panel_imports:check", args=[held.pk]),
        words={"title": _("Discard the import"), "subtitle": held.file_name, "act": {"alarming": True}},
    )  # fmt: skip


def source(request: HttpRequest, import_id: UUID) -> HttpResponseBase:
    """Open the file that was kept."""
    held, actor, at = import_of_mine(request, import_id)
    if held.exhibit is None:
        raise Http404
    return opened(actor, at, held.exhibit)


class ImportViewSet(RecordViewSet):
    """Imports of panels: each has one page of its own."""

    model = PanelImport
    name = "panel_imports"
    url_prefix = "panel-imports"
    icon = "upload"
    menu_label = _("Panels from files")
    index_view_class = ImportIndexView
    list_display = (
        "file_name", column("year", _("Year"), lambda row: str(row.year), "year"), "scheme", "state", "uploaded_at",
    )  # fmt: skip
    list_filter = ("state", "scheme")
    inspect_view_fields = ["file_name"]

    def get_urlpatterns(self) -> list[Any]:
        """The list, the upload, the one page, giving up, the source."""
        patterns = [pattern for pattern in super().get_urlpatterns() if pattern.name != "inspect"]
        return [
            *patterns,
            path("upload/", upload, name="upload"),
            path("<uuid:import_id>/", check, name="check"),
            path("<uuid:import_id>/discard/", discard, name="discard"),
            path("<uuid:import_id>/source/", source, name="source"),
        ]
