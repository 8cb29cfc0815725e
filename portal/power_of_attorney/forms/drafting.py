"""Forms of the draft, one question each; the hint stands above the field."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from i18n import languages
from portal.audit.actors import Actor
from portal.cases.models import AuthorityLink, Cause, Party, Representation
from portal.cases.rules.scripts import is_chinese
from portal.drafts.forms import DraftMixin
from portal.identity.models import IdentityDocument, Person
from portal.identity.queries import courts_that_check
from portal.power_of_attorney.actions.drafting import ENTITY_PAPERS
from portal.power_of_attorney.models import GrantedPower, PowerOfAttorney
from portal.power_of_attorney.queries import drafting as queries
from portal.power_of_attorney.queries.drafting_words import sentence_of
from portal.power_of_attorney.rules import drafting as rules
from portal.power_of_attorney.rules.texts import powers as power_texts
from portal.power_of_attorney.rules.texts import warnings

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
NEW = "new"
#: Each language by its own name, marked as of that language.
OWN_NAMES = [
    (language.code, format_html('<span lang="{}">{}</span>', language.tag, language.own_name))
    for language in languages.ALL
]


@dataclass(frozen=True)
class Scene:
    """Who asks about which draft, when, in which language."""

    power: PowerOfAttorney
    actor: Actor
    at: datetime
    on: date
    language: str


def mark_chinese(field: Any, labels: Any) -> None:
    """A choice whose labels are Chinese says so, whatever the language of the page."""
    if any(is_chinese(str(label)) for label in labels):
        field.widget.attrs["lang"] = "zh"


class NoFullAgency:
    """Refuses words that give everything and therefore nothing, at the field where they stand (Interp. 89)."""

    def __call__(self, text: str) -> None:
        if rules.claims_full_agency(text):
            raise forms.ValidationError(sentence_of("full_agency"), code="full_agency")


class BeginForm(DraftMixin, forms.Form):
    """For which matter: a case of mine, or one that is not before the court yet, and then at which court."""

    matter = forms.ChoiceField(label=_("Which matter is it?"), widget=forms.RadioSelect)
    court = forms.ModelChoiceField(
        label=_("At which court?"), queryset=courts_that_check().none(), required=False, empty_label="—",
        help_text=_("Only for a matter that is not before a court yet. A case of yours stays with its court."),
    )  # fmt: skip

    def __init__(self, *args: Any, places: list[Party], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = {str(place.pk): place for place in places}
        cases = [
            (key, f"{place.case.court_number} · {place.case.court} · {place.get_role_display()}")
            for key, place in self.places.items()
        ]
        matter: Any = self.fields["matter"]
        matter.choices = [*cases, (NEW, _("A matter that is not before a court yet"))]
        mark_chinese(matter, [label for _key, label in cases])
        if not cases:
            matter.widget = forms.HiddenInput()
            matter.initial = NEW
            self.fields["court"].help_text = _("The court at which you want to file, or expect to be sued.")
        court: Any = self.fields["court"]
        court.queryset = courts_that_check()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("matter") == NEW and cleaned.get("court") is None and "court" not in self.errors:
            self.add_error("court", forms.ValidationError(_("Choose the court.")))
        return cleaned

    def entries(self) -> dict[str, Any]:
        """What the action takes."""
        party = self.places.get(self.cleaned_data["matter"])
        return {"party": party} if party else {"court": self.cleaned_data["court"]}


class StepForm(DraftMixin, forms.Form):
    """One question of a draft that exists."""

    def __init__(self, *args: Any, scene: Scene, **kwargs: Any) -> None:
        self.scene = scene
        super().__init__(*args, **kwargs)
        self.fill()

    def fill(self) -> None:
        """Set choices that depend on the draft."""

    @classmethod
    def opening(cls, scene: Scene) -> dict[str, Any]:
        """What the draft says already."""
        power = scene.power
        return {name: getattr(power, name) for name in cls.base_fields if hasattr(power, name)}

    def changes(self) -> dict[str, Any]:
        """What goes to ``edit``."""
        return {
            name: value if value is not None or name in ("cause", "valid_from", "valid_to") else ""
            for name, value in self.cleaned_data.items()
        }


class PrincipalForm(StepForm):
    who = forms.ChoiceField(label=_("Who gives the power?"), widget=forms.RadioSelect)

    def fill(self) -> None:
        scene = self.scene
        own = queries.own_person(scene.actor)
        self.own = own
        self.entities = {str(row.pk): row for row in queries.entities_of(scene.actor, scene.on)}
        if scene.power.representative_id:
            self.entities.setdefault(str(scene.power.principal_id), scene.power.principal)
        rows = [(key, entity.name_for(scene.language)) for key, entity in self.entities.items()]
        name = own.name_for(scene.language) if own else ""
        who: Any = self.fields["who"]
        who.choices = [
            ("self", _("I myself: %(name)s") % {"name": name}),
            *rows,
            (NEW, _("A company or other entity that I represent")),
        ]
        mark_chinese(who, [name, *(label for _key, label in rows)])

    @classmethod
    def opening(cls, scene: Scene) -> dict[str, Any]:
        power = scene.power
        return {"who": str(power.principal_id) if power.representative_id else "self"}

    @property
    def principal(self) -> Person | None:
        """The person chosen; None for an entity that is still to be entered."""
        chosen = self.cleaned_data["who"]
        return self.own if chosen == "self" else self.entities.get(chosen)


class EntityForm(StepForm):
    name_zh_hant = forms.CharField(label=_("Name in Chinese"), max_length=200, required=False)
    name_latin = forms.CharField(label=_("Name in English"), max_length=200, required=False)
    name_pt = forms.CharField(label=_("Name in Portuguese"), max_length=200, required=False)
    paper = forms.ChoiceField(label=_("In which register does it stand?"), widget=forms.RadioSelect)
    number = forms.CharField(label=_("Number in that register"), max_length=40)

    def fill(self) -> None:
        labels = dict(IdentityDocument.Kind.choices)
        paper: Any = self.fields["paper"]
        paper.choices = [(kind.value, labels[kind.value]) for kind in ENTITY_PAPERS]

    @classmethod
    def opening(cls, scene: Scene) -> dict[str, Any]:
        return {}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not any(cleaned.get(name) for name in ("name_zh_hant", "name_latin", "name_pt")):
            self.add_error("name_zh_hant", forms.ValidationError(_("Enter the name in at least one script.")))
        return cleaned

    def entries(self) -> dict[str, Any]:
        """What the action takes."""
        given = self.cleaned_data
        chinese = "zh-hans" if self.scene.language == "zh-hans" else "zh-hant"
        names = {chinese: given["name_zh_hant"], "latin": given["name_latin"], "pt": given["name_pt"]}
        found = {script: text for script, text in names.items() if text.strip()}
        return {"names": found, "paper": given["paper"], "number": given["number"]}


class AuthorityForm(StepForm):
    holder_name = forms.CharField(label=_("Who acts?"), max_length=200)
    capacity = forms.ChoiceField(label=_("In which capacity?"), choices=AuthorityLink.Capacity.choices)
    document_name = forms.CharField(
        label=_("Which document shows it?"), max_length=200,
        help_text=_("For example an extract of the register, a resolution of the board, a letter of authority."),
    )  # fmt: skip
    document_date = forms.DateField(label=_("Date of the document"), widget=DAY, required=False)
    upload = forms.FileField(label=_("The document"), help_text=_("PDF or a picture, at most 50 MB."))

    @classmethod
    def opening(cls, scene: Scene) -> dict[str, Any]:
        own = queries.own_person(scene.actor)
        first = not scene.power.authority_steps.filter(withdrawn_at=None).exists()
        return {"holder_name": own.name_for(scene.language)} if own and first else {}


class MatterForm(StepForm):
    matter = forms.CharField(
        label=_("What is the dispute about?"), max_length=2000, required=False, validators=[NoFullAgency()],
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("A sentence or two, such as: price of goods delivered in March 2026, about 80,000 yuan."),
    )  # fmt: skip
    cause: forms.ModelChoiceField[Cause] = forms.ModelChoiceField(
        label=_("Cause of action"), queryset=Cause.objects.order_by("code"), required=False,
        help_text=_("If you do not know it, leave it empty: the court determines it."),
    )  # fmt: skip

    def fill(self) -> None:
        self.fields["matter"].required = self.scene.power.case_id is None
        cause: Any = self.fields["cause"]
        cause.empty_label = _("I do not know")

    @classmethod
    def opening(cls, scene: Scene) -> dict[str, Any]:
        return {"matter": scene.power.matter or "", "cause": scene.power.cause_id}


class OpponentForm(StepForm):
    opponent_name = forms.CharField(
        label=_("Who is the other side?"), max_length=500, validators=[NoFullAgency()],
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Full names. The agent needs them to see whether a conflict of interest exists."),
    )  # fmt: skip


class PowersForm(StepForm):
    """Each power is a tick of its own, with what it means (CPL art. 62(2))."""

    powers = forms.MultipleChoiceField(
        choices=GrantedPower.Power.choices, required=False, widget=forms.CheckboxSelectMultiple,
        label=_("Special powers"),
    )  # fmt: skip

    @classmethod
    def opening(cls, scene: Scene) -> dict[str, Any]:
        return {"powers": list(scene.power.granted.exclude(state="struck").values_list("code", flat=True))}

    def _lines(self, codes: tuple[str, ...]) -> list[dict[str, Any]]:
        labels, language = dict(GrantedPower.Power.choices), self.scene.language
        given = set(self["powers"].value() or [])
        return [
            {"code": code, "label": labels[code], "checked": code in given,
             "consequence": power_texts.consequence(code, language)}
            for code in codes
        ]  # fmt: skip

    @property
    def special(self) -> list[dict[str, Any]]:
        """The six special powers."""
        return self._lines(rules.SPECIAL_POWERS)

    @property
    def further(self) -> list[dict[str, Any]]:
        """Enforcement, receipt of money, sub-delegation."""
        return self._lines(rules.OTHER_POWERS)


class ServiceForm(StepForm):
    excludes_service = forms.TypedChoiceField(
        label=_("May the agent receive documents for you?"), widget=forms.RadioSelect,
        coerce=lambda value: value == "True",
        choices=[("False", _("Yes")), ("True", _("No, the agent may not receive documents"))],
        help_text=_("Receipt is included unless you exclude it (Fa Shi [2009] No. 2, art. 4). When the agent receives a "
                    "document, time limits begin to run for you."),
    )  # fmt: skip

    @classmethod
    def opening(cls, scene: Scene) -> dict[str, Any]:
        return {"excludes_service": str(scene.power.excludes_service)}


class StagesForm(StepForm):
    stages = forms.MultipleChoiceField(
        label=_("For which stages of the proceedings?"), choices=Representation.Stage.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("The power ends with the last stage that you tick. For a later stage you may give a new one."),
        error_messages={"required": _("Tick at least one stage of the proceedings for which the power is given.")},
    )  # fmt: skip


class ValidityForm(StepForm):
    valid_from = forms.DateField(
        label=_("First day"), widget=DAY, required=False,
        help_text=_("Empty: from the day on which the court lets it take effect."),
    )  # fmt: skip
    last_day = forms.DateField(
        label=_("Last day"), widget=DAY, required=False,
        help_text=_("Empty: until the stages that you ticked are over."),
    )  # fmt: skip

    @classmethod
    def opening(cls, scene: Scene) -> dict[str, Any]:
        end = scene.power.valid_to
        last = end - timedelta(days=1) if end else None
        return {"valid_from": scene.power.valid_from, "last_day": last}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, last = cleaned.get("valid_from"), cleaned.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", forms.ValidationError(sentence_of("ends_before_it_begins")))
        elif last and last < self.scene.on:
            self.add_error("last_day", forms.ValidationError(sentence_of("ends_in_the_past")))
        return cleaned

    def changes(self) -> dict[str, Any]:
        last = self.cleaned_data["last_day"]
        end = last + timedelta(days=1) if last else None
        return {"valid_from": self.cleaned_data["valid_from"], "valid_to": end}


class LanguagesForm(StepForm):
    language = forms.ChoiceField(
        label=_("In which Chinese script is the text?"), widget=forms.RadioSelect,
        choices=[row for row in OWN_NAMES if row[0] in rules.CHINESE],
    )  # fmt: skip
    second_language = forms.ChoiceField(
        label=_("Beside it, a second text"), required=False, widget=forms.RadioSelect,
        choices=[("", _("None")), *OWN_NAMES],
        help_text=_("Choose the language that you read best. The fixed wording is ready in all four languages."),
    )  # fmt: skip

    @classmethod
    def opening(cls, scene: Scene) -> dict[str, Any]:
        power = scene.power
        return {"language": power.language, "second_language": power.second_language}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("language") and cleaned.get("language") == cleaned.get("second_language"):
            self.add_error("second_language", forms.ValidationError(sentence_of("same_language_twice")))
        return cleaned


class TranslatorForm(StepForm):
    translated_by = forms.CharField(
        label=_("Who translated what you wrote?"), max_length=200, validators=[NoFullAgency()],
        help_text=_("A name, and the firm if there is one. The fixed wording needs no translator; your own words about the "
                    "dispute do. If you wrote them in both languages yourself, enter your own name."),
    )  # fmt: skip


class WarningForm(StepForm):
    """One warning: what to know, the question, the answers in the words of the text."""

    answer = forms.ChoiceField(widget=forms.RadioSelect)
    subject = ""

    def fill(self) -> None:
        text = warnings.warning(self.subject, self.scene.language)
        answer: Any = self.fields["answer"]
        answer.label, answer.choices = text.question, list(text.answers.items())
        answer.error_messages = {"required": _("Choose one of the answers.")}
        self.clauses = text.clauses

    @classmethod
    def opening(cls, scene: Scene) -> dict[str, Any]:
        signer = scene.power.signer.user
        return {"answer": queries.answers_of(scene.power, signer).get(cls.subject, "")}


class CoercionForm(WarningForm):
    subject = "coercion"


class CapacityForm(WarningForm):
    subject = "capacity"


class FamilyStatusForm(WarningForm):
    subject = "family_status"


class PrivateRecordingForm(WarningForm):
    subject = "no_private_recording"
