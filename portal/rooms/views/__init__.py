"""Doors of live rooms."""
