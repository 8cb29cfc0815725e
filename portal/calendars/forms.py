"""What a visitor asks of the calculator, and how staff open an edition."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from portal.calendars.models import CalendarYear
from portal.calendars.queries import open_edition_of
from portal.time_limits import RULES, Rule, Span, TimeLimitError
from portal.time_limits.labels import instrument_of, name_of
from portal.time_limits.sentences import render


def rule_choices(language: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """The rules, grouped by instrument, in one language."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for rule in RULES.values():
        groups.setdefault(instrument_of(rule).in_language(language), []).append(
            (rule.id, name_of(rule).in_language(language))
        )
    return list(groups.items())


def _day(label: Any, *, required: bool = False, help_text: Any = "") -> forms.DateField:
    return forms.DateField(
        label=label,
        required=required,
        help_text=help_text,
        input_formats=["%Y-%m-%d"],
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )


class TimeLimitForm(forms.Form):
    """A rule, the day of the event, and, where there are any, an extension and days left out."""

    rule = forms.ChoiceField(label=_("Time limit"))
    start = _day(_("Day of the event"), required=True, help_text=_("The day itself does not count."))
    extended_to = _day(_("Extended to"), help_text=_("Only if the period has been extended."))
    exclude_from = _day(_("First day left out"), help_text=_("For example an appraisal before filing."))
    exclude_to = _day(_("Last day left out"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        self.language = get_language() or "zh-hant"
        self.fields["rule"].choices = [("", "—"), *rule_choices(self.language)]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Both ends of the days left out, in order."""
        cleaned = super().clean() or {}
        first, last = cleaned.get("exclude_from"), cleaned.get("exclude_to")
        cleaned["exclude"] = ()
        if first and last:
            try:
                cleaned["exclude"] = (Span(first, last),)
            except TimeLimitError as error:
                self.add_error("exclude_to", render(error.step, self.language))
        elif first or last:
            self.add_error(
                "exclude_to" if first else "exclude_from", _("Give both ends of the days left out.")
            )
        return cleaned

    @property
    def chosen(self) -> Rule:
        """The chosen row; only after the form was found valid."""
        return RULES[self.cleaned_data["rule"]]


class OpenEditionForm(forms.ModelForm):
    """Which year of which calendar, and why."""

    class Meta:
        model = CalendarYear
        fields = ("calendar", "year", "reason")

    def clean(self) -> dict[str, Any]:
        """Only one edition of a year is open at a time."""
        cleaned = super().clean() or {}
        calendar, year = cleaned.get("calendar"), cleaned.get("year")
        if calendar and year and open_edition_of(calendar.pk, year):
            self.add_error("year", _("An edition of this year is already open. Finish that one first."))
        return cleaned
