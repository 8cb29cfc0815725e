"""Powers of attorney witnessed live."""

from django.apps import AppConfig


class PowerOfAttorneyConfig(AppConfig):
    name = "portal.power_of_attorney"
    label = "power_of_attorney"
