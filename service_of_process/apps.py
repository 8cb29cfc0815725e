"""Cross-border service of court documents."""

from django.apps import AppConfig


class ServiceOfProcessConfig(AppConfig):
    name = "service_of_process"
    label = "service_of_process"
