"""Viewsets of service of documents."""
