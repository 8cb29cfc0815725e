"""Forms of the portal's pages: an institution or expert answers, a party asks for a questioning, an invitation."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from foreign_law.models import LawProvider, ProviderProof
from foreign_law.models.providers import DeclineGround
from foreign_law.rules.ascertainment import providers

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
LONG = forms.Textarea(attrs={"rows": 4})


class AcceptForm(forms.Form):
    """The statement of no interest, in words that may be changed; the signed file where there is one."""

    statement_text = forms.CharField(
        label=_("Statement of no interest"), max_length=4000, widget=LONG,
        help_text=_("It is kept as your written statement for this request (art. 4). Change the words where they do not fit."),
    )  # fmt: skip
    upload = forms.FileField(label=_("The same statement, signed (file, if you have one)"), required=False)
    is_true = forms.BooleanField(label=_("I have checked this, and it is true."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault(
            "statement_text",
            _now(
                "Neither I nor the institution for which I answer has an interest in this case or a relation to a party or "
                "her lawyer that could affect the opinion. If that changes, the court will be told at once."
            ),
        )

    def entries(self) -> dict[str, Any]:
        """What the action takes."""
        return {name: self.cleaned_data[name] for name in ("statement_text", "upload")}


class DeclineForm(forms.Form):
    """The ground and, in a sentence, why."""

    ground = forms.ChoiceField(
        label=_("Ground"),
        choices=DeclineGround.choices,
        widget=forms.RadioSelect,
        help_text=_("Whoever has an interest in the case declines on that ground."),
    )
    decline_reason = forms.CharField(label=_("Reason"), max_length=2000, widget=LONG)

    def __init__(self, *args: Any, only_interest: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if only_interest:  # the question was answered already
            label = DeclineGround(providers.CONFLICT).label
            self.fields["ground"].choices = [(providers.CONFLICT, label)]  # type: ignore[attr-defined]
            self.initial["ground"] = providers.CONFLICT


class ProofForm(forms.Form):
    """A proof of art. 4."""

    kind = forms.ChoiceField(label=_("What the file proves"))
    upload = forms.FileField(label=_("File"))
    issued_date = forms.DateField(label=_("Issued on"), required=False, widget=DAY)
    valid_to = forms.DateField(label=_("Valid until (this day no longer)"), required=False, widget=DAY)

    def __init__(self, *args: Any, provider: LawProvider, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [  # type: ignore[attr-defined]
            (code, ProviderProof.Kind(code).label) for code in providers.PROOFS_OF[provider.kind]
        ]


class WhyForm(forms.Form):
    """A reason, and nothing else."""

    reason = forms.CharField(label=_("Reason"), max_length=2000, widget=LONG)


class AskQuestioningForm(forms.Form):
    """A party asks that whoever gave the opinion be questioned."""

    party_id = forms.TypedChoiceField(label=_("For which party"), required=False, empty_value=None)
    reason = forms.CharField(label=_("Why the questioning is wanted"), max_length=4000, widget=LONG)
    scope_note = forms.CharField(
        label=_("Matters to be put, on foreign law only"), max_length=4000, required=False, widget=LONG
    )

    def __init__(self, *args: Any, sides: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if len(sides) > 1:
            self.fields["party_id"].choices = [(side.pk, str(side)) for side in sides]  # type: ignore[attr-defined]
            self.fields["party_id"].required = True
            known = {str(side.pk): side.pk for side in sides}
            self.fields["party_id"].coerce = known.get  # type: ignore[attr-defined]
        else:
            del self.fields["party_id"]


class InvitationForm(forms.Form):
    """The code of the message."""

    code = forms.CharField(
        label=_("Code of the invitation"),
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
