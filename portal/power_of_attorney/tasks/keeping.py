"""Doors of the job runner: keeping."""
