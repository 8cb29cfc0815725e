"""What comes in from files: read, never believed."""
