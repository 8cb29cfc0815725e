"""The back office of the register; each area has its file, imported here so that Wagtail finds it."""

from mediation_registry.wagtail_hooks import (
    desk,  # noqa: F401
    mediations,  # noqa: F401
    outcome,  # noqa: F401
    profiles,  # noqa: F401
    rosters,  # noqa: F401
)
