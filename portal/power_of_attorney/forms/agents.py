"""Forms of agents: the invitation, the answer to it, papers; consents; taking back."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.drafts.forms import DraftMixin
from portal.identity.models import ProfessionalLicence
from portal.power_of_attorney.forms.drafting import OWN_NAMES, StepForm
from portal.power_of_attorney.models import Agent, AgentProof

KIND_HINTS = _(
    "A lawyer with a Mainland licence or a licence for the Greater Bay Area; a close relative; an employee of yours; a "
    "citizen whom a community, work unit or social organisation recommends; a legal-service worker (CPL art. 61)."
)
YES_NO = (("yes", _("Yes, I consent")), ("no", _("No, I do not consent")))


class InviteForm(StepForm):
    kind = forms.ChoiceField(
        label=_("Who is your agent?"), choices=Agent.Kind.choices, help_text=KIND_HINTS, initial="lawyer"
    )
    name = forms.CharField(label=_("Name of the agent"), max_length=200)
    email = forms.EmailField(
        label=_("E-mail address of the agent"),
        help_text=_(
            "A one-time link goes there. With it the agent reads the draft, and accepts or declines."
        ),
    )
    language = forms.ChoiceField(
        label=_("Language of the agent"), choices=OWN_NAMES, initial="zh-hans", widget=forms.RadioSelect
    )

    @classmethod
    def opening(cls, scene: Any) -> dict[str, Any]:
        return {"kind": "lawyer", "language": "zh-hans"}


class AcceptForm(DraftMixin, forms.Form):
    """Accept: a lawyer names the verified licence; everybody states what is known of conflicts."""

    licence = forms.ModelChoiceField(
        label=_("Your licence"), queryset=ProfessionalLicence.objects.none(), empty_label=None,
        widget=forms.RadioSelect, help_text=_("Only licences that were verified and have not expired are shown."),
    )  # fmt: skip
    declares = forms.BooleanField(
        label=_(
            "I do not act for the other side, I stand in this matter in no other way, and I know of no conflict of "
            "interest"
        ),
        error_messages={
            "required": _("Without this statement you cannot be agent. You may decline instead.")
        },
    )
    conflict_statement = forms.CharField(
        label=_("Anything to add to this statement"), required=False, max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Ties that the court should know of, even if you do not see a conflict in them."),
    )  # fmt: skip

    def __init__(self, *args: Any, kind: str, licences: list[ProfessionalLicence], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if kind != "lawyer":
            del self.fields["licence"]
            return
        field: Any = self.fields["licence"]
        field.queryset = ProfessionalLicence.objects.filter(pk__in=[row.pk for row in licences])
        field.initial = licences[0].pk if len(licences) == 1 else None
        field.label_from_instance = lambda row: f"{row.get_kind_display()} · {row.number} · {row.firm_name}"
        field.error_messages["required"] = _("Choose your licence. It must have been verified in the portal.")

    def entries(self) -> dict[str, Any]:
        """What the action takes; the statement as it was read, with what was added."""
        statement = f"{self.fields['declares'].label}. {self.cleaned_data['conflict_statement']}".strip()
        return {"licence": self.cleaned_data.get("licence"), "conflict_statement": statement}


class DeclineForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason, if you wish to give one"), required=False, max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip


class PaperForm(forms.Form):
    """One paper of Interp. 88."""

    kind = forms.ChoiceField(label=_("Which paper?"), widget=forms.RadioSelect)
    upload = forms.FileField(label=_("The file"), help_text=_("PDF or a picture, at most 50 MB."))

    def __init__(self, *args: Any, kinds: tuple[str, ...], first: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = dict(AgentProof.Kind.choices)
        kind: Any = self.fields["kind"]
        kind.choices = [(code, labels[code]) for code in kinds]
        kind.initial = first or (kinds[0] if kinds else "")


class ConsentForm(StepForm):
    """One consent: yes or no, having read the text above."""

    consents = forms.ChoiceField(
        label=_("Do you consent?"), choices=YES_NO, widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the answers.")},
    )  # fmt: skip
    purpose = ""

    @classmethod
    def opening(cls, scene: Any) -> dict[str, Any]:
        held = scene.power.consents.filter(
            holder_id=scene.actor.key.removeprefix("user:"), purpose=cls.purpose, withdrawn_at=None
        )
        return {"consents": "yes"} if held.exists() else {}


class OnlineForm(ConsentForm):
    purpose = "online"


class RecordingForm(ConsentForm):
    purpose = "recording"


class BiometricsForm(ConsentForm):
    purpose = "biometrics"


CONSENT_FORMS: dict[str, type[ConsentForm]] = {
    form.purpose: form for form in (OnlineForm, RecordingForm, BiometricsForm)
}


class WithdrawForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, is_draft: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = not is_draft
        if is_draft:
            self.fields["reason"].label = _("Reason, if you wish to give one")
