"""In which two languages a certificate is wanted."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from i18n import languages


class LanguageSelect(forms.Select):
    """Each language is named in itself, and says so to those who hear the page."""

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option: dict[str, Any] = super().create_option(name, value, *args, **kwargs)
        option["attrs"]["lang"] = languages.html_lang(str(value))
        return option


class LanguagesForm(forms.Form):
    """Two different languages of the portal."""

    first = forms.ChoiceField(
        label=gettext_lazy("First language"), choices=languages.LANGUAGES, widget=LanguageSelect
    )
    second = forms.ChoiceField(
        label=gettext_lazy("Second language"), choices=languages.LANGUAGES, widget=LanguageSelect
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("first") and given.get("first") == given.get("second"):
            raise ValidationError(_("Choose two different languages of the portal."), code="languages")
        return given


def usual_pair(language: str) -> dict[str, str]:
    """The reader's language, and beside it traditional Chinese, or Portuguese for a reader of that."""
    return {"first": language, "second": "pt" if language == "zh-hant" else "zh-hant"}
