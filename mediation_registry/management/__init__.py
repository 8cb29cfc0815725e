"""Commands and demonstration data."""
