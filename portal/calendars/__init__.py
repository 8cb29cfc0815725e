"""Holidays and closures as versioned tables."""
