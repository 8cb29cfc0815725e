"""Forms of powers of attorney."""
