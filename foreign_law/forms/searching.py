"""What a reader may ask of the library. Validates, saves nothing."""

from __future__ import annotations

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from foreign_law.models import Jurisdiction, Kind
from foreign_law.queries.searching import Ask
from foreign_law.search.units import JUDGMENT_KIND, MAINLAND_KIND
from i18n.languages import LANGUAGES
from portal.search.forms import LONGEST, QueryField

__all__ = ["JURISDICTIONS", "KINDS", "LAST_PAGE", "LONGEST", "DayField", "ReadingForm", "SearchForm"]

LAST_PAGE = 200
JURISDICTIONS = [(code.lower(), label) for code, label in Jurisdiction.choices]
KINDS = [
    *Kind.choices,
    (JUDGMENT_KIND, _("Judgment of Hong Kong or Macao")),
    (MAINLAND_KIND, _("Mainland judgment applying that law")),
]


class DayField(forms.DateField):
    """A calendar day as ``2018-05-01``."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    input_formats = ("%Y-%m-%d",)
    default_error_messages = {
        "invalid": _("Enter the day as year-month-day, for example 2018-05-01."),
    }


class SearchForm(forms.Form):
    """The search page's parameters. Everything may be missing."""

    q = QueryField(label=_("Words, a term or a citation"), required=False)
    on = DayField(label=_("As the law stood on"), required=False)
    jurisdiction = forms.ChoiceField(
        label=_("Jurisdiction"), required=False, choices=[("", ""), *JURISDICTIONS]
    )
    language = forms.ChoiceField(
        label=_("Language of the text"), required=False, choices=[("", ""), *LANGUAGES]
    )
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", ""), *KINDS])
    in_force = forms.ChoiceField(
        label=_("In force"), required=False, choices=[("", ""), ("yes", _("Yes")), ("no", _("No"))]
    )
    year = forms.IntegerField(label=_("Year"), required=False, min_value=1, max_value=9999)
    work = forms.RegexField(r"^(cn|hk|mo)/[a-z0-9/-]{1,100}$", required=False)
    expand = forms.ChoiceField(required=False, choices=[("", ""), ("0", "0"), ("1", "1")])
    page = forms.IntegerField(required=False, min_value=1, max_value=LAST_PAGE)

    def ask(self, *, today: date, without: tuple[str, ...] = ()) -> Ask:
        """The question with every parameter that could be read; unreadable ones are left out."""
        given = self.cleaned_data
        return Ask(
            text=given.get("q") or "",
            today=today,
            on=given.get("on"),
            jurisdiction=given.get("jurisdiction") or "",
            language=given.get("language") or "",
            kind=given.get("kind") or "",
            year=given.get("year"),
            in_force={"yes": True, "no": False}.get(given.get("in_force") or ""),
            expand=given.get("expand") != "0",
            without=without,
            work=given.get("work") or "",
            grouped=not given.get("work"),
            page=given.get("page") or 1,
        )


class ReadingForm(forms.Form):
    """The reading page's parameters: a day, another day to compare with, a second language."""

    on = DayField(label=_("As the law stood on"), required=False)
    compare = DayField(label=_("Compare with"), required=False)
    second = forms.ChoiceField(required=False, choices=[("", ""), ("none", "none"), *LANGUAGES])

    def __init__(self, parameters: dict[str, str]) -> None:
        super().__init__({**parameters, "second": parameters.get("with", "")})
        self.full_clean()

    @property
    def on_date(self) -> date | None:
        """The day chosen; None when none was chosen or it could not be read."""
        return self.cleaned_data.get("on")

    @property
    def compare_date(self) -> date | None:
        """The day to compare with."""
        return self.cleaned_data.get("compare")

    @property
    def second_language(self) -> str:
        """A language code, ``none`` for one language only, empty for the usual one."""
        return self.cleaned_data.get("second") or ""
