"""Queries of service of documents."""
