"""Templatetags of powers of attorney."""
