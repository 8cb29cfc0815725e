"""Documents of service of documents."""
