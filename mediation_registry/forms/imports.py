"""Forms of the import of a panel: the file, which column is which, who is who."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mediation_registry.actions.panel_review import NEW, Line
from mediation_registry.forms.desk import text
from mediation_registry.forms.editions import EditionFacts
from mediation_registry.importers.panel import COLUMNS, NAMES


class UploadForm(EditionFacts):
    """The file and what the conference decided."""

    sentence = _(
        "Nothing enters the register before another person approves the panel; the file is kept with its SHA-256."
    )
    upload = forms.FileField(
        label=_("File with the panel"),
        help_text=_(
            "XLSX, or CSV in UTF-8, GB 18030 or Big5-HKSCS; one person or organisation in each row; up to 5 MB."
        ),
    )
    encoding = forms.ChoiceField(
        label=_("Encoding of a CSV file"), required=False,
        choices=[("", _("found out by the portal")), ("utf-8", "UTF-8"), ("gb18030", "GB 18030"),
                 ("big5hkscs", "Big5-HKSCS")],
    )  # fmt: skip


class ColumnsForm(forms.Form):
    """Which column of the file is which."""

    def __init__(self, *args: Any, headings: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [
            ("", _("Not in the file")),
            *((str(place), name or str(place + 1)) for place, name in enumerate(headings)),
        ]
        for column, label in COLUMNS.items():
            self.fields[column] = forms.ChoiceField(label=label, choices=choices, required=column == "place")

    def clean(self) -> dict[str, Any]:
        entries = super().clean() or {}
        chosen = [place for place in entries.values() if place]
        if len(set(chosen)) != len(chosen):
            raise forms.ValidationError(_("One column of the file is chosen twice."))
        if not any(entries.get(column) for column in NAMES):
            raise forms.ValidationError(_("Choose at least one column with names."))
        return entries

    def columns(self) -> dict[str, int]:
        """The column numbers."""
        return {column: int(place) for column, place in self.cleaned_data.items() if place != ""}


class MatchesForm(forms.Form):
    """Who the rows are that somebody in the register resembles."""

    def __init__(self, *args: Any, lines: list[Line], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for line in lines:
            choices: list[tuple[str, Any]] = [("", _("choose"))]
            choices += [
                (
                    str(one.pk),
                    f"{one.register_no} · {' · '.join(name.text for name in one.person.current_names)}",
                )
                for one in line.candidates
            ]
            if not line.by_number:
                choices.append((NEW, _("somebody else: a new entry in the register")))
            self.fields[f"match_{line.row.row}"] = forms.ChoiceField(
                label=_("Row %(row)s is") % {"row": line.row.row},
                choices=choices,
                required=False,
                initial=line.chosen,
            )

    def matches(self) -> dict[str, str]:
        """What was chosen, by row."""
        return {name.removeprefix("match_"): chosen for name, chosen in self.cleaned_data.items() if chosen}


class DiscardImportForm(forms.Form):
    """Given up."""

    sentence = _("The file stays on record; nothing of it enters the register.")
    reason = text(label=_("Reason"))
