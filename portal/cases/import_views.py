"""Bringing in a table of cases: upload, say which column is which, look, import."""

from __future__ import annotations

import hashlib
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.cases import actions, importers
from portal.cases.forms.imports import MappingForm, TableForm
from portal.cases.models import CaseImport
from portal.cases.views import who
from portal.identity.models import Court
from portal.identity.permissions import may, visible

SHOWN = 200


def upload(request: HttpRequest) -> HttpResponse:
    """The file: read and kept encrypted, nothing written yet."""
    actor, at = who(request)
    if not may(actor, "cases.table_imported"):
        raise Http404
    form = TableForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["upload"]
        content = file.read(importers.MOST_BYTES + 1)
        try:
            table = importers.read_table(content, file.name)
        except ValidationError as refusal:
            form.add_error("upload", refusal)
        else:
            held = CaseImport.objects.create(
                owner_id=actor.key.removeprefix("user:"), file_name=file.name[:200], digest=hashlib.sha256(content).hexdigest(),
                table=table.to_text(), mapping=importers.guess_mapping(table.headings), uploaded_at=at,
            )  # fmt: skip
            return redirect("cases_desk:check_import", held.pk)
    return render(request, "cases/staff/form.html", {"form": form, "title": _("Import a table of cases")})


def check(request: HttpRequest, table_id: UUID) -> HttpResponse:
    """Which column is which, a preview of every row, and the import itself: all rows or none."""
    actor, at = who(request)
    if not may(actor, "cases.table_imported"):
        raise Http404
    held = get_object_or_404(visible(CaseImport.objects.filter(finished_at=None), actor), pk=table_id)
    table = importers.Table.from_text(held.table)
    form = MappingForm(request.POST or held.mapping or None, headings=table.headings)
    planned: list[importers.PlannedCase] = []
    if form.is_valid():
        held.mapping = form.mapping()
        held.save(update_fields=["mapping"])
        planned = importers.plan(table, held.mapping, Court.objects.filter(code__in=actor.courts))
        if "import" in request.POST:
            try:
                actions.import_table(actor=actor, at=at, table=held, cases=planned)
            except ValidationError as refusal:
                messages.error(request, " ".join(refusal.messages))
            else:
                messages.success(request, _done(held))
                return redirect("cases_desk:index")
    return render(request, "cases/staff/import.html", _words(held, form, table, planned))


def _words(
    held: CaseImport, form: MappingForm, table: importers.Table, planned: list[importers.PlannedCase]
) -> dict[str, Any]:
    problems = [problem for case in planned for problem in case.problems]
    return {
        "held": held,
        "form": form,
        "planned": planned[:SHOWN],
        "count": len(planned),
        "hidden": max(0, len(planned) - SHOWN),
        "problems": problems,
        "new": sum(1 for case in planned if case.existing is None and not case.problems),
        "unchanged": sum(1 for case in planned if case.existing is not None and not case.problems),
        "rows": len(table.rows),
        "title": _("Import a table of cases"),
    }


def _done(held: CaseImport) -> str:
    added = ngettext("%(count)s case was added.", "%(count)s cases were added.", held.added) % {
        "count": held.added
    }
    if not held.unchanged:
        return added
    kept = ngettext("%(count)s case stood already.", "%(count)s cases stood already.", held.unchanged)
    return f"{added} {kept % {'count': held.unchanged}}"
