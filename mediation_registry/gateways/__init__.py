"""The outside world: a small protocol for each counterpart, and its adapters."""
