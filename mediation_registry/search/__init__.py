"""What the register puts into its search index, and the outbox towards it."""
