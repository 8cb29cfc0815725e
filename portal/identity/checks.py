"""System checks: the way of checking papers must be known, and a simulated one expressly allowed."""

from __future__ import annotations

from typing import Any

from django.core.checks import CheckMessage, Error, register
from django.core.exceptions import ImproperlyConfigured

from portal.identity.gateways import verifier


@register()
def identity_adapter_is_allowed(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """identity.E001: the adapter is unknown, or simulated without leave."""
    try:
        verifier()
    except ImproperlyConfigured as refusal:
        return [Error(str(refusal), id="identity.E001")]
    return []
