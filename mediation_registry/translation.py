"""Names and labels that exist in four languages."""

from __future__ import annotations

from modeltranslation.translator import TranslationOptions, register

from mediation_registry.models import Criterion, Scheme


@register(Scheme)
class SchemeTranslation(TranslationOptions):
    fields = ("name",)
    required_languages = ("zh-hant", "zh-hans", "pt", "en")


@register(Criterion)
class CriterionTranslation(TranslationOptions):
    fields = ("text", "satisfied_by")
    required_languages = {"zh-hant": ("text",), "default": ()}
