"""People, their papers and licences, courts and authorities, offices and roles."""

from importlib import import_module
from importlib.util import find_spec

from django.apps import AppConfig

LOWER_ROOMS = ("audit", "calendars", "exhibits", "drafts", "documents", "notices", "evidence")


class IdentityConfig(AppConfig):
    name = "portal.identity"
    label = "identity"

    def ready(self) -> None:
        from allauth.mfa import signals

        from portal.identity import checks, labels, permissions  # noqa: F401
        from portal.identity.second_factor import remember_new_factor
        from portal.web.setup import register_step

        labels.register_words()
        permissions.register_permissions(self.name, permissions.ACTS)
        for room in LOWER_ROOMS:
            if find_spec(f"portal.{room}.permissions"):
                table = import_module(f"portal.{room}.permissions")
                permissions.register_permissions(f"portal.{room}", table.ACTS)
        permissions.register_own_scopes()
        signals.authenticator_added.connect(remember_new_factor, dispatch_uid="identity.new_factor")
        self._tell_lower_rooms()
        register_step("reference data", load_places)

    def _tell_lower_rooms(self) -> None:
        from django.urls import reverse
        from django.utils.translation import gettext_lazy as _

        from portal.drafts.registry import register_form
        from portal.identity.actors import actor_of, names_of

        register_form("identity.names", label=_("My names"), address=lambda _key: reverse("identity:names"))
        register_form(
            "identity.document",
            label=_("Give an identity document"),
            address=lambda _key: reverse("identity:add_document"),
        )
        register_form(
            "identity.licence",
            label=_("Give a lawyer's licence"),
            address=lambda _key: reverse("identity:add_licence"),
        )

        if find_spec("portal.audit.history"):
            history = import_module("portal.audit.history")
            history.register_actor_names(names_of)
            access = import_module("portal.audit.access")
            access.register_actor_resolver(actor_of)


def load_places() -> str:
    """Bootstrap step: jurisdictions, courts, authorities."""
    from portal.identity.actions.groups import equip_groups
    from portal.identity.actions.places import load_reference_data

    equip_groups()
    added = load_reference_data()
    return ", ".join(f"{number} {name}" for name, number in added.items()) + " added"
