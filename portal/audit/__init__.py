"""The append-only transparency log of acts."""
