"""Messages to people: outbox, inbox, delivery in the language of each."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NoticesConfig(AppConfig):
    name = "portal.notices"
    label = "notices"
    verbose_name = _("Notices")

    def ready(self) -> None:
        from portal.audit.labels import register_act

        import_module("portal.notices.tasks")  # the outbox asks for its task by name
        register_act(
            "notices.failed",
            label=_("Notice could not be delivered"),
            sentence=_("A notice could not be delivered after %(attempts)s attempts; it is now a work item."),
        )
        register_act(
            "notices.retried",
            label=_("Notice sent again"),
            sentence=_("An undelivered notice was put back for delivery."),
        )
        register_act(
            "notices.settled",
            label=_("Undelivered notice settled"),
            sentence=_("An undelivered notice was settled by another means."),
        )
