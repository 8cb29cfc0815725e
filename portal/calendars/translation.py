"""Names of calendars, days and sources: one column a language, all four required."""

from modeltranslation.translator import TranslationOptions, register

from i18n import languages
from portal.calendars.models import Calendar, CalendarDay, CalendarYear


@register(Calendar)
class CalendarTranslation(TranslationOptions):
    fields = ("name",)
    required_languages = languages.CODES


@register(CalendarYear)
class CalendarYearTranslation(TranslationOptions):
    fields = ("source",)
    required_languages = languages.CODES


@register(CalendarDay)
class CalendarDayTranslation(TranslationOptions):
    fields = ("name",)
    required_languages = languages.CODES
