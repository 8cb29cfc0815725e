"""The term base, edited: concepts with their terms and history; every button calls an action."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from foreign_law.actions import term_editing as actions
from foreign_law.forms.concordance import TermsForm
from foreign_law.forms.term_editing import ActForm, ConceptForm, MergeForm, TermForm
from foreign_law.models import Concept
from foreign_law.queries import concordance, term_changes
from foreign_law.rules.term_states import PLACE, differences
from foreign_law.viewsets.editing import act_page, editor, reader
from portal.identity.actors import names_of
from portal.identity.permissions import may

F = "foreign_law."


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Look a concept up to edit it."""
    actor, _at = reader(request)
    form = TermsForm(request.GET)
    form.is_valid()
    listed = concordance.concepts(form.wanted())
    query = request.GET.copy()
    query.pop("page", None)
    words = {
        "title": _("Term base"), "listed": listed, "wanted": listed.wanted, "kept": query.urlencode(),
        "may_edit": may(actor, F + "term_added"), "proposals": len(term_changes.seed_differences()),
    }  # fmt: skip
    return render(request, "foreign_law/staff/terms.html", words)


@require_safe
def concept(request: HttpRequest, slug: str) -> HttpResponse:
    """One concept: its terms with their buttons, its history; two states compared when asked."""
    actor, _at = reader(request)
    found = _concept(slug)
    history = term_changes.history(found)
    words: dict[str, Any] = {
        "title": slug, "concept": found, "state": actions.state_of(found), "history": history,
        "names": names_of({one.change.actor_key for one in history}),
        "may_edit": may(actor, F + "term_changed") and not found.merged_into,
        **_compared(found, request.GET.get("first", ""), request.GET.get("second", "")),
    }  # fmt: skip
    return render(request, "foreign_law/staff/concept.html", words)


@require_safe
def proposals(request: HttpRequest) -> HttpResponse:
    """Where a renewed glossary differs from what editors keep."""
    actor, _at = reader(request)
    words = {
        "title": _("Differences from the glossary"), "proposals": term_changes.seed_differences(),
        "may_edit": may(actor, F + "terms_adopted"),
    }  # fmt: skip
    return render(request, "foreign_law/staff/term_proposals.html", words)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A new concept with its first term."""
    actor, at = editor(request, F + "concept_added")
    form = ConceptForm(request.POST or None, initial={"version": 0})

    def run() -> None:
        values = form.values()
        values.pop("version")
        actions.add_concept(actor=actor, at=at, **values)

    return act_page(request, form, run, back=reverse("law_terms:index"), title=_("Add a concept"))


@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, slug: str) -> HttpResponse:
    """A further term."""
    actor, at = editor(request, F + "term_added")
    found = _concept(slug)
    form = TermForm(request.POST or None, initial={"version": found.version})
    return _page(
        request, found, form, _("Add a term"),
        lambda: actions.add_term(actor=actor, at=at, concept_id=found.pk, **form.values()),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, slug: str) -> HttpResponse:
    """Another wording, standing, source, degree or note; the term stands in the query string."""
    actor, at = editor(request, F + "term_changed")
    found, place = _concept(slug), _place(request)
    held = _row(found, place)
    if held is None and request.method == "GET":
        raise Http404
    form = TermForm(request.POST or None, initial={**(held or {}), "version": found.version})
    return _page(
        request, found, form, _("Change the term"),
        lambda: actions.change_term(actor=actor, at=at, concept_id=found.pk, place=place, **form.values()),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, slug: str) -> HttpResponse:
    """The term is used no more."""
    actor, at = editor(request, F + "term_withdrawn")
    found, place = _concept(slug), _place(request)
    if _row(found, place) is None and request.method == "GET":
        raise Http404
    form = ActForm(request.POST or None, initial={"version": found.version})
    return _page(
        request, found, form, _("Withdraw the term"),
        lambda: actions.withdraw_term(actor=actor, at=at, concept_id=found.pk, place=place, **form.values()),
        sentences=[place[-1]], alarming=True,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def restore(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """An older state, by an act of its own."""
    actor, at = editor(request, F + "terms_restored")
    found = _concept(slug)
    state = term_changes.state_after(found, number)
    if state is None:
        raise Http404
    form = ActForm(request.POST or None, initial={"version": found.version})
    return _page(
        request, found, form, _("Restore this state"),
        lambda: actions.restore(actor=actor, at=at, concept_id=found.pk, number=number, **form.values()),
        differences=differences(actions.state_of(found), state),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def adopt(request: HttpRequest, slug: str) -> HttpResponse:
    """The glossary's state in place of the editors'."""
    actor, at = editor(request, F + "terms_adopted")
    found = _concept(slug)
    form = ActForm(request.POST or None, initial={"version": found.version})
    proposal = next((one for one in term_changes.seed_differences() if one.concept.pk == found.pk), None)
    return _page(
        request, found, form, _("Take over the glossary's state"),
        lambda: actions.adopt_seed(actor=actor, at=at, concept_id=found.pk, **form.values()),
        differences=proposal.differences if proposal else [],
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def merge(request: HttpRequest, slug: str) -> HttpResponse:
    """The concept joins another one."""
    actor, at = editor(request, F + "concepts_merged")
    found = _concept(slug)
    form = MergeForm(request.POST or None, initial={"version": found.version})

    def run() -> None:
        values = form.values()
        actions.merge(
            actor=actor, at=at, concept_id=found.pk, into=values["into"].pk, version=values["version"],
            reason=values["reason"],
        )  # fmt: skip

    return _page(request, found, form, _("Merge into another concept"), run, alarming=True)


def _page(
    request: HttpRequest, found: Concept, form: ActForm, title: str, run: Any, **words: Any
) -> HttpResponse:
    return act_page(
        request, form, run, back=reverse("law_terms:concept", args=[found.slug]), title=title, subtitle=found.slug,
        meanwhile=lambda seen: term_changes.changed_since(found, seen), **words,
    )  # fmt: skip


def _concept(slug: str) -> Concept:
    found = Concept.objects.filter(slug=slug).select_related("merged_into").first()
    if found is None:
        raise Http404
    return found


def _place(request: HttpRequest) -> tuple[str, ...]:
    return tuple(request.GET.get(name, "") for name in PLACE)


def _row(found: Concept, place: Sequence[str]) -> dict[str, str] | None:
    return next(
        (one for one in actions.state_of(found) if tuple(one[name] for name in PLACE) == tuple(place)), None
    )


def _compared(found: Concept, first: str, second: str) -> dict[str, Any]:
    """Two states side by side, where both numbers name one."""
    if not (first.isascii() and first.isdigit() and second.isascii() and second.isdigit()):
        return {}
    before, after = (term_changes.state_after(found, int(number[:6])) for number in (first, second))
    if before is None or after is None:
        return {}
    return {"compared": differences(before, after), "first": int(first[:6]), "second": int(second[:6])}
