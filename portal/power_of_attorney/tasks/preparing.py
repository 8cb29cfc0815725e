"""Doors of the job runner: preparing."""
