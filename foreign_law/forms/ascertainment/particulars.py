"""What a request says, as fields: basis, law, day of the facts, numbered questions. Desk, wizard and party share them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from foreign_law.models import AscertainmentRequest
from foreign_law.models.codes import Jurisdiction
from foreign_law.queries.ascertainment.versions import version_of
from foreign_law.rules.ascertainment import scope
from i18n import languages
from portal.cases.models import Party

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
OTHER = "other"
LAWS = [
    (Jurisdiction.HONG_KONG.value, Jurisdiction.HONG_KONG.label), (Jurisdiction.MACAO.value, Jurisdiction.MACAO.label),
    (OTHER, _("Another law")),
]  # fmt: skip
SECOND = [(language.code, language.own_name) for language in languages.ALL if language.code in ("en", "pt")]
#: Empty rows offered beside the questions that there are.
SPARE = 3
#: How the fields of the rows are called.
ROWS = ("question_", "translation_")


def words(rows: int = 4, **entries: Any) -> forms.CharField:
    """A field of several lines."""
    return forms.CharField(widget=forms.Textarea(attrs={"rows": rows}), **{"max_length": 8000, **entries})


class PartyChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A party of the case, told by standing and name; gives its key."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.get_role_display()} · {obj.name}"

    def clean(self, value: Any) -> Any:
        found = super().clean(value)
        return found.pk if isinstance(found, Party) else None


class QuestionFields:
    """Numbered rows of a question and its words in the other language; ``questions`` is what they hold."""

    fields: dict[str, forms.Field]
    data: Any
    initial: Any

    def open_rows(self, known: Sequence[tuple[str, str]] = (), *, first: int = 1) -> None:
        """Fields for what there is and some more; as many as were sent where the form came back."""
        count = max(len(known) + SPARE, self._sent())
        for place in range(min(count, scope.MOST_QUESTIONS)):
            text, translation = known[place] if place < len(known) else ("", "")
            number = {"number": first + place}
            self.fields[f"question_{place + 1}"] = words(
                rows=3,
                label=_now("Question %(number)s") % number,
                initial=text,
                required=False,
                max_length=4000,
            )
            self.fields[f"translation_{place + 1}"] = words(
                rows=2, label=_now("Question %(number)s in the language beside the Chinese") % number,
                initial=translation, required=False, max_length=4000,
            )  # fmt: skip

    def _sent(self) -> int:
        numbers = [
            int(name[9:])
            for name in self.data or self.initial
            if name.startswith("question_") and name[9:].isdecimal()
        ]
        return max((number for number in numbers if number <= scope.MOST_QUESTIONS), default=0)

    def taken(self, entered: dict[str, Any]) -> list[tuple[str, str]]:
        """The rows out of what was entered; they are taken away from it."""
        names = [name for name in self.fields if name.startswith("question_")]
        rows = [(entered.pop(name, ""), entered.pop(f"translation_{name[9:]}", "")) for name in names]
        return scope.cleaned_questions(rows)

    @property
    def rows(self) -> list[tuple[Any, Any]]:
        """The bound fields in pairs, for a page that sets them side by side."""
        form: Any = self
        return [
            (form[name], form[f"translation_{name[9:]}"])
            for name in self.fields
            if name.startswith("question_")
        ]

    @property
    def plain_fields(self) -> list[Any]:
        """Every other visible field."""
        form: Any = self
        return [field for field in form.visible_fields() if not field.name.startswith(ROWS)]


class ParticularsFields(QuestionFields, forms.Form):
    """The particulars; ``cleaned_data`` is what the actions take."""

    basis = forms.ChoiceField(
        label=_("Basis"), choices=AscertainmentRequest.Basis.choices, widget=forms.RadioSelect, required=False,
        help_text=_("Who chose a law must provide it; where nobody chose, the court ascertains it (art. 1)."),
    )  # fmt: skip
    choice_clause = words(
        label=_("Clause choosing the law"),
        required=False,
        help_text=_("Word for word, where the parties chose."),
    )
    choice_upload = forms.FileField(label=_("Instrument with the clause"), required=False)
    conflict_rule = forms.CharField(
        label=_("Conflict rule"), max_length=300, required=False,
        help_text=_("Instrument and article that designate the law, where nobody chose."),
    )  # fmt: skip
    jurisdiction = forms.ChoiceField(label=_("Law to be ascertained"), choices=LAWS)
    other_law = forms.CharField(
        label=_("Code of another law"), max_length=12, required=False,
        help_text=_("ISO 3166: GB, SG; of a federation with its part: US-NY."),
    )  # fmt: skip
    fact_date = forms.DateField(
        label=_("Day of the facts"), widget=DAY, required=False,
        help_text=_("The law as it stood on this day is asked for."),
    )  # fmt: skip
    field_of_law = forms.CharField(label=_("Field of law"), max_length=120, required=False)
    nature = forms.CharField(
        label=_("Nature of the case"), max_length=200, required=False,
        help_text=_("All that somebody asked learns of the case, beside the facts to be assumed."),
    )  # fmt: skip
    agreed_facts = words(
        label=_("Facts to be assumed"),
        required=False,
        help_text=_("Without names; whoever is asked reads them."),
    )
    language = forms.ChoiceField(label=_("Language beside the Chinese"), choices=SECOND, initial="en")
    is_confidential = forms.BooleanField(
        label=_("Confidential: whoever is asked is told not to pass it on"), required=False
    )

    def clean(self) -> dict[str, Any]:
        entered = dict(super().clean() or {})
        other = entered.pop("other_law", "")
        if entered.get("jurisdiction") == OTHER:
            entered["jurisdiction"] = scope.jurisdiction_code(other)
            if not entered["jurisdiction"]:
                self.add_error("other_law", _("Enter the ISO 3166 code of a law outside the Mainland."))
        entered["questions"] = self.taken(entered)
        if not entered.get("choice_upload"):
            entered.pop("choice_upload", None)
        return entered


class KnownParticulars(ParticularsFields):
    """The particulars of a request that exists; tells when somebody else changed it while the form lay open."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def open_known(self, request: AscertainmentRequest) -> None:
        """Begin with what the request says."""
        self.version = version_of(request)
        self.initial = {**particulars_of(request), "seen": self.version, **self.initial}
        self.open_rows(questions_of(request))

    def clean(self) -> dict[str, Any]:
        entered = super().clean()
        if entered.get("seen", "") not in ("", self.version):
            sentence = _(
                "Somebody else changed this request meanwhile. What you entered is kept: compare, then send it again."
            )
            self.add_error(None, sentence)
            self.data = self.data.copy()  # sent again, it stands
            self.data["seen"] = self.version
        return entered


def particulars_of(request: AscertainmentRequest) -> dict[str, Any]:
    """What the fields begin with for a request that exists."""
    known = request.jurisdiction in {code for code, _label in LAWS}
    return {
        "basis": request.basis, "choice_clause": request.choice_clause, "conflict_rule": request.conflict_rule,
        "jurisdiction": request.jurisdiction if known else OTHER, "other_law": "" if known else request.jurisdiction,
        "fact_date": request.fact_date, "field_of_law": request.field_of_law, "nature": request.nature,
        "agreed_facts": request.agreed_facts or "", "language": request.language,
        "is_confidential": request.is_confidential,
    }  # fmt: skip


def questions_of(request: AscertainmentRequest) -> list[tuple[str, str]]:
    """The living questions with their translations, in order."""
    return list(
        request.questions.filter(struck_at=None).order_by("number").values_list("text", "translation")
    )
