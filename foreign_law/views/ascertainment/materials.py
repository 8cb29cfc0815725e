"""Doors of materials: hand one in, see what is missing, fill it in, take it back, read the files."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from foreign_law.actions.ascertainment import cited as laws
from foreign_law.actions.ascertainment import materials as acts
from foreign_law.forms.ascertainment import materials as forms
from foreign_law.models import CitedLaw, Material, RouteAttempt
from foreign_law.queries.ascertainment.cited_law import sentence_of, standing_of
from foreign_law.queries.ascertainment.materials import line_of, may_submit, own_attempts
from foreign_law.views.ascertainment.opened import Opened, hidden, material_of, opened
from portal.cases.queries import sides_of
from portal.drafts import actions as drafts
from portal.drafts.decorators import keeps_typed, sent_once
from portal.drafts.sending import once
from portal.exhibits.downloads import sandboxed_response
from portal.exhibits.storage import FileBroken
from portal.identity.decorators import second_factor_required, signed_in
from portal.web.attempts import attempt

Act = Callable[[], Any]


@keeps_typed(lambda reference: f"law.material:{reference}")
@second_factor_required
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@sent_once
def new(request: HttpRequest, reference: str) -> HttpResponse:
    """A side of the case hands in material."""
    here = opened(request, reference)
    if not may_submit(here.law_request, here.reader):
        raise Http404
    return _new(request, here, None)


@keeps_typed(lambda reference, number: f"law.opinion:{reference}~{number}")
@second_factor_required
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@sent_once
def new_for(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """An institution or expert hands in the opinion on its own attempt."""
    here = opened(request, reference)
    asked = own_attempts(here.law_request, here.actor, here.on).filter(number=number).first()
    if asked is None:
        raise Http404
    return _new(request, here, asked)


def _new(request: HttpRequest, here: Opened, asked: RouteAttempt | None) -> HttpResponse:
    reference = here.law_request.reference
    key = f"law.material:{reference}" if asked is None else f"law.opinion:{reference}~{asked.number}"
    sides = sides_of(here.law_request.case, here.actor, here.on) if asked is None else None
    given: dict[str, Any] = {"law_request": here.law_request, "sides": sides, "asked": asked}
    if request.method == "POST":
        form = forms.NewMaterialForm(request.POST, request.FILES, **given)
    else:
        draft = drafts.load(here.actor.key, key)
        form = forms.NewMaterialForm(initial=forms.NewMaterialForm.initial_from(draft or {}), **given)
        form.is_resumed = draft is not None
    kept: list[Material] = []

    def send() -> Material:
        kept.append(acts.receive_material(
            actor=here.actor, at=here.at, request_id=here.law_request.pk, attempt_id=asked.pk if asked else None,
            party_id=form.cleaned_data.get("party"), **form.kept(),
        ))  # fmt: skip
        return kept[0]

    with hidden():
        if request.method == "POST" and attempt(form, once(request, send, at=here.at, leads_to=_address)):
            drafts.discard(here.actor.key, key)
            return _received(request, here, kept[0])
    words = {"form": form, "law_request": here.law_request, "attempt": asked, "draft_key": key}
    return render(request, "foreign_law/ascertainment/material_new.html", words)


def _received(request: HttpRequest, here: Opened, material: Material) -> HttpResponse:
    """Told what came of it: received, and each citation whose text is not there."""
    messages.success(request, _("The court has received it."))
    for one in material.cited.select_related("instrument", "provision").prefetch_related("texts"):
        if sentence := sentence_of(one):
            messages.warning(request, sentence)
    return redirect(_address(material))


def _address(material: Material) -> str:
    return reverse("law:ascertainment_material", args=[material.request.reference, material.number])


@signed_in
@require_GET
def material(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """One material: what is missing, the law it cites with the exact texts, changes since, its files."""
    here = opened(request, reference)
    found = material_of(here, number)
    line = line_of(found, here.on, here.reader)
    words = {
        "line": line,
        "material": found,
        "law_request": here.law_request,
        "cited": [(one, standing_of(one), sentence_of(one)) for one in line.cited],
        "may_complete": line.may_be_completed and bool(line.missing),
        "may_withdraw": line.may_be_completed,
        "show_submitter": here.reader.is_staff or here.reader.is_side,
    }
    return render(request, "foreign_law/ascertainment/material.html", words)


def _own(request: HttpRequest, reference: str, number: int) -> tuple[Opened, Material]:
    """A material that the own side or institution gave and that was not shown yet; 404 otherwise."""
    here = opened(request, reference)
    found = material_of(here, number)
    if not line_of(found, here.on, here.reader).may_be_completed:
        raise Http404
    return here, found


@second_factor_required
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def complete(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """Fill in parts of a material that is not whole yet."""
    here, found = _own(request, reference, number)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = forms.CompletingForm(*sent, material=found, initial={"seen": acts.fingerprint(found)})
    words = {"heading": _("Fill in missing parts"), "line": line_of(found, here.on, here.reader)}
    return _filled(request, here, found, form, lambda: acts.complete_material(
        actor=here.actor, at=here.at, material_id=found.pk, seen=form.cleaned_data["seen"], **form.kept()
    ), words)  # fmt: skip


@second_factor_required
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def law(request: HttpRequest, reference: str, number: int, law: int = 0) -> HttpResponse:
    """One cited law: another one, or the text, translation or judgment of one that is there."""
    here, found = _own(request, reference, number)
    known = _cited(found, law) if law else None
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = forms.LawForm(*sent, cited=known, initial={"seen": acts.fingerprint(found)})

    def run() -> CitedLaw:
        entered: dict[str, Any] = {
            "actor": here.actor, "at": here.at, "material_id": found.pk, "parts": form.kept(),
            "seen": form.cleaned_data["seen"],
        }  # fmt: skip
        if known is not None:
            return laws.complete_cited_law(number=known.number, **entered)
        return laws.add_cited_law(citation=form.cleaned_data["citation"], **entered)

    words = {"heading": _("Cited law") if known else _("Cite another law"), "known": known}
    return _filled(request, here, found, form, run, words)


def _filled(
    request: HttpRequest, here: Opened, found: Material, form: BaseForm, run: Act, words: dict[str, Any]
) -> HttpResponse:
    """The page of a form about a material; when somebody else was quicker, what was typed stays and may be sent again."""
    with hidden():
        if request.method == "POST" and attempt(form, run):
            messages.success(request, _("Done and recorded."))
            return redirect("law:ascertainment_material", here.law_request.reference, found.number)
    if form.is_bound and "seen" in form.fields:
        form.data = form.data.copy()  # type: ignore[attr-defined]
        form.data["seen"] = acts.fingerprint(found)  # type: ignore[index]
    words |= {"form": form, "material": found, "law_request": here.law_request}
    return render(request, "foreign_law/ascertainment/material_form.html", words)


@second_factor_required
@require_POST
def strike(request: HttpRequest, reference: str, number: int, law: int) -> HttpResponse:
    """The material no longer rests on this law."""
    here, found = _own(request, reference, number)
    with hidden():
        try:
            laws.strike_cited_law(
                actor=here.actor, at=here.at, material_id=found.pk, number=_cited(found, law).number
            )
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
        else:
            messages.success(request, _("Done and recorded."))
    return redirect("law:ascertainment_material", reference, number)


@second_factor_required
@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """Take a material back before it is shown in court."""
    here, found = _own(request, reference, number)
    form = forms.WithdrawForm(request.POST or None)
    words = {"heading": _("Withdraw this material"), "alarming": True}
    return _filled(request, here, found, form, lambda: acts.withdraw_material(
        actor=here.actor, at=here.at, material_id=found.pk, reason=form.cleaned_data["reason"]
    ), words)  # fmt: skip


@second_factor_required
@require_GET
def file(request: HttpRequest, reference: str, number: int, which: str) -> HttpResponseBase:
    """One file of a material, as a download: document, translation, or the judgment of a cited law."""
    here = opened(request, reference)
    found = material_of(here, number)
    exhibit = _files(found).get(which)
    if exhibit is None:
        raise Http404
    with hidden():
        try:
            return sandboxed_response(actor=here.actor, at=here.at, exhibit_id=exhibit)
        except (ValidationError, FileBroken):
            messages.warning(request, _("This file cannot be opened now. Please tell the court."))
    return redirect("law:ascertainment_material", reference, number)


def _files(found: Material) -> dict[str, Any]:
    """The files of a material by their word in the address."""
    held: dict[str, Any] = {**found.files}
    for one in found.cited.all():
        held[one.judgment_file] = one.full_text_exhibit_id
        held[one.judgment_translation_file] = one.full_text_translation_id
    return {which: key for which, key in held.items() if key is not None}


def _cited(found: Material, number: int) -> CitedLaw:
    for one in found.cited.all():
        if one.number == number and one.struck_at is None:
            return one
    raise Http404
