"""Forms of the desk."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class SettleForm(forms.Form):
    """How the person was told, when the notice could not be delivered."""

    reason = forms.CharField(
        label=_("How was the person told?"),
        help_text=_("For example: by telephone, and when. It is kept in the log."),
        max_length=300,
        strip=True,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
