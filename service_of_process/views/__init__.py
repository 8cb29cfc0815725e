"""Views of service of documents."""
