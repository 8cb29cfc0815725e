"""Forms of what comes after the session: review, referral, revocation, retention."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.cases.models import Case, Party
from portal.power_of_attorney.models import Referral, RetentionClass

LONG = forms.Textarea(attrs={"rows": 4})


class RevokeForm(forms.Form):
    """The principal takes the power back."""

    reason = forms.CharField(
        label=_("Reason (optional)"), required=False, max_length=2000, widget=LONG,
        help_text=_("A power may be revoked at any time; you need not say why. The court and the agents can read it."),
    )  # fmt: skip
    sure = forms.BooleanField(
        label=_("I revoke this power of attorney. My agents may no longer act for me from this moment."),
        error_messages={"required": _("Tick the sentence if you want to revoke.")},
    )


class StepForm(forms.Form):
    """A step of the court; without entries unless a subclass names some."""

    def __init__(self, *args: Any, situation: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.situation = situation


class OptionalReasonForm(StepForm):
    reason = forms.CharField(label=_("Remarks (optional)"), required=False, max_length=2000, widget=LONG)


class ReasonForm(StepForm):
    reason = forms.CharField(label=_("Reason"), max_length=2000, widget=LONG)


class ReferralForm(StepForm):
    region = forms.ChoiceField(
        label=_("Where the principal goes"), choices=Referral.Region.choices, widget=forms.RadioSelect
    )
    note = forms.CharField(
        label=_("What the court asks for besides (optional)"), required=False, max_length=2000, widget=LONG
    )


class WrittenRevocationForm(StepForm):
    """A revocation that reached the court on paper."""

    received_date = forms.DateField(
        label=_("Day on which the writing reached the court"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    reason = forms.CharField(
        label=_("How the writing reached the court, and what it says"), max_length=2000, widget=LONG
    )
    upload = forms.FileField(label=_("Scan of the writing (optional)"), required=False)


class LinkForm(StepForm):
    """The case in which the power takes effect, and the principal's place in it."""

    party = forms.ChoiceField(label=_("Principal's place in the case"))

    def __init__(self, *args: Any, situation: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, situation=situation, **kwargs)
        power, on = situation.power, situation.on
        cases = Case.objects.for_staff(situation.actor, on).filter(court=power.court)
        parties = Party.objects.on(on).filter(case__in=cases.exclude(state=Case.State.CONCLUDED))
        own = parties.filter(person=power.principal).select_related("case").order_by("case__reference")
        field: Any = self.fields["party"]
        field.choices = [
            (f"{party.case_id}:{party.pk}", f"{party.case.reference} · {party.number}. {party.name}")
            for party in own
        ]

    @property
    def keys(self) -> dict[str, str]:
        """The chosen case and party."""
        case_id, _colon, party_id = self.cleaned_data["party"].partition(":")
        return {"case_id": case_id, "party_id": party_id}


class DossierForm(StepForm):
    code = forms.ChoiceField(label=_("Dossier class"), choices=RetentionClass.Code.choices)
    reason = forms.CharField(label=_("Remarks (optional)"), required=False, max_length=300)


class PeriodForm(StepForm):
    """The period that the court fixes for sessions without effect."""

    days = forms.IntegerField(label=_("Days"), min_value=1, max_value=3650)
    source = forms.CharField(
        label=_("Decision on which it rests"), max_length=300,
        help_text=_("For example the date and number of the decision of the court's president."),
    )  # fmt: skip
