"""Mediators and organisations certified jointly."""

from django.apps import AppConfig


class MediationRegistryConfig(AppConfig):
    name = "mediation_registry"
    label = "mediation_registry"
