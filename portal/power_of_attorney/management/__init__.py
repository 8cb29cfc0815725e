"""Management of powers of attorney."""
