"""Translated names of places; each language is a column."""

from modeltranslation.translator import TranslationOptions, register

from portal.identity.models import Authority, Court, Institution, Jurisdiction


@register(Jurisdiction)
class JurisdictionTranslation(TranslationOptions):
    fields = ("name",)


@register([Court, Authority, Institution])
class PlaceTranslation(TranslationOptions):
    fields = ("name", "contact_hours")
