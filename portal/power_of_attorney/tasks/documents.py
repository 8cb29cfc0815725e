"""Doors of the job runner: documents."""
