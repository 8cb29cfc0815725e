"""System checks: the keys are there, readable and, outside demonstrations, not demonstration keys."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register

from portal.seals.errors import KeyProblem
from portal.seals.key_text import key_problems, read_key, read_key_ring


@register(Tags.security)
def keys_are_fit(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """E001 for every key that is missing, malformed or a demonstration key in a real installation."""
    given = {
        "key_ring": settings.PORTAL_KEYRING,
        "index_key": settings.PORTAL_INDEX_KEY,
        "log_key": settings.PORTAL_LOG_KEY,
    }
    problems = _malformed(given) if settings.PORTAL_DEMONSTRATION else key_problems(**given)
    return [
        Error(problem, hint="Keys are 32 random bytes in base64.", id="seals.E001") for problem in problems
    ]


def _malformed(given: dict[str, str]) -> list[str]:
    """In a demonstration a key may be absent, but one that is given must be readable."""
    problems = []
    try:
        if given["key_ring"]:
            read_key_ring(given["key_ring"])
        for variable, text in (
            ("PORTAL_INDEX_KEY", given["index_key"]),
            ("PORTAL_LOG_KEY", given["log_key"]),
        ):
            if text:
                read_key(text, variable=variable)
    except KeyProblem as problem:
        problems.append(str(problem))
    return problems
