"""The back office of one area: preparing."""
