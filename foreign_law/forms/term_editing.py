"""What a librarian enters on the term base. Validates, saves nothing."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from foreign_law.forms.concordance import FIELDS
from foreign_law.models import Concept, Jurisdiction, TermDegree, TermStatus
from foreign_law.rules.term_states import FIELDS as COLUMNS
from i18n.languages import LANGUAGES


class ActForm(forms.Form):
    """Every act: the version that was seen, and why."""

    use_required_attribute = False
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    reason = forms.CharField(
        label=_("Why"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000,
        help_text=_("Stands in the history of the record."),
    )  # fmt: skip

    def values(self) -> dict[str, Any]:
        """What was entered."""
        return dict(self.cleaned_data)


class TermForm(ActForm):
    """A term: its words, whose it is, its standing, source, degree."""

    field_order: tuple[str, ...] = (*COLUMNS, "reason", "version")
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES)
    jurisdiction = forms.ChoiceField(
        label=_("Jurisdiction"),
        required=False,
        choices=[("", _("none in particular")), *Jurisdiction.choices],
    )
    text = forms.CharField(label=_("Wording of the term"), required=False, max_length=300)
    status = forms.ChoiceField(label=_("Standing of the term"), choices=TermStatus.choices)
    source = forms.CharField(
        label=_("Source"), required=False, max_length=500,
        help_text=_("Instrument and article; an official term must have one."),
    )  # fmt: skip
    degree = forms.ChoiceField(label=_("Degree"), choices=TermDegree.choices)
    note = forms.CharField(
        label=_("Note"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("In English: where the institutions differ."),
    )  # fmt: skip


class ConceptForm(TermForm):
    """A new concept with its first term."""

    field_order = ("slug", "domain", *COLUMNS, "reason", "version")
    slug = forms.SlugField(
        label=_("Identifier"),
        max_length=120,
        help_text=_("Small letters, figures and hyphens; it stands in the address."),
    )
    domain = forms.ChoiceField(
        label=_("Field of law"), choices=[pair for pair in FIELDS.items() if pair[0] not in ("hk", "mo")]
    )


class MergeForm(ActForm):
    """The concept that stays."""

    field_order = ("into", "reason", "version")
    into = forms.CharField(
        label=_("Identifier of the concept that stays"), max_length=160,
        help_text=_("The terms join it, and the old address leads to it."),
    )  # fmt: skip

    def clean_into(self) -> Concept:
        """The living concept of that identifier."""
        found = Concept.objects.filter(slug=self.cleaned_data["into"].strip(), merged_into=None).first()
        if found is None:
            raise forms.ValidationError(_("There is no such concept."))
        return found
