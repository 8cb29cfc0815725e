"""May the parties choose the law: the plain check, and model clauses."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from foreign_law.documents.citing_sources import source_words
from foreign_law.documents.model_clauses import Clause, as_letter, clause_of, clauses
from foreign_law.forms.choosing import DISPUTES, FOREIGN, LAWS, VERDICTS, ChoosingForm
from foreign_law.models import ChoiceStatement
from foreign_law.queries import choosing as queries
from foreign_law.views.shown import interface_language
from i18n import languages

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_safe
def choosing(request: HttpRequest) -> HttpResponse:
    """The questions; the answer in statements with their sources once something is asked; the model clauses."""
    form = ChoosingForm(request.GET)
    is_readable = form.is_valid()
    facts = form.facts()
    asked = any(request.GET.get(name) for name in form.fields)
    words: dict[str, Any] = {
        "form": form, "asked": asked, "unreadable": asked and not is_readable,
        "clauses": [(clause, _named(clause), _shown(clause)) for clause in _fitting(facts.chosen, facts.disputes)],
    }  # fmt: skip
    if asked:
        found = queries.answered(facts)
        words |= {
            "answer": found, "verdict": VERDICTS[found.verdict], "foreign": FOREIGN[facts.foreign],
            "sections": [
                (section.label, [(one, said(one), cited(one)) for one in rows])
                for section, rows in found.sections
            ],
        }  # fmt: skip
    return render(request, "foreign_law/choosing.html", words)


@require_safe
def clause(request: HttpRequest, law: str, disputes: str) -> HttpResponse:
    """A model clause with its cautions as DOCX, in four languages, the page's first."""
    from portal.documents.docx import write_docx  # with the first clause taken: what writes one is large

    found = clause_of(law, disputes)
    if found is None:
        raise Http404
    answer = HttpResponse(write_docx(as_letter(found, interface_language())), content_type=DOCX)
    answer["Content-Disposition"] = f'attachment; filename="clause-{law}-{disputes}.docx"'
    return answer


def said(statement: ChoiceStatement) -> str:
    """The statement in the language of the page."""
    own = interface_language()
    order = (own, *languages.FALLBACKS[own])
    return next(statement.texts[code] for code in order if statement.texts.get(code))


def cited(statement: ChoiceStatement) -> str:
    """Its source in words."""
    return source_words(statement.instrument, statement.article)


def _fitting(law: str, disputes: str) -> list[Clause]:
    """The clauses for what was answered; all of them where nothing fits."""
    fitting = [
        one for one in clauses() if (not law or one.law == law) and (not disputes or one.disputes == disputes)
    ]
    return fitting or list(clauses())


def _named(one: Clause) -> list[Any]:
    return [LAWS[one.law], DISPUTES[one.disputes]]


def _shown(one: Clause) -> list[tuple[str, list[str], list[tuple[str, str]]]]:
    """For each language, the page's first: the sentences, and for the page's own the cautions with their sources."""
    own = interface_language()
    order = (own, *(code for code in languages.CODES if code != own))
    return [
        (
            code,
            [part.texts[code] for part in one.parts],
            [
                (part.caution[code], "; ".join(source_words(*source) for source in part.sources))
                for part in one.parts
            ]
            if code == own
            else [],
        )
        for code in order
    ]
