"""System checks of the calendars."""

from __future__ import annotations

from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections
from django.db.utils import DatabaseError

from portal.calendars.triggers import missing


@register(Tags.database)
def published_editions_are_guarded(
    app_configs: Any, databases: Any = None, **kwargs: Any
) -> list[CheckMessage]:
    """E001 when a trigger that guards the published editions is absent, changed or disabled."""
    messages: list[CheckMessage] = []
    for alias in databases or ():
        try:
            absent = missing(connections[alias])
        except DatabaseError:
            continue
        if absent:
            messages.append(
                Error(
                    f"Published calendars of the database {alias} are not guarded: {', '.join(absent)}.",
                    hint="Find out who removed the triggers, compare the days with the log, then run migrate.",
                    id="calendars.E001",
                )
            )
    return messages
