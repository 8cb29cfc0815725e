"""What is printed, sealed and signed."""
