"""The back office: legal records are read here and move by buttons that call actions."""
