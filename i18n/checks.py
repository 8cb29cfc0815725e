"""System checks of language: the list is one, catalogues exist, translated fields cover it."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.core.checks import Error, Tags, register

from i18n import languages


@register(Tags.translation)
def languages_are_one_list(app_configs: object, **kwargs: object) -> list[Error]:
    """Settings, modeltranslation and Wagtail name the languages of :mod:`i18n.languages` and no others."""
    wrong = []
    for name in ("LANGUAGES", "WAGTAIL_CONTENT_LANGUAGES", "WAGTAILADMIN_PERMITTED_LANGUAGES"):
        if [code for code, _label in getattr(settings, name)] != list(languages.CODES):
            wrong.append(Error(f"{name} differs from i18n.languages", id="i18n.E001"))
    if settings.LANGUAGE_CODE != languages.DEFAULT:
        wrong.append(Error("LANGUAGE_CODE is not the default of i18n.languages", id="i18n.E002"))
    return wrong


@register(Tags.translation)
def catalogues_exist(app_configs: object, **kwargs: object) -> list[Error]:
    """Every language has the portal's catalogue."""
    folder = Path(settings.LOCALE_PATHS[0])
    return [
        Error(f"no catalogue for {code}", id="i18n.E003", hint="run: make messages")
        for code in languages.CODES
        if not (folder / languages.locale_name(code) / "LC_MESSAGES" / "django.po").exists()
    ]


@register(Tags.translation)
def translated_fields_are_complete(app_configs: object, **kwargs: object) -> list[Error]:
    """Every model registered for translation has a column for each language."""
    from modeltranslation.translator import translator
    from modeltranslation.utils import build_localized_fieldname

    wrong = []
    for model in translator.get_registered_models(abstract=False):
        present = {field.name for field in model._meta.get_fields()}
        for name in translator.get_options_for_model(model).get_field_names():
            lacking = [c for c in languages.CODES if build_localized_fieldname(name, c) not in present]
            if lacking:
                wrong.append(Error(f"{model._meta.label}.{name} lacks {', '.join(lacking)}", id="i18n.E004"))
    return wrong
