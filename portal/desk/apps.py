"""The staff's home: queues, due dates, one search."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeskConfig(AppConfig):
    name = "portal.desk"
    label = "desk"

    def ready(self) -> None:
        from portal.audit.labels import register_act
        from portal.desk.own_queues import register_ground_floor
        from portal.desk.own_sources import register_sources
        from portal.desk.permissions import ACTS
        from portal.identity.permissions import register_permissions

        register_act(
            "desk.searched", _("Search in the back office"), _("Searched the back office: %(found)s finds")
        )
        register_permissions("portal.desk", ACTS)
        register_ground_floor()
        register_sources()
