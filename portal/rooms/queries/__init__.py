"""Questions to live rooms."""
