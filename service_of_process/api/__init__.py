"""Api of service of documents."""
