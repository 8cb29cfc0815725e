"""The dashboard of a mediator or organisation, and the profile."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mediation_registry.actions import claims as claim_acts
from mediation_registry.actions import profiles as acts
from mediation_registry.actions.beginning import record_own_names
from mediation_registry.forms.applying import SCRIPTS, FourNamesForm
from mediation_registry.forms.profile import ClaimForm, EvidenceForm, LanguagesForm, PracticeForm, ProfileForm
from mediation_registry.models import Claim, Registrant
from mediation_registry.queries import dashboard, own
from mediation_registry.views.own_doors import entry_of, who
from portal.drafts import actions as drafts
from portal.drafts.decorators import keeps_typed
from portal.exhibits.downloads import sandboxed_response
from portal.exhibits.models import Exhibit
from portal.identity.decorators import signed_in
from portal.web.attempts import attempt

PROFILE_DRAFT = "mediation_registry.edit_profile"
PRACTICE_DRAFT = "mediation_registry.practice"


@signed_in
@require_GET
def me(request: HttpRequest) -> HttpResponse:
    """Everything that concerns the own qualification, on one page."""
    actor, at, day = who(request)
    registrant = own.own_entry(actor)
    if registrant is None:
        return render(request, "mediation_registry/own_nobody.html")
    words = dashboard.page(registrant, actor, at, day)
    return render(request, "mediation_registry/own_me.html", words)


@signed_in
@require_http_methods(["GET", "POST"])
def names(request: HttpRequest) -> HttpResponse:
    """The names in the four scripts, as entered."""
    actor, at, _day = who(request)
    registrant = entry_of(actor)
    held = {name.script: name.text for name in registrant.person.current_names}
    initial = {field: held.get(script, "") for field, script in SCRIPTS.items()}
    form = FourNamesForm(request.POST or None, initial=initial)
    if request.method == "POST" and attempt(form, lambda: record_own_names(
        actor=actor, at=at, registrant=registrant, names=form.names()
    )):  # fmt: skip
        messages.success(request, _("Your names were recorded."))
        return redirect("mediators:me")
    return render(request, "mediation_registry/own_names.html", {"registrant": registrant, "form": form})


@keeps_typed(lambda: PROFILE_DRAFT)
@signed_in
@require_http_methods(["GET", "POST"])
def edit_profile(request: HttpRequest) -> HttpResponse:
    """Work, fee, mode, contact."""
    actor, at, _day = who(request)
    registrant = entry_of(actor)
    if request.method == "POST":
        form = ProfileForm(request.POST, registrant=registrant)
        if attempt(form, lambda: acts.edit_profile(
            actor=actor, at=at, registrant_id=registrant.pk, entries=form.entries()
        )):  # fmt: skip
            drafts.discard(actor.key, PROFILE_DRAFT)
            messages.success(request, _("Your profile was saved. What is published is for you to choose."))
            return redirect("mediators:me")
    else:
        form = _opened(
            ProfileForm, actor.key, PROFILE_DRAFT, ProfileForm.initial_of(own.profile_of(registrant)),
            registrant=registrant,
        )  # fmt: skip
    words = {"registrant": registrant, "form": form, "draft_key": PROFILE_DRAFT}
    return render(request, "mediation_registry/own_profile.html", words)


def _opened(make: Any, owner: str, key: str, initial: dict[str, Any], **kwargs: Any) -> Any:
    """A form that opens with what was typed before, else with what is recorded."""
    draft = drafts.load(owner, key)
    form = make(initial=make.initial_from(draft) if draft is not None else initial, **kwargs)
    form.is_resumed = draft is not None
    return form


@signed_in
@require_http_methods(["GET", "POST"])
def languages(request: HttpRequest) -> HttpResponse:
    """Working languages with the level in each."""
    actor, at, _day = who(request)
    registrant = entry_of(actor)
    form = LanguagesForm(request.POST or None, initial=LanguagesForm.initial_of(own.profile_of(registrant)))
    if request.method == "POST" and attempt(form, lambda: acts.record_languages(
        actor=actor, at=at, registrant_id=registrant.pk, languages=form.languages()
    )):  # fmt: skip
        messages.success(request, _("Your working languages were recorded."))
        return redirect("mediators:me")
    return render(request, "mediation_registry/own_languages.html", {"registrant": registrant, "form": form})


@keeps_typed(lambda: PRACTICE_DRAFT)
@signed_in
@require_http_methods(["GET", "POST"])
def practice(request: HttpRequest) -> HttpResponse:
    """Kinds of dispute, areas of strength, legal systems from the lists; entries in own words below."""
    actor, at, _day = who(request)
    registrant = entry_of(actor)
    rows = own.claims_of(registrant)
    if request.method == "POST":
        form = PracticeForm(request.POST)
        if attempt(form, lambda: [
            acts.declare_practice(
                actor=actor, at=at, registrant_id=registrant.pk, kind=kind, codes=form.cleaned_data[kind]
            )
            for kind in PracticeForm.KINDS
        ]):  # fmt: skip
            drafts.discard(actor.key, PRACTICE_DRAFT)
            messages.success(request, _("Your practice was recorded as self-declared."))
            return redirect("mediators:practice")
    else:
        chosen = {
            kind: [row.code for row in rows if row.kind == kind and row.code] for kind in PracticeForm.KINDS
        }
        form = _opened(PracticeForm, actor.key, PRACTICE_DRAFT, chosen)
    return _practice_page(request, registrant, rows, form, ClaimForm(prefix="own"))


def _practice_page(
    request: HttpRequest, registrant: Registrant, rows: list[Claim], form: PracticeForm, claim_form: ClaimForm
) -> HttpResponse:
    words = {
        "registrant": registrant, "form": form, "claim_form": claim_form, "claims": rows,
        "draft_key": PRACTICE_DRAFT,
    }  # fmt: skip
    return render(request, "mediation_registry/own_practice.html", words)


@signed_in
@require_http_methods(["GET", "POST"])
def add_claim(request: HttpRequest) -> HttpResponse:
    """One entry in own words."""
    actor, at, _day = who(request)
    registrant = entry_of(actor)
    form = ClaimForm(request.POST or None)
    if request.method == "POST" and attempt(form, lambda: acts.make_claim(
        actor=actor, at=at, registrant_id=registrant.pk, **form.cleaned_data
    )):  # fmt: skip
        messages.success(request, _("The entry was recorded as self-declared."))
        return redirect("mediators:practice")
    return render(request, "mediation_registry/own_claim.html", {"registrant": registrant, "form": form})


def _claim(registrant: Registrant, claim_id: UUID) -> Claim:
    rows = Claim.objects.select_related("verified_by", "evidence")
    return get_object_or_404(rows, pk=claim_id, profile=registrant.pk, withdrawn_at=None)


@signed_in
@require_http_methods(["GET", "POST"])
def claim_evidence(request: HttpRequest, claim_id: UUID) -> HttpResponse:
    """A file that shows what was declared."""
    actor, at, _day = who(request)
    registrant = entry_of(actor)
    claim = _claim(registrant, claim_id)
    form = EvidenceForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and attempt(form, lambda: claim_acts.add_claim_evidence(
        actor=actor, at=at, registrant_id=registrant.pk, claim_id=claim.pk,
        upload=form.cleaned_data["upload"], declared_name=form.cleaned_data["upload"].name,
    )):  # fmt: skip
        messages.success(
            request, _("The file was added. An assessor of your home place can now verify the entry.")
        )
        return redirect("mediators:practice")
    words = {"registrant": registrant, "claim": claim, "form": form}
    return render(request, "mediation_registry/own_evidence.html", words)


@signed_in
@require_GET
def claim_file(request: HttpRequest, claim_id: UUID) -> HttpResponseBase:
    """Download one's own file, as an attachment that no browser runs."""
    actor, at, _day = who(request)
    claim = _claim(entry_of(actor), claim_id)
    if claim.evidence_id is None:
        raise Http404
    try:
        return sandboxed_response(actor=actor, at=at, exhibit_id=claim.evidence_id)
    except (Exhibit.DoesNotExist, PermissionDenied) as error:
        raise Http404 from error
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("mediators:practice")


@signed_in
@require_POST
def withdraw_claim(request: HttpRequest, claim_id: UUID) -> HttpResponse:
    """Take a declared entry back."""
    actor, at, _day = who(request)
    registrant = entry_of(actor)
    claim = _claim(registrant, claim_id)
    done(request, _("The entry was withdrawn."), lambda: acts.withdraw_claim(
        actor=actor, at=at, registrant_id=registrant.pk, claim_id=claim.pk
    ))  # fmt: skip
    return redirect("mediators:practice")


def done(request: HttpRequest, sentence: str, act: Callable[[], Any]) -> None:
    """Run an action without a form, and say what became of it."""
    try:
        act()
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, sentence)
