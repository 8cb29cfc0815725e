"""Cross-border service of court documents."""
