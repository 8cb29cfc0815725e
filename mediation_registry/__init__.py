"""Mediators and organisations certified jointly."""
