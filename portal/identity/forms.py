"""Forms of the personal pages and of the back office: they validate, they never save."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from i18n import languages
from portal.drafts.forms import DraftMixin
from portal.identity.actions.papers import fault_in_words
from portal.identity.identity_numbers import read
from portal.identity.models import Court, IdentityDocument, Person, PersonName, ProfessionalLicence, User
from portal.identity.queries import courts_that_check
from portal.seals.signers import SHORTEST_PASSPHRASE

SCRIPT_FIELDS = {f"name_{script.replace('-', '_')}": script for script in PersonName.Script.values}


class DayInput(forms.DateInput):
    """The browser's own date field, in ISO form as it asks for."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs=attrs, format="%Y-%m-%d")


class CourtField(forms.ModelChoiceField):
    """The court that checks."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            queryset=Court.objects.none(),
            label=_("Court that checks"),
            help_text=_("Choose the court where your case is or will be. Other courts use the result too."),
            **kwargs,
        )

    def __deepcopy__(self, memo: dict[int, Any]) -> CourtField:
        copied = super().__deepcopy__(memo)
        copied.queryset = courts_that_check()
        return copied


class NamesForm(DraftMixin, forms.Form):
    """Who I am: kind of person, names in each script as on the papers, date of birth."""

    kind = forms.ChoiceField(label=_("I am"), choices=Person.Kind.choices, widget=forms.RadioSelect)
    name_zh_hant = forms.CharField(
        label=_("Name in traditional Chinese characters"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"lang": "zh-Hant", "autocomplete": "off"}),
    )
    name_zh_hans = forms.CharField(
        label=_("Name in simplified Chinese characters"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"lang": "zh-Hans", "autocomplete": "off"}),
    )
    name_pt = forms.CharField(
        label=_("Name in Portuguese"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"lang": "pt", "autocomplete": "off"}),
    )
    name_latin = forms.CharField(
        label=_("Name in English or romanised"),
        required=False,
        max_length=200,
        help_text=_("As it stands on the paper, surname first if it stands so there."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    former_name = forms.CharField(label=_("A former name, if you had one"), required=False, max_length=200)
    former_script = forms.ChoiceField(
        label=_("Script of the former name"), required=False, choices=[("", "—"), *PersonName.Script.choices]
    )
    birth_date = forms.DateField(
        label=_("Date of birth"),
        required=False,
        widget=DayInput,
        help_text=_("Kept encrypted. A company leaves it empty."),
    )

    def __init__(self, *args: Any, on: date, person: Person | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on = on
        if person is not None:
            del self.fields["kind"]
            if person.birth_date_sealed:
                del self.fields["birth_date"]

    def clean(self) -> dict[str, Any]:
        """At least one name; a former name with its script; no birth in the future."""
        values = super().clean() or {}
        if not self.names():
            self.add_error("name_zh_hant", _("Enter the name in at least one script."))
        if values.get("former_name") and not values.get("former_script"):
            self.add_error("former_script", _("Choose the script of the former name."))
        born = values.get("birth_date")
        if born and born > self.on:
            self.add_error("birth_date", _("The date of birth lies in the future."))
        return values

    def names(self) -> dict[str, str]:
        """Script code to the text entered, empty ones left out."""
        texts = {script: self.cleaned_data.get(field, "") for field, script in SCRIPT_FIELDS.items()}
        return {script: text for script, text in texts.items() if text}

    def all_names(self) -> dict[str, str]:
        """Script code to text, the empty ones too: an emptied name is withdrawn."""
        return {script: self.cleaned_data.get(field, "") for field, script in SCRIPT_FIELDS.items()}

    def former(self) -> dict[str, str]:
        values = self.cleaned_data
        return {values["former_script"]: values["former_name"]} if values.get("former_name") else {}


class DocumentForm(DraftMixin, forms.Form):
    """One identity document."""

    kind = forms.ChoiceField(label=_("Kind of paper"), choices=IdentityDocument.Kind.choices)
    number = forms.CharField(
        label=_("Number"),
        max_length=60,
        help_text=_("As it stands on the paper, with or without brackets. Kept encrypted."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    issued_by = forms.CharField(label=_("Issued by"), required=False, max_length=200)
    expiry_date = forms.DateField(
        label=_("Valid until"),
        required=False,
        widget=DayInput,
        help_text=_("Leave empty if the paper has no end."),
    )
    court = CourtField()

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on = on

    def clean(self) -> dict[str, Any]:
        """The number has the form of its kind, with a fitting check digit where there is one."""
        values = super().clean() or {}
        if values.get("kind") and values.get("number"):
            reading = read(values["kind"], values["number"])
            if not reading.is_good:
                self.add_error("number", fault_in_words(reading.fault))
        expires = values.get("expiry_date")
        if expires and expires < self.on:
            self.add_error("expiry_date", _("The paper has expired; give one that is valid."))
        return values


class LicenceForm(DraftMixin, forms.Form):
    """A lawyer's licence."""

    kind = forms.ChoiceField(label=_("Kind of licence"), choices=ProfessionalLicence.Kind.choices)
    number = forms.CharField(label=_("Licence number"), max_length=60)
    firm_name = forms.CharField(label=_("Law firm"), max_length=200)
    issued_by = forms.CharField(label=_("Issued by"), required=False, max_length=200)
    expiry_date = forms.DateField(
        label=_("Valid until"),
        required=False,
        widget=DayInput,
        help_text=_("Leave empty if the licence has no end."),
    )
    court = CourtField()


class LanguageForm(forms.Form):
    """The language of mails and notices."""

    language = forms.ChoiceField(
        label=_("Language of mails and notices"), choices=languages.LANGUAGES, widget=forms.RadioSelect
    )


class Passphrase(forms.CharField):
    """A passphrase as it is typed; it is never sent back to the page."""

    def __init__(self, **kwargs: Any) -> None:
        given = {"autocomplete": "off", "spellcheck": "false"}
        super().__init__(max_length=200, strip=False, widget=forms.PasswordInput(attrs=given), **kwargs)


class KeyFileForm(forms.Form):
    """A signing key as the certification authority of the court issued it."""

    file = forms.FileField(
        label=_("Key file"),
        help_text=_("PKCS#12 (.p12 or .pfx), with the key, its certificate and the chain."),
    )
    passphrase = Passphrase(
        label=_("Passphrase of the file"),
        help_text=_("It is used once, to read the certificate, and kept nowhere."),
    )


class NewKeyForm(forms.Form):
    """A key of the demonstration authority."""

    passphrase = Passphrase(
        label=_("Choose a passphrase"),
        min_length=SHORTEST_PASSPHRASE,
        help_text=_("You will type it each time you sign. Nobody can recover it."),
    )
    again = Passphrase(label=_("The same passphrase again"))

    def clean(self) -> dict[str, Any]:
        """Both are the same."""
        values = super().clean() or {}
        if values.get("passphrase") and values.get("again") != values["passphrase"]:
            self.add_error("again", _("The two passphrases differ."))
        return values


class WithdrawKeyForm(forms.Form):
    """A key is signed with no more."""

    reason = forms.CharField(label=_("Reason"), max_length=300)


class RecoveryForm(forms.Form):
    """Somebody lost every second factor."""

    email = forms.EmailField(
        label=_("E-mail address of the account"), widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )
    reach_me = forms.CharField(
        label=_("How can staff reach you?"),
        max_length=300,
        help_text=_("A telephone number or another address, and at what hours. Kept encrypted."),
    )
    court = CourtField()


class BasisForm(forms.Form):
    """Staff verify and say what they compared."""

    basis = forms.CharField(
        label=_("What you compared"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For example: card seen by video on 3 March, notarised copy, company register extract."),
    )


class ReasonForm(forms.Form):
    """Staff refuse and say why."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The person will read it."),
    )


class EndForm(forms.Form):
    """An office ends."""

    on = forms.DateField(label=_("First day on which it is no longer held"), widget=DayInput)
    reason = forms.CharField(label=_("Reason"), max_length=300)


class CoverForm(forms.Form):
    """Somebody covers the leave of an office's holder."""

    substitute = forms.ModelChoiceField(label=_("Substitute"), queryset=User.objects.filter(is_active=True))
    valid_from = forms.DateField(label=_("From"), widget=DayInput)
    valid_to = forms.DateField(label=_("Until (exclusive)"), widget=DayInput)
    reason = forms.CharField(label=_("Reason"), required=False, max_length=300)


class ReassignForm(forms.Form):
    """An office passes to somebody else."""

    successor = forms.ModelChoiceField(label=_("Successor"), queryset=User.objects.filter(is_active=True))
    on = forms.DateField(label=_("From"), widget=DayInput)
    reason = forms.CharField(label=_("Reason"), max_length=300)
