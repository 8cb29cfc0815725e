"""Health, status, metrics, backup, the demonstration data."""
