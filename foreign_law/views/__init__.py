"""The library's public pages: search, works, provisions, judgments."""
