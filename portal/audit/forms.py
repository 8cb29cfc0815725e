"""The filter above the log."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.audit.labels import acts


class LogFilterForm(forms.Form):
    """Which events to show; every part may be left empty."""

    act = forms.ChoiceField(label=_("Act"), required=False)
    chain = forms.CharField(label=_("Case or other chain"), required=False, max_length=100)
    actor = forms.CharField(label=_("Acting person"), required=False, max_length=100)
    begin = forms.DateField(
        label=_("From"), required=False, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )
    end = forms.DateField(
        label=_("Until"), required=False, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("All acts")), *((act, known.label) for act, known in acts.items())]
        self.fields["act"].choices = choices  # type: ignore[attr-defined]

    def question(self) -> dict[str, Any]:
        """The arguments of queries.events_between; the last day counts whole."""
        given = self.cleaned_data if self.is_valid() else {}
        begin, end = given.get("begin"), given.get("end")
        return {
            "act": given.get("act", ""),
            "chain": given.get("chain", ""),
            "actor_key": given.get("actor", ""),
            "begin": timezone.make_aware(datetime.combine(begin, time.min)) if begin else None,
            "end": timezone.make_aware(datetime.combine(end + timedelta(days=1), time.min)) if end else None,
        }
