"""A court's rosters on the desk: opened, filled, kept; entries of higher courts asked for; reports noted."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms as django_forms
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets.button import HeaderButton

from mediation_registry.actions import roster_conduct, roster_sharing, rosters
from mediation_registry.forms import rosters as forms
from mediation_registry.models import CourtRoster, CourtRosterEntry, RosterReport
from mediation_registry.models.grounds import GROUND_WORDS
from mediation_registry.queries import rosters as queries
from mediation_registry.rules import rosters as rules
from mediation_registry.viewsets.acts import DeskAct, form_page, who
from mediation_registry.viewsets.lists import name_column, name_of
from mediation_registry.viewsets.record_pages import (
    Part,
    RecordPage,
    RecordPagesViewSet,
    ScopedIndexView,
    by_key,
)
from portal.audit.actors import Actor
from portal.audit.labels import acts as words_of_acts
from portal.cases.templatetags.cases_words import typed
from portal.identity.permissions import may


def _entry(action: Any) -> Any:
    return by_key(action, "entry_id")


class Confirm(django_forms.Form):
    """Pressing the button is all."""


def _act(name: str, label: Any, form: Any, action: Any, alarming: bool = False) -> DeskAct:
    return DeskAct(f"mediation_registry.{name}", label, form, _entry(action), alarming)


ENTRY_ACTS: dict[str, DeskAct] = {
    "accept": _act("roster_application_accepted", _("Take the application up"), Confirm, rosters.accept_application),
    "train": _act(
        "roster_training_recorded", _("Record training"), forms.CourtTrainingForm, rosters.record_training),
    "certify": _act("roster_certified", _("Issue the certificate"), forms.CertifyForm, rosters.certify),
    "enter": _act("put_on_roster", _("Put on the roster"), forms.TermForm, rosters.put_on_roster),
    "refuse": _act("roster_refused", _("Do not enter"), forms.ReasonForm, rosters.refuse, True),
    "evaluate": _act("roster_evaluated", _("Enter an evaluation"), forms.EvaluationForm, roster_conduct.evaluate),
    "grade": _act("roster_graded", _("Enter a grade"), forms.GradeForm, roster_conduct.enter_grade),
    "name": _act(
        "roster_mediator_named", _("Name a mediator"), forms.NameMediatorForm, roster_sharing.name_mediator),
    "renew": _act("roster_term_renewed", _("Renew the term"), forms.RenewForm, roster_conduct.renew_term),
    "end-term": _act(
        "roster_term_ended", _("Record the end of the term"), forms.DatedForm, roster_conduct.end_term, True),
    "pause": _act("roster_paused", _("Pause"), forms.ReasonForm, roster_conduct.pause),
    "resume": _act("roster_resumed", _("Resume"), Confirm, roster_conduct.resume),
    "warn": _act("roster_warned", _("Warn"), forms.SanctionForm, roster_conduct.warn, True),
    "criticise": _act(
        "roster_criticised", _("Give a circular criticism"), forms.SanctionForm, roster_conduct.criticise, True),
    "propose-removal": _act(
        "roster_removal_proposed", _("Propose the removal"), forms.SanctionForm, roster_conduct.propose_removal, True),
    "drop-removal": _act(
        "roster_removal_dropped", _("Do not remove"), forms.ReasonForm, roster_conduct.drop_removal),
    "remove": _act(
        "roster_removed", _("Remove from the roster"), forms.RemoveForm, roster_conduct.remove, True),
}  # fmt: skip


class EntryIndexView(ScopedIndexView):
    """The entries on my court's rosters."""

    rows = staticmethod(queries.entries_for_staff)

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        actor, _at = who(self.request)
        if not may(actor, "mediation_registry.roster_invited"):
            return []
        return [
            HeaderButton(_now("Invite to a roster"), reverse("roster_entries:invite"), icon_name="plus"),
            HeaderButton(_now("Open a roster"), reverse("roster_entries:open"), icon_name="folder-open-1"),
        ]


class EntryPage(RecordPage):
    """One entry before the court's staff."""

    page_title = _("Entry on a court roster")
    rows = staticmethod(queries.entries_for_staff)
    acts = ENTRY_ACTS
    namespace = "roster_entries"

    @classmethod
    def is_possible(cls, record: Any, act: DeskAct, actor: Actor, at: datetime) -> bool:
        if rules.after(record.state, act.act) is None:
            return False
        name = act.act.removeprefix("mediation_registry.")
        proposal = queries.open_proposal(record)
        if name == "roster_mediator_named":
            return bool(record.registrant.is_organisation)
        if name == "roster_term_ended":
            return record.valid_to is not None and record.valid_to <= timezone.localdate(at)
        if name == "roster_removal_proposed":
            return proposal is None
        if name == "roster_removal_dropped":
            return proposal is not None
        if name == "roster_removed":
            return proposal is not None and proposal.recorded_by != actor.key
        return True

    def chain(self) -> str:
        return str(self.object.chain)

    def warnings(self) -> list[Any]:
        proposal = queries.open_proposal(self.object)
        if proposal is None:
            return []
        if proposal.recorded_by == self.actor.key:
            return [_("You proposed the removal; another officer must decide.")]
        ground = GROUND_WORDS.get(proposal.ground, proposal.ground)
        return [format_html("{}: {} · {}", _("A removal was proposed"), ground, typed(proposal.reason))]

    def facts(self) -> list[tuple[Any, Any]]:
        entry: CourtRosterEntry = self.object
        graded = f"{entry.grade} · {entry.grading_body} · {entry.grade_date}" if entry.grade else ""
        return [
            (_("State"), entry.get_state_display()),
            (_("Since"), date_format(timezone.localtime(entry.state_since_at), "DATE_FORMAT")),
            (
                _("Registrant"),
                format_html("{} · {}", name_of(entry.registrant), entry.registrant.register_no),
            ),
            (_("Roster"), str(entry.roster)),
            (_("Way"), entry.get_way_display()),
            (_("Certificate of the court"), typed(entry.certificate_no)),
            (_("On the roster from"), date_format(entry.valid_from) if entry.valid_from else ""),
            (_("End of the term (exclusive)"), date_format(entry.valid_to) if entry.valid_to else ""),
            (_("Grade"), typed(graded)),
            (_("Statement with the application"), typed(entry.statement)),
        ]

    def parts(self) -> list[Part]:
        events = [_event_line(event) for event in self.object.events.all()]
        named = [
            format_html("<p>{} · {}</p>", name_of(one.mediator), one.mediator.register_no)
            for one in self.object.named.on(self.today).select_related("mediator__person")
        ]
        shared = [
            format_html("<p>{}: {}</p>", one.court, one.get_state_display())
            for one in self.object.sharings.select_related("court")
        ]
        parts = [Part(_("Performance file"), events)]
        if self.object.registrant.is_organisation:
            parts.append(Part(_("Named mediators"), named, empty=_("Nobody is named.")))
        if shared:
            parts.append(Part(_("Use by lower courts"), shared))
        return parts


def _event_line(event: Any) -> Any:
    said = (
        GROUND_WORDS.get(event.ground, ""), typed(event.training), typed(event.result), event.grade, typed(event.reason),
        event.instrument_no,
    )  # fmt: skip
    rest = format_html_join("", " · {}", ((one,) for one in said if one))
    label = words_of_acts[event.act].label
    return format_html("<p>{}: <strong>{}</strong>{}</p>", date_format(event.effective_date), label, rest)


def open_roster(request: HttpRequest) -> HttpResponse:
    """Open a roster of one of my courts."""
    actor, at = who(request)
    if not may(actor, "mediation_registry.roster_opened"):
        raise Http404
    form = forms.OpenRosterForm(
        request.POST if request.method == "POST" else None, actor=actor, on=timezone.localdate(at)
    )
    return form_page(
        request, form, lambda: rosters.open_roster(actor=actor, at=at, **form.cleaned_data),
        back=reverse("roster_entries:index"), words={"title": _("Open a roster")},
    )  # fmt: skip


def invite(request: HttpRequest) -> HttpResponse:
    """Invite somebody in the register to a roster of my court."""
    actor, at = who(request)
    if not may(actor, "mediation_registry.roster_invited"):
        raise Http404
    form = forms.InviteForm(
        request.POST if request.method == "POST" else None, actor=actor, on=timezone.localdate(at)
    )
    has_rosters = CourtRoster.objects.filter(
        court__in=queries.courts_of(actor, timezone.localdate(at))
    ).exists()
    sentences = [] if has_rosters else [_("Your court has no roster yet. Open one first.")]
    return form_page(
        request, form, lambda: rosters.invite(actor=actor, at=at, **form.cleaned_data),
        back=reverse("roster_entries:index"), words={"title": _("Invite to a roster"), "sentences": sentences},
    )  # fmt: skip


class EntryViewSet(RecordPagesViewSet):
    """Entries on the court's own rosters."""

    model = CourtRosterEntry
    name = "roster_entries"
    url_prefix = "roster-entries"
    icon = "group"
    menu_label = _("Court rosters")
    index_view_class = EntryIndexView
    inspect_view_class = EntryPage
    list_display = (
        name_column(label=_("Mediator or organisation")),
        "roster",
        "state",
        "valid_from",
        "valid_to",
    )
    list_filter = ("state", "roster")
    search_fields = ("registrant__register_no", "certificate_no", "registrant__person__names__text")
    inspect_view_fields = ["state"]

    def get_urlpatterns(self) -> list[Any]:
        """Reading, acting, opening a roster, inviting."""
        return [
            *super().get_urlpatterns(),
            path("open/", open_roster, name="open"),
            path("invite/", invite, name="invite"),
        ]


def _borrow(record: Any, actor: Actor, at: datetime, form: Any) -> Any:
    return roster_sharing.share_with_court(
        actor=actor, at=at, entry_id=record.pk, court=form.cleaned_data["court"]
    )


class BorrowIndexView(ScopedIndexView):
    """Active entries on rosters of courts above mine."""

    rows = staticmethod(queries.entries_to_borrow)


class BorrowPage(RecordPage):
    """An entry of a higher court's roster, before the staff of a lower court."""

    page_title = _("Entry on a higher court's roster")
    rows = staticmethod(queries.entries_to_borrow)
    namespace = "roster_borrowing"
    acts = {
        "ask": DeskAct(
            "mediation_registry.roster_sharing_asked",
            _("Ask for this mediator's consent"),
            forms.BorrowForm,
            _borrow,
        )
    }

    def facts(self) -> list[tuple[Any, Any]]:
        entry = self.object
        return [
            (
                _("Registrant"),
                format_html("{} · {}", name_of(entry.registrant), entry.registrant.register_no),
            ),
            (_("Roster"), str(entry.roster)),
            (_("Certificate of the court"), typed(entry.certificate_no)),
        ]

    def parts(self) -> list[Part]:
        courts = queries.courts_of(self.actor, self.today)
        asked = self.object.sharings.filter(court__in=courts).select_related("court")
        lines = [format_html("<p>{}: {}</p>", one.court, one.get_state_display()) for one in asked]
        return [
            Part(_("Asked by your court"), lines, empty=_("Your court has not asked for this mediator yet."))
        ]


class BorrowViewSet(RecordPagesViewSet):
    """Entries that a lower court may ask for (Online Mediation Rules art. 27)."""

    model = CourtRosterEntry
    name = "roster_borrowing"
    url_prefix = "roster-borrowing"
    icon = "redirect"
    menu_label = _("Rosters of higher courts")
    index_view_class = BorrowIndexView
    inspect_view_class = BorrowPage
    list_display = (name_column(label=_("Mediator or organisation")), "roster", "valid_from", "valid_to")
    search_fields = ("registrant__register_no", "registrant__person__names__text")
    inspect_view_fields = ["state"]


def _note(record: Any, actor: Actor, at: datetime, form: Any) -> Any:
    return roster_conduct.note_report(actor=actor, at=at, report_id=record.pk)


class ReportIndexView(ScopedIndexView):
    """Removals told to my authority."""

    rows = staticmethod(lambda actor, on: queries.reports_for(actor))


class ReportPage(RecordPage):
    """One removal from a court roster, told to the competent authority."""

    page_title = _("Removal from a court roster")
    rows = staticmethod(lambda actor, on: queries.reports_for(actor))
    namespace = "roster_reports"
    acts = {"note": DeskAct("mediation_registry.roster_report_noted", _("Take note"), Confirm, _note)}

    @classmethod
    def is_possible(cls, record: Any, act: DeskAct, actor: Actor, at: datetime) -> bool:
        return record.noted_at is None

    def facts(self) -> list[tuple[Any, Any]]:
        event, entry = self.object.event, self.object.event.entry
        noted = self.object.noted_at
        return [
            (
                _("Registrant"),
                format_html("{} · {}", name_of(entry.registrant), entry.registrant.register_no),
            ),
            (_("Court"), str(entry.roster.court)),
            (_("Removed from"), date_format(event.effective_date)),
            (_("Ground"), GROUND_WORDS.get(event.ground, event.ground)),
            (_("Reason"), typed(event.reason)),
            (_("Number of the instrument"), event.instrument_no),
            (_("Noted"), date_format(timezone.localtime(noted), "DATETIME_FORMAT") if noted else ""),
        ]


class ReportViewSet(RecordPagesViewSet):
    """Removals told to the competent authority (Online Mediation Rules art. 29 para. 2)."""

    model = RosterReport
    name = "roster_reports"
    url_prefix = "roster-reports"
    icon = "mail"
    menu_label = _("Removals from court rosters")
    index_view_class = ReportIndexView
    inspect_view_class = ReportPage
    list_display = ("event", "authority", "made_at", "noted_at")
    inspect_view_fields = ["made_at"]
