"""Forms of the import of cases: the file, and which column is which."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.cases.importers import COLUMNS, NEEDED


class TableForm(forms.Form):
    """The table."""

    upload = forms.FileField(
        label=_("File"),
        help_text=_("CSV (UTF-8 or GB 18030) or XLSX, with one case in each row, up to 10 MB."),
    )


class MappingForm(forms.Form):
    """Which column of the file is which entry of a case."""

    def __init__(self, *args: Any, headings: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("Not in the file")), *((str(place), name) for place, name in enumerate(headings))]
        for column, label in COLUMNS.items():
            self.fields[column] = forms.ChoiceField(label=label, choices=choices, required=column in NEEDED)

    def mapping(self) -> dict[str, int]:
        """The column numbers by entry."""
        return {column: int(place) for column, place in self.cleaned_data.items() if place != ""}
