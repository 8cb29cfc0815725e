"""Doors of ascertainment for parties, lawyers, institutions and experts."""
