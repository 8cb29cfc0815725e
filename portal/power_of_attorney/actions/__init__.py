"""Actions of powers of attorney."""
