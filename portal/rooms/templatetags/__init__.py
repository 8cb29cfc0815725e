"""Template tags of live rooms."""
