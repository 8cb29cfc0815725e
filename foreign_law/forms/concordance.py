"""What a reader may ask of the concordance. Validates, saves nothing."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from foreign_law.forms.searching import DayField
from foreign_law.queries.concordance import Wanted
from portal.search.forms import QueryField

FIELDS = {
    "arbitration": _("Arbitration"),
    "company": _("Company law"),
    "contract": _("Contract"),
    "courts": _("Courts and authorities"),
    "data_protection": _("Data protection"),
    "enforcement_insolvency": _("Enforcement and insolvency"),
    "evidence": _("Evidence"),
    "family_succession": _("Family and succession"),
    "foreign_law": _("Choice of law"),
    "labour": _("Labour"),
    "mediation": _("Mediation"),
    "negotiable_instruments": _("Negotiable instruments"),
    "power_of_attorney": _("Power of attorney"),
    "principles": _("Principles"),
    "procedure": _("Procedural law"),
    "property": _("Property"),
    "service": _("Service of documents"),
    "time_limits": _("Time limits"),
    "tort": _("Tort"),
    "hk": _("Defined in Hong Kong law"),
    "mo": _("Headings of Macao law"),
}


class TermsForm(forms.Form):
    """Words, a field, a letter, a page; everything may be missing."""

    q = QueryField(label=_("A term in any of the four languages"), required=False)
    field = forms.ChoiceField(
        label=_("Field of law"), required=False, choices=[("", _("all fields")), *FIELDS.items()]
    )
    letter = forms.RegexField(r"^[A-Z#]$", required=False)
    page = forms.IntegerField(required=False, min_value=1, max_value=1000)

    def wanted(self) -> Wanted:
        """What is asked, without the parameters that could not be read."""
        given = self.cleaned_data
        return Wanted(
            given.get("q") or "", given.get("field") or "", given.get("letter") or "", given.get("page") or 1
        )


class DayForm(forms.Form):
    """A day on which the passages must have stood."""

    on = DayField(label=_("Passages as the law stood on"), required=False)
