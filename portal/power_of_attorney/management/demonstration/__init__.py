"""Demonstration of powers of attorney."""
