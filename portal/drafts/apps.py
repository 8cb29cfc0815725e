"""What somebody has begun to type and not yet sent."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DraftsConfig(AppConfig):
    name = "portal.drafts"
    label = "drafts"
    verbose_name = _("Drafts")
