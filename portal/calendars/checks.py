"""System checks of the calendars."""

from __future__ import annotations

from typing import Any

from django.core.checks import CheckMessage, Tags, register

from portal.audit import guards
from portal.calendars.triggers import missing


@register(Tags.database)
def published_editions_are_guarded(
    app_configs: Any, databases: Any = None, **kwargs: Any
) -> list[CheckMessage]:
    """E001 when a trigger that guards the published editions is absent, changed or disabled."""
    return guards.check(
        databases,
        missing,
        said="Published calendars of the database %(database)s are not guarded: %(absent)s.",
        hint="Find out who removed the triggers, compare the days with the log, then run migrate.",
        code="calendars.E001",
    )
