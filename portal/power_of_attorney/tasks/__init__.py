"""Doors of the job runner; each area has its file, imported here so that the worker finds it."""

from portal.power_of_attorney.tasks import documents, keeping, preparing  # noqa: F401
