"""Forms of a material: everything that arts 3 and 4 ask for on one page; what is missing may come later."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from foreign_law.actions.ascertainment.cited import LawParts, typed_texts
from foreign_law.actions.ascertainment.materials import Files, Parts
from foreign_law.forms.ascertainment.particulars import DAY, PartyChoice, words
from foreign_law.models import (
    AscertainmentRequest,
    CitedLaw,
    LawProvider,
    Material,
    RouteAttempt,
    ScopeQuestion,
)
from foreign_law.queries.ascertainment.cited_law import LONGEST_CITATION, MOST_CITATIONS
from foreign_law.rules.ascertainment import routes
from i18n import languages
from portal.cases.models import Party
from portal.drafts.forms import DraftMixin

CHINESE = [
    (language.code, language.own_name) for language in languages.ALL if languages.is_chinese(language.code)
]
ANY = [("", "—"), *languages.LANGUAGES]
PARTS = tuple(Parts.__dataclass_fields__)
#: What is asked of an opinion that a party commissioned (art. 4).
COMMISSIONED = ("opinion_by", "opinion_author", "qualification", "identity", "experience", "statement")


def language_choices(
    *, chinese_only: bool = False, none: bool = False
) -> Callable[[], list[tuple[str, str]]]:
    """The portal's languages, named in the language of the page; asked for when the form is made."""

    def choices() -> list[tuple[str, str]]:
        codes = [code for code in languages.CODES if not chinese_only or languages.is_chinese(code)]
        named = [(code, str(get_language_info(code)["name_translated"])) for code in codes]
        return [("", "—"), *named] if none else named

    return choices


def question_label(question: ScopeQuestion) -> Any:
    """A question in the words of the page's language where there are any, with its ``lang``."""
    if question.translation and not languages.is_chinese(get_language() or ""):
        tag = languages.html_lang(question.request.language)
        return format_html('<span lang="{}">{}. {}</span>', tag, question.number, question.translation)
    return format_html('<span lang="zh-Hans">{}. {}</span>', question.number, question.text)


class QuestionsChoice(forms.ModelMultipleChoiceField):
    """Numbered questions of the request; gives their keys."""

    def label_from_instance(self, obj: Any) -> Any:
        return question_label(obj)

    def clean(self, value: Any) -> Any:
        return [row.pk for row in super().clean(value)]


class MaterialFields(DraftMixin, forms.Form):
    """What is asked of a material. Only title and language are needed to keep it."""

    title = forms.CharField(label=_("Title of the material"), max_length=300)
    language = forms.ChoiceField(
        label=_("Language of the material"), choices=language_choices(), initial=get_language
    )
    document = forms.FileField(
        label=_("The document"),
        required=False,
        help_text=_("The opinion or reply, or a paper with the provisions."),
    )
    translation = forms.FileField(
        label=_("Chinese translation of the document"), required=False,
        help_text=_("Needed where the document is not in Chinese (Interpretation of the Civil Procedure Law, art. 525)."),
    )  # fmt: skip
    translator = forms.CharField(label=_("Translator"), max_length=200, required=False)
    translation_note = words(
        rows=2, label=_("Disputed translation: who appointed the translator"), required=False,
        help_text=_("The parties appoint one together; if they do not agree, the court does (art. 525)."),
    )  # fmt: skip
    opinion_by = forms.ChoiceField(
        label=_("Is it an opinion that a party had an institution or expert give?"), required=False,
        choices=[("", _("No")), *LawProvider.Kind.choices],
        help_text=_("Art. 4 then asks for the name, the proofs and the statement below, as it does where the court asks."),
    )  # fmt: skip
    opinion_author = forms.CharField(
        label=_("Name of the institution or expert"), max_length=200, required=False
    )
    qualification = forms.FileField(
        label=_("Proof of qualification of the institution"), required=False, help_text=_("Of an institution (art. 4).")
    )  # fmt: skip
    identity = forms.FileField(
        label=_("Proof of the expert's identity"), required=False, help_text=_("Of an expert (art. 4).")
    )
    experience = forms.FileField(
        label=_("Proof of the expert's qualifications and experience"), required=False,
        help_text=_("Of an expert (art. 4)."),
    )  # fmt: skip
    statement = forms.FileField(
        label=_("Signed statement of no interest"), required=False,
        help_text=_("In writing, from whoever gave the opinion: no interest in this case (art. 4)."),
    )  # fmt: skip
    citations = words(
        rows=4, label=_("The specific provisions and judgments"), required=False,
        help_text=_(
            "One on each line, such as “Cap. 614 s. 2” or “[2022] HKCFA 20”. What the library holds is pinned in all official "
            "languages, as it stood on the day."
        ),
    )  # fmt: skip
    on_date = forms.DateField(
        label=_("The law as it stood on"), widget=DAY, required=False,
        help_text=_("The day of the facts unless you enter another."),
    )  # fmt: skip
    how_obtained = words(
        label=_("How the law was obtained"), required=False,
        help_text=_("Such as the official website and the day, or the gazette and its number (art. 3)."),
    )  # fmt: skip
    validity = words(
        label=_("Whether it is in force, and since when"), required=False, help_text=_("Art. 3.")
    )
    relevance = words(label=_("What it has to do with the dispute"), required=False, help_text=_("Art. 3."))
    summary = words(rows=6, label=_("What it says on each question"), required=False)
    question_ids = QuestionsChoice(
        label=_("Questions that it answers"), queryset=ScopeQuestion.objects.none(), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def open_to(self, law_request: AscertainmentRequest) -> None:
        """The questions of this request are offered."""
        rows = law_request.questions.filter(struck_at=None).select_related("request")
        self.fields["question_ids"].queryset = rows  # type: ignore[attr-defined]

    def close_commissioned(self, attempt: RouteAttempt | None) -> None:
        """On a route of institutions and experts the papers of art. 4 are kept with the attempt: nothing is asked here."""
        if attempt is not None and attempt.route in routes.BY_PROVIDER:
            for name in COMMISSIONED:
                del self.fields[name]

    def clean_citations(self) -> str:
        """What would not be read whole is refused: nothing that was typed falls away in silence."""
        typed: str = self.cleaned_data["citations"]
        lines = [line for line in typed.splitlines() if line.strip()]
        if len(lines) > MOST_CITATIONS:
            raise forms.ValidationError(_now("At most %(most)s lines.") % {"most": MOST_CITATIONS})
        if any(len(" ".join(line.split())) > LONGEST_CITATION for line in lines):
            sentence = _now("One citation on each line, of at most %(most)s characters.")
            raise forms.ValidationError(sentence % {"most": LONGEST_CITATION})
        return typed

    def kept(self) -> dict[str, Any]:
        """What the actions take: parts, files, citations, the day, the questions."""
        entered = self.cleaned_data
        return {
            "parts": Parts(**{name: entered.get(name, "") for name in PARTS}),
            "files": Files(**{name: entered.get(name) for name in Material.FILES}),
            "citations": [line for line in entered["citations"].splitlines() if line.strip()],
            "on_date": entered["on_date"],
            "question_ids": entered["question_ids"],
        }


class NewMaterialForm(MaterialFields):
    """A new material of the own side, or of the own institution."""

    party = PartyChoice(label=_("For which party"), queryset=Party.objects.none())

    def __init__(
        self, *args: Any, law_request: AscertainmentRequest, sides: Any = None,
        asked: RouteAttempt | None = None, **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.open_to(law_request)
        self.close_commissioned(asked)
        del self.fields["seen"]
        rows = sides if sides is not None else Party.objects.none()
        if len(rows[:2]) < 2:
            del self.fields["party"]
        else:
            self.fields["party"].queryset = rows  # type: ignore[attr-defined]
            self.order_fields(["party"])


class CompletingForm(MaterialFields):
    """The parts of a material that is kept and not whole yet; what is there stands in the fields."""

    def __init__(self, *args: Any, material: Material, **kwargs: Any) -> None:
        known = {name: getattr(material, name) for name in PARTS}
        known["question_ids"] = [row.pk for row in material.questions.all()]
        kwargs["initial"] = {**known, **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        self.open_to(material.request)
        self.close_commissioned(material.attempt)
        self.fields["citations"].label = _("Further provisions and judgments")
        for name in set(material.files) & set(self.fields):
            self.fields[name].help_text = _("A file is there; a new one takes its place.")


class LawForm(forms.Form):
    """One cited law: its text with the source where the library has none, its Chinese, the full judgment."""

    citation = forms.CharField(label=_("Citation"), max_length=300)
    kind = forms.ChoiceField(label=_("Kind"), choices=CitedLaw.Kind.choices)
    on_date = forms.DateField(
        label=_("The law as it stood on"), widget=DAY, required=False,
        help_text=_("The day of the facts unless you enter another."),
    )  # fmt: skip
    language = forms.ChoiceField(
        label=_("Language of the text"), choices=language_choices(none=True), required=False
    )
    text = words(
        rows=8, label=_("Text of the provision"), required=False, max_length=100_000,
        help_text=_("Word for word, where the library does not hold it."),
    )  # fmt: skip
    source = forms.CharField(label=_("Source of the text"), max_length=1000, required=False)
    source_url = forms.URLField(
        label=_("Address of the source"), max_length=1000, required=False, assume_scheme="https"
    )
    retrieved_at = forms.DateTimeField(
        label=_("Retrieved"), required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )  # fmt: skip
    chinese_text = words(
        rows=8, label=_("The text in Chinese"), required=False, max_length=100_000,
        help_text=_("Needed where the text is in another language (Interpretation of the Civil Procedure Law, art. 525)."),
    )  # fmt: skip
    chinese_language = forms.ChoiceField(
        label=_("Chinese script"), choices=language_choices(chinese_only=True), required=False
    )
    translator = forms.CharField(label=_("Translator"), max_length=200, required=False)
    judgment = forms.FileField(
        label=_("Full judgment"),
        required=False,
        help_text=_("Case law is handed in with the full judgment (art. 3)."),
    )
    judgment_language = forms.ChoiceField(
        label=_("Language of the judgment"), choices=language_choices(none=True), required=False
    )
    judgment_translation = forms.FileField(
        label=_("Chinese translation of the full judgment"), required=False
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, cited: CitedLaw | None = None, **kwargs: Any) -> None:
        if cited is not None:
            kwargs["initial"] = {**_known(cited), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        if cited is not None:
            for name in ("citation", "kind", "on_date"):
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        entered = super().clean() or {}
        if entered.get("text", "").strip() and not entered.get("language"):
            self.add_error("language", _now("Say in which language the text is."))
        return entered

    def kept(self) -> LawParts:
        """What the actions take."""
        entered = self.cleaned_data
        text, chinese = typed_texts(**{
            name: entered.get(name, "")
            for name in ("text", "language", "chinese_text", "chinese_language", "source", "translator")
        }, retrieved_at=entered["retrieved_at"])  # fmt: skip
        return LawParts(
            kind=entered.get("kind", ""), on_date=entered.get("on_date"), text=text, chinese=chinese,
            judgment=entered["judgment"], judgment_language=entered["judgment_language"],
            judgment_translation=entered["judgment_translation"], source_url=entered["source_url"],
            retrieved_at=entered["retrieved_at"],
        )  # fmt: skip


class WithdrawForm(forms.Form):
    """Why a material is taken back."""

    reason = words(label=_("Reason"))


def _known(cited: CitedLaw) -> dict[str, Any]:
    """What was typed of a cited law before; the library's own texts are not offered for change."""
    known: dict[str, Any] = {
        "source_url": cited.source_url, "retrieved_at": cited.retrieved_at, "judgment_language": cited.full_text_language
    }  # fmt: skip
    for row in cited.texts.all():
        if row.version_id is not None:
            continue
        if row.is_translation:
            known |= {
                "chinese_text": row.text,
                "chinese_language": row.language,
                "translator": row.translator,
            }
        else:
            known |= {"text": row.text, "language": row.language, "source": row.source}
    return known
