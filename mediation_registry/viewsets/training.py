"""Training records before the assessor of the mediator's place."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from mediation_registry.actions import training as actions
from mediation_registry.forms.rosters import NotCountedForm
from mediation_registry.models import TrainingRecord
from mediation_registry.queries import training as queries
from mediation_registry.viewsets.acts import DeskAct, hidden, who
from mediation_registry.viewsets.lists import name_column, name_of
from mediation_registry.viewsets.record_pages import (
    FileRow,
    Part,
    RecordPage,
    RecordPagesViewSet,
    ScopedIndexView,
    by_key,
)
from mediation_registry.viewsets.rosters import Confirm
from portal.audit.actors import Actor
from portal.cases.templatetags.cases_words import typed
from portal.exhibits.downloads import sandboxed_response


class TrainingIndexView(ScopedIndexView):
    """The records of mediators of my place."""

    rows = staticmethod(lambda actor, on: queries.records_for_assessor(actor))


class TrainingPage(RecordPage):
    """One training record: counted, or not with a reason."""

    page_title = _("Training record")
    rows = staticmethod(lambda actor, on: queries.records_for_assessor(actor))
    namespace = "training_records"
    acts = {
        "count": DeskAct(
            "mediation_registry.training_checked", _("Count it"), Confirm, by_key(actions.check_training, "record_id")
        ),
        "not-counted": DeskAct(
            "mediation_registry.training_not_counted", _("Do not count it"), NotCountedForm,
            by_key(actions.refuse_training, "record_id"), True,
        ),
    }  # fmt: skip

    @classmethod
    def is_possible(cls, record: Any, act: DeskAct, actor: Actor, at: datetime) -> bool:
        return bool(record.is_open)

    def facts(self) -> list[tuple[Any, Any]]:
        record: TrainingRecord = self.object
        advance = {None: _("not stated"), True: _("yes"), False: _("no")}[record.approved_in_advance]
        return [
            (_("State"), record.get_state_display()),
            (
                _("Mediator"),
                format_html("{} · {}", name_of(record.registrant), record.registrant.register_no),
            ),
            (_("Training event"), typed(record.event)),
            (_("Organiser"), typed(record.organiser)),
            (_("Body that approved the event"), typed(record.approving_body)),
            (_("Approved before it took place"), advance),
            (_("Days"), f"{date_format(record.from_date)} – {date_format(record.to_date)}"),
            (_("Number of hours"), str(record.hours)),
            (_("Reason"), typed(record.reason)),
        ]

    def parts(self) -> list[Part]:
        exhibit = self.object.evidence
        files = []
        if exhibit is not None:
            address = reverse("training_records:evidence", args=[self.object.pk])
            files = [FileRow(exhibit.declared_name, address, exhibit.is_readable)]
        return [Part(_("Evidence"), files=files, empty=_("No evidence was given."))]


def evidence(request: HttpRequest, record_id: Any) -> HttpResponseBase:
    """Open the evidence of a record of my place."""
    actor, at = who(request)
    record = get_object_or_404(queries.records_for_assessor(actor), pk=record_id)
    if record.evidence_id is None:
        raise Http404(record_id)
    with hidden():
        return sandboxed_response(actor=actor, at=at, exhibit_id=record.evidence_id)


class TrainingViewSet(RecordPagesViewSet):
    """Continuing training: read; buttons call actions."""

    model = TrainingRecord
    name = "training_records"
    url_prefix = "training-records"
    icon = "history"
    menu_label = _("Continuing training")
    index_view_class = TrainingIndexView
    inspect_view_class = TrainingPage
    list_display = (name_column(label=_("Mediator")), "event", "hours", "to_date", "state")
    list_filter = ("state",)
    search_fields = ("event", "organiser", "registrant__register_no")
    inspect_view_fields = ["event"]

    def get_urlpatterns(self) -> list[Any]:
        """Reading, acting, evidence."""
        return [*super().get_urlpatterns(), path("<uuid:record_id>/evidence/", evidence, name="evidence")]
