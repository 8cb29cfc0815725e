"""Live rooms."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RoomsConfig(AppConfig):
    name = "portal.rooms"
    label = "rooms"
    verbose_name = _("Live rooms")

    def ready(self) -> None:
        from portal.identity.permissions import register_permissions
        from portal.rooms import checks, tasks  # noqa: F401  # register themselves; acts ask for jobs by name
        from portal.rooms.engines import MeshEngine, register_engine
        from portal.rooms.labels import register_acts
        from portal.rooms.permissions import ACTS
        from portal.rooms.recording_acts import open_doors

        register_acts()
        open_doors()
        register_permissions("portal.rooms", ACTS)
        register_engine("mesh", MeshEngine())
