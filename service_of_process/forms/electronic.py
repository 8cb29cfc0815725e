"""Forms of electronic service: for the desk, and for the addressee."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from i18n import languages
from service_of_process.forms.acts import MatterForm
from service_of_process.models import ElectronicDelivery
from service_of_process.queries.codes import LONGEST
from service_of_process.queries.electronic import open_sendings

MOMENT = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
LONG = forms.Textarea(attrs={"rows": 3})


class SendForm(MatterForm):
    """The documents are sent."""

    gateway = forms.ChoiceField(
        label=_("Sent by"),
        help_text=_("The message bears a link and a code that open the documents in the portal. After another system of the "
                    "court has sent it, enter here when; you are shown the code to pass on."),
    )  # fmt: skip
    sent_at = forms.DateTimeField(
        label=_("Sent at"), required=False, widget=MOMENT,
        help_text=_("Only where another system sent it; the portal's own e-mail leaves now."),
    )  # fmt: skip
    language = forms.ChoiceField(
        label=_("Language of the message"),
        choices=languages.LANGUAGES,
        help_text=_("The addressee's language."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        hidden = () if settings.PORTAL_DEMONSTRATION else (ElectronicDelivery.Gateway.SIMULATED.value,)
        self.fields["gateway"].choices = [  # type: ignore[attr-defined]
            choice for choice in ElectronicDelivery.Gateway.choices if choice[0] not in hidden
        ]
        self.fields["language"].initial = self.matter.addressee.language

    def clean(self) -> dict[str, Any]:
        entered = super().clean() or {}
        gateway, sent_at = entered.get("gateway"), entered.get("sent_at")
        if gateway == ElectronicDelivery.Gateway.RECORDED and sent_at is None:
            self.add_error("sent_at", _("Enter when the other system sent it."))
        if gateway and gateway != ElectronicDelivery.Gateway.RECORDED and sent_at is not None:
            self.add_error("sent_at", _("The portal's own message leaves now; leave this empty."))
        return entered


class ArrivalForm(MatterForm):
    """The message arrived."""

    arrived_at = forms.DateTimeField(
        label=_("Arrived at"), widget=MOMENT,
        help_text=_("The moment that the court's system shows as success, unless the addressee proves another "
                    "(Interpretation, art. 135)."),
    )  # fmt: skip
    source = forms.CharField(label=_("How this is known"), max_length=200)


class ReadingForm(MatterForm):
    """The addressee's own system reported a reading."""

    read_at = forms.DateTimeField(label=_("Read at"), widget=MOMENT)
    source = forms.CharField(
        label=_("How this is known"), max_length=200,
        help_text=_("Receipt is presumed; the addressee may prove otherwise (Online Litigation Rules, art. 31)."),
    )  # fmt: skip
    upload = forms.FileField(label=_("The report (file)"), required=False)


class BounceForm(MatterForm):
    """The message came back."""

    bounced_at = forms.DateTimeField(label=_("Came back at"), widget=MOMENT)
    reason = forms.CharField(label=_("What the mail system says"), max_length=300, widget=LONG)


class ConfirmationForm(MatterForm):
    """A confirmation of receipt that came another way."""

    name = forms.CharField(label=_("Confirmed by (name)"), max_length=200)
    confirmed_at = forms.DateTimeField(label=_("Confirmed at"), widget=MOMENT)
    upload = forms.FileField(
        label=_("The confirmation (file)"), help_text=_("The reply by e-mail or fax that confirms receipt.")
    )


class GiveUpForm(MatterForm):
    """Nobody confirmed; the leg ends."""

    reason = forms.CharField(label=_("Reason"), max_length=2000, widget=LONG)


class DocumentsCodeForm(MatterForm):
    """A further code for the documents of a sending."""

    sending = forms.ChoiceField(label=_("Sending"))
    label = forms.CharField(
        label=_("Given to"), max_length=120, help_text=_("Say to whom the code is given, and how.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        legs = open_sendings(self.matter)
        self.fields["sending"].choices = [  # type: ignore[attr-defined]
            (str(leg.pk), f"{leg.reference} · {leg.get_state_display()}") for leg in legs
        ]


# -- the addressee's own


class CodeForm(forms.Form):
    """The code of the message, typed or brought by its link."""

    code = forms.CharField(
        label=_("Code from the message"), max_length=LONGEST,
        help_text=_("Sixteen letters and digits in four groups, for example ACDE-FGHJ-KMNP-2345."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )  # fmt: skip


class ReceiptForm(forms.Form):
    """Receipt confirmed, with the name of whoever confirms."""

    name = forms.CharField(
        label=_("Your full name"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    is_certain = forms.BooleanField(label=_("I have received the documents listed on this page."))
