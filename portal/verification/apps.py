"""One public door for checking whether a document is genuine."""

from django.apps import AppConfig


class VerificationConfig(AppConfig):
    name = "portal.verification"
    label = "verification"
