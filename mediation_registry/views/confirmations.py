"""Pages of judicial confirmation: checklist, joint application, papers, the court's steps, the other ways."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from mediation_registry.actions import confirmations as acts
from mediation_registry.actions import objections
from mediation_registry.forms.confirmation import FileForm, JoinForm, ObjectForm, PaperForm, PrepareForm
from mediation_registry.forms.outcome import WhyForm
from mediation_registry.models import ConfirmationApplication, Settlement
from mediation_registry.queries.confirmation import checklist, proposals
from mediation_registry.queries.outcome import application_clock, settlement_of
from mediation_registry.queries.tracker import track
from mediation_registry.rules import confirmation as rules
from mediation_registry.rules.confirmation_checks import may_be_filed
from mediation_registry.rules.mediation import ENTRUSTED
from mediation_registry.rules.settlement import IN_FORCE
from mediation_registry.views.outcome_doors import (
    Visit,
    draft_key,
    form_page,
    give_out,
    opened,
    sent,
    visit,
)
from portal.audit.history import history
from portal.drafts.decorators import keeps_typed
from portal.identity.decorators import second_factor_required, signed_in
from portal.web.attempts import attempt

PAGE = "mediations:confirmation"


def _found(entry: Visit) -> tuple[Settlement, ConfirmationApplication | None]:
    """The settlement in force and its application; 404 where there is none, or after filing of the case."""
    settlement = settlement_of(entry.mediation)
    if entry.mediation.kind == ENTRUSTED or settlement is None or settlement.state != IN_FORCE:
        raise Http404
    application = (
        ConfirmationApplication.objects.filter(settlement=settlement).select_related("court", "pack").first()
    )
    return settlement, application


def _preparing(entry: Visit) -> tuple[Settlement, ConfirmationApplication]:
    """For a party, while the application is being prepared; 404 otherwise."""
    settlement, application = _found(entry)
    if not entry.standing.is_party or application is None or application.state != rules.PREPARING:
        raise Http404
    return settlement, application


@signed_in
@require_GET
def confirmation(request: HttpRequest, mediation_id: UUID) -> HttpResponse:
    """Where the confirmation stands; the checklist; and, when it is late, the other ways."""
    entry = visit(request, mediation_id)
    settlement, application = _found(entry)
    clock = application_clock(settlement)
    state = application.state if application else rules.PREPARING
    late = state == rules.LAPSED or (
        state == rules.PREPARING and clock is not None and not rules.is_in_time(entry.on, clock.due)
    )
    lines = checklist(settlement, application, entry.on)
    words: dict[str, Any] = {
        "mediation": entry.mediation, "settlement": settlement, "application": application, "clock": clock,
        "tracker": track(entry.mediation, settlement, entry.on), "lines": lines, "is_late": late,
        "may_prepare": entry.standing.is_party and state == rules.PREPARING and not late,
        "may_file": application is not None and may_be_filed(lines), "proposals": proposals(entry.mediation),
        "ways": rules.other_ways(has_performance=settlement.has_performance, is_money=settlement.is_money,
                                 was_dismissed=state in (rules.DISMISSED, rules.NOT_ACCEPTED)),
        "shows_ways": late or state in (rules.DISMISSED, rules.NOT_ACCEPTED, rules.TREATED_AS_WITHDRAWN,
                                        rules.WITHDRAWN, rules.SET_ASIDE),
        "standing": entry.standing,
    }  # fmt: skip
    if application is not None:
        words |= _contents(application, entry)
    return render(request, "mediation_registry/outcome_confirmation.html", words)


def _contents(application: ConfirmationApplication, entry: Visit) -> dict[str, Any]:
    joinings = list(application.joinings.filter(void_at=None).select_related("party"))
    joined = {row.party_id for row in joinings}
    own = {party.pk for party in entry.standing.parties}
    services = list(application.services.select_related("party"))
    may_object = application.state == rules.CONFIRMED and any(
        row.party_id in own and row.objection_due_date and entry.on <= row.objection_due_date
        for row in services
    )
    return {
        "joinings": joinings,
        "to_join": [party for party in entry.standing.parties if party.pk not in joined],
        "papers": application.papers.select_related("exhibit"),
        "services": services,
        "objections": application.objections.filter(objector="party"),
        "may_object": may_object,
        "may_add": entry.standing.is_party
        and application.state in (rules.PREPARING, rules.FILED, rules.ACCEPTED),
        "may_withdraw": entry.standing.is_party
        and application.state in rules.BEFORE_THE_COURT
        and application.withdrawal_asked_at is None,
        "history": history(application.chain, language=get_language()),
    }


@signed_in
@require_http_methods(["GET", "POST"])
def prepare(request: HttpRequest, mediation_id: UUID) -> HttpResponse:
    """A party names the court and answers the questions on scope."""
    entry = visit(request, mediation_id)
    _settlement, application = _found(entry)
    if not entry.standing.is_party or (application and application.state != rules.PREPARING):
        raise Http404
    form = PrepareForm(
        request.POST or None, proposals=proposals(entry.mediation), initial=_initial(application)
    )
    if request.method == "POST" and attempt(form, lambda: acts.prepare(
        **entry.who, court=form.cleaned_data["court"], competence=form.cleaned_data["competence"], scope=form.scope()
    )):  # fmt: skip
        messages.success(request, _("Entered. Every party now joins the application."))
        return redirect(PAGE, mediation_id)
    lede = _("The parties apply together. What you change here is put to every party anew.")
    return form_page(request, entry, form, title=_("Court and questions on scope"), back=PAGE, button=_("Enter"),
                     lede=lede)  # fmt: skip


def _initial(application: ConfirmationApplication | None) -> dict[str, Any]:
    if application is None:
        return {}
    names = ("court", "competence", *acts.Scope.__dataclass_fields__)
    return {name: getattr(application, name) for name in names}


@second_factor_required(fresh=True)
@require_http_methods(["GET", "POST"])
def join(request: HttpRequest, mediation_id: UUID) -> HttpResponse:
    """A party joins the application."""
    entry = visit(request, mediation_id)
    _settlement, application = _preparing(entry)
    joined = application.joinings.filter(void_at=None).values("party")
    own = [party.pk for party in entry.standing.parties]
    parties = entry.mediation.parties.filter(pk__in=own).exclude(pk__in=joined)
    if not parties.exists():
        raise Http404
    form = JoinForm(request.POST or None, parties=parties)
    if request.method == "POST" and attempt(form, lambda: acts.join(
        **entry.who, party_id=form.cleaned_data["party"].pk, typed_name=form.cleaned_data["typed_name"],
        contact=form.cleaned_data["contact"],
    )):  # fmt: skip
        messages.success(request, _("You have joined the application."))
        return redirect(PAGE, mediation_id)
    lede = _(
        "Court: %(court)s. By joining you apply, together with every other party, for judicial confirmation."
    )
    return form_page(request, entry, form, title=_("Join the application"), back=PAGE, button=_("Join and sign"),
                     lede=lede % {"court": application.court})  # fmt: skip


@signed_in
@require_http_methods(["GET", "POST"])
def paper(request: HttpRequest, mediation_id: UUID) -> HttpResponse:
    """A party adds a paper."""
    entry = visit(request, mediation_id)
    _settlement, application = _found(entry)
    if application is None or not _contents(application, entry)["may_add"]:
        raise Http404
    form = PaperForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and attempt(form, lambda: acts.add_paper(**entry.who, **form.cleaned_data)):
        messages.success(request, _("The paper was added."))
        return redirect(PAGE, mediation_id)
    return form_page(
        request, entry, form, title=_("Add a paper"), back=PAGE, button=_("Add"), wants_file=True
    )


@second_factor_required(fresh=True)
@require_http_methods(["GET", "POST"])
def file(request: HttpRequest, mediation_id: UUID) -> HttpResponse:
    """A party files the joint application for all who joined."""
    entry = visit(request, mediation_id)
    _preparing(entry)
    form = FileForm(request.POST or None)
    if request.method == "POST" and attempt(form, lambda: acts.file(**entry.who, **form.cleaned_data)):
        messages.success(request, _("The application was filed; it stands in the court's queue."))
        return redirect(PAGE, mediation_id)
    lede = _(
        "Every party has joined. The portal makes the papers into one document and files it with the court."
    )
    return form_page(request, entry, form, title=_("File the joint application"), back=PAGE, button=_("File"),
                     lede=lede)  # fmt: skip


@signed_in
@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, mediation_id: UUID) -> HttpResponse:
    """A party withdraws the application; the court permits it."""
    entry = visit(request, mediation_id)
    _settlement, application = _found(entry)
    if application is None or not _contents(application, entry)["may_withdraw"]:
        raise Http404
    form = WhyForm(request.POST or None, wants_reason=False)
    form.fields.pop("reason")
    if request.method == "POST" and attempt(form, lambda: acts.ask_withdrawal(**entry.who)):
        messages.success(request, _("The court was told that you withdraw the application."))
        return redirect(PAGE, mediation_id)
    lede = _(
        "Before the ruling, a party may withdraw the application; the court permits it (Interpretation, art. 357)."
    )
    return form_page(request, entry, form, title=_("Withdraw the application"), back=PAGE, button=_("Withdraw"),
                     lede=lede)  # fmt: skip


@keeps_typed(lambda mediation_id: draft_key(mediation_id, "confirmation_object"))
@signed_in
@require_http_methods(["GET", "POST"])
def object_to(request: HttpRequest, mediation_id: UUID) -> HttpResponse:
    """A party objects to the ruling within its fifteen days."""
    entry = visit(request, mediation_id)
    _settlement, application = _found(entry)
    if application is None or not _contents(application, entry)["may_object"]:
        raise Http404
    parties = entry.mediation.parties.filter(pk__in=[party.pk for party in entry.standing.parties])
    form = opened(request, entry, "confirmation_object", ObjectForm, parties=parties)
    if request.method == "POST" and attempt(form, lambda: objections.object_as_party(
        **entry.who, party_id=form.cleaned_data["party"].pk, text=form.cleaned_data["text"]
    )):  # fmt: skip
        sent(entry, "confirmation_object")
        messages.success(request, _("The objection is with the court."))
        return redirect(PAGE, mediation_id)
    return form_page(
        request, entry, form, title=_("Object to the ruling"), back=PAGE, button=_("Send the objection"),
        draft_key=draft_key(mediation_id, "confirmation_object"),
    )  # fmt: skip


@second_factor_required
@require_GET
def document(request: HttpRequest, mediation_id: UUID, exhibit_id: UUID) -> HttpResponseBase:
    """Download a paper of the application, or the pack as it was filed."""
    entry = visit(request, mediation_id)
    _settlement, application = _found(entry)
    if application is None:
        raise Http404
    return give_out(request, entry, exhibit_id, application.chain, PAGE)
