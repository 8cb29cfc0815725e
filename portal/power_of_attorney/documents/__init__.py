"""Documents of powers of attorney."""
