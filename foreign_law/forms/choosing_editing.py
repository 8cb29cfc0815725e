"""A statement on the choice of law, as a librarian enters it. Validates, saves nothing."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from foreign_law.documents.citing_sources import INSTRUMENTS
from foreign_law.forms.choosing import DISPUTES, FOREIGN, LAWS, PLACES, RELATIONS, VERDICTS
from foreign_law.forms.searching import DayField
from foreign_law.forms.term_editing import ActForm
from foreign_law.models import ChoiceStatement, Confidence, Section
from i18n import languages

CONDITIONS = {
    "relation": (_("Kind of relation"), RELATIONS),
    "foreign": (_("Foreign element"), FOREIGN),
    "verdict": (_("Answer of the check"), VERDICTS),
    "party": (_("Place of a party"), PLACES),
    "chosen": (_("Law chosen"), LAWS),
    "disputes": (_("Who decides disputes"), DISPUTES),
}


#: The word of an address beside those of the statements: one of this name could never be opened again.
TAKEN = "new"


def _text_name(code: str) -> str:
    return f"text_{code.replace('-', '_')}"


class StatementForm(ActForm):
    """Words in four languages, source, date, what it rests on, when it is shown."""

    code = forms.SlugField(label=_("Identifier"), max_length=60)
    section = forms.ChoiceField(label=_("Section of the answer"), choices=Section.choices)
    order = forms.IntegerField(label=_("Order of reading"), min_value=0, max_value=30_000, initial=1000)
    instrument = forms.CharField(
        label=_("Source"), max_length=60, widget=forms.TextInput(attrs={"list": "instruments"}),
        help_text=_("A short name of the list, or the instrument's own name."),
    )  # fmt: skip
    article = forms.CharField(
        label=pgettext_lazy("of an instrument", "Article"), required=False, max_length=60
    )
    address = forms.URLField(label=_("Address"), required=False, max_length=1000, assume_scheme="https")
    source_date = DayField(label=_("Date of the source"))
    confidence = forms.ChoiceField(label=_("Rests on"), choices=Confidence.choices)

    def __init__(self, *args: Any, held: ChoiceStatement | None = None, **options: Any) -> None:
        options["initial"] = _initial(held) | options.get("initial", {})
        super().__init__(*args, **options)
        for code in languages.CODES:
            language = languages.get(code)
            self.fields[_text_name(code)] = forms.CharField(
                label=language.own_name, max_length=3000,
                widget=forms.Textarea(attrs={"rows": 4, "lang": languages.html_lang(code)}),
            )  # fmt: skip
        for name, (label, words) in CONDITIONS.items():
            self.fields[f"if_{name}"] = forms.MultipleChoiceField(
                label=label, required=False, choices=list(words.items()),
                widget=forms.CheckboxSelectMultiple, help_text=_("None ticked: whatever the answer is."),
            )  # fmt: skip
        if held is not None:
            self.fields["code"].disabled = True
        texts = [_text_name(code) for code in languages.CODES]
        self.order_fields(["code", "section", *texts, "instrument", "article"])
        self.instruments = list(INSTRUMENTS.items())

    def clean_code(self) -> str:
        """An identifier under which the statement has a page of its own."""
        code: str = self.cleaned_data["code"]
        if code == TAKEN:
            raise forms.ValidationError(
                _("Choose another identifier; this one is a word of the portal's own.")
            )
        return code

    def values(self) -> dict[str, Any]:
        """The columns of a statement."""
        given = self.cleaned_data
        names = ("section", "order", "instrument", "article", "address", "source_date", "confidence")
        conditions = {name: given[f"if_{name}"] for name in CONDITIONS if given[f"if_{name}"]}
        texts = {code: given[_text_name(code)].strip() for code in languages.CODES}
        return {**{name: given[name] for name in names}, "conditions": conditions, "texts": texts}


def _initial(held: ChoiceStatement | None) -> dict[str, Any]:
    if held is None:
        return {"version": 0}
    names = (
        "code", "version", "section", "order", "instrument", "article", "address", "source_date", "confidence",
    )  # fmt: skip
    return {
        **{name: getattr(held, name) for name in names},
        **{_text_name(code): text for code, text in held.texts.items()},
        **{f"if_{name}": list(values) for name, values in held.conditions.items()},
    }
