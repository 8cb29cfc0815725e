"""Public doors of this room: personal pages, recovery of an account."""
