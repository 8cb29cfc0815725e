"""Doors of the job runner; each area has its file, imported here so that the runner finds it."""
