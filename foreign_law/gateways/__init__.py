"""Gateways of the library: what comes from other hosts."""
