"""Personal pages: who I am, my papers, my licence, the language of my mail."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from portal.drafts import actions as drafts
from portal.drafts.decorators import keeps_typed
from portal.identity.actions import licences, papers, people
from portal.identity.actions.accounts import choose_language
from portal.identity.actions.signing_keys import ENROLLED
from portal.identity.actors import actor_of
from portal.identity.decorators import signed_in
from portal.identity.forms import DocumentForm, LanguageForm, LicenceForm, NamesForm
from portal.identity.gateways import label_of
from portal.identity.models import Person, User
from portal.identity.permissions import may
from portal.identity.queries import DueDates, offices_of
from portal.identity.second_factor import has_factor

NAMES_DRAFT = "identity.names"
DOCUMENT_DRAFT = "identity.document"
LICENCE_DRAFT = "identity.licence"


def own_account(request: HttpRequest) -> User:
    """The signed-in account; ``signed_in`` has seen to it that there is one."""
    return cast(User, request.user)


def own_person(request: HttpRequest) -> Person | None:
    """The person of the signed-in account with names and papers, or None before it was entered."""
    rows = Person.objects.filter(user=own_account(request))
    return rows.prefetch_related("names", "papers__court", "licences__court").first()


@signed_in
@require_GET
def profile(request: HttpRequest) -> HttpResponse:
    """Who I am, what was checked, who checks, what comes next."""
    person = own_person(request)
    on = timezone.localdate()
    dues = DueDates()
    context = {
        "person": person,
        "papers": [_paper_row(paper, on, dues) for paper in person.papers.all()] if person else [],
        "licences": person.licences.all() if person else [],
        "offices": offices_of(own_account(request), on),
        "has_factor": has_factor(own_account(request)),
        "signs": may(actor_of(request, timezone.now()), ENROLLED),
        "language_form": LanguageForm(initial={"language": own_account(request).language}),
        "today": on,
    }
    return render(request, "identity/profile.html", context)


def _paper_row(paper: Any, on: Any, dues: DueDates) -> dict[str, Any]:
    due, provisional = dues.of(timezone.localdate(paper.submitted_at)) if paper.is_open else (None, False)
    return {
        "paper": paper,
        "expired": paper.is_expired(on),
        "due": due,
        "provisional": provisional,
        "adapter": label_of(paper.adapter) if paper.adapter else "",
    }


@keeps_typed(lambda: NAMES_DRAFT)
@signed_in
@require_http_methods(["GET", "POST"])
def names(request: HttpRequest) -> HttpResponse:
    """Enter or correct my names."""
    person, at = own_person(request), timezone.now()
    on = timezone.localdate(at)
    if request.method == "POST":
        form = NamesForm(request.POST, person=person, on=on)
        if form.is_valid() and _done(form, lambda: _save_names(request, form, person, at)):
            drafts.discard(f"user:{own_account(request).pk}", NAMES_DRAFT)
            messages.success(request, _("Your names were recorded."))
            return redirect("identity:profile")
    else:
        initial = (
            {f"name_{name.script.replace('-', '_')}": name.text for name in person.current_names}
            if person
            else {}
        )
        form = NamesForm(initial={**initial, **_kept(request, NamesForm, NAMES_DRAFT)}, person=person, on=on)
    return render(request, "identity/form.html", _page(form, _("My names"), NAMES_DRAFT, "identity:names"))


def _save_names(request: HttpRequest, form: NamesForm, person: Person | None, at: Any) -> None:
    actor = actor_of(request, at)
    values = form.cleaned_data
    born = values.get("birth_date")
    if person is None:
        person = people.register_person(
            actor=actor,
            at=at,
            names=form.names(),
            kind=values["kind"],
            user=own_account(request),
            birth_date=born,
        )
        if form.former():
            people.record_names(actor=actor, at=at, person=person, names={}, former=form.former())
        return
    people.record_names(
        actor=actor, at=at, person=person, names=form.all_names(), former=form.former(), birth_date=born
    )


@keeps_typed(lambda: DOCUMENT_DRAFT)
@signed_in
@require_http_methods(["GET", "POST"])
def add_document(request: HttpRequest) -> HttpResponse:
    """Give an identity document to a court to be checked."""
    person, at = own_person(request), timezone.now()
    if person is None:
        messages.info(request, _("Enter your names first; then you can give your papers."))
        return redirect("identity:names")
    on = timezone.localdate(at)
    if request.method == "POST":
        form = DocumentForm(request.POST, on=on)
        actor = actor_of(request, at)
        if form.is_valid() and _done(
            form, lambda: papers.submit_document(actor=actor, at=at, person=person, **form.cleaned_data)
        ):
            drafts.discard(f"user:{own_account(request).pk}", DOCUMENT_DRAFT)
            messages.success(request, _("Your paper was given to the court. You will be told of the result."))
            return redirect("identity:profile")
    else:
        form = DocumentForm(initial=_kept(request, DocumentForm, DOCUMENT_DRAFT), on=on)
    title = _("Give an identity document")
    return render(request, "identity/form.html", _page(form, title, DOCUMENT_DRAFT, "identity:add_document"))


@signed_in
@require_POST
def withdraw_document(request: HttpRequest, pk: Any) -> HttpResponse:
    """Take back a paper that waits."""
    at = timezone.now()
    person = get_object_or_404(Person, user=own_account(request))
    paper = get_object_or_404(person.papers, pk=pk)
    try:
        papers.withdraw_document(actor=actor_of(request, at), at=at, document=paper)
        messages.success(request, _("The paper was withdrawn."))
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    return redirect("identity:profile")


@keeps_typed(lambda: LICENCE_DRAFT)
@signed_in
@require_http_methods(["GET", "POST"])
def add_licence(request: HttpRequest) -> HttpResponse:
    """Give a lawyer's licence to a court to be checked."""
    person, at = own_person(request), timezone.now()
    if person is None:
        messages.info(request, _("Enter your names first; then you can give your papers."))
        return redirect("identity:names")
    if request.method == "POST":
        form = LicenceForm(request.POST)
        actor = actor_of(request, at)
        if form.is_valid() and _done(
            form, lambda: licences.submit_licence(actor=actor, at=at, person=person, **form.cleaned_data)
        ):
            drafts.discard(f"user:{own_account(request).pk}", LICENCE_DRAFT)
            messages.success(
                request, _("Your licence was given to the court. You will be told of the result.")
            )
            return redirect("identity:profile")
    else:
        form = LicenceForm(initial=_kept(request, LicenceForm, LICENCE_DRAFT))
    title = _("Give a lawyer's licence")
    return render(request, "identity/form.html", _page(form, title, LICENCE_DRAFT, "identity:add_licence"))


@signed_in
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Choose the language of mails and notices."""
    form = LanguageForm(request.POST)
    if form.is_valid():
        choose_language(user=own_account(request), language=form.cleaned_data["language"])
        with translation.override(form.cleaned_data["language"]):
            messages.success(request, _("Mails and notices will come in this language."))
    return redirect("identity:profile")


def _kept(request: HttpRequest, form: Any, key: str) -> dict[str, Any]:
    values = drafts.load(f"user:{own_account(request).pk}", key)
    return form.initial_from(values) if values else {}


def _done(form: Form, act: Any) -> bool:
    """Do the act; what it refuses is shown at the field it names."""
    try:
        act()
    except ValidationError as refusal:
        fields = getattr(refusal, "error_dict", {})
        if fields and set(fields) <= set(form.fields):
            form.add_error(None, refusal)
        else:
            form.add_error(None, ValidationError(refusal.messages))
        return False
    return True


def _page(form: Form, title: str, draft_key: str, url_name: str) -> dict[str, Any]:
    return {"form": form, "title": title, "draft_key": draft_key, "address": reverse(url_name)}
