"""Views of powers of attorney."""
