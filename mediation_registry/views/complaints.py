"""Complaints: making one, following it, and the mediator's statement. Everything here is personal."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mediation_registry.actions import complaint_outcomes as outcomes
from mediation_registry.actions import complaints as actions
from mediation_registry.forms.complaints import (
    ComplaintForm,
    EvidenceForm,
    FindForm,
    ReviewForm,
    StatementForm,
)
from mediation_registry.models import Complaint, Registrant
from mediation_registry.models.grounds import GROUND_WORDS
from mediation_registry.queries import complaints as queries
from mediation_registry.queries.register import in_public
from mediation_registry.rules import complaints as rules
from mediation_registry.views.complaint_words import can_review, next_step, steps_for
from portal.audit.actors import Actor
from portal.cases.views import who
from portal.drafts import actions as drafts
from portal.drafts.decorators import keeps_typed
from portal.exhibits.downloads import sandboxed_response
from portal.exhibits.models import Exhibit
from portal.identity.decorators import second_factor_required, signed_in
from portal.web.attempts import attempt

DRAFT = "mediators.complaint"
COMPLAINANT, MEDIATOR = "complainant", "mediator"


@signed_in
@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """The complaints I made, and those on which I am heard."""
    actor, _at = who(request)
    words = {
        "made": [(one, next_step(one)) for one in queries.own_complaints(actor)],
        "heard": list(queries.put_to_me(actor)),
    }
    return render(request, "mediation_registry/complaint_list.html", words)


@keeps_typed(lambda: DRAFT)
@signed_in
@require_http_methods(["GET", "POST"])
def complain(request: HttpRequest) -> HttpResponse:
    """Make a complaint about somebody in the public register, or in a mediation of mine."""
    actor, at = who(request)
    draft = drafts.load(actor.key, DRAFT)
    asked = request.POST.get("about") or request.GET.get("about") or ((draft or {}).get("about") or [""])[0]
    about = _about(asked, actor)
    if about is None:
        return _find(request, asked)
    fits = draft is not None and (draft.get("about") or [""])[0] == about.register_no
    form = _complaint_form(request, actor, about, draft if fits else None)
    made: list[Complaint] = []
    if request.method == "POST" and attempt(form, lambda: made.append(actions.complain(
        actor=actor, at=at, about=about, account=form.account(), uploads=form.cleaned_data["uploads"]
    ))):  # fmt: skip
        drafts.discard(actor.key, DRAFT)
        messages.success(request, _("Your complaint was received."))
        return redirect("mediators:complaint", made[0].pk)
    words = {
        "form": form, "about": about, "name": about.person.name_in(get_language()), "draft_key": DRAFT,
        "proposal": queries.proposal_for(about),
    }  # fmt: skip
    return render(request, "mediation_registry/complaint_new.html", words)


def _complaint_form(request: HttpRequest, actor: Actor, about: Registrant, draft: Any) -> ComplaintForm:
    mediations = queries.mediations_shared_with(actor, about)
    person = getattr(request.user, "person", None)
    initial = {"about": about.register_no, "name": person.name_for(get_language()) if person else ""}
    posted = request.method == "POST"
    form = ComplaintForm(
        request.POST if posted else None, request.FILES if posted else None, mediations=mediations,
        initial=initial | ComplaintForm.initial_from(draft or {}),
    )  # fmt: skip
    form.is_resumed = draft is not None and not posted
    return form


def _about(register_no: str, actor: Actor) -> Registrant | None:
    """Somebody in the public register; or a mediator of the complainant's own mediation."""
    if not register_no or "\x00" in register_no:  # which no number holds, and no question to the database
        return None
    found = in_public(register_no)
    if found is not None:
        return found
    known = Registrant.objects.filter(register_no=register_no.strip().upper()).first()
    return known if known and queries.mediations_shared_with(actor, known).exists() else None


def _find(request: HttpRequest, asked: str) -> HttpResponse:
    form = FindForm({"about": asked} if asked else None)
    if asked:
        form.add_error(
            "about", _("Nobody in the public register has this number. Check it against the certificate.")
        )
    return render(request, "mediation_registry/complaint_find.html", {"form": form})


def _mine(request: HttpRequest, complaint_id: UUID) -> tuple[Complaint, str, Actor, Any]:
    """A complaint that I made or on which I am heard, and my side; 404 for everybody else, officers too."""
    actor, at = who(request)
    made = queries.own_complaints(actor).filter(pk=complaint_id).first()
    if made is not None:
        return made, COMPLAINANT, actor, at
    return get_object_or_404(queries.put_to_me(actor), pk=complaint_id), MEDIATOR, actor, at


#: The page of each side: what one side reads is not on the other's.
PAGES = {
    COMPLAINANT: "mediation_registry/complaint_complainant.html",
    MEDIATOR: "mediation_registry/complaint_mediator.html",
}


@signed_in
@require_GET
def complaint(request: HttpRequest, complaint_id: UUID) -> HttpResponse:
    """One complaint, as far as it is open to my side."""
    found, side, __actor, at = _mine(request, complaint_id)
    today = timezone.localdate(at)
    words = {
        "complaint": found,
        "side": side,
        "next": next_step(found),
        "evidence": queries.evidence_for(found, side),
        "may_review": can_review(found, today),
        "is_open": found.state not in (rules.DISMISSED, rules.DECISION, rules.REVIEW, rules.CLOSED),
        "is_decided": bool(found.outcome_date),
    }
    if side == COMPLAINANT:
        words |= {
            "steps": steps_for(found),
            "grounds": [GROUND_WORDS[code] for code in found.grounds if code in GROUND_WORDS],
            "may_withdraw": rules.after(found.state, "mediation_registry.complaint_withdrawn") is not None,
        }
    else:
        words["statements"] = list(found.statements.all())
    return render(request, PAGES[side], words)


@signed_in
@require_http_methods(["GET", "POST"])
def add_evidence(request: HttpRequest, complaint_id: UUID) -> HttpResponse:
    """Add a file from my side."""
    found, _side, actor, at = _mine(request, complaint_id)
    posted = request.method == "POST"
    form = EvidenceForm(request.POST if posted else None, request.FILES if posted else None)
    if posted and attempt(form, lambda: actions.add_evidence(
        actor=actor, at=at, complaint_id=found.pk, **form.cleaned_data
    )):  # fmt: skip
        messages.success(request, _("The file was added."))
        return redirect("mediators:complaint", found.pk)
    return _form_page(request, found, form, _("Add a file"), is_file=True)


@signed_in
@require_POST
def withdraw(request: HttpRequest, complaint_id: UUID) -> HttpResponse:
    """Take my complaint back."""
    found, _side, actor, at = _mine(request, complaint_id)
    try:
        actions.withdraw(actor=actor, at=at, complaint_id=found.pk)
        messages.success(request, _("Your complaint was withdrawn."))
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    return redirect("mediators:complaint", found.pk)


@signed_in
@require_http_methods(["GET", "POST"])
def review(request: HttpRequest, complaint_id: UUID) -> HttpResponse:
    """Ask for a review of the decision."""
    found, _side, actor, at = _mine(request, complaint_id)
    form = ReviewForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and attempt(form, lambda: outcomes.open_review(
        actor=actor, at=at, complaint_id=found.pk, reason=form.cleaned_data["reason"]
    )):  # fmt: skip
        messages.success(request, _("The review was asked for."))
        return redirect("mediators:complaint", found.pk)
    return _form_page(request, found, form, _("Ask for a review"))


@keeps_typed(lambda complaint_id, statement_id: f"mediators.statement:{complaint_id}.{statement_id}")
@signed_in
@require_http_methods(["GET", "POST"])
def statement(request: HttpRequest, complaint_id: UUID, statement_id: UUID) -> HttpResponse:
    """The mediator answers what is put to her."""
    found, side, actor, at = _mine(request, complaint_id)
    if side != MEDIATOR:
        raise Http404
    asked = get_object_or_404(found.statements, pk=statement_id, answered_at=None)
    key = f"mediators.statement:{complaint_id}.{statement_id}"
    draft = drafts.load(actor.key, key)
    form = StatementForm(
        request.POST if request.method == "POST" else None, initial=StatementForm.initial_from(draft or {})
    )
    form.is_resumed = draft is not None and request.method == "GET"
    if request.method == "POST" and attempt(form, lambda: outcomes.give_statement(
        actor=actor, at=at, complaint_id=found.pk, statement_id=asked.pk, answer=form.cleaned_data["answer"]
    )):  # fmt: skip
        drafts.discard(actor.key, key)
        messages.success(request, _("Your statement was given."))
        return redirect("mediators:complaint", found.pk)
    return _form_page(request, found, form, _("Your statement"), asked=asked, draft_key=key)


@second_factor_required
@require_GET
def evidence(request: HttpRequest, complaint_id: UUID, evidence_id: UUID) -> HttpResponseBase:
    """Download a file that my side gave."""
    found, side, actor, at = _mine(request, complaint_id)
    row = get_object_or_404(queries.evidence_for(found, side), pk=evidence_id)
    try:
        return sandboxed_response(actor=actor, at=at, exhibit_id=row.exhibit_id)
    except (Exhibit.DoesNotExist, PermissionDenied) as error:
        raise Http404 from error
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect("mediators:complaint", found.pk)


def _form_page(request: HttpRequest, found: Complaint, form: Any, title: str, **words: Any) -> HttpResponse:
    words |= {"complaint": found, "form": form, "title": title}
    return render(request, "mediation_registry/complaint_form.html", words)
