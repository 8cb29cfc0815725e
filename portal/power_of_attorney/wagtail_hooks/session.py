"""The back office of one area: session."""
