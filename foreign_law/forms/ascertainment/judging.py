"""Forms of what the judge alone decides: the answer, taking it back, why a party provided nothing; earlier findings."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from foreign_law.actions.ascertainment.deciding import Answered
from foreign_law.forms.ascertainment.acts import RequestForm
from foreign_law.models import ScopeQuestion
from foreign_law.queries.ascertainment import standing
from foreign_law.queries.ascertainment.findings import Match, matching
from foreign_law.queries.ascertainment.obstacles import sentences
from foreign_law.rules.ascertainment import outcomes
from portal.cases.actions.steps import day_of
from portal.identity.models import Court

LONG = forms.Textarea(attrs={"rows": 4})
TALL = forms.Textarea(attrs={"rows": 8})
MOST = 20_000


class Deciding(RequestForm):
    """A decision that shows what stands in its way before it is taken."""

    sentences: tuple[str, ...] = ()

    def tell_obstacles(self, found: Iterable[outcomes.Obstacle]) -> None:
        """Put what is missing above the form; the act refuses it all the same."""
        said = sentences(found, standing.parties_of(self.law_request, self.today))
        if said:
            self.sentences = (_now("The record does not allow this yet:"), *said)

    @property
    def today(self) -> Any:
        """The day of the page, as the door set it."""
        assert self.at is not None
        return day_of(self.at)


class ReasonForm(RequestForm):
    """A reason, on record."""

    reason = forms.CharField(label=_("Reason"), widget=LONG, max_length=4000)


class AnswersForm(Deciding):
    """Content, an answer to each question with the cited law it rests on, reasons."""

    content = forms.CharField(
        label=_("Content of the foreign law"), widget=TALL, max_length=MOST,
        help_text=_("As the judgment will state it (art. 10)."),
    )  # fmt: skip
    no_provision = forms.BooleanField(
        label=_("The foreign law has no provision on the point"), required=False,
        help_text=_("Law on the Application of Law, art. 10, second paragraph: Chinese law then applies."),
    )  # fmt: skip
    reasons = forms.CharField(label=_("Reasons"), widget=TALL, max_length=MOST)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions = list(self.law_request.questions.filter(struck_at=None))
        law = [
            (str(row.pk), f"{row.material.number} · {row.citation}")
            for row in standing.citable(self.law_request)
        ]
        for question in self.questions:
            self._add(question, law)
        self.order_fields(["shown_id", "content", *self._names(), "no_provision"])
        self.before()

    def _add(self, question: ScopeQuestion, law: list[tuple[str, str]]) -> None:
        self.fields[f"answer_{question.number}"] = forms.CharField(
            label=_now("Answer to question %(number)s") % {"number": question.number}, widget=LONG, max_length=MOST,
            help_text=question.text,
        )  # fmt: skip
        self.fields[f"rests_on_{question.number}"] = forms.MultipleChoiceField(
            label=_now("Question %(number)s rests on") % {"number": question.number}, choices=law, required=False,
            widget=forms.CheckboxSelectMultiple, help_text=_("Cited law of the materials that were shown in court."),
        )  # fmt: skip

    def _names(self) -> list[str]:
        return [
            name for question in self.questions
            for name in (f"answer_{question.number}", f"rests_on_{question.number}")
        ]  # fmt: skip

    def before(self) -> None:
        """What stands in the way, for the kind of answer."""

    def clean(self) -> dict[str, Any]:
        """The answers as the act takes them."""
        entered: dict[str, Any] = super().clean() or self.cleaned_data
        kept = {name: value for name, value in entered.items() if name not in self._names()}
        kept["answers"] = [
            Answered(
                question.pk, entered.get(f"answer_{question.number}", ""),
                tuple(UUID(key) for key in entered.get(f"rests_on_{question.number}", ())),
            )
            for question in self.questions
        ]  # fmt: skip
        return kept


class ConfirmForm(AnswersForm):
    """Art. 8(1)."""

    def before(self) -> None:
        """Objections and parties who were not heard."""
        self.tell_obstacles(outcomes.against_confirming(standing.hearing_of(self.law_request, self.today)))


class DetermineForm(AnswersForm):
    """Art. 8(2)."""

    no_supplement_reason = forms.CharField(
        label=_("Why no supplement was necessary"), widget=LONG, max_length=4000, required=False,
        help_text=_("Needed where no round of supplement took place after the objection."),
    )  # fmt: skip

    def before(self) -> None:
        """Whether anything is disputed, and who was not heard."""
        hearing = standing.hearing_of(self.law_request, self.today)
        self.tell_obstacles(outcomes.against_determining(hearing, supplements=1, why_none=""))


class AdoptForm(AnswersForm):
    """Art. 8(3)."""

    shown_id = forms.ChoiceField(label=_("Finding relied on"), widget=forms.RadioSelect)
    on_rebuttals = forms.CharField(
        label=_("What is held on the rebuttals"), widget=LONG, max_length=MOST, required=False,
        help_text=_("Needed where a party put forward evidence to the contrary (art. 8(3), last clause)."),
    )  # fmt: skip

    def before(self) -> None:
        """The findings relied on, and what each lacks."""
        self.fields["content"].required = False
        self.fields["content"].help_text = _("Empty: what the judgment found, as it stands.")
        del self.fields["no_provision"]
        shown = list(standing.relied_on(self.law_request))
        field = self.fields["shown_id"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            (str(row.pk), f"{row.finding.case_number} · {row.finding.citation}") for row in shown
        ]
        hearing = standing.hearing_of(self.law_request, self.today)
        lacking = [standing.against_adopting(row, hearing, on_rebuttals="?") for row in shown]
        if lacking:
            fewest: list[outcomes.Obstacle] = min(lacking, key=len)
            self.tell_obstacles(fewest)


class UnascertainableForm(Deciding):
    """Arts 2 and 9."""

    reasons = forms.CharField(
        label=_("Reasons"), widget=TALL, max_length=MOST,
        help_text=_("Which routes were used with what result, or why the party's failure is not justified."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.tell_obstacles(standing.against_unascertainable(self.law_request, self.today))


class JustificationForm(ReasonForm):
    """What the party says, and whether it justifies the failure."""

    justification = forms.CharField(
        label=_("Why nothing was provided, as the party says"), widget=LONG, max_length=4000
    )
    accepted = forms.TypedChoiceField(
        label=_("Decision"), choices=[("", "—"), ("yes", _("Justified")), ("no", _("Not justified"))],
        coerce=lambda value: value == "yes",
    )  # fmt: skip
    field_order = ("justification", "accepted", "reason")


class FindingsForm(RequestForm):
    """The earlier findings, read before a route is opened (art. 8(3)); a button keeps that they were shown."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    panel = "foreign_law/ascertainment/staff/findings_panel.html"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.matches: list[Match] = matching(self.law_request)
        self.initial["seen"] = ",".join(str(match.finding.pk) for match in self.matches)

    def clean_seen(self) -> list[UUID]:
        """The keys of the findings that stood on the page."""
        try:
            return [UUID(key) for key in self.cleaned_data["seen"].split(",") if key]
        except ValueError as error:
            raise forms.ValidationError(
                _("The list was changed on its way. Look at the page again.")
            ) from error


class RecordFindingForm(forms.Form):
    """What an effective Mainland judgment found, from the judgment itself."""

    jurisdiction = forms.ChoiceField(
        label=_("Law found"), choices=[("CN-HK", _("Hong Kong")), ("CN-MO", _("Macao"))]
    )
    citation = forms.CharField(
        label=_("Provision"),
        max_length=300,
        help_text=_("Such as “Cap. 32 s. 168A” or “Código Civil, art. 801”."),
    )
    fact_date = forms.DateField(
        label=_("As it stood on"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    proposition = forms.CharField(label=_("What was found"), widget=TALL, max_length=MOST)
    court_name = forms.CharField(label=_("Court"), max_length=200)
    case_number = forms.CharField(label=_("Case number"), max_length=80)
    judgment_date = forms.DateField(
        label=_("Date of the judgment"), widget=forms.DateInput(attrs={"type": "date"})
    )
    effective_date = forms.DateField(
        label=_("In effect since"), widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("Only an effective judgment counts under art. 8(3)."),
    )  # fmt: skip
    source = forms.CharField(
        label=_("Source"), max_length=500, required=False, help_text=_("Where the judgment was read.")
    )
    court: Any = forms.ModelChoiceField(label=_("Recorded for the court"), queryset=Court.objects.none())

    def __init__(self, *args: Any, courts: QuerySet[Court], **kwargs: Any) -> None:
        """Whoever keeps the files of one court, or of none, is not asked for which."""
        super().__init__(*args, **kwargs)
        self.fields["court"].queryset = courts  # type: ignore[attr-defined]  # a choice of rows
        if len(courts) < 2:
            del self.fields["court"]


class WithdrawFindingForm(forms.Form):
    """A reason, on record."""

    reason = forms.CharField(label=_("Reason"), widget=LONG, max_length=4000)
