"""A decision on giving out a publisher's texts in bulk. Validates, saves nothing."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class DecisionForm(forms.Form):
    """Allowed or not, under which terms, and why."""

    use_required_attribute = False
    allowed = forms.ChoiceField(
        label=_("May the texts be given out in bulk?"), choices=[("yes", _("Yes")), ("no", _("No"))]
    )
    licence = forms.CharField(label=_("Licence or terms"), required=False, max_length=300)
    reason = forms.CharField(
        label=_("Why"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000,
        help_text=_("Which terms were examined, and when."),
    )  # fmt: skip
