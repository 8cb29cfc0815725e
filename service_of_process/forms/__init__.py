"""Forms of service of documents."""
