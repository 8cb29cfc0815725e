"""Names of causes in four languages."""

from modeltranslation.translator import TranslationOptions, register

from portal.cases.models import Cause


@register(Cause)
class CauseTranslation(TranslationOptions):
    fields = ("name",)
    required_languages = {"zh-hant": ("name",), "default": ()}
