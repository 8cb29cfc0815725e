"""Forms of the papers of an ascertainment, and of the wordings beside the Chinese."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from foreign_law.documents.ascertainment.subject import digest_of
from foreign_law.forms.ascertainment.acts import RequestForm
from foreign_law.models import AscertainmentPaper, Wording
from foreign_law.queries.ascertainment.papers import kinds_possible
from foreign_law.rules.ascertainment.papers import CHINESE
from i18n import languages

ALONE = ("", _("Chinese alone"))


def chinese() -> list[tuple[str, str]]:
    """The languages in which a paper prevails, each by its own name."""
    return [(code, languages.get(code).own_name) for code in CHINESE]


def beside() -> list[tuple[str, Any]]:
    """The languages that may stand beside the Chinese."""
    return [ALONE, *((code, languages.get(code).own_name) for code in languages.CODES)]


class PaperForm(RequestForm):
    """Which paper, as far as the record holds what it says; its languages."""

    kind = forms.ChoiceField(label=_("Paper"), help_text=_("Sealed and kept. Nothing is sent."))
    language = forms.ChoiceField(label=_("Chinese text"), choices=chinese, initial="zh-hans")
    second_language = forms.ChoiceField(label=_("Language beside it"), choices=beside, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = dict(AscertainmentPaper.Kind.choices)
        field = self.fields["kind"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(kind, labels[kind]) for kind in kinds_possible(self.record)]
        self.fields["second_language"].initial = self.law_request.language


class WordingsForm(forms.Form):
    """Every Chinese passage of the process statement with the field for its wording in one language."""

    translator = forms.CharField(
        label=_("Translator"), max_length=200, required=False, help_text=_("Who answers for the wordings entered here."),
    )  # fmt: skip

    def __init__(
        self, *args: Any, asked: dict[str, str], held: dict[str, Wording], language: str, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.asked, self.language = asked, language
        tag = languages.html_lang(language)
        for part, chinese_text in asked.items():
            row = held.get(part)
            is_stale = row is not None and row.source_digest != digest_of(chinese_text)
            self.fields[part] = forms.CharField(
                label=chinese_text, required=False, initial=row.text if row else "",
                widget=forms.Textarea(attrs={"rows": 3, "lang": tag}),
                help_text=_("The Chinese was changed since this wording was entered.") if is_stale else "",
            )  # fmt: skip

    def entries(self) -> dict[str, tuple[str, str]]:
        """(Chinese, wording) by part, of the fields that say something."""
        return {part: (text, self.cleaned_data.get(part, "")) for part, text in self.asked.items()}
