"""Gap-free references with a check digit."""

from django.apps import AppConfig


class NumberingConfig(AppConfig):
    name = "portal.numbering"
    label = "numbering"
