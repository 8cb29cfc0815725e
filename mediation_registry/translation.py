"""Names and labels that exist in four languages."""

from __future__ import annotations

from modeltranslation.translator import TranslationOptions, register

from mediation_registry.models import Criterion, RuleVersion, Scheme


@register(Scheme)
class SchemeTranslation(TranslationOptions):
    fields = ("name", "instrument")
    required_languages = {"zh-hant": ("name", "instrument"), "default": ("name",)}


@register(RuleVersion)
class RuleVersionTranslation(TranslationOptions):
    fields = ("instrument",)


@register(Criterion)
class CriterionTranslation(TranslationOptions):
    fields = ("text", "satisfied_by")
    required_languages = {"zh-hant": ("text",), "default": ()}
