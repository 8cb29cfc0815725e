"""Applications before their officers: lists by stage, the whole file of one, and the buttons that act on it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views import generic

from mediation_registry.models import AnswerEvidence, Application, CriterionAssessment
from mediation_registry.queries import desk
from mediation_registry.queries.applications import has_conflict, may_reach_files, with_file
from mediation_registry.rules import lifecycle
from mediation_registry.viewsets import application_acts as acts
from mediation_registry.viewsets import batches
from mediation_registry.viewsets.acts import form_page, hidden, who
from mediation_registry.viewsets.lists import name_column
from portal.audit.access import names_of
from portal.audit.actors import Actor
from portal.audit.history import history
from portal.exhibits.downloads import sandboxed_response
from portal.identity.permissions import may, visible
from portal.identity.viewsets.hidden import HiddenIndexView, HiddenMixin
from portal.identity.viewsets.records import RecordViewSet

#: Lists by stage: code in the address, words, the role that has it, where the rows come from.
STAGES: tuple[tuple[str, Any, str, Any], ...] = (
    ("check", _("To check"), "authority_intake", desk.to_check),
    ("assess", _("To assess"), "authority_assessor", desk.to_assess),
    ("decide", _("To decide"), "authority_decider", desk.to_decide),
    ("committee", _("Working Committee"), "authority_decider", desk.before_committee),
    ("conference", _("Joint Conference"), "authority_decider", desk.before_conference),
    ("publish", _("To publish"), "authority_publisher", desk.to_publish),
)


def application_of_mine(request: HttpRequest, application_id: UUID) -> tuple[Application, Actor, Any]:
    """An application before the actor's seats, or 404."""
    actor, at = who(request)
    rows = visible(Application.objects.all(), actor).select_related(
        "registrant__person", "window__rule_version", "scheme", "jurisdiction"
    )
    return get_object_or_404(rows, pk=application_id), actor, at


class ApplicationIndexView(HiddenIndexView):
    """Every application in the actor's scope."""

    def get_base_queryset(self) -> QuerySet[Application]:
        rows = super().get_base_queryset().select_related("registrant__person", "jurisdiction")
        return rows.prefetch_related("registrant__person__names")

    template_name = "mediation_registry/staff/applications.html"

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The lists of the actor's stages, then acts on many applications at once."""
        actor, _at = who(self.request)
        stages = [
            (label, reverse("mediator_applications:stage", args=[code]))
            for code, label, role, _rows in STAGES
            if role in actor.roles
        ]
        many = [
            (batch.label, reverse("mediator_applications:batch", args=[name]))
            for name, batch in batches.BATCHES.items()
            if may(actor, batch.act)
        ]
        return super().get_context_data(*args, stages=stages, many=many, **kwargs)


class StageView(ApplicationIndexView):
    """The list of one stage."""

    is_searchable = False
    list_filter: Any = None
    index_results_url_name = None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        actor, _at = who(request)
        found = next((row for row in STAGES if row[0] == kwargs["code"] and row[2] in actor.roles), None)
        if found is None:
            raise Http404
        self.stage = found
        self.page_title = found[1]
        return super().dispatch(request, *args, **kwargs)

    def get_base_queryset(self) -> QuerySet[Application]:
        actor, _at = who(self.request)
        return self.stage[3](actor)


class ApplicationView(HiddenMixin, generic.InspectView):
    """One application: state in a sentence, the file line by line, decisions, history, buttons."""

    template_name = "mediation_registry/staff/application.html"
    page_title = _("Application for certification")

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        self.actor, self.at = who(request)
        super().setup(request, *args, **kwargs)

    def get_object(self, queryset: Any = None) -> Application:
        rows = visible(Application.objects.all(), self.actor).select_related(
            "registrant__person",
            "registrant__home_jurisdiction",
            "window__rule_version",
            "scheme",
            "jurisdiction",
        )
        return get_object_or_404(with_file(rows.prefetch_related("registrant__person__names")), pk=self.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        application = self.object
        is_officer = may_reach_files(self.actor, application.pk)
        decisions = list(application.determinations.all())
        declarations = list(application.conflict_declarations.all())
        assessments = list(application.assessments.all())
        keys = {row.decided_by for row in decisions} | {row.officer for row in declarations}
        words = {
            "application": application,
            "holder": holder_of(application),
            "is_officer": is_officer,
            "in_conflict": has_conflict(self.actor, application.pk),
            "advice": acts.advice(application, self.actor),
            "buttons": acts.offered(application, self.actor),
            "lines": lines_of(application, assessments) if is_officer else [],
            "decisions": decisions,
            "declarations": declarations if is_officer else [],
            "names": names_of(keys | {row.assessor for row in assessments}),
            "history": history(application.chain, language=get_language(), show_private=is_officer),
        }
        return super().get_context_data(**words, **kwargs)


def holder_of(application: Application) -> str:
    """Who is to take the next step, in words; empty when the application has ended."""
    seat = lifecycle.HELD_BY.get(application.state)
    if seat == lifecycle.APPLICANT:
        return str(_("the applicant"))
    if application.state == lifecycle.DETERMINED:
        return str(_("publisher of the edition"))
    if application.state == lifecycle.JOINT_CONFERENCE:
        return str(_("Joint Conference"))
    if seat == lifecycle.COMMITTEE:
        return str(_("Working Committee"))
    if seat is None:
        return ""
    door = (
        application.scheme.doors.select_related(seat).filter(jurisdiction=application.jurisdiction_id).first()
    )
    return str(getattr(door, seat).name) if door else ""


def lines_of(application: Application, assessments: list[CriterionAssessment]) -> list[dict[str, Any]]:
    """Criterion, answer, evidence and findings side by side; the last finding counts."""
    answers = {answer.criterion_id: answer for answer in application.answers.all()}
    lines = []
    for criterion in application.window.rule_version.criteria.all():
        answer = answers.get(criterion.pk)
        found = [row for row in assessments if row.criterion_id == criterion.pk]
        lines.append({
            "criterion": criterion,
            "answer": answer,
            "evidence": [piece for piece in answer.evidence.all() if piece.withdrawn_at is None] if answer else [],
            "finding": found[-1] if found else None,
            "earlier": found[:-1],
        })  # fmt: skip
    return lines


def act_on_application(request: HttpRequest, application_id: UUID, name: str) -> HttpResponse:
    """The page of one act: its form, and pressing it."""
    application, actor, at = application_of_mine(request, application_id)
    act = acts.offered(application, actor).get(name)
    if act is None:
        raise Http404
    extra: dict[str, Any] = {"waivers": acts.waivers(application, at)} if name == "assess" else {}
    places = acts.open_places(application, actor) if name == "position" else []
    form = act.form(
        request.POST or (None if request.method == "GET" else {}), request.FILES or None, application=application,
        today=timezone.localdate(at), places=places, **extra,
    )  # fmt: skip
    return form_page(
        request, form, lambda: act.run(application, actor, at, form),
        back=reverse("mediator_applications:inspect", args=[application.pk]),
        words={"title": act.label, "subtitle": application.reference, "act": act},
    )  # fmt: skip


def evidence(request: HttpRequest, application_id: UUID, evidence_id: UUID) -> HttpResponseBase:
    """Open one file of an application before the actor's seats."""
    application, actor, at = application_of_mine(request, application_id)
    piece = get_object_or_404(
        AnswerEvidence.objects.select_related("exhibit"), pk=evidence_id, answer__application=application
    )
    return opened(actor, at, piece.exhibit)


def instrument(request: HttpRequest, application_id: UUID, decision_id: UUID) -> HttpResponseBase:
    """Open the instrument of a decision."""
    application, actor, at = application_of_mine(request, application_id)
    decision = get_object_or_404(application.determinations.exclude(exhibit=None), pk=decision_id)
    return opened(actor, at, decision.exhibit)


def opened(actor: Actor, at: Any, exhibit: Any) -> HttpResponseBase:
    """The exhibit as a download, or 404."""
    with hidden():
        try:
            return sandboxed_response(actor=actor, at=at, exhibit_id=exhibit.pk)
        except ValidationError as refusal:
            raise Http404 from refusal


class ApplicationViewSet(RecordViewSet):
    """Applications: read; buttons call actions."""

    model = Application
    name = "mediator_applications"
    url_prefix = "applications"
    icon = "doc-full"
    menu_label = _("Applications")
    index_view_class = ApplicationIndexView
    inspect_view_class = ApplicationView
    list_display = ("reference", name_column(), "jurisdiction", "intake_year", "state", "state_since_at")
    list_filter = ("state", "jurisdiction", "intake_year", "scheme")
    search_fields = ("reference", "registrant__register_no", "registrant__person__names__text")
    inspect_view_fields = ["reference"]

    def get_urlpatterns(self) -> list[Any]:
        """Reading, the lists of the stages, acting on one and on many, opening files."""
        words = {
            "list_filter": None,
            "search_fields": None,
            "index_results_url_name": None,
            "export_filename": None,
        }
        stage = self.construct_view(StageView, **self.get_index_view_kwargs(**words))
        return [
            *super().get_urlpatterns(),
            path("stage/<slug:code>/", stage, name="stage"),
            path("batch/<slug:name>/", batches.act_on_many, name="batch"),
            path("<uuid:application_id>/act/<slug:name>/", act_on_application, name="act"),
            path("<uuid:application_id>/evidence/<uuid:evidence_id>/", evidence, name="evidence"),
            path("<uuid:application_id>/instrument/<uuid:decision_id>/", instrument, name="instrument"),
        ]
