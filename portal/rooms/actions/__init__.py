"""Acts in live rooms."""
