"""The trial kind of room as an installed app, for served portals only (``tests.support.trial_settings``)."""

from __future__ import annotations

from django.apps import AppConfig


class TrialRoomConfig(AppConfig):
    """Registers the kind, and brings the page's template and script."""

    name = "tests.support"
    label = "trial"

    def ready(self) -> None:
        from tests.support.trial_room import trial_kind

        trial_kind()
