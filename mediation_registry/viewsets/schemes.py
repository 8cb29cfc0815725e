"""What the certification stands on: entered by one officer, confirmed by another, never edited."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views import generic
from wagtail.admin.widgets.button import HeaderButton

from mediation_registry.actions import schemes as actions
from mediation_registry.forms import schemes as forms
from mediation_registry.forms.editions import PublishForm
from mediation_registry.models import EnablingRule, IntakeWindow, RuleVersion, Scheme, SchemeDoor
from mediation_registry.rules import lifecycle, windows
from mediation_registry.viewsets.acts import attempt, form_page, hidden, who
from mediation_registry.viewsets.lists import column
from portal.audit.access import names_of
from portal.audit.actors import Actor
from portal.audit.history import history
from portal.identity.models import Jurisdiction
from portal.identity.permissions import may, visible
from portal.identity.viewsets.hidden import HiddenIndexView, HiddenMixin
from portal.identity.viewsets.records import RecordViewSet

PREFIX = "mediation_registry."
INTAKE, RECOGNITION = lifecycle.ROLE_AT[lifecycle.INTAKE], lifecycle.ROLE_AT[lifecycle.RECOGNITION]


def doors_kept(actor: Actor) -> QuerySet[SchemeDoor]:
    """The doors whose rules the actor keeps: intake there, or deciding there."""
    return SchemeDoor.objects.filter(
        Q(intake__code__in=actor.authorities_as(INTAKE))
        | Q(recognition__code__in=actor.authorities_as(RECOGNITION))
    )


def _choices(actor: Actor) -> dict[str, Any]:
    doors = doors_kept(actor)
    return {
        "schemes": Scheme.objects.filter(pk__in=doors.values("scheme")),
        "places": Jurisdiction.objects.filter(pk__in=doors.values("jurisdiction")),
    }


def _decides(actor: Actor, row: RuleVersion | EnablingRule) -> bool:
    doors = SchemeDoor.objects.filter(
        scheme=row.scheme_id, recognition__code__in=actor.authorities_as(RECOGNITION)
    )
    return (doors.filter(jurisdiction=row.jurisdiction_id) if row.jurisdiction_id else doors).exists()


class EnteringIndexView(HiddenIndexView):
    """A list with a button to enter another one."""

    entering: tuple[str, Any, str] = ("", "", "")  # act, words, name of the address
    related: tuple[str, ...] = ()

    def get_base_queryset(self) -> QuerySet[Any]:
        return super().get_base_queryset().select_related(*self.related)

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        actor, _at = who(self.request)
        act, label, address = self.entering
        return [HeaderButton(label, reverse(address), icon_name="plus")] if may(actor, act) else []


class SchemeIndexView(EnteringIndexView):
    entering = (PREFIX + "scheme_entered", _("Enter a scheme"), "mediator_schemes:enter")


class RuleVersionIndexView(EnteringIndexView):
    entering = (PREFIX + "rule_version_entered", _("Enter local rules"), "rule_versions:enter")
    related = ("scheme", "jurisdiction")


class WindowIndexView(EnteringIndexView):
    entering = (PREFIX + "window_opened", _("Enter an intake"), "intake_windows:enter")
    related = ("rule_version__scheme", "rule_version__jurisdiction")


class EnablingRuleIndexView(EnteringIndexView):
    entering = (PREFIX + "enabling_rule_entered", _("Cite a rule"), "enabling_rules:enter")
    related = ("scheme", "jurisdiction")


class FoundationView(HiddenMixin, generic.InspectView):
    """One record that the certification stands on, with its history and the button to confirm it."""

    confirming = ""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        self.actor, self.at = who(request)
        super().setup(request, *args, **kwargs)

    def get_object(self, queryset: Any = None) -> Any:
        return get_object_or_404(visible(self.model._default_manager.all(), self.actor), pk=self.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        row = self.object
        keys = {getattr(row, name, "") for name in ("entered_by", "confirmed_by", "opened_by")} - {""}
        scheme = row if isinstance(row, Scheme) else getattr(row, "scheme", None) or row.rule_version.scheme
        lines = history(f"scheme:{scheme.pk}", language=get_language())
        words = {
            "row": row,
            "names": names_of(keys),
            "history": [line for line in lines if line.subject[1] == str(row.pk)],
            "may_confirm": self._may_confirm(row),
            "waits_for_another": self._is_open(row) and row.entered_by == self.actor.key,
        }
        return super().get_context_data(**words, **kwargs)

    def get_page_subtitle(self) -> str:
        """A name for people: the year of an intake, the power in words, else the record's own."""
        row = self.object
        if isinstance(row, IntakeWindow):
            return f"{row.rule_version.jurisdiction.name} {row.intake_year}"
        return str(row.get_power_display() if isinstance(row, EnablingRule) else row)

    def _is_open(self, row: Any) -> bool:
        return bool(self.confirming) and row.confirmed_at is None

    def _may_confirm(self, row: Any) -> bool:
        if not self._is_open(row) or not may(self.actor, self.confirming):
            return False
        return row.entered_by != self.actor.key and _decides(self.actor, row)


class SchemeView(FoundationView):
    template_name = "mediation_registry/staff/scheme.html"
    page_title = _("Scheme of certification")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        doors = self.object.doors.select_related(
            "jurisdiction", "intake", "assessment", "recognition", "committee"
        )
        return super().get_context_data(doors=doors, **kwargs)


class RuleVersionView(FoundationView):
    template_name = "mediation_registry/staff/rule_version.html"
    page_title = _("Local rules")
    confirming = PREFIX + "rule_version_confirmed"


class WindowView(FoundationView):
    template_name = "mediation_registry/staff/window.html"
    page_title = _("Intake window")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        row = self.object
        return super().get_context_data(
            state=windows.state_at(row.opens_at, row.closes_at, self.at), opens=windows.on_the_clock(row.opens_at),
            last_minute=windows.last_minute(row.closes_at), **kwargs,
        )  # fmt: skip


class EnablingRuleView(FoundationView):
    template_name = "mediation_registry/staff/enabling_rule.html"
    page_title = _("Power by cited rule")
    confirming = PREFIX + "enabling_rule_confirmed"


def _enter(
    request: HttpRequest, actor: Actor, form: Form, run: Any, *, back: str, title: Any
) -> HttpResponse:
    return form_page(request, form, run, back=reverse(back), words={"title": title, "icon": "plus"})


def enter_scheme(request: HttpRequest) -> HttpResponse:
    """A scheme with its instrument and its doors."""
    actor, at = who(request)
    if not may(actor, PREFIX + "scheme_entered"):
        raise Http404
    form = forms.SchemeForm(request.POST if request.method == "POST" else None)
    return _enter(
        request, actor, form, lambda: actions.enter_scheme(actor=actor, at=at, **form.entries()),
        back="mediator_schemes:index", title=_("Enter a scheme"),
    )  # fmt: skip


def enter_rules(request: HttpRequest) -> HttpResponse:
    """The local rules of one place with their criteria."""
    actor, at = who(request)
    if not may(actor, PREFIX + "rule_version_entered") or not doors_kept(actor).exists():
        raise Http404
    posted = request.POST if request.method == "POST" else None
    more = "more" in request.POST
    form = forms.RuleVersionForm(
        None if more else posted, initial=request.POST.dict() if more else None, **_choices(actor)
    )
    criteria = forms.CriteriaFormSet(_with_more(request) if more else posted, prefix="criteria")
    if posted is not None and not more and criteria.is_valid():
        rows = [row.row() for row in criteria if row.has_changed()]
        with hidden():
            done = attempt(
                form, lambda: actions.enter_rule_version(actor=actor, at=at, criteria=rows, **form.entries())
            )
        if done:
            messages.success(request, _("Entered; another officer who decides in this place confirms it."))
            return redirect("rule_versions:index")
    context = {"form": form, "criteria": criteria, "title": _("Enter local rules"), "is_more": more}
    return render(request, "mediation_registry/staff/rules_form.html", context)


def _with_more(request: HttpRequest) -> Any:
    """What was typed, with three more rows for criteria."""
    kept = request.POST.copy()
    total = int(kept.get("criteria-TOTAL_FORMS") or 0)
    kept["criteria-TOTAL_FORMS"] = str(min(total + 3, forms.MOST_CRITERIA))
    return kept


def enter_window(request: HttpRequest) -> HttpResponse:
    """The intake of one place."""
    actor, at = who(request)
    if not may(actor, PREFIX + "window_opened") or not doors_kept(actor).exists():
        raise Http404
    own = Q(pk__in=())
    for door in doors_kept(actor):
        own |= Q(scheme=door.scheme_id, jurisdiction=door.jurisdiction_id)
    versions = RuleVersion.objects.filter(own, confirmed_at__isnull=False).select_related(
        "scheme", "jurisdiction"
    )
    form = forms.WindowForm(request.POST if request.method == "POST" else None, versions=versions)
    return _enter(
        request, actor, form, lambda: actions.open_window(actor=actor, at=at, **form.cleaned_data),
        back="intake_windows:index", title=_("Enter an intake"),
    )  # fmt: skip


def enter_power(request: HttpRequest) -> HttpResponse:
    """A power or figure with the article that gives it."""
    actor, at = who(request)
    if not may(actor, PREFIX + "enabling_rule_entered") or not doors_kept(actor).exists():
        raise Http404
    form = forms.EnablingRuleForm(request.POST if request.method == "POST" else None, **_choices(actor))
    return _enter(
        request, actor, form, lambda: actions.enter_enabling_rule(actor=actor, at=at, **form.entries()),
        back="enabling_rules:index", title=_("Cite a rule"),
    )  # fmt: skip


def _confirm(request: HttpRequest, model: Any, key: UUID, run: Any, address: str) -> HttpResponse:
    actor, at = who(request)
    row = get_object_or_404(visible(model.objects.all(), actor), pk=key)
    if not _decides(actor, row):
        raise Http404
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    return form_page(
        request,
        form,
        lambda: run(actor, at),
        back=reverse(address, args=[row.pk]),
        words={"title": _("Confirm"), "subtitle": str(row)},
    )


class ConfirmForm(PublishForm):
    sentence = _("You compared what was entered with the instrument, and it is right.")


def confirm_rules(request: HttpRequest, key: UUID) -> HttpResponse:
    """The second officer confirms local rules."""
    return _confirm(
        request, RuleVersion, key,
        lambda actor, at: actions.confirm_rule_version(actor=actor, at=at, rule_version_id=key), "rule_versions:inspect",
    )  # fmt: skip


def confirm_power(request: HttpRequest, key: UUID) -> HttpResponse:
    """The second officer confirms a cited rule."""
    return _confirm(
        request, EnablingRule, key,
        lambda actor, at: actions.confirm_enabling_rule(actor=actor, at=at, enabling_rule_id=key),
        "enabling_rules:inspect",
    )  # fmt: skip


class SchemeViewSet(RecordViewSet):
    """Schemes of certification."""

    model = Scheme
    name = "mediator_schemes"
    url_prefix = "mediator-schemes"
    icon = "folder-open-1"
    menu_label = _("Schemes")
    index_view_class = SchemeIndexView
    inspect_view_class = SchemeView
    list_display = ("name", "kind", "instrument", "is_fictitious")
    inspect_view_fields = ["code"]

    def get_urlpatterns(self) -> list[Any]:
        return [*super().get_urlpatterns(), path("enter/", enter_scheme, name="enter")]


class RuleVersionViewSet(RecordViewSet):
    """Local rules with their criteria."""

    model = RuleVersion
    name = "rule_versions"
    url_prefix = "rule-versions"
    icon = "clipboard-list"
    menu_label = _("Local rules")
    index_view_class = RuleVersionIndexView
    inspect_view_class = RuleVersionView
    list_display = (
        "label", "scheme", "jurisdiction", "valid_from", "valid_to",
        column("confirmed", _("Confirmed"), lambda row: _("yes") if row.is_confirmed else _("not yet")),
    )  # fmt: skip
    list_filter = ("scheme", "jurisdiction")
    inspect_view_fields = ["label"]

    def get_urlpatterns(self) -> list[Any]:
        return [
            *super().get_urlpatterns(),
            path("enter/", enter_rules, name="enter"),
            path("<uuid:key>/confirm/", confirm_rules, name="confirm"),
        ]


class WindowViewSet(RecordViewSet):
    """Intake windows."""

    model = IntakeWindow
    name = "intake_windows"
    url_prefix = "intake-windows"
    icon = "date"
    menu_label = _("Intake windows")
    index_view_class = WindowIndexView
    inspect_view_class = WindowView
    list_display = (
        column("year", _("Intake for the edition of"), lambda row: str(row.intake_year), "intake_year"),
        column("place", _("Place"), lambda row: row.rule_version.jurisdiction.name), "opens_at", "closes_at",
        column("scheme", _("Scheme"), lambda row: row.rule_version.scheme),
    )  # fmt: skip
    inspect_view_fields = ["intake_year"]

    def get_urlpatterns(self) -> list[Any]:
        return [*super().get_urlpatterns(), path("enter/", enter_window, name="enter")]


class EnablingRuleViewSet(RecordViewSet):
    """Powers and figures by cited rule."""

    model = EnablingRule
    name = "enabling_rules"
    url_prefix = "enabling-rules"
    icon = "key"
    menu_label = _("Powers by cited rule")
    index_view_class = EnablingRuleIndexView
    inspect_view_class = EnablingRuleView
    list_display = (
        "power", "value", "scheme", column("place", _("Place"), lambda row: row.jurisdiction or _("all three places")),
        "provision", "valid_from",
        column("confirmed", _("Confirmed"), lambda row: _("yes") if row.confirmed_at else _("not yet")),
    )  # fmt: skip
    list_filter = ("power", "scheme", "jurisdiction")
    inspect_view_fields = ["power"]

    def get_urlpatterns(self) -> list[Any]:
        return [
            *super().get_urlpatterns(),
            path("enter/", enter_power, name="enter"),
            path("<uuid:key>/confirm/", confirm_power, name="confirm"),
        ]
