"""The library of Hong Kong and Macao law, and the ascertainment of foreign law for a case."""

from __future__ import annotations

from datetime import datetime
from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

#: `library` last: its addresses take any word.
AREAS = (
    "asking",
    "routing",
    "hearing",
    "judging",
    "papers",
    "ascertainment_desk",
    "collecting",
    "citing",
    "following",
    "terms",
    "choosing",
    "figures",
    "library",
)


class ForeignLawConfig(AppConfig):
    name = "foreign_law"
    label = "foreign_law"
    verbose_name = _("Law library")

    def ready(self) -> None:
        from foreign_law.rules.permissions import ACTS
        from portal.identity.permissions import register_permissions
        from portal.web.setup import register_demonstration

        register_permissions("foreign_law", ACTS)
        for area in AREAS:
            import_module(f"foreign_law.apps.{area}").open_doors()
        register_demonstration("ascertainment", load_demonstration)


def load_demonstration(at: datetime) -> list[str]:
    """Fictitious ascertainments, made by the acts of the demonstration's cast, on the fictitious law."""
    return list(import_module("foreign_law.management.demonstration.everything").load(at=at))
