"""Forms of inbound requests: registering one, and each step after it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from i18n import languages
from portal.identity.models import Court
from service_of_process.actions.inbound_registering import Letter, Measure, Paper, Person, Request
from service_of_process.actions.inbound_steps import points_of
from service_of_process.forms.acts import MatterForm
from service_of_process.forms.channels import DAY, LONG, MOMENT, OBSTACLES, SeenForm
from service_of_process.models import Addressee, DocumentToBeServed, EvidenceLetter, Region, ServiceMatter
from service_of_process.models.choices import Checked, InboundMethod, Means, RefusalGround
from service_of_process.queries.inbound import executing_courts
from service_of_process.rules import inbound

NONE = ("", "---------")
MEANS = [(code.value, code.label) for code in Means if code is not Means.PORTAL]
SCRIPTS = (
    ("zh-hans", _("Simplified Chinese characters")), ("zh-hant", _("Traditional Chinese characters")),
    ("pt", _("Portuguese")), ("latin", _("Latin letters")),
)  # fmt: skip
EVIDENCE = ServiceMatter.Kind.EVIDENCE
#: The fields of a registration in the order of its page.
ON_LETTER = (
    "region", "kind", "court", "received_date", "means", "platform_number", "foreign_court", "foreign_number",
    "foreign_case_number", "nature", "claimed_amount", "hearing_at", "special_method", "upload",
)  # fmt: skip
ON_PERSON = (
    "person_kind", "name", "name_script", "name_en", "name_pt", "identity_number", "address", "language",
)  # fmt: skip
ON_EVIDENCE = ("measure", "items", "purpose", "parties", "questions", "wants_attendance", "wants_video")


class RequestForm(forms.Form):
    """One request as its letter says it, on one page."""

    region = forms.ChoiceField(label=_("From"), choices=Region.choices)
    kind = forms.ChoiceField(label=_("What is asked for"), choices=ServiceMatter.Kind.choices)
    court = forms.ModelChoiceField(label=_("Received by"), queryset=Court.objects.none(), empty_label=None)  # type: ignore[var-annotated]
    received_date = forms.DateField(
        label=_("Letter received on"), widget=DAY, help_text=_("The period runs from this day."),
    )  # fmt: skip
    means = forms.ChoiceField(label=_("Came by"), choices=MEANS, initial=Means.POST.value)
    platform_number = forms.CharField(
        label=_("Number of the official platform"), max_length=80, required=False,
        help_text=_("Macao: as the judicial-assistance platform shows it."),
    )  # fmt: skip
    foreign_court = forms.CharField(label=_("Requesting authority"), max_length=200)
    foreign_number = forms.CharField(label=_("Number of the letter"), max_length=80)
    foreign_case_number = forms.CharField(label=_("Its case number"), max_length=80, required=False)
    nature = forms.CharField(label=_("Nature of the case"), max_length=200)
    claimed_amount = forms.CharField(label=_("Amount in dispute"), max_length=80, required=False)
    hearing_at = forms.DateTimeField(
        label=_("Hearing named in the documents"), required=False, widget=MOMENT,
        help_text=_("A hearing that has passed is no obstacle: the documents are served all the same."),
    )  # fmt: skip
    special_method = forms.CharField(label=_("Special method asked for"), max_length=300, required=False)
    upload = forms.FileField(label=_("Letter of request (scan)"))
    person_kind = forms.ChoiceField(label=_("Person or entity"), choices=Addressee.Kind.choices)
    name = forms.CharField(label=_("Name, exactly as in the letter"), max_length=200)
    name_script = forms.ChoiceField(label=_("Script of the name"), choices=SCRIPTS)
    name_en = forms.CharField(label=_("Name in English"), max_length=200, required=False)
    name_pt = forms.CharField(label=_("Name in Portuguese"), max_length=200, required=False)
    identity_number = forms.CharField(
        label=_("Identity or registration number"), max_length=80, required=False,
        help_text=_("Seen only by court staff and whoever carries it out."),
    )  # fmt: skip
    address = forms.CharField(label=_("Address in the Mainland, in detail"), max_length=400)
    language = forms.ChoiceField(
        label=_("Language of the person"), choices=languages.LANGUAGES, initial="zh-hans", required=False
    )
    # -- evidence only
    measure = forms.ChoiceField(
        label=_("Evidence: measure"), choices=[NONE, *EvidenceLetter.Measure.choices], required=False,
        help_text=_("These lines are for requests on evidence only."),
    )  # fmt: skip
    items = forms.CharField(
        label=_("Evidence: what is to be taken"), max_length=4000, required=False, widget=LONG
    )
    purpose = forms.CharField(
        label=_("Evidence: why it is needed"), max_length=4000, required=False, widget=LONG
    )
    parties = forms.CharField(
        label=_("Evidence: parties and agents"), max_length=4000, required=False, widget=LONG
    )
    questions = forms.CharField(label=_("Evidence: questions"), max_length=8000, required=False, widget=LONG)
    wants_attendance = forms.BooleanField(
        label=_("Evidence: asks for time and place, to attend"), required=False
    )
    wants_video = forms.BooleanField(label=_("Evidence: asks for testimony by video"), required=False)

    def __init__(self, *args: Any, courts: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["court"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = courts

    def groups(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """The fields as the page shows them, under headings."""
        return [
            (_("The letter"), [self[name] for name in ON_LETTER]),
            (_("The person concerned"), [self[name] for name in ON_PERSON]),
        ]

    def on_evidence(self) -> list[forms.BoundField]:
        """The lines that only a request on evidence needs."""
        return [self[name] for name in ON_EVIDENCE]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("kind") == EVIDENCE:
            for name in ("measure", "items", "purpose", "parties"):
                if not cleaned.get(name):
                    self.add_error(name, _("The letter on evidence must say this."))
        return cleaned

    def request(self, papers: Sequence[Paper] = ()) -> Request:
        """What was entered, as the act takes it."""
        given = self.cleaned_data
        letter = Letter(**{name: given[name] for name in (
            "region", "kind", "foreign_court", "foreign_number", "nature", "received_date", "means",
            "foreign_case_number", "platform_number", "claimed_amount", "special_method", "hearing_at",
        )})  # fmt: skip
        person = Person(kind=given["person_kind"], **{name: given[name] for name in (
            "name", "name_script", "address", "name_en", "name_pt", "identity_number",
        )}, language=given["language"] or "zh-hans")  # fmt: skip
        measure = Measure(**{name: given[name] for name in (
            "measure", "items", "purpose", "parties", "questions", "wants_attendance", "wants_video",
        )}) if given["kind"] == EVIDENCE else None  # fmt: skip
        return Request(letter, person, measure, papers)


class PaperForm(forms.Form):
    """One document that came with the letter; a line left empty is passed over."""

    upload = forms.FileField(label=_("Document (file)"))
    kind = forms.ChoiceField(label=_("Kind"), choices=DocumentToBeServed.Kind.choices, initial="claim")
    title = forms.CharField(label=_("Title"), max_length=200)
    language = forms.ChoiceField(
        label=_("Language of the document"), choices=languages.LANGUAGES, initial="zh-hans"
    )
    translation = forms.FileField(label=_("Chinese translation (file)"), required=False)
    pages = forms.IntegerField(
        label=_("Number of pages"), required=False, min_value=1, max_value=20000,
        help_text=_("Only where the file is not a PDF; the pages of a PDF are counted."),
    )  # fmt: skip

    def paper(self) -> Paper:
        """What was entered."""
        return Paper(**self.cleaned_data)


PaperFormSet = forms.formset_factory(PaperForm, extra=6, max_num=30)


class ReviewForm(MatterForm):
    """What the Arrangement asks of the letter and its papers."""

    found = forms.MultipleChoiceField(
        label=_("Found in order"), choices=Checked.choices, widget=forms.CheckboxSelectMultiple,
        help_text=_("If a point is not in order, ask for a supplement instead."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["found"]
        assert isinstance(field, forms.MultipleChoiceField) and self.leg is not None
        self.leg.matter = self.matter
        field.choices = [(code, Checked(code).label) for code in points_of(self.leg)]


class ReferForm(MatterForm):
    """The request is referred to the High People's Court."""

    referred_date = forms.DateField(label=_("Referred on"), widget=DAY)
    reason = forms.CharField(
        label=_("Reason"), max_length=2000, widget=LONG,
        help_text=_("The period goes on: it began with the first receipt (Arrangement with Macao, arts 4 and 6)."),
    )  # fmt: skip


class SupplementWantedForm(MatterForm):
    """The requesting side is asked for more."""

    asked_date = forms.DateField(label=_("Asked on"), widget=DAY)
    asked_for = forms.CharField(label=_("What is missing"), max_length=4000, widget=LONG)


class SupplementCameForm(MatterForm):
    """The requesting side answered."""

    received_date = forms.DateField(label=_("Received on"), widget=DAY)
    answer = forms.CharField(label=_("Answer"), max_length=4000, required=False, widget=LONG)
    upload = forms.FileField(label=_("Papers (scan)"), required=False)


class AssignForm(MatterForm):
    """To the executing court."""

    court_id = forms.TypedChoiceField(label=_("Executing court"), coerce=UUID)
    assigned_date = forms.DateField(label=_("Handed on"), widget=DAY)
    means = forms.ChoiceField(label=_("Sent by"), choices=[NONE, *MEANS], required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["court_id"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [(court.pk, str(court)) for court in executing_courts()]


class ServedForm(SeenForm):
    """Served for Hong Kong or Macao; the methods hold no public notice."""

    method = forms.ChoiceField(  # type: ignore[assignment]
        label=_("Method"), choices=InboundMethod.choices,
        help_text=_("There is no public notice in assistance to Hong Kong or Macao."),
    )  # fmt: skip
    has_seal = forms.BooleanField(label=_("The return receipt bears the court's seal"), required=False)
    upload = forms.FileField(label=_("The return receipt (scan)"))


class NotServedForm(MatterForm):
    """The obstacle, its date and the papers."""

    reason = forms.ChoiceField(label=_("Reason"), choices=OBSTACLES)
    words = forms.CharField(label=_("Obstacle or refusal, in words"), max_length=4000, widget=LONG)
    obstacle_date = forms.DateField(label=_("Date of the obstacle or refusal"), widget=DAY)
    papers_returned = forms.BooleanField(
        label=_("Letter and all papers are complete, to go back"), required=False
    )
    upload = forms.FileField(label=_("The return receipt (scan)"))


class EvidenceTakenForm(MatterForm):
    """Evidence was taken."""

    result_date = forms.DateField(label=_("Completed on"), widget=DAY)
    is_whole = forms.TypedChoiceField(
        label=_("Extent"), coerce=lambda text: text == "whole",
        choices=(("whole", _("Everything that was asked for")), ("part", _("A part"))),
    )  # fmt: skip
    note = forms.CharField(
        label=_("Result; for a part, why not the rest"), max_length=4000, required=False, widget=LONG
    )
    upload = forms.FileField(label=_("Record of the evidence (scan)"))


class NoEvidenceForm(MatterForm):
    """No evidence could be taken."""

    reason = forms.ChoiceField(label=_("Reason"), choices=OBSTACLES)
    words = forms.CharField(label=_("Obstacle, in words"), max_length=4000, widget=LONG)
    obstacle_date = forms.DateField(label=_("Date of the obstacle"), widget=DAY)
    papers_returned = forms.BooleanField(
        label=_("Letter and all papers are complete, to go back"), required=False
    )


class RefuseForm(MatterForm):
    """Refused on a ground of the Arrangement with Macao."""

    ground = forms.ChoiceField(
        label=_("Ground"), choices=RefusalGround.choices,
        help_text=_("Exclusive jurisdiction, or a claim that Mainland law does not know, is no ground (Arrangement with "
                    "Macao, art. 9)."),
    )  # fmt: skip
    reasons = forms.CharField(
        label=_("Written reasons for the requesting court"), max_length=8000, widget=LONG
    )
    refused_date = forms.DateField(label=_("Decided on"), widget=DAY)
    upload = forms.FileField(label=_("The decision (scan)"), required=False)


class ReplyForm(MatterForm):
    """The reply under seal."""

    reply_number = forms.CharField(label=_("Number of the reply"), max_length=80, required=False)
    reply_date = forms.DateField(label=_("Date of the reply"), widget=DAY)
    has_seal = forms.BooleanField(label=_("The reply bears the court's seal"), required=False)
    upload = forms.FileField(label=_("The reply (scan)"))


class ReplySentForm(MatterForm):
    """The reply goes back."""

    sent_date = forms.DateField(label=_("Sent on"), widget=DAY)
    means = forms.ChoiceField(label=_("Sent by"), choices=MEANS)
    number = forms.CharField(label=_("Number of the platform or of the post"), max_length=80, required=False)
    no_platform = forms.CharField(
        label=_("Why not by the platform"), max_length=300, required=False,
        help_text=_("Macao: by post only if the platform cannot be used (2020 art. 3)."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.matter.region != inbound.MACAO:
            del self.fields["no_platform"]
