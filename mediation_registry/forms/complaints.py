"""Forms of complaints: the complainant's, the mediator's, and those of the desk."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from mediation_registry.actions.complaints import Account
from mediation_registry.forms.rosters import day_field, text_field
from mediation_registry.models import Complaint, Mediation
from mediation_registry.models.grounds import INVITED_GROUNDS, ONLINE_GROUNDS
from mediation_registry.queries.complaints import courts_to_name
from portal.drafts.forms import DraftMixin
from portal.identity.models import Authority, Court

MOST_FILES = 5


class SeveralFilesInput(forms.ClearableFileInput):
    """The browser's own choice of several files."""

    allow_multiple_selected = True
    template_name = "django/forms/widgets/file.html"


class SeveralFilesField(forms.FileField):
    """Up to five files; gives a list."""

    widget = SeveralFilesInput

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        single = super().clean
        given: Iterable[Any] = data if isinstance(data, list | tuple) else [data] if data else []
        files = [single(one, initial) for one in given]
        if len(files) > MOST_FILES:
            raise ValidationError(_("Choose at most five files; you can add more later."))
        return files


class ComplaintForm(DraftMixin, forms.Form):
    """What happened, on which grounds, in which case; who is to be reached."""

    about = forms.CharField(widget=forms.HiddenInput, required=False)
    conduct = forms.ChoiceField(
        label=_("Where did it happen?"), choices=Complaint.Conduct.choices, widget=forms.RadioSelect
    )
    mediation = forms.ModelChoiceField(
        label=_("Mediation"), queryset=Mediation.objects.none(), required=False,
        empty_label=_("None of those in this portal"),
    )  # fmt: skip
    court: forms.ModelChoiceField[Court] = forms.ModelChoiceField(
        label=_("Court that referred the case"), queryset=Court.objects.none(), required=False,
        empty_label=_("No court, or I do not know"),
        help_text=_("A complaint about conduct in a case that a court referred goes to that court."),
    )  # fmt: skip
    case_number = forms.CharField(
        label=_("Number of the case (if you know it)"), max_length=100, required=False
    )
    conduct_date = day_field(_("When did it happen? (if you know it)"), required=False)
    grounds = forms.MultipleChoiceField(
        label=_("Grounds"), widget=forms.CheckboxSelectMultiple,
        choices=[(_("Any mediation"), INVITED_GROUNDS), (_("Mediation online"), ONLINE_GROUNDS)],
        help_text=_("Choose what fits best. The body that hears the complaint is not bound by your choice."),
    )  # fmt: skip
    text = forms.CharField(
        label=_("What happened"), max_length=8000, widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("In your own words and your own language: who did what, when, and how you know."),
    )  # fmt: skip
    uploads = SeveralFilesField(
        label=_("Evidence"), required=False,
        help_text=_("Up to five files, each up to 50 MB. The mediator does not see them."),
    )  # fmt: skip
    name = forms.CharField(label=_("Your name"), max_length=200)
    contact = forms.CharField(
        label=_("How you can be reached besides this account"), max_length=300, required=False,
        help_text=_("Kept encrypted; only the body that hears the complaint reads it."),
    )  # fmt: skip

    def __init__(self, *args: Any, mediations: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        court: Any = self.fields["court"]
        court.queryset = courts_to_name()
        if not mediations.exists():
            del self.fields["mediation"]
            return
        choice: Any = self.fields["mediation"]
        choice.queryset = mediations
        choice.label_from_instance = lambda one: f"{one.reference} · {one.matter}"

    def account(self) -> Account:
        """What was entered, as the action takes it."""
        said = self.cleaned_data
        return Account(
            name=said["name"], text=said["text"], conduct=said["conduct"], grounds=tuple(said["grounds"]),
            contact=said["contact"], conduct_date=said["conduct_date"], case_number=said["case_number"],
            court=said["court"], mediation=said.get("mediation"),
        )  # fmt: skip


class FindForm(forms.Form):
    """Whom a complaint is about, by register number."""

    about = forms.CharField(
        label=_("Register number of the mediator or organisation"), max_length=40,
        widget=forms.TextInput(attrs={"autocapitalize": "characters", "spellcheck": "false"}),
    )  # fmt: skip


class EvidenceForm(forms.Form):
    """One more file."""

    description = forms.CharField(label=_("What it is"), max_length=200, required=False)
    upload = forms.FileField(label=_("File"), help_text=_("PDF, image, office or text file, up to 50 MB."))


class StatementForm(DraftMixin, forms.Form):
    """The mediator's answer."""

    answer = forms.CharField(
        label=_("Your statement"), max_length=8000, widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Only the body that investigates reads it."),
    )  # fmt: skip


class ReviewForm(forms.Form):
    """Why the decision should be reviewed."""

    reason = text_field(_("Why should the decision be reviewed?"), rows=5)


# -- the desk


class DismissForm(forms.Form):
    """Why there is no case to answer."""

    reason = text_field(
        _("Why there is no case to answer"),
        help_text=_("The complainant reads it. The mediator is not told."),
    )


class TransferForm(forms.Form):
    """To which other body the complaint goes."""

    court: forms.ModelChoiceField[Court] = forms.ModelChoiceField(
        label=_("To a court"), queryset=Court.objects.all(), required=False, empty_label=_("No court")
    )
    authority: forms.ModelChoiceField[Authority] = forms.ModelChoiceField(
        label=_("To an authority"),
        queryset=Authority.objects.all(),
        required=False,
        empty_label=_("No authority"),
    )
    reason = text_field(_("Reason"))


class DueForm(forms.Form):
    """A day by which this stage is to be done."""

    due_date = day_field(_("Due on"))


class AskForm(forms.Form):
    """What is put to the mediator."""

    question = text_field(
        _("What is put to the mediator"), rows=6,
        help_text=_("Say what is alleged in your own words. The complainant's name, words and files do not go with it."),
    )  # fmt: skip
    due_date = day_field(_("Answer asked for by"), required=False)


class RulingForm(forms.Form):
    """Outcome, reasons, day, rule, review."""

    outcome = forms.ChoiceField(
        label=_("Outcome"),
        choices=[choice for choice in Complaint.Outcome.choices if choice[0] != Complaint.Outcome.WITHDRAWN],
        help_text=_(
            "A proposal of removal decides nothing by itself: on a court's own roster a second officer decides; a "
            "listing is removed by the home authority, the Working Committee and the Joint Conference."
        ),
    )
    reason = text_field(_("Reasons"), rows=6, help_text=_("The complainant and the mediator read them."))
    decided_date = day_field(_("Decided on"))
    rule_citation = forms.CharField(
        label=_("Rule on which it stands"), max_length=300, required=False,
        help_text=_("An authority cites its rule for a warning or a circular criticism."),
    )  # fmt: skip
    review_until_date = day_field(
        _("A review may be asked for until"), required=False,
        help_text=_("Leave empty if your rules set no day; a review may then be asked for until the complaint is closed."),
    )  # fmt: skip


class PublishForm(forms.Form):
    """What was ordered to be published, word by word."""

    text = text_field(_("Text to publish"), rows=6)
    order = forms.CharField(label=_("Order to publish"), max_length=300)
