"""The one door to search engines."""
