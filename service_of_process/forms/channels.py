"""Forms of the other channels: mail, handing over, leaving, the pilot, publication."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from service_of_process.actions.attempts import UNSUCCESSFUL
from service_of_process.actions.pilot import BASES
from service_of_process.actions.posting import SIGNED_ON
from service_of_process.actions.publishing import LOCAL, MAINLAND
from service_of_process.forms.acts import MatterForm
from service_of_process.models.choices import Reason
from service_of_process.models.legs import CertificateOfService

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
MOMENT = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
LONG = forms.Textarea(attrs={"rows": 3})
#: Reasons with which mail or a server comes back.
OBSTACLES = [("", "---------")] + [
    (reason.value, reason.label) for reason in Reason
    if reason not in (Reason.SILENT, Reason.WITHDRAWN, Reason.SET_ASIDE, Reason.BOUNCED, Reason.OUTSIDE_SCOPE,
                      Reason.PUBLIC_ORDER)
]  # fmt: skip


class SeenForm(MatterForm):
    """What the server reports of one attempt."""

    attempted_at = forms.DateTimeField(label=_("Time of the attempt"), widget=MOMENT)
    method = forms.CharField(label=_("Method"), max_length=200)
    place = forms.CharField(
        label=_("Place of the attempt"), max_length=300, required=False,
        help_text=_("Seen only by court staff and whoever carries it out."),
    )  # fmt: skip
    server = forms.CharField(label=_("Who attempted"), max_length=200)
    person_met = forms.CharField(label=_("Person met"), max_length=200, required=False)
    identity_check = forms.CharField(label=_("Identity checked by"), max_length=200, required=False)
    relationship = forms.CharField(label=_("Relationship to the addressee"), max_length=200, required=False)
    position = forms.CharField(
        label=_("Position (coordinates)"), max_length=60, required=False,
        help_text=_("Seen only by court staff and whoever carries it out."),
    )  # fmt: skip
    note = forms.CharField(label=_("Note"), max_length=2000, required=False, widget=LONG)


class AttemptForm(SeenForm):
    """An attempt without success."""

    result = forms.ChoiceField(
        label=_("Result"), choices=[(code.value, code.label) for code in UNSUCCESSFUL],
        help_text=_("A successful delivery is entered together with its proof, as its own step."),
    )  # fmt: skip
    reason = forms.ChoiceField(label=_("Reason"), choices=OBSTACLES, required=False)
    next_date = forms.DateField(label=_("Next attempt"), required=False, widget=DAY)
    upload = forms.FileField(label=_("Photograph or report"), required=False)


class PostForm(MatterForm):
    """The documents go to the post."""

    posted_date = forms.DateField(label=_("Posted on"), widget=DAY)
    postal_number = forms.CharField(label=_("Postal number"), max_length=80)
    has_return_receipt = forms.BooleanField(
        label=_("The return receipt of service is enclosed"), required=False,
        help_text=_("2009 Provisions, art. 7, second paragraph."),
    )  # fmt: skip


class SignatureForm(MatterForm):
    """Signed on the return receipt, or on the postal receipt alone."""

    kind = forms.ChoiceField(
        label=_("What was signed"), choices=[(code, CertificateOfService.Kind(code).label) for code in SIGNED_ON],
        help_text=_("A signature on the postal receipt alone suffices; its date is the date of service (2009 Provisions, art. "
                    "7)."),
    )  # fmt: skip
    service_date = forms.DateField(label=_("Signed on"), widget=DAY)
    received_date = forms.DateField(label=_("Receipt back at the court on"), widget=DAY)
    recipient = forms.CharField(label=_("Who signed"), max_length=200, required=False)
    relationship = forms.CharField(label=_("Relationship to the addressee"), max_length=200, required=False)
    upload = forms.FileField(label=_("The receipt (scan)"))


class MailReturnForm(MatterForm):
    """The mail came back."""

    reason = forms.ChoiceField(label=_("Reason"), choices=OBSTACLES)
    obstacle_date = forms.DateField(label=_("Date of the obstacle, by the envelope"), widget=DAY)
    received_date = forms.DateField(label=_("Back at the court on"), widget=DAY)
    note = forms.CharField(
        label=_("What stands on the envelope"), max_length=2000, required=False, widget=LONG,
        help_text=_("Across the border no return deems anything served; the leg ends."),
    )  # fmt: skip
    upload = forms.FileField(label=_("The envelope (scan)"), required=False)


class DeliveryForm(SeenForm):
    """Handed over and signed for."""

    place = forms.CharField(label=_("Place of delivery"), max_length=300)
    person_met = forms.CharField(label=_("Who signed"), max_length=200)
    received_date = forms.DateField(label=_("Receipt back at the court on"), widget=DAY)
    upload = forms.FileField(label=_("The return receipt (scan)"))


class LeavingForm(SeenForm):
    """Left behind after a refusal to sign."""

    place = forms.CharField(label=_("Where the documents were left"), max_length=300)
    person_met = forms.CharField(label=_("Who refused to sign"), max_length=200)
    refusal = forms.CharField(label=_("Why, in her words"), max_length=2000, widget=LONG)
    witnesses = forms.CharField(
        label=_("Witnesses: name, unit, signature"), max_length=1000, required=False, widget=LONG,
        help_text=_("Witnesses, or photographs or video: one of the two (Civil Procedure Law, art. 89)."),
    )  # fmt: skip
    recording = forms.FileField(label=_("Photographs or video"), required=False)
    received_date = forms.DateField(label=_("Record back at the court on"), widget=DAY)
    upload = forms.FileField(label=_("The return receipt with the record of leaving (scan)"))


class FailureForm(MatterForm):
    """The way came to nothing."""

    reason = forms.ChoiceField(label=_("Reason"), choices=OBSTACLES)
    ended_date = forms.DateField(label=_("Ended on"), widget=DAY)
    note = forms.CharField(label=_("Note"), max_length=2000, required=False, widget=LONG)


class PilotOrderForm(MatterForm):
    """The judge's order for service by a Hong Kong lawyer."""

    address_id = forms.TypedChoiceField(label=_("Address"), coerce=UUID)
    legal_basis = forms.ChoiceField(label=_("Legal basis"), choices=BASES)
    reason = forms.CharField(
        label=_("Reason of the order"), max_length=4000, widget=LONG,
        help_text=_("Under art. 283(1)(10), say how the addressee agreed to this mode."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = self.matter.addresses.filter(withdrawn_at=None, place=self.matter.region)
        field = self.fields["address_id"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [(row.pk, f"{row.number} · {row.text}") for row in rows if not row.is_electronic]


class InstructForm(MatterForm):
    """The lawyer receives the documents."""

    lawyer = forms.CharField(label=_("Lawyer or firm in Hong Kong"), max_length=200)
    instructed_date = forms.DateField(label=_("Instructed on"), widget=DAY)
    reference = forms.CharField(label=_("Number of the firm"), max_length=80, required=False)


class AffidavitForm(SeenForm):
    """The affidavit of service."""

    place = forms.CharField(label=_("Place of service"), max_length=300)
    person_met = forms.CharField(label=_("Served on"), max_length=200)
    received_date = forms.DateField(label=_("Affidavit received on"), widget=DAY)
    upload = forms.FileField(label=_("The affidavit (scan)"))


class PublicationForm(MatterForm):
    """The notice appeared in a newspaper."""

    place = forms.ChoiceField(
        label=_("Place of the newspaper"),
        choices=((MAINLAND, _("In the Mainland")), (LOCAL, _("At the addressee's place"))),
        help_text=_("Both are needed; the term runs from the later (2009 Provisions, art. 9)."),
    )  # fmt: skip
    paper = forms.CharField(label=_("Newspaper, issue and page"), max_length=200)
    published_date = forms.DateField(label=_("Published on"), widget=DAY)
    upload = forms.FileField(label=_("The page (scan)"))
