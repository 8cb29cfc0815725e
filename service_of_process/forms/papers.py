"""Forms of the court's papers and of packages exchanged with another court."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from i18n import languages
from portal.identity.models import Court
from service_of_process.forms.acts import MatterForm
from service_of_process.gateways.courts import BY_HAND, SIMULATED
from service_of_process.models import Leg, PaperMade, ServiceMatter
from service_of_process.queries.papers import forms_possible
from service_of_process.rules.papers import CHINESE

ALONE = ("", _("Chinese alone"))
WAYS = [(BY_HAND, _("By the official channel; its number is entered here"))]
IN_DEMONSTRATION = (SIMULATED, _("SIMULATED platform: nothing is sent"))


def chinese() -> list[tuple[str, str]]:
    """The languages in which a paper prevails, each by its own name."""
    return [(code, languages.get(code).own_name) for code in CHINESE]


def beside() -> list[tuple[str, Any]]:
    """The languages that may stand beside the Chinese."""
    return [ALONE, *((code, languages.get(code).own_name) for code in languages.CODES)]


class LanguagesForm(MatterForm):
    """The Chinese text that prevails, and the language beside it."""

    language = forms.ChoiceField(label=_("Chinese text"), choices=chinese, initial="zh-hans")
    second_language = forms.ChoiceField(label=_("Language beside it"), choices=beside, required=False)

    def __init__(self, *args: Any, matter: ServiceMatter, leg: Leg | None = None, **kwargs: Any) -> None:
        super().__init__(*args, matter=matter, leg=leg, **kwargs)
        self.fields["second_language"].initial = matter.second_language


class PaperForm(LanguagesForm):
    """Which paper of the form set, as far as the leg holds what it says."""

    form = forms.ChoiceField(
        label=_("Paper"), help_text=_("Sealed and kept. Nothing is sent; certificates speak all four languages."),
    )  # fmt: skip
    field_order = ("form", "language", "second_language")

    def __init__(self, *args: Any, matter: ServiceMatter, leg: Leg | None = None, **kwargs: Any) -> None:
        super().__init__(*args, matter=matter, leg=leg, **kwargs)
        assert leg is not None  # the desk offers this form on a leg only
        labels = dict(PaperMade.Form.choices)
        field = self.fields["form"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(form, labels[form]) for form in forms_possible(leg)]


class ExportForm(MatterForm):
    """To which court, and how the package reaches it."""

    court = forms.ModelChoiceField(label=_("For which court"), queryset=Court.objects.none())  # type: ignore[var-annotated]
    way = forms.ChoiceField(label=_("How it reaches the court"))
    number = forms.CharField(
        label=_("Number given by the official channel"), max_length=80, required=False,
        help_text=_("The portal sends nothing itself: it makes the package, and staff hand it over."),
    )  # fmt: skip

    def __init__(self, *args: Any, matter: ServiceMatter, leg: Leg | None = None, **kwargs: Any) -> None:
        super().__init__(*args, matter=matter, leg=leg, **kwargs)
        chosen, way = self.fields["court"], self.fields["way"]
        assert isinstance(chosen, forms.ModelChoiceField) and isinstance(way, forms.ChoiceField)
        chosen.queryset = Court.objects.exclude(pk=matter.court_id).order_by("code")
        way.choices = [*WAYS, *([IN_DEMONSTRATION] if settings.PORTAL_DEMONSTRATION else [])]


class ImportForm(MatterForm):
    """A package that another court made."""

    upload = forms.FileField(
        label=_("Exchange package"),
        help_text=_("ZIP, at most 500 MB. Form, digests and seal are checked before anything is taken in."),
    )  # fmt: skip
