"""Doors of ascertainment in the back office."""
