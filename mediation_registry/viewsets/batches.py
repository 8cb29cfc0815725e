"""One act on many applications: every line is recorded, or none, and each refusal is named at its line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy, ngettext

from mediation_registry.actions import assessment, committee
from mediation_registry.forms import batches as forms
from mediation_registry.models import Application
from mediation_registry.queries import desk
from mediation_registry.queries.applications import declaration_of
from mediation_registry.rules import lifecycle
from mediation_registry.viewsets.acts import who
from portal.audit.actors import Actor
from portal.identity.models import Jurisdiction
from portal.identity.permissions import may

PREFIX = "mediation_registry."
Rows = Callable[[Actor], QuerySet[Application]]


@dataclass(frozen=True)
class Batch:
    """One act for many: the act in the permission table, words, form, action, and which applications wait for it."""

    act: str
    label: Any
    form: type[forms.BatchForm]
    run: Callable[..., Any]
    rows: Rows


def _in(rows: Rows, state: str) -> Rows:
    return lambda actor: rows(actor).filter(state=state)


BATCHES: dict[str, Batch] = {
    "to-committee": Batch(
        PREFIX + "put_to_committee", gettext_lazy("Put several before the Working Committee"), forms.PutForwardForm,
        committee.put_to_committee, _in(desk.to_decide, lifecycle.LOCALLY_RECOGNISED)),
    "positions": Batch(
        PREFIX + "committee_position_recorded", gettext_lazy("Record several positions"), forms.PositionsForm,
        committee.record_committee_position, _in(desk.before_committee, lifecycle.COMMITTEE_REVIEW)),
    "to-conference": Batch(
        PREFIX + "put_to_conference", gettext_lazy("Submit several to the Joint Conference"), forms.PutForwardForm,
        committee.put_to_conference, _in(desk.before_committee, lifecycle.AGREED)),
    "outcomes": Batch(
        PREFIX + "determined", gettext_lazy("Record several outcomes"), forms.OutcomesForm,
        committee.record_conference_outcome, desk.before_conference),
}  # fmt: skip


class _NotAll(Exception):
    """A line was refused: everything is taken back."""


def act_on_many(request: HttpRequest, name: str) -> HttpResponse:
    """The page of one batch, and pressing it."""
    actor, at = who(request)
    batch = BATCHES.get(name)
    if batch is None or not may(actor, batch.act):
        raise Http404
    rows = list(batch.rows(actor).select_related("jurisdiction"))
    places = list(Jurisdiction.objects.filter(code__in=desk.places_of_committee(actor)).order_by("code"))
    form = batch.form(
        request.POST if request.method == "POST" else None,
        rows=rows,
        today=timezone.localdate(at),
        places=places,
    )
    refusals: dict[str, str] = {}
    if request.method == "POST" and form.is_valid():
        chosen = [row for row in rows if str(row.pk) in form.cleaned_data["applications"]]
        refusals = run_all(batch, form, chosen, actor, at)
        if not refusals:
            messages.success(request, _done(len(chosen)))
            return redirect(request.path)
    lines = [
        {"row": row, "ticked": str(row.pk) in form.ticked, "refusal": refusals.get(str(row.pk), "")}
        for row in rows
    ]
    context = {"form": form, "title": batch.label, "lines": lines, "refused": len(refusals)}
    return render(request, "mediation_registry/staff/batch.html", context)


def run_all(
    batch: Batch, form: forms.BatchForm, chosen: list[Application], actor: Actor, at: datetime
) -> dict[str, str]:
    """The act on each application in one transaction; gives the refusals by key, and then nothing was written."""
    refusals: dict[str, str] = {}
    try:
        with transaction.atomic():
            for row in chosen:
                try:
                    with transaction.atomic():
                        _run_one(batch, form, row, actor, at)
                except ValidationError as refusal:
                    refusals[str(row.pk)] = " ".join(refusal.messages)
                except PermissionDenied as refusal:
                    raise Http404 from refusal
            if refusals:
                raise _NotAll
    except _NotAll:
        return refusals
    return {}


def _run_one(batch: Batch, form: forms.BatchForm, row: Application, actor: Actor, at: datetime) -> None:
    if form.cleaned_data.get("no_conflict") and declaration_of(actor, row.pk) is None:
        assessment.declare_conflict(actor=actor, at=at, application_id=row.pk, has_conflict=False)
    batch.run(actor=actor, at=at, application_id=row.pk, **form.entries())


def _done(count: int) -> str:
    return ngettext("%(count)s application: recorded.", "%(count)s applications: recorded.", count) % {
        "count": count
    }
