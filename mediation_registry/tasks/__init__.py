"""Doors of the job runner; each area has its file, imported here so that the runner finds it."""

from mediation_registry.tasks import (
    certificates,  # noqa: F401
    mediations,  # noqa: F401
    outcome,  # noqa: F401
    register,  # noqa: F401
    training,  # noqa: F401
)
