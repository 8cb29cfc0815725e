"""System checks of the log."""

from __future__ import annotations

from typing import Any

from django.core.checks import CheckMessage, Tags, register

from portal.audit import guards
from portal.audit.append_only import missing_triggers


@register(Tags.database)
def log_only_grows(app_configs: Any, databases: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """E001 when a trigger that protects an append-only table is absent, changed or disabled."""
    return guards.check(
        databases,
        missing_triggers,
        said="Append-only tables of the database %(database)s are not protected: %(absent)s.",
        hint="Find out who removed the triggers, run verify_audit, then protect_audit.",
        code="audit.E001",
    )
