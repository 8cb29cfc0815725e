"""Forms of the desk: scope, periods, extensions, closing and the judgment. Each about one request or its record."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from foreign_law.forms.ascertainment.acts import RequestForm
from foreign_law.forms.ascertainment.particulars import (
    DAY,
    KnownParticulars,
    PartyChoice,
    QuestionFields,
    words,
)
from foreign_law.models import AscertainmentRequest, Period
from portal.cases.models import Party


class ReasonForm(RequestForm):
    """A reason, on record."""

    reason = words(label=_("Reason"))


class DraftWithdrawalForm(ReasonForm):
    """Why a draft is given up, and that it is meant."""

    is_meant = forms.BooleanField(
        label=_("This draft was a mistake and is given up. It stays on record and cannot be taken up again.")
    )

    def clean(self) -> dict[str, Any]:
        entered = dict(super().clean() or {})
        entered.pop("is_meant", None)
        return entered


class EditForm(KnownParticulars, RequestForm):
    """What a draft says, entered anew."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.open_known(self.law_request)


class ScopeForm(EditForm):
    """The judge's scope: everything that was claimed stands in the fields and may be changed."""

    scope_reference = forms.CharField(
        label=_("Order or minutes fixing the scope"), max_length=200,
        help_text=_("A pre-trial conference or another suitable way (art. 6)."),
    )  # fmt: skip
    scope_date = forms.DateField(label=_("Scope fixed on"), widget=DAY)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["basis"].required = True
        self.order_fields(["scope_reference", "scope_date"])


class AmendForm(QuestionFields, RequestForm):
    """Questions are struck by giving a reason beside them, and added below."""

    order = forms.CharField(label=_("Order or minutes"), max_length=200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for row in self.law_request.questions.filter(struck_at=None):
            label = _now("Strike question %(number)s: %(text)s") % {
                "number": row.number,
                "text": row.text[:120],
            }
            self.fields[f"strike_{row.number}"] = forms.CharField(
                label=label,
                max_length=300,
                required=False,
                help_text=_("Give the reason to strike it; else leave empty."),
            )
        self.open_rows(first=self.law_request.questions.count() + 1)

    def clean(self) -> dict[str, Any]:
        entered = dict(super().clean() or {})
        names = [name for name in entered if name.startswith("strike_")]
        struck = {int(name[7:]): reason for name in names if (reason := entered.pop(name))}
        questions = self.taken(entered)
        return {**entered, "questions": questions, "struck": struck}


class BasisForm(RequestForm):
    """The other basis, with what shows it; another law is another request."""

    basis = forms.ChoiceField(label=_("Basis from now on"), choices=AscertainmentRequest.Basis.choices)
    choice_clause = words(
        label=_("Clause choosing the law"), required=False,
        help_text=_(
            "The parties may choose a law, or change their choice, until the oral argument at first instance ends "
            "(Interpretation (I), art. 6)."
        ),
    )  # fmt: skip
    conflict_rule = forms.CharField(
        label=_("Conflict rule"), max_length=300, required=False,
        help_text=_("Instrument and article that designate the law."),
    )  # fmt: skip
    order = forms.CharField(
        label=_("Order or minutes"), max_length=200,
        help_text=_("Periods to provide the law end with the change; fix a new one where a party is to provide it (art. 9)."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = {name: getattr(self.law_request, name) for name in ("choice_clause", "conflict_rule")}
        self.initial = {**known, **self.initial}


class PartyForm(RequestForm):
    """A form that names a party of the case."""

    party = PartyChoice(label=_("Party"), queryset=Party.objects.none())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["party"]
        field.queryset = self.law_request.case.parties.filter(valid_to=None).order_by("number")


class AttemptChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """An attempt of the request, told by number and route; gives its key."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.number} · {obj.get_route_display()}"

    def clean(self, value: Any) -> Any:
        found = super().clean(value)
        return found.pk if found is not None else None


class PeriodForm(PartyForm):
    """A last day, for one party or all of them, or for the answer on a route."""

    kind = forms.ChoiceField(label=_("What the period is for"), choices=Period.Kind.choices)
    due_date = forms.DateField(
        label=_("Last day"), widget=DAY,
        help_text=_("The law counts no days; the court fixes the day by the time that formalities need (art. 9)."),
    )  # fmt: skip
    reason = words(label=_("Why so long: the formalities it must allow for"))
    attempt: Any = AttemptChoice(label=_("On the route"), queryset=None, required=False)
    field_order = ("kind", "party", "attempt", "due_date", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        party: Any = self.fields["party"]
        party.required, party.empty_label = False, _("Every party")
        self.fields["attempt"].queryset = self.law_request.attempts.all()  # type: ignore[attr-defined]


class DeskExtensionForm(PartyForm):
    """A request for an extension that came on paper."""

    until = forms.DateField(label=_("Asked until"), widget=DAY)
    reasons = words(label=_("Specific reasons"))


class GrantForm(RequestForm):
    """More time, until the day that the judge sets."""

    until = forms.DateField(label=_("New last day"), widget=DAY)
    reason = words(label=_("Reason"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {"until": getattr(self.record, "until", None), **self.initial}


class JudgmentForm(RequestForm):
    """The judgment of the case; its effect may be entered later."""

    judgment_number = forms.CharField(label=_("Number of the judgment in the case"), max_length=80)
    judgment_date = forms.DateField(label=_("Date of the judgment"), widget=DAY)
    judgment_effective_date = forms.DateField(
        label=_("In effect since"), widget=DAY, required=False,
        help_text=_("Leave empty until it has taken effect. From then on what it found is offered to other cases (art. 8(3))."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = ("judgment_number", "judgment_date", "judgment_effective_date")
        self.initial = {**{name: getattr(self.law_request, name) for name in names}, **self.initial}
