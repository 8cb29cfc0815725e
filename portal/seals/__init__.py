"""The one door to cryptography."""
