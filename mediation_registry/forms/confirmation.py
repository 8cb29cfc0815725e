"""Forms of judicial confirmation and mediation judgments: the parties' and the court's; feedback."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mediation_registry.actions.confirmations import Scope
from mediation_registry.actions.feedback import Marks
from mediation_registry.forms.outcome import DATE, TypedNameForm
from mediation_registry.models import (
    ConfirmationApplication,
    ConfirmationObjection,
    ConfirmationPaper,
    MediationParty,
)
from portal.drafts.forms import DraftMixin
from portal.identity.models import Court

REASON = forms.Textarea(attrs={"rows": 3})


class PrepareForm(DraftMixin, forms.Form):
    """Name the court with its reason, and answer the questions on scope."""

    competence = forms.ChoiceField(label=_("Why this court"), widget=forms.RadioSelect)
    court: forms.ModelChoiceField[Court] = forms.ModelChoiceField(
        label=_("Court"), queryset=Court.objects.none()
    )
    personal_status = forms.BooleanField(
        label=_("It concerns marriage, parentage or adoption"), required=False
    )
    other_procedure = forms.BooleanField(
        label=_("Another special procedure, public notice or bankruptcy applies"), required=False
    )
    rights_in_rem_or_ip = forms.BooleanField(
        label=_("It determines rights in rem or intellectual property"), required=False
    )
    outside_court = forms.BooleanField(label=_("It is not a matter for the people's courts"), required=False)
    property_proof_needed = forms.BooleanField(
        label=_("Property rights are concerned (then their proof is added)"), required=False
    )

    def __init__(self, *args: Any, proposals: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reasons: Any = self.fields["competence"]
        reasons.choices = [
            (row.competence, f"{row.label}: {row.court}" if row.court else row.label) for row in proposals
        ]
        courts: Any = self.fields["court"]
        mainland = Q(jurisdiction__code="CN", level__in=("basic", "intermediate"))
        named = [row.court.pk for row in proposals if row.court]
        alone = all(row.court for row in proposals)
        courts.queryset = Court.objects.filter(Q(pk__in=named) if alone else mainland | Q(pk__in=named))
        if alone and len(proposals) == 1:
            courts.initial, reasons.initial = proposals[0].court, proposals[0].competence

    def scope(self) -> Scope:
        """The answers on scope."""
        return Scope(**{name: self.cleaned_data[name] for name in Scope.__dataclass_fields__})


class JoinForm(TypedNameForm):
    """A party joins the application."""

    contact = forms.CharField(
        label=_("Address and telephone"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For the court; it stands in the application."),
    )  # fmt: skip
    declares = forms.BooleanField(
        label=_("We made the settlement of our own will, what we state is true, and I know what follows from sham "
                "mediation")
    )  # fmt: skip


class PaperForm(forms.Form):
    """One paper of the application."""

    kind = forms.ChoiceField(label=_("Paper"), choices=ConfirmationPaper.Kind.choices)
    description = forms.CharField(label=_("What it is"), max_length=200)
    upload = forms.FileField(label=_("File"))


class FileForm(forms.Form):
    """How the application is filed."""

    route = forms.ChoiceField(label=_("Way of filing"), choices=ConfirmationApplication.Route.choices)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not settings.PORTAL_DEMONSTRATION:
            choice: Any = self.fields["route"]
            choice.choices = [row for row in ConfirmationApplication.Route.choices if row[0] == "portal"]


class ObjectForm(DraftMixin, forms.Form):
    """A party's objection to the ruling."""

    party = forms.ModelChoiceField(label=_("For"), queryset=MediationParty.objects.none(), empty_label=None)
    text = forms.CharField(label=_("What you object to, and why"), max_length=4000, widget=REASON)

    def __init__(self, *args: Any, parties: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["party"]
        choice.queryset = parties
        choice.label_from_instance = lambda party: party.name
        choice.widget.attrs["lang"] = "zh"


class FeedbackForm(forms.Form):
    """Four questions and a remark."""

    MARKS = [(5, _("5, very good")), (4, "4"), (3, "3"), (2, "2"), (1, _("1, very bad"))]
    fairness = forms.TypedChoiceField(label=_("The mediator treated both sides alike"), choices=MARKS, coerce=int,
                                      widget=forms.RadioSelect)  # fmt: skip
    clarity = forms.TypedChoiceField(label=_("The mediator explained things clearly"), choices=MARKS, coerce=int,
                                     widget=forms.RadioSelect)  # fmt: skip
    listening = forms.TypedChoiceField(label=_("The mediator listened"), choices=MARKS, coerce=int,
                                       widget=forms.RadioSelect)  # fmt: skip
    language_fit = forms.TypedChoiceField(label=_("I could use my language"), choices=MARKS, coerce=int,
                                          widget=forms.RadioSelect)  # fmt: skip
    remark = forms.CharField(label=_("Anything else"), required=False, max_length=2000, widget=REASON)

    def marks(self) -> Marks:
        """What was entered, as the action takes it."""
        return Marks(**self.cleaned_data)


# -- the court's


class AcceptForm(forms.Form):
    court_number = forms.CharField(label=_("Case number given by the court"), max_length=80)


class NotAcceptForm(forms.Form):
    ground = forms.ChoiceField(label=_("Ground"), choices=ConfirmationApplication.RefusalGround.choices)
    reason = forms.CharField(label=_("Reason"), widget=REASON)


class AskPapersForm(forms.Form):
    supplement = forms.CharField(label=_("What is to be supplemented"), widget=REASON)
    supplement_by_date = forms.DateField(label=_("By"), widget=DATE)


class CallForm(forms.Form):
    called_at = forms.DateTimeField(
        label=_("Both parties together, on"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"})
    )
    called_place = forms.CharField(label=_("Where (or online)"), max_length=200)


class HeardForm(forms.Form):
    heard_date = forms.DateField(label=_("Both parties were heard together on"), widget=DATE)


class ShamForm(forms.Form):
    sham_result = forms.CharField(
        label=_("Result (empty while evidence is awaited)"), required=False, max_length=300, widget=REASON
    )


class ExtendForm(forms.Form):
    extended_to = forms.DateField(label=_("New last day"), widget=DATE)
    approved_by = forms.CharField(label=_("Approved by the president"), max_length=200)


class GrantForm(forms.Form):
    reason = forms.CharField(label=_("Note to the ruling"), required=False, widget=REASON)


class DismissForm(forms.Form):
    ground = forms.ChoiceField(label=_("Ground"), choices=ConfirmationApplication.DismissalGround.choices)
    reason = forms.CharField(label=_("Reason"), widget=REASON)


class ReasonOnlyForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), widget=REASON)


class ForPartyForm(forms.Form):
    """A step for one party of the mediation."""

    party = forms.ModelChoiceField(label=_("Party"), queryset=MediationParty.objects.none(), empty_label=None)

    def __init__(self, *args: Any, parties: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["party"]
        choice.queryset = parties


class ServeForm(ForPartyForm):
    served_date = forms.DateField(label=_("Received on"), widget=DATE)


class InterestedForm(forms.Form):
    name = forms.CharField(label=_("Interested person"), max_length=200)
    known_date = forms.DateField(label=_("Knew or should have known since"), widget=DATE)
    raised_date = forms.DateField(label=_("Raised on"), widget=DATE)
    text = forms.CharField(label=_("Objection"), widget=REASON)


class DecideObjectionForm(forms.Form):
    outcome = forms.ChoiceField(label=_("Outcome"), choices=ConfirmationObjection.Outcome.choices)
    reason = forms.CharField(label=_("Reason"), widget=REASON)


class DocumentForm(forms.Form):
    number = forms.CharField(label=_("Number of the document"), max_length=80)
    made_date = forms.DateField(label=_("Date of the document"), widget=DATE)


class ReceiptForm(ForPartyForm):
    received_date = forms.DateField(label=_("Received on"), widget=DATE)


class GoneBackForm(ForPartyForm):
    reason = forms.CharField(label=_("Reason"), widget=REASON)
