"""Queries of powers of attorney."""
