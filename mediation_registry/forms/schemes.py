"""Forms of what the certification stands on: schemes, local rules with criteria, intakes, powers by cited rule."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import validate_slug
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from i18n import languages
from mediation_registry.actions.schemes import Citation, CriterionRow, Door
from mediation_registry.forms.desk import day, text
from mediation_registry.models import Criterion, EnablingRule, Registrant, RuleVersion, Scheme
from mediation_registry.rules.lifecycle import PLACES
from mediation_registry.rules.windows import CLOCK
from portal.identity.models import Authority, Jurisdiction

SEATS = (
    ("intake", _("takes in applications")), ("assessment", _("assesses")), ("recognition", _("recognises")),
    ("committee", _("sits in the Working Committee")),
)  # fmt: skip
MOST_CRITERIA = 40


def column(code: str) -> str:
    """``zh-hant`` → ``zh_hant``, as it stands in the names of fields."""
    return code.replace("-", "_")


class CitedForm(forms.Form):
    """What stands on an instrument."""

    instrument = forms.CharField(
        label=_("Instrument"), max_length=300, help_text=_("Its title, as published.")
    )
    instrument_no = forms.CharField(label=_("Number of the instrument"), max_length=100, required=False)
    instrument_date = day(label=_("Date of the instrument"), required=False)
    source_url = forms.URLField(
        label=_("Address of the source"), max_length=500, required=False, assume_scheme="https"
    )

    def citation(self) -> Citation:
        """The instrument as the actions take it."""
        entries = self.cleaned_data
        return Citation(
            instrument=entries["instrument"], instrument_no=entries["instrument_no"],
            instrument_date=entries["instrument_date"], source_url=entries["source_url"],
        )  # fmt: skip


class SchemeForm(CitedForm):
    """A scheme with its name in four languages and its doors in the three places."""

    sentence = _(
        "A scheme exists only on an instrument. For organisations none was found published; enter one only once your "
        "authority has made it."
    )
    code = forms.SlugField(label=_("Code"), max_length=40, help_text=_("Latin letters, digits and hyphens."))
    kind = forms.ChoiceField(label=_("For"), choices=Registrant.Kind.choices)
    is_fictitious = forms.BooleanField(label=_("Fictitious, for demonstration"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for language in languages.ALL:
            self.fields[f"name_{column(language.code)}"] = forms.CharField(
                label=_("Name (%(language)s)") % {"language": language.own_name}, max_length=200
            )
        authorities = Authority.objects.select_related("jurisdiction").order_by("code")
        self.jurisdictions = {row.code: row for row in Jurisdiction.objects.filter(code__in=_codes())}
        for place in PLACES:
            rows = authorities.filter(jurisdiction__code=place.jurisdiction)
            for seat, label in SEATS:
                name = _("%(place)s: %(task)s") % {
                    "place": self.jurisdictions[place.jurisdiction].name,
                    "task": label,
                }
                self.fields[f"{place.code}_{seat}"] = forms.ModelChoiceField(label=name, queryset=rows)

    def entries(self) -> dict[str, Any]:
        """What the action takes."""
        cleaned = self.cleaned_data
        doors = [
            Door(
                jurisdiction=self.jurisdictions[place.jurisdiction],
                **{seat: cleaned[f"{place.code}_{seat}"] for seat, _label in SEATS},
            )
            for place in PLACES
        ]
        names = {code: cleaned[f"name_{column(code)}"] for code in languages.CODES}
        return {
            "code": cleaned["code"], "kind": cleaned["kind"], "is_fictitious": cleaned["is_fictitious"],
            "names": names, "citation": self.citation(), "doors": doors,
        }  # fmt: skip


def _codes() -> list[str]:
    return [place.jurisdiction for place in PLACES]


class SchemeAndPlace(forms.Form):
    """A scheme and one of the places whose rules the officer keeps."""

    scheme: forms.ModelChoiceField[Scheme] = forms.ModelChoiceField(
        label=_("Scheme"), queryset=Scheme.objects.none()
    )
    jurisdiction: forms.ModelChoiceField[Jurisdiction] = forms.ModelChoiceField(
        label=_("Place"), queryset=Jurisdiction.objects.none(), to_field_name="code"
    )

    def __init__(self, *args: Any, schemes: Any, places: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, rows in (("scheme", schemes), ("jurisdiction", places)):
            field: Any = self.fields[name]
            field.queryset = rows
            if len(rows) == 1:
                field.initial = rows[0] if name == "scheme" else rows[0].code


class RuleVersionForm(CitedForm, SchemeAndPlace):
    """The local rules of one place; its criteria stand in the rows below."""

    sentence = _(
        "Another officer who decides in this place confirms what you enter; only then an intake can be opened."
    )
    label = forms.CharField(label=_("Version"), max_length=60, help_text=_("Such as the year: 2024."))
    valid_from = day(label=_("In force from"))
    valid_to = day(label=_("Until (exclusive)"), required=False)
    one_application_only = forms.BooleanField(
        label=_("An applicant who applies in another place too is not considered"), required=False
    )
    accepted_types = forms.CharField(
        label=_("Accepted file types"), max_length=100, required=False, help_text=_("Such as: JPG, PDF.")
    )
    largest_file_mb = forms.IntegerField(
        label=_("Largest file (MB)"), min_value=1, max_value=1000, required=False
    )
    field_order = [
        "scheme", "jurisdiction", "label", "instrument", "instrument_no", "instrument_date", "source_url",
        "valid_from", "valid_to", "one_application_only", "accepted_types", "largest_file_mb",
    ]  # fmt: skip

    def entries(self) -> dict[str, Any]:
        """What the action takes, besides the criteria."""
        cited = {"instrument", "instrument_no", "instrument_date", "source_url"}
        return {
            **{name: value for name, value in self.cleaned_data.items() if name not in cited},
            "citation": self.citation(),
        }


class CriterionForm(forms.Form):
    """One criterion in four languages; a row left empty is not entered."""

    code = forms.CharField(label=_("Code"), max_length=40, required=False, validators=[validate_slug])
    measure = forms.ChoiceField(
        label=_("Measured by"), choices=[("", "–"), *Criterion.Measure.choices], required=False
    )
    threshold = forms.IntegerField(
        label=_("At least"), min_value=0, max_value=32000, required=False,
        help_text=_("Leave empty where the rules give no number."),
    )  # fmt: skip
    wants_evidence = forms.BooleanField(label=_("Evidence is wanted"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("empty_permitted", True)
        kwargs["use_required_attribute"] = False
        super().__init__(*args, **kwargs)
        for language in languages.ALL:
            words = {"language": language.own_name}
            wanted = text(label=_("Criterion (%(language)s)") % words, required=False)
            satisfied = text(label=_("What satisfies it (%(language)s)") % words, required=False)
            wanted.widget.attrs["rows"] = satisfied.widget.attrs["rows"] = 2
            self.fields[f"text_{column(language.code)}"] = wanted
            self.fields[f"satisfied_{column(language.code)}"] = satisfied

    def clean(self) -> dict[str, Any]:
        entries = super().clean() or {}
        if self.has_changed():
            wanted = ["code", "measure", *(f"text_{column(code)}" for code in languages.CODES)]
            for name in wanted:
                if name not in self.errors and not entries.get(name):
                    self.add_error(
                        name,
                        _(
                            "Fill this in: a criterion has its code, its measure and its text in four languages."
                        ),
                    )
        return entries

    def row(self) -> CriterionRow:
        """The criterion as the action takes it."""
        entries = self.cleaned_data
        satisfied = {code: entries[f"satisfied_{column(code)}"] for code in languages.CODES}
        return CriterionRow(
            code=entries["code"], texts={code: entries[f"text_{column(code)}"] for code in languages.CODES},
            measure=entries["measure"], threshold=entries["threshold"], wants_evidence=entries["wants_evidence"],
            satisfied_by={code: words for code, words in satisfied.items() if words},
        )  # fmt: skip


CriteriaFormSet = forms.formset_factory(
    CriterionForm, extra=6, max_num=MOST_CRITERIA, absolute_max=MOST_CRITERIA
)


class ShanghaiField(forms.DateTimeField):
    """A moment on the clock of Asia/Shanghai, whatever clock the server shows."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateTimeInput(attrs={"type": "datetime-local", "step": "60"}, format="%Y-%m-%dT%H:%M")
        super().__init__(
            widget=widget, input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M:%S"], **kwargs
        )

    def to_python(self, value: Any) -> Any:
        with timezone.override(CLOCK):
            return super().to_python(value)


class WindowForm(forms.Form):
    """The intake of one place."""

    sentence = _(
        "Both moments are read on the clock of Asia/Shanghai (UTC+8), which Hong Kong and Macao share."
    )
    rule_version: forms.ModelChoiceField[RuleVersion] = forms.ModelChoiceField(
        label=_("Local rules"), queryset=RuleVersion.objects.none()
    )
    intake_year = forms.IntegerField(label=_("Intake for the edition of"), min_value=2020, max_value=2200)
    opens_at = ShanghaiField(label=_("Opens at (clock of Asia/Shanghai)"))
    closes_at = ShanghaiField(
        label=_("Closes at (clock of Asia/Shanghai)"),
        help_text=_("This moment is outside: for “until 23:59 on 10 October” enter 00:00 on 11 October."),
    )
    announced_in = forms.URLField(
        label=_("Address of the announcement"), max_length=500, required=False, assume_scheme="https"
    )

    def __init__(self, *args: Any, versions: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["rule_version"]
        field.queryset = versions
        field.label_from_instance = lambda row: f"{row.jurisdiction.name} · {row.label} · {row.scheme}"


class EnablingRuleForm(CitedForm, SchemeAndPlace):
    """A power or figure that exists only by an authority's rule."""

    sentence = _("The power stays off until another officer who decides confirms the article that you cite.")
    power = forms.ChoiceField(label=_("Power or figure"), choices=EnablingRule.Power.choices)
    provision = forms.CharField(label=_("Article"), max_length=100)
    value = forms.IntegerField(
        label=_("Figure"), min_value=1, max_value=100_000, required=False,
        help_text=_("Years, hours, months or days, as the power says; leave empty for a power without figure."),
    )  # fmt: skip
    valid_from = day(label=_("In force from"))
    valid_to = day(label=_("Until (exclusive)"), required=False)
    field_order = [
        "scheme", "jurisdiction", "power", "value", "instrument", "instrument_no", "instrument_date", "provision",
        "source_url", "valid_from", "valid_to",
    ]  # fmt: skip

    def entries(self) -> dict[str, Any]:
        """What the action takes."""
        cited = {"instrument", "instrument_no", "instrument_date", "source_url"}
        return {
            **{name: value for name, value in self.cleaned_data.items() if name not in cited},
            "citation": self.citation(),
        }
