"""System checks of the log."""

from __future__ import annotations

from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections
from django.db.utils import DatabaseError

from portal.audit.append_only import missing_triggers


@register(Tags.database)
def log_only_grows(app_configs: Any, databases: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """E001 when a trigger that protects an append-only table is absent, changed or disabled."""
    messages: list[CheckMessage] = []
    for alias in databases or ():
        try:
            missing = missing_triggers(connections[alias])
        except DatabaseError:
            continue
        if missing:
            messages.append(
                Error(
                    f"Append-only tables of the database {alias} are not protected: {', '.join(missing)}.",
                    hint="Find out who removed the triggers, run verify_audit, then protect_audit.",
                    id="audit.E001",
                )
            )
    return messages
