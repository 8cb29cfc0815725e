"""Names that exist in four languages."""

from __future__ import annotations

from modeltranslation.translator import TranslationOptions, register

from foreign_law.models import LawProvider


@register(LawProvider)
class LawProviderTranslation(TranslationOptions):
    fields = ("name",)
