"""Forms in which parties are heard: a position on each aspect of each question, evidence against a finding."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from foreign_law.actions.ascertainment.positions import Said
from foreign_law.forms.ascertainment.materials import question_label
from foreign_law.forms.ascertainment.particulars import PartyChoice, words
from foreign_law.models import AscertainmentRequest, Position
from foreign_law.rules.ascertainment.routes import ASPECTS
from portal.cases.models import Party

STANCES = [("", _("Nothing to say now")), *Position.Stance.choices]


@dataclass(frozen=True)
class Group:
    """One question with the fields of its three aspects, for the page."""

    label: Any
    pairs: list[tuple[Any, Any]]


class PositionFields(forms.Form):
    """For each living question and each aspect: the position, and the reasons of an objection."""

    evidence = forms.FileField(
        label=_("Evidence for the objections"), required=False,
        help_text=_("The court and the other sides can read it."),
    )  # fmt: skip
    law_request: AscertainmentRequest

    def open_points(self, law_request: AscertainmentRequest) -> None:
        """The fields of every point, numbered by question."""
        labels = dict(Position.Aspect.choices)
        self.questions = list(law_request.questions.filter(struck_at=None).select_related("request"))
        for question in self.questions:
            for aspect in ASPECTS:
                self.fields[_name("stance", question.number, aspect)] = forms.ChoiceField(
                    label=labels[aspect],
                    choices=STANCES,
                    required=False,
                    widget=forms.RadioSelect,
                    initial="",
                )
                self.fields[_name("reasons", question.number, aspect)] = words(
                    rows=3, label=_("Reasons of the objection"), required=False
                )
        self.order_fields([*(name for name in self.fields if name != "evidence"), "evidence"])

    @property
    def groups(self) -> list[Group]:
        """The points question by question."""
        return [
            Group(question_label(question), [
                (self[_name("stance", question.number, aspect)], self[_name("reasons", question.number, aspect)])
                for aspect in ASPECTS
            ])
            for question in self.questions
        ]  # fmt: skip

    @property
    def other_fields(self) -> list[Any]:
        """Every visible field that belongs to no question."""
        return [
            field for field in self.visible_fields() if not field.name.startswith(("stance_", "reasons_"))
        ]

    def said(self) -> list[Said]:
        """The points on which something was chosen, and those with reasons but no choice, which are refused."""
        found = []
        for question in self.questions:
            for aspect in ASPECTS:
                name = _name("reasons", question.number, aspect)
                stance = self.cleaned_data[_name("stance", question.number, aspect)]
                reasons = self.cleaned_data[name]
                if stance or reasons.strip():
                    field = name if stance else _name("stance", question.number, aspect)
                    found.append(Said(question.pk, aspect, stance, reasons, field))
        return found


class PositionsForm(PositionFields):
    """A party, or whoever stands for several, says what it holds."""

    party = PartyChoice(label=_("For which party"), queryset=Party.objects.none())

    def __init__(self, *args: Any, law_request: AscertainmentRequest, sides: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.law_request = law_request
        if len(sides[:2]) < 2:
            del self.fields["party"]
        else:
            self.fields["party"].queryset = sides  # type: ignore[attr-defined]
        self.open_points(law_request)


class RebutForm(forms.Form):
    """What stands against a finding, with evidence."""

    party = PartyChoice(label=_("For which party"), queryset=Party.objects.none())
    reasons = words(label=_("Why the finding is not right, or does not fit"))
    evidence = forms.FileField(
        label=_("Evidence to the contrary"), required=False,
        help_text=_("A finding of an effective judgment stands until there is evidence enough to overturn it (art. 8(3))."),
    )  # fmt: skip

    def __init__(self, *args: Any, sides: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if len(sides[:2]) < 2:
            del self.fields["party"]
        else:
            self.fields["party"].queryset = sides  # type: ignore[attr-defined]


def _name(part: str, number: int, aspect: str) -> str:
    return f"{part}_{number}_{aspect}"
