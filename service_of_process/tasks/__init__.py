"""Tasks of service of documents."""
