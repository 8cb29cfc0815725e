"""The court's one page for a new request."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from modeltranslation.utils import build_localized_fieldname

from foreign_law.forms.ascertainment.particulars import ParticularsFields, PartyChoice
from portal.cases.models import Case, Party


class NewRequestForm(ParticularsFields):
    """For whom, on which basis, which law as it stood when, which questions."""

    asked_by_party = PartyChoice(
        label=_("Asked for by"), queryset=Party.objects.none(), required=False,
        empty_label=_("Nobody: of the court's own motion"),
    )  # fmt: skip
    field_order = ("asked_by_party",)

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        parties: Any = self.fields["asked_by_party"]
        parties.queryset = case.parties.filter(valid_to=None).order_by("number")
        cause = (
            str(getattr(case.cause, build_localized_fieldname("name", "zh-hans")) or "") if case.cause else ""
        )
        self.initial = {"nature": cause, **self.initial}
        self.open_rows()
