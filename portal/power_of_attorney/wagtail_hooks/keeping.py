"""The back office of one area: keeping."""
