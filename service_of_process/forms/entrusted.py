"""Forms of entrusted requests: on their way, received, supplemented, certified, returned, rectified."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from service_of_process.actions.dispatching import may_write_directly
from service_of_process.actions.entrusted_steps import label_of
from service_of_process.forms.acts import MatterForm
from service_of_process.models import Leg, Means, Reason, Region, ReturnGround, ReturnRecord
from service_of_process.rules import lifecycle, rectifying

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
LONG = forms.Textarea(attrs={"rows": 3})
FILE_HINT = _("PDF or a picture, at most 50 MB.")
NONE = ("", "---------")
BY_PAPER = (Means.POST, Means.COURIER, Means.HAND)
OBSTACLES = [NONE] + [
    (reason.value, reason.label)
    for reason in Reason
    if reason not in (Reason.SILENT, Reason.WITHDRAWN, Reason.SET_ASIDE, Reason.BOUNCED)
]
KNOWN = (("", _("cannot be told")), ("yes", _("yes")), ("no", _("no")))


def day(label: Any, **words: Any) -> forms.DateField:
    """A day, entered by the browser's calendar."""
    return forms.DateField(label=label, widget=DAY, **words)


def told(label: Any, **words: Any) -> forms.TypedChoiceField:
    """Yes, no, or not told."""
    return forms.TypedChoiceField(
        label=label,
        choices=KNOWN,
        required=False,
        empty_value=None,
        coerce=lambda value: value == "yes",
        **words,
    )


class ReasonForm(MatterForm):
    """An act that needs its reason."""

    reason = forms.CharField(label=_("Reason"), max_length=2000, widget=LONG)


class TransferForm(MatterForm):
    """To the High People's Court."""

    on = day(
        _("Received by the High People's Court on"),
        help_text=_("Its 7 working days run from here (2009, art. 13)."),
    )
    means = forms.ChoiceField(label=_("Sent by"), choices=[(means.value, means.label) for means in BY_PAPER])
    upper_number = forms.CharField(
        label=_("Number of the High People's Court"), max_length=80, required=False
    )


class CorrectionForm(MatterForm):
    """Back from the High People's Court."""

    on = day(_("Returned on"))
    reason = forms.CharField(label=_("What is to be corrected"), max_length=2000, widget=LONG)


class DispatchForm(MatterForm):
    """Across the border: to Macao by the platform, to Hong Kong on paper; each number by itself."""

    on = day(_("Sent on"), help_text=_("Three months run from here (2009, art. 6)."))
    means = forms.ChoiceField(label=_("Sent by"))
    means_reason = forms.CharField(
        label=_("Why not by the platform"), max_length=500, required=False, widget=LONG,
        help_text=_("Macao is written to by post only where the platform cannot be used (2020, art. 3)."),
    )  # fmt: skip
    platform_number = forms.CharField(
        label=_("Number of the official platform"), max_length=80, required=False
    )
    upper_number = forms.CharField(
        label=_("Number of the High People's Court"), max_length=80, required=False
    )
    foreign_number = forms.CharField(
        label=_("Number of the requested authority"), max_length=80, required=False
    )
    postal_number = forms.CharField(label=_("Postal number"), max_length=80, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        to_macao = self.matter.region == Region.MACAO
        means = (Means.PLATFORM, *BY_PAPER) if to_macao else BY_PAPER
        field = self.fields["means"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(one.value, one.label) for one in means]
        if not to_macao:
            del self.fields["means_reason"], self.fields["platform_number"]
        assert self.leg is not None
        for name in ("platform_number", "upper_number", "foreign_number"):
            if name in self.fields:
                self.fields[name].initial = getattr(self.leg, name)
        if self.leg.state == lifecycle.COURT_REVIEW:
            del self.fields["upper_number"]


class ReceiptForm(MatterForm):
    """The day of receipt as the requested side told it."""

    on = day(_("Received by the requested side on"))
    foreign_number = forms.CharField(
        label=_("Number of the requested authority"), max_length=80, required=False
    )


class EstimateForm(MatterForm):
    """The day of receipt as staff estimate it."""

    on = day(_("Received, by estimate, on"))
    reason = forms.CharField(
        label=_("On what the estimate rests"), max_length=500, widget=LONG,
        help_text=_("The period runs from here, marked as estimated, until the day is told."),
    )  # fmt: skip


class SupplementAskedForm(MatterForm):
    """What the requested side asks for."""

    on = day(_("Asked on"))
    asked_for = forms.CharField(label=_("What it asks for"), max_length=4000, widget=LONG)
    upload = forms.FileField(label=_("Its letter"), required=False, help_text=FILE_HINT)


class SupplementSentForm(MatterForm):
    """What it is sent."""

    on = day(_("Sent on"))
    means = forms.ChoiceField(label=_("Sent by"), choices=[
        (one.value, one.label) for one in (Means.PLATFORM, *BY_PAPER)
    ])  # fmt: skip
    answer = forms.CharField(label=_("What is sent, or explained"), max_length=4000, widget=LONG)
    upload = forms.FileField(label=_("The supplement"), required=False, help_text=FILE_HINT)


class SupplementReceivedForm(MatterForm):
    """The requested side has it; the period runs on."""

    on = day(_("Received by the requested side on"))
    clock_note = forms.CharField(
        label=_("Note on the running period"), max_length=1000, required=False, widget=LONG,
        help_text=_("The period goes on as it ran. If the requested side counts anew, note it here."),
    )  # fmt: skip


class ReminderForm(MatterForm):
    """One more reminder."""

    on = day(_("Sent on"), required=False, help_text=_("Empty: today."))
    means = forms.ChoiceField(label=_("Sent by"), required=False, choices=[
        NONE, *((one.value, one.label) for one in (Means.PLATFORM, *BY_PAPER))
    ])  # fmt: skip


class CertificateForm(MatterForm):
    """What a certificate says. Beside one in force, the reason why that one no longer counts."""

    service_date = day(_("Date of service"))
    received_date = day(_("Certificate received on"))
    upload = forms.FileField(label=_("The certificate"), help_text=FILE_HINT)
    has_seal = told(_("Bears the court's seal"))
    method = forms.CharField(label=_("Method"), max_length=200, required=False)
    place = forms.CharField(
        label=_("Place"), max_length=300, required=False, help_text=_("Seen only by court staff.")
    )
    recipient = forms.CharField(
        label=_("Who received"), max_length=200, required=False, help_text=_("Seen only by court staff.")
    )
    relationship = forms.CharField(label=_("Relationship to the addressee"), max_length=200, required=False)
    issuer = forms.CharField(label=_("Issued by"), max_length=200, required=False)
    issuer_reference = forms.CharField(label=_("Its number"), max_length=80, required=False)
    replaced_reason = forms.CharField(
        label=_("Why the earlier certificate no longer counts"), max_length=300, widget=LONG
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        assert self.leg is not None
        if not self.leg.certificates.filter(replaced_by=None).exists():
            del self.fields["replaced_reason"]


class NonServiceForm(CertificateForm):
    """A certificate of non-service: the obstacle or refusal, with its date."""

    service_date = day(_("Date of the obstacle or refusal"))
    reason = forms.ChoiceField(label=_("Reason"), choices=OBSTACLES)
    reason_text = forms.CharField(
        label=_("The reason in its words"), max_length=2000, required=False, widget=LONG
    )
    papers_returned = told(_("Letter and all papers came back"))
    field_order = (
        "service_date",
        "received_date",
        "reason",
        "reason_text",
        "papers_returned",
        "upload",
        "has_seal",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["recipient"], self.fields["relationship"]


class RelayForm(MatterForm):
    """The result reaches the forum court."""

    on = day(_("Received by the court on"))
    means = forms.ChoiceField(label=_("Sent by"), required=False, choices=[
        NONE, *((one.value, one.label) for one in (Means.PORTAL, *BY_PAPER))
    ])  # fmt: skip


class ReturnForm(MatterForm):
    """What came back without a certificate, as received."""

    kind = forms.ChoiceField(label=_("What came back"), choices=ReturnRecord.Kind.choices)
    ground = forms.ChoiceField(
        label=_("Ground"), choices=ReturnGround.choices,
        help_text=_("As received. Whether the text knows it is told beside it; the judge decides what follows."),
    )  # fmt: skip
    received_date = day(_("Received on"))
    words = forms.CharField(label=_("In its words"), max_length=4000, required=False, widget=LONG)
    papers_returned = forms.BooleanField(label=_("Letter and all papers came back"), required=False)
    upload = forms.FileField(label=_("The letter received"), required=False, help_text=FILE_HINT)


class EvidenceForm(MatterForm):
    """Evidence taken as asked."""

    on = day(_("Received on"))
    note = forms.CharField(label=_("Result in its words"), max_length=4000, required=False, widget=LONG)
    upload = forms.FileField(label=_("Letter or material"), required=False, help_text=FILE_HINT)


class EvidencePartlyForm(EvidenceForm):
    """Taken in part: what is missing, and why."""

    note = forms.CharField(label=_("What was not taken, and why"), max_length=4000, widget=LONG)


class EvidenceNotForm(EvidencePartlyForm):
    """Not taken."""

    reason = forms.ChoiceField(label=_("Reason"), choices=OBSTACLES)
    field_order = ("on", "reason", "note", "upload")


class RectifyForm(MatterForm):
    """One wrong day or number of a leg, what is right, and why."""

    field = forms.ChoiceField(label=_("What is wrong"))
    right_date = day(_("The right day"), required=False, help_text=_("If a day is wrong."))
    right_number = forms.CharField(
        label=_("The right number"), max_length=80, required=False, help_text=_("If a number is wrong.")
    )
    reason = forms.CharField(
        label=_("Reason"), max_length=2000, widget=LONG,
        help_text=_("The wrong entry stays legible, with this reason. Periods that hang on it are computed anew."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        assert self.leg is not None
        field = self.fields["field"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [NONE, *((name, _entry(label, value)) for name, label, value in entries(self.leg))]

    def clean(self) -> dict[str, Any]:
        """The right day or number, as ``value``; the other one does not count."""
        entered = super().clean() or {}
        which = "right_date" if rectifying.is_date(entered.get("field", "")) else "right_number"
        entered["value"] = entered.get(which)
        if "field" in entered and not entered["value"] and which not in self.errors:
            sentence = (
                _now("Enter the right day.") if which == "right_date" else _now("Enter the right number.")
            )
            self.add_error(which, ValidationError(sentence))
        return entered


def _entry(label: Any, value: date | str) -> str:
    """An entry as the list of choices shows it: its name, and what stands there."""
    told_value = date_format(value, "DATE_FORMAT") if isinstance(value, date) else value
    sentence = _now("%(entry)s: %(value)s")
    return sentence % {"entry": capfirst(label), "value": told_value} if told_value else str(capfirst(label))


def entries(leg: Leg) -> list[tuple[str, Any, date | str]]:
    """What of a leg can be rectified: name, label, and what stands there (days only where one is recorded)."""
    found = []
    for name in rectifying.fields_of(leg.family):
        value = getattr(leg, name)
        if value is None or (name == "received_date" and leg.received_is_estimated):
            continue
        found.append((name, label_of(name), value))
    return found


def writes_itself(leg: Leg) -> bool:
    """Whether the button of the dispatch stands before the transfer: the court may write across the border itself."""
    return leg.state != lifecycle.COURT_REVIEW or may_write_directly(leg)
