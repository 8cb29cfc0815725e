"""What a person follows: the rhythm of the mails, the search to keep."""

from __future__ import annotations

from datetime import date

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from foreign_law.forms.searching import SearchForm
from foreign_law.models import Rhythm
from foreign_law.queries.searching import Ask

KEPT = ("q", "on", "jurisdiction", "language", "kind", "in_force", "year", "work", "expand")
LONGEST = 1500
MOST_KEPT = 2000  # characters of the column, where a Chinese one counts for nine


class RhythmForm(forms.Form):
    """How often a mail may come."""

    rhythm = forms.ChoiceField(label=_("E-mail"), choices=Rhythm.choices)


class KeepForm(forms.Form):
    """A search to keep: its parameters as they stand."""

    query = forms.CharField(max_length=LONGEST)
    name = forms.CharField(label=_("Name of the search"), max_length=120, required=False)


def kept_query(parameters: QueryDict) -> str:
    """The parameters of a search that make the question, in a fixed order, pages and unreadable values left out;
    empty when nothing is asked.
    """
    form = SearchForm(parameters)
    form.is_valid()
    kept = QueryDict(mutable=True)
    for name in KEPT:
        if form.cleaned_data.get(name) not in ("", None):
            kept[name] = form.cleaned_data["q"] if name == "q" else parameters.get(name, "").strip()
    if without := sorted(set(parameters.getlist("without")))[:32]:
        kept.setlist("without", without)
    asked = set(kept) - {"on", "expand", "without"}
    return kept.urlencode() if asked else ""


def ask_of(query: str, *, today: date) -> Ask:
    """The question of a kept search."""
    parameters = QueryDict(query)
    form = SearchForm(parameters)
    form.is_valid()
    return form.ask(today=today, without=tuple(parameters.getlist("without"))[:32])
