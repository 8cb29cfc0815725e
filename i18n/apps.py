"""The basement as an installed app: it brings commands and system checks, no tables."""

from django.apps import AppConfig


class I18nConfig(AppConfig):
    name = "i18n"
    label = "i18n"

    def ready(self) -> None:
        from i18n import checks  # noqa: F401
