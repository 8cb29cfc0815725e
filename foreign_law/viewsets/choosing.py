"""Statements on the choice of law, edited: every save is a further version with its reason."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from foreign_law.actions import choosing as actions
from foreign_law.forms.choosing_editing import StatementForm
from foreign_law.forms.term_editing import ActForm
from foreign_law.models import ChoiceStatement, Section
from foreign_law.queries import choosing as queries
from foreign_law.viewsets.editing import act_page, editor, reader
from portal.identity.permissions import may

ENTER = "foreign_law.choice_statement_entered"
WITHDRAW = "foreign_law.choice_statement_withdrawn"


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Every statement by section, withdrawn ones too."""
    actor, _at = reader(request)
    found: dict[Section, list[ChoiceStatement]] = defaultdict(list)
    for one in ChoiceStatement.objects.filter(superseded_at=None):
        found[Section(one.section)].append(one)
    words = {
        "title": _("Statements on the choice of law"), "may_edit": may(actor, ENTER),
        "sections": [(section.label, found[section]) for section in Section if section in found],
    }  # fmt: skip
    return render(request, "foreign_law/staff/choice_statements.html", words)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A new statement."""
    actor, at = editor(request, ENTER)
    form = StatementForm(request.POST or None)

    def run() -> None:
        given = form.cleaned_data
        actions.enter_statement(
            actor=actor, at=at, code=given["code"], version=0, reason=given["reason"], values=form.values()
        )

    return act_page(
        request,
        form,
        run,
        back=reverse("law_choosing:index"),
        title=_("Enter a statement"),
        meanwhile=_since(""),
    )


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, code: str) -> HttpResponse:
    """The next version of a statement; its former versions stand below."""
    actor, at = editor(request, ENTER)
    held = _held(code)
    form = StatementForm(request.POST or None, held=held)

    def run() -> None:
        given = form.cleaned_data
        actions.enter_statement(
            actor=actor,
            at=at,
            code=code,
            version=given["version"],
            reason=given["reason"],
            values=form.values(),
        )

    return act_page(
        request, form, run, back=reverse("law_choosing:index"), title=_("Change the statement"), subtitle=code,
        meanwhile=_since(code), versions=queries.versions(code),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, code: str) -> HttpResponse:
    """The statement is shown no more."""
    actor, at = editor(request, WITHDRAW)
    held = _held(code)
    form = ActForm(request.POST or None, initial={"version": held.version})

    def run() -> None:
        given = form.cleaned_data
        actions.withdraw_statement(
            actor=actor, at=at, code=code, version=given["version"], reason=given["reason"]
        )

    return act_page(
        request, form, run, back=reverse("law_choosing:index"), title=_("Withdraw the statement"), subtitle=code,
        meanwhile=_since(code), versions=queries.versions(code), alarming=True,
    )  # fmt: skip


def _held(code: str) -> ChoiceStatement:
    held = queries.newest(code)
    if held is None:
        raise Http404
    return held


def _since(code: str) -> Any:
    """The versions that others saved after the one that an editor saw."""

    def meanwhile(seen: int) -> list[dict[str, Any]]:
        later = [one for one in queries.versions(code) if one.version > seen]
        return [{"statement": one} for one in reversed(later)]

    return meanwhile
