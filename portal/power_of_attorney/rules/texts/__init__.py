"""Texts of powers of attorney."""
