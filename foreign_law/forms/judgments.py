"""How the list of judgments is narrowed, and the file with which staff records judgments."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from foreign_law.models import Jurisdiction
from portal.search.forms import QueryField

LAST_PAGE = 500


class JudgmentsForm(forms.Form):
    """The list's parameters. Everything may be missing."""

    jurisdiction = forms.ChoiceField(
        label=_("Jurisdiction"), required=False,
        choices=[("", _("All")), *((code.place, code.label) for code in Jurisdiction)],
    )  # fmt: skip
    court = forms.RegexField(r"^[\w-]{1,20}$", label=_("Court"), required=False)
    year = forms.IntegerField(label=_("Year"), required=False, min_value=1900, max_value=2200)
    citing = QueryField(label=_("Citing"), required=False)
    page = forms.IntegerField(required=False, min_value=1, max_value=LAST_PAGE)

    def asked(self) -> dict[str, Any]:
        """What can be read of the parameters, for the query; unreadable ones are left out."""
        given = self.cleaned_data
        place = Jurisdiction.from_place(given.get("jurisdiction") or "")
        return {
            "jurisdiction": place.value if place else "",
            "court": given.get("court") or "",
            "year": given.get("year"),
            "citing": given.get("citing") or "",
            "page": given.get("page") or 1,
        }


class JudgmentsFileForm(forms.Form):
    """A table of judgments."""

    upload = forms.FileField(
        label=_("File"),
        help_text=_("CSV with a heading or JSON Lines, in UTF-8, up to 20 MB. A second run changes nothing."),
    )
