"""Forms of somebody who applies: who applies, one criterion, submitting, withdrawing; and the check beforehand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mediation_registry.actions.evidence import accepted_types
from mediation_registry.models import Criterion, RuleVersion
from mediation_registry.models.places import PLACE_LABELS
from mediation_registry.rules import criteria as rules
from mediation_registry.rules.lifecycle import PLACES
from portal.drafts.forms import DraftMixin
from portal.identity.models import Jurisdiction, PersonName

SCRIPTS = {f"name_{script.replace('-', '_')}": script for script in PersonName.Script.values}


def name_field(label: Any, lang: str, **kwargs: Any) -> forms.CharField:
    """A name in one script; the browser neither corrects nor completes it."""
    attrs = {"lang": lang, "autocomplete": "off", "spellcheck": "false"}
    return forms.CharField(
        label=label, required=False, max_length=200, widget=forms.TextInput(attrs=attrs), **kwargs
    )


class FourNamesForm(DraftMixin, forms.Form):
    """The name in each script, as entered; none is converted into another."""

    name_zh_hant = name_field(_("Name in traditional Chinese characters"), "zh-Hant")
    name_zh_hans = name_field(_("Name in simplified Chinese characters"), "zh-Hans")
    name_pt = name_field(_("Name in Portuguese"), "pt")
    name_latin = name_field(
        _("Name in English or romanised"), "en",
        help_text=_("As it stands on the paper, surname first if it stands so there."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if not any(values.get(field, "").strip() for field in SCRIPTS if field in self.fields):
            self.add_error("name_zh_hant", _("Enter the name in at least one script."))
        return values

    def names(self) -> dict[str, str]:
        """Script code to the text entered; an emptied one is withdrawn."""
        return {script: self.cleaned_data.get(field, "") for field, script in SCRIPTS.items()}


class BeginForm(FourNamesForm):
    """Who applies: only what is not known yet is asked."""

    home: forms.ModelChoiceField[Jurisdiction] = forms.ModelChoiceField(
        label=_("Home place"), queryset=Jurisdiction.objects.none(), empty_label=None, widget=forms.RadioSelect,
        help_text=_("Where you chiefly live or work. It may be another place than that of the application."),
    )  # fmt: skip

    def __init__(self, *args: Any, knows_person: bool, knows_entry: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.knows_person = knows_person
        if knows_person:
            for field in SCRIPTS:
                del self.fields[field]
        if knows_entry:
            del self.fields["home"]
        else:
            home: Any = self.fields["home"]
            home.queryset = Jurisdiction.objects.filter(code__in=[place.jurisdiction for place in PLACES])
            home.label_from_instance = lambda row: PLACE_LABELS[row.code]

    def clean(self) -> dict[str, Any]:
        return (self.cleaned_data or {}) if self.knows_person else super().clean()


def file_hint(version: RuleVersion) -> str:
    """Which files the authority accepts, in words."""
    types, limit = accepted_types(version), version.largest_file_mb
    if types and limit:
        sentence = _("%(types)s, each file up to %(limit)s MB.")
        return sentence % {"types": ", ".join(types).upper(), "limit": limit}
    if types:
        return _("%(types)s, each file up to 50 MB.") % {"types": ", ".join(types).upper()}
    if limit:
        return _("PDF, image, office or text file, each up to %(limit)s MB.") % {"limit": limit}
    return str(_("PDF, image, office or text file, each up to 50 MB."))


class AnswerForm(DraftMixin, forms.Form):
    """The answer to one criterion: what its measure asks, an explanation, one file at a time."""

    declared = forms.BooleanField(label=_("I declare that I meet this criterion"), required=False)
    number = forms.IntegerField(
        label=_("Number"), required=False, min_value=0, max_value=rules.LARGEST_NUMBER
    )
    text = forms.CharField(
        label=_("Explanation"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Not compulsory. What the assessor should know: where, when, with whom."),
    )  # fmt: skip
    upload = forms.FileField(label=_("Add a file"), required=False)
    description = forms.CharField(
        label=_("What the file shows"), required=False, max_length=200,
        help_text=_("For example: certificate of the training course, 3 March 2025."),
    )  # fmt: skip

    def __init__(self, *args: Any, criterion: Criterion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if criterion.measure in rules.NUMBERED:
            self.fields["number"].label = NUMBER_LABELS[criterion.measure]
            self.fields["number"].widget.attrs.update({"class": "short", "inputmode": "numeric"})
            del self.fields["declared"]
        else:
            del self.fields["number"]
            if criterion.measure != rules.DECLARATION:
                del self.fields["declared"]
        self.fields["upload"].help_text = file_hint(criterion.rule_version)

    def answer(self) -> dict[str, Any]:
        """What was entered, as the action takes it."""
        values = self.cleaned_data
        return {
            "declared": bool(values.get("declared")),
            "number": values.get("number"),
            "text": values.get("text", ""),
        }


NUMBER_LABELS = {"years": _("Number of years"), "count": _("Number of cases"), "hours": _("Number of hours")}


class SubmitForm(forms.Form):
    """The declaration with which an application is handed in."""

    is_true = forms.BooleanField(
        label=_("I declare that what I entered is true and that the files are genuine."),
        error_messages={"required": _("Confirm the declaration before you hand the application in.")},
    )


class WithdrawForm(forms.Form):
    """Taking an application or a listing back; nobody owes a reason."""

    reason = forms.CharField(
        label=_("Reason"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Not compulsory."),
    )  # fmt: skip


def said_in(query: Mapping[str, str], criteria: Iterable[Criterion]) -> dict[str, rules.Said]:
    """What somebody ticked on the public page, by code of the criterion; nothing of it is kept.

    ``d-<code>`` a declaration, ``n-<code>`` a number, ``f-<code>`` "I have a document".
    """
    found: dict[str, rules.Said] = {}
    for criterion in criteria:
        declared, held = f"d-{criterion.code}" in query, f"f-{criterion.code}" in query
        typed = query.get(f"n-{criterion.code}", "").strip()
        number = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 6 else None
        if declared or held or number is not None:
            found[criterion.code] = rules.Said(declared=declared, number=number, files=int(held))
    return found
