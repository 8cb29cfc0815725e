"""Gateways of service of documents."""
