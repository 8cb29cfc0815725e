"""One application as its applicant sees it: where it stands, each criterion, submitting, withdrawing."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mediation_registry.actions import applications as acts
from mediation_registry.actions import evidence as files
from mediation_registry.forms.applying import AnswerForm, SubmitForm, WithdrawForm
from mediation_registry.models import AnswerEvidence, Application, Criterion
from mediation_registry.queries import own_application as queries
from mediation_registry.rules import lifecycle, windows
from mediation_registry.views.own_doors import who
from portal.audit.actors import Actor
from portal.drafts import actions as drafts
from portal.drafts.decorators import keeps_typed
from portal.exhibits.downloads import sandboxed_response
from portal.exhibits.models import Exhibit
from portal.identity.decorators import signed_in
from portal.web.attempts import attempt, refuse

EDITABLE = (lifecycle.DRAFT, lifecycle.RETURNED)


def application_of_mine(request: HttpRequest, application_id: UUID) -> tuple[Application, Actor, datetime]:
    """An application of this person, or 404."""
    actor, at, _day = who(request)
    return get_object_or_404(queries.own_applications(actor), pk=application_id), actor, at


@signed_in
@require_GET
def application(request: HttpRequest, application_id: UUID) -> HttpResponse:
    """Where the application stands, what is next, who holds it, what each authority decided."""
    found, _actor, at = application_of_mine(request, application_id)
    history = queries.happened(found, get_language() or "en")
    words = {
        "application": found,
        "rows": queries.answered(found),
        "steps": queries.steps(found),
        "decisions": queries.decisions(found),
        "results": queries.results(found),
        "history": [line for line in history if line.act not in queries.EDITS],
        "edits": [line for line in history if line.act in queries.EDITS],
        "holder": queries.holder(found),
        "can_edit": found.state in EDITABLE,
        "can_withdraw": found.state in lifecycle.OPEN,
        "window_state": windows.state_at(found.window.opens_at, found.window.closes_at, at),
        "is_late": found.correct_by_date is not None and timezone.localdate(at) > found.correct_by_date,
    }
    return render(request, "mediation_registry/applying_application.html", words)


def _answer_key(application_id: UUID, position: int) -> str:
    return f"mediation_registry.answer:{application_id}.{position}"


@keeps_typed(_answer_key)
@signed_in
@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, application_id: UUID, position: int) -> HttpResponse:
    """One criterion: the question, the answer, its files."""
    found, actor, at = application_of_mine(request, application_id)
    rows = queries.answered(found)
    row = next((one for one in rows if one.criterion.position == position), None)
    if row is None:
        raise Http404
    key = _answer_key(application_id, position)
    if request.method == "POST":
        form = AnswerForm(request.POST, request.FILES, criterion=row.criterion)
        if _answered(form, found, row.criterion, actor, at):
            drafts.discard(actor.key, key)
            return _onwards(request, found, rows, position)
    else:
        draft = drafts.load(actor.key, key)
        initial = AnswerForm.initial_from(draft) if draft is not None else row.initial
        form = AnswerForm(initial=initial, criterion=row.criterion)
        form.is_resumed = draft is not None
    words = {
        "application": found, "row": queries.answered_one(found, row.criterion), "form": form, "draft_key": key,
        "count": len(rows), "can_edit": found.state in EDITABLE,
        "before": max((one.criterion.position for one in rows if one.criterion.position < position), default=None),
    }  # fmt: skip
    return render(request, "mediation_registry/applying_answer.html", words)


def _answered(form: AnswerForm, found: Application, criterion: Criterion, actor: Actor, at: datetime) -> bool:
    """The answer first, then the file: a refused file never costs what was typed."""
    if not attempt(form, lambda: acts.answer_criterion(
        actor=actor, at=at, application_id=found.pk, criterion_id=criterion.pk, **form.answer()
    )):  # fmt: skip
        return False
    upload = form.cleaned_data.get("upload")
    if upload is None:
        return True
    try:
        files.add_evidence(
            actor=actor, at=at, application_id=found.pk, criterion_id=criterion.pk, upload=upload,
            declared_name=upload.name, description=form.cleaned_data["description"],
        )  # fmt: skip
    except ValidationError as error:
        refuse(form, error if hasattr(error, "error_dict") else ValidationError({"upload": error.error_list}))
        return False
    return True


def _onwards(
    request: HttpRequest, found: Application, rows: list[queries.Answered], position: int
) -> HttpResponse:
    """The same page after a file, the next criterion, or checking what was answered."""
    if "_file" in request.POST:
        messages.success(request, _("Saved. You can add another file, or go on."))
        return redirect("mediators:answer", found.pk, position)
    later = sorted(one.criterion.position for one in rows if one.criterion.position > position)
    if later:
        return redirect("mediators:answer", found.pk, later[0])
    return redirect("mediators:check", found.pk)


@signed_in
@require_http_methods(["GET", "POST"])
def check(request: HttpRequest, application_id: UUID) -> HttpResponse:
    """Everything that was answered on one page; then the application is handed in, or handed in again."""
    found, actor, at = application_of_mine(request, application_id)
    if found.state not in EDITABLE:
        return redirect("mediators:application", found.pk)
    form = SubmitForm(request.POST or None)
    hand_in = acts.submit_application if found.state == lifecycle.DRAFT else acts.resubmit_application
    if request.method == "POST" and attempt(
        form, lambda: hand_in(actor=actor, at=at, application_id=found.pk)
    ):
        messages.success(
            request, _("Your application %(reference)s was handed in.") % {"reference": found.reference}
        )
        return redirect("mediators:application", found.pk)
    words = {
        "application": found, "rows": queries.answered(found), "form": form, "lacking": queries.lacking(found),
        "window_state": windows.state_at(found.window.opens_at, found.window.closes_at, at),
        "holder": queries.seat_of(found, lifecycle.INTAKE),
    }  # fmt: skip
    return render(request, "mediation_registry/applying_check.html", words)


@signed_in
@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, application_id: UUID) -> HttpResponse:
    """Take the application back, after a page that says what that means."""
    found, actor, at = application_of_mine(request, application_id)
    if found.state not in lifecycle.OPEN:
        return redirect("mediators:application", found.pk)
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and attempt(form, lambda: acts.withdraw_application(
        actor=actor, at=at, application_id=found.pk, reason=form.cleaned_data["reason"]
    )):  # fmt: skip
        messages.success(request, _("Your application was withdrawn."))
        return redirect("mediators:application", found.pk)
    return render(request, "mediation_registry/applying_withdraw.html", {"application": found, "form": form})


@signed_in
@require_POST
def withdraw_file(request: HttpRequest, application_id: UUID, evidence_id: UUID) -> HttpResponse:
    """Take one file back from its line."""
    found, actor, at = application_of_mine(request, application_id)
    evidence = _evidence(found, evidence_id)
    try:
        files.withdraw_evidence(actor=actor, at=at, application_id=found.pk, evidence_id=evidence.pk)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("The file was withdrawn. It stays on record as withdrawn."))
    return redirect("mediators:answer", found.pk, evidence.answer.criterion.position)


@signed_in
@require_GET
def file(request: HttpRequest, application_id: UUID, evidence_id: UUID) -> HttpResponseBase:
    """Download one's own file, as an attachment that no browser runs."""
    found, actor, at = application_of_mine(request, application_id)
    evidence = _evidence(found, evidence_id)
    try:
        return sandboxed_response(actor=actor, at=at, exhibit_id=evidence.exhibit_id)
    except (Exhibit.DoesNotExist, PermissionDenied) as error:
        raise Http404 from error
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("mediators:application", found.pk)


def _evidence(found: Application, evidence_id: UUID) -> AnswerEvidence:
    rows = AnswerEvidence.objects.select_related("answer__criterion")
    return get_object_or_404(rows, pk=evidence_id, answer__application=found)
